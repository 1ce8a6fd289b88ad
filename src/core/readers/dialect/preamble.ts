import { must } from "../../defined.ts";
import type { PythonValue } from "../../python/value.ts";
import { cutLine } from "./preview.ts";
import { decodeHead } from "./propose.ts";

/** How a table is read that does not begin in a file's first line. */
export interface Preamble {
  /** Lines above the header. */
  readonly lines: number;
  /** `skiprows`, and `sep` where the cells are between something else than commas. */
  readonly options: ReadonlyMap<string, bigint | string>;
  /** Whether the first line is Excel's `sep=;`. */
  readonly isSepLine: boolean;
}

const DELIMITERS = [",", ";", "\t", "|"];
/** So many lines are looked at, and so many of them may be above a header. */
const LOOKED_AT = 80;
const MOST_ABOVE = 40;
/** Rows of one width that make a table. */
const FEWEST_ROWS = 2;
const SEP_LINE = /^\ufeff?"?sep=(.)"?$/i;

const isFilled = (cell: string) => cell.trim() !== "";
const isNumber = (cell: string) => /^\s*[+-]?[\d.,]*\d\s*%?$/.test(cell);

/** The lines' cells; each line by itself, since lines above a header are counted as they are. */
function cut(lines: readonly string[], delimiter: string): readonly (readonly string[])[] {
  return lines.map((line) => (line === "" ? [] : cutLine(line, delimiter)));
}

/** Whether a line can be a header: names, most of them there, and no two alike. */
function looksLikeHeader(cells: readonly string[]): boolean {
  const names = cells.filter(isFilled).map((cell) => cell.trim());
  return names.length >= Math.max(2, cells.length - 1) && names.every((name) => !isNumber(name)) && new Set(names).size === names.length;
}

/** The line in which a table of some delimiter begins, after lines that are none of it; null where it begins in the first. */
function headerLine(rows: readonly (readonly string[])[]): { readonly line: number; readonly width: number } | null {
  const filled = rows.map((row) => row.filter(isFilled).length);
  for (let line = 1; line < Math.min(rows.length, MOST_ABOVE + 1); line++) {
    const row = must(rows[line]);
    const body = rows.slice(line + 1).filter((one) => one.length > 0);
    const width = row.length;
    if (width < 2 || body.length < FEWEST_ROWS || !looksLikeHeader(row)) continue;
    const alike = body.filter((one) => one.length === width).length;
    if (alike < body.length * 0.9) continue;
    // What is above must be another thing than rows of the table: fewer cells, or padded with empty ones.
    const above = rows.slice(0, line);
    const isOther = above.every(
      (one, index) => one.length === 0 || (one.length < width && one.length <= Math.max(2, width / 2)) || must(filled[index]) <= width / 2,
    );
    const isNamed = rows[0]?.length === width && must(filled[0]) > width / 2;
    if (isOther && !isNamed) return { line, width };
  }
  return null;
}

/** Whether rows have the width of the first one, and that has names for more than half of its columns. */
function isWholeTable(rows: readonly (readonly string[])[]): boolean {
  const [first = [], ...body] = rows;
  const filled = body.filter((row) => row.length > 0);
  const isNamed = first.filter(isFilled).length > first.length / 2;
  return first.length > 1 && isNamed && filled.filter(({ length }) => length === first.length).length >= filled.length * 0.9;
}

/**
 * Lines above a table's header: a title, what a station or an instrument writes of itself, or Excel's `sep=;`. `text` is a file's beginning
 * without the line that is cut off. Null where the header is the first line, or where an option says already how the file begins.
 *
 * @example findPreamble("sep=;\na;b\n1;2\n", new Map(), ",")?.options // Map { "skiprows" → 1n, "sep" → ";" }
 */
function findPreamble(text: string, given: ReadonlyMap<string, PythonValue>, defaultSep: string): Preamble | null {
  if (["skiprows", "header", "names", "comment"].some((name) => given.has(name))) return null;
  const lines = text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\n|\r/)
    .slice(0, LOOKED_AT);
  while (lines.length > 0 && lines.at(-1) === "") lines.pop();
  const inForce = given.get("sep") ?? given.get("delimiter") ?? defaultSep;
  const found = (line: number, sep: string, isSepLine: boolean): Preamble => ({
    lines: line,
    options: new Map<string, bigint | string>([["skiprows", BigInt(line)], ...(sep === inForce ? [] : ([["sep", sep]] as const))]),
    isSepLine,
  });
  const named = SEP_LINE.exec(lines[0] ?? "")?.[1];
  if (named !== undefined) return lines.length > 1 ? found(1, named, true) : null;
  // A table that begins in the first line has no lines above it.
  if (DELIMITERS.some((delimiter) => isWholeTable(cut(lines, delimiter)))) return null;
  const tables = DELIMITERS.flatMap((delimiter) => {
    const header = headerLine(cut(lines, delimiter));
    return header === null ? [] : [{ ...header, delimiter }];
  });
  // Of tables of one width the one that begins first: the other's header is a row of it, cut at a mark within its cells.
  const [best] = tables.sort((left, right) => right.width - left.width || left.line - right.line);
  return best === undefined ? null : found(best.line, best.delimiter, false);
}

/** {@link findPreamble} by the first bytes of a file; a line that is cut off is left out. */
export function preambleOf(
  head: Uint8Array,
  options: ReadonlyMap<string, PythonValue>,
  { byteLength }: { readonly byteLength: number },
  defaultSep: string,
): Preamble | null {
  const whole = decodeHead(head, options.get("encoding"));
  const lines = head.byteLength < byteLength ? whole.slice(0, whole.lastIndexOf("\n") + 1) : whole;
  return findPreamble(lines, options, defaultSep);
}
