import { decoder } from "./cell-decoder.ts";

/** The number that a cell spells as C's `strtod` reads it, white space around it passed over; NaN where it spells none. */
export function numberFromText(cell: string): number {
  const special = /^([+-]?)inf(inity)?$/i.exec(cell);
  if (special !== null) return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const trimmed = cell.trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : Number.NaN;
}

/** {@link numberFromText} of bytes. */
export const readNumber = (bytes: Uint8Array): number => numberFromText(decoder.decode(bytes));
