import type { Dialect } from "./dialect.ts";

export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;

/** The states of pandas' tokenizer, under its names. */
export const State = {
  START_RECORD: 0,
  START_FIELD: 1,
  ESCAPED_CHAR: 2,
  IN_FIELD: 3,
  IN_QUOTED_FIELD: 4,
  ESCAPE_IN_QUOTED_FIELD: 5,
  QUOTE_IN_QUOTED_FIELD: 6,
  EAT_CRNL: 7,
  EAT_CRNL_NOP: 8,
  EAT_COMMENT: 9,
  EAT_LINE_COMMENT: 10,
  WHITESPACE_LINE: 11,
  START_FIELD_IN_SKIP_LINE: 12,
  IN_FIELD_IN_SKIP_LINE: 13,
  IN_QUOTED_FIELD_IN_SKIP_LINE: 14,
  QUOTE_IN_QUOTED_FIELD_IN_SKIP_LINE: 15,
  EAT_WHITESPACE: 16,
} as const;

/** Bytes that end a run of ordinary ones: outside quotes, within them. */
export const BREAKS_FIELD = 1;
export const BREAKS_QUOTED = 2;

/** For each byte, where it breaks a run. */
export function breaksOf({ delimiter, quote, comment, ...dialect }: Dialect): Uint8Array {
  const breaks = new Uint8Array(256);
  const ends = dialect.terminator < 0 ? [LF, CR] : [dialect.terminator];
  for (const byte of [...ends, ...(dialect.whitespace ? [SPACE, TAB] : [delimiter])]) breaks[byte] = BREAKS_FIELD;
  if (comment >= 0) breaks[comment] = BREAKS_FIELD;
  if (dialect.escape >= 0) breaks[dialect.escape] = BREAKS_FIELD | BREAKS_QUOTED;
  if (quote >= 0) breaks[quote] = (breaks[quote] as number) | BREAKS_QUOTED;
  return breaks;
}

/** The same numbers, with as much room again. */
export function doubled(from: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(from.length * 2);
  larger.set(from);
  return larger;
}

/** Takes `shift` off the first `count` places. */
export function shiftDown(places: Int32Array, count: number, shift: number): void {
  for (let index = 0; index < count; index++) places[index] = (places[index] as number) - shift;
}

/** The state after a byte of a skipped line that does not end it. */
export function stateInSkippedLine(
  state: number,
  byte: number,
  { quote, doublequote }: Pick<Dialect, "quote" | "doublequote">,
  isDelimiter: boolean,
): number {
  if (state === State.IN_QUOTED_FIELD_IN_SKIP_LINE) {
    if (byte !== quote) return state;
    return doublequote ? State.QUOTE_IN_QUOTED_FIELD_IN_SKIP_LINE : State.IN_FIELD_IN_SKIP_LINE;
  }
  if (byte === quote && state !== State.IN_FIELD_IN_SKIP_LINE) return State.IN_QUOTED_FIELD_IN_SKIP_LINE;
  return isDelimiter ? State.START_FIELD_IN_SKIP_LINE : State.IN_FIELD_IN_SKIP_LINE;
}
