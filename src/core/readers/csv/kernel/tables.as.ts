// AssemblyScript. What the first byte of a cell says of the whole.

/** Nothing but text begins so. */
export const TEXT_START: u8 = 0;
/** A digit, a sign or a dot: a number, unless it is not. */
export const NUMBER_START: u8 = 1;
/** A spelling of missing, a boolean or an infinity begins so. */
export const WORD_START: u8 = 2;
/** White space, which is skipped only around numbers. */
export const SPACE_START: u8 = 3;
/** The quote; set when the kernel is configured. */
export const QUOTE_START: u8 = 4;

/** The class of each byte as the first of a cell. */
export const STARTS: usize = memory.data(256);

function mark(first: i32, last: i32, start: u8): void {
  for (let byte = first; byte <= last; byte++) store<u8>(STARTS + byte, start);
}

function markEach(bytes: StaticArray<u8>, start: u8): void {
  for (let at = 0; at < bytes.length; at++) store<u8>(STARTS + unchecked(bytes[at]), start);
}

/** `# < F I N T f i n t`. `1.#IND` and `-nan` begin as numbers do. */
const WORD_BYTES: StaticArray<u8> = [35, 60, 70, 73, 78, 84, 102, 105, 110, 116];
/** `+ - .` */
const NUMBER_BYTES: StaticArray<u8> = [43, 45, 46];

export function fillStarts(quote: i32): void {
  memory.fill(STARTS, TEXT_START, 256);
  mark(48, 57, NUMBER_START);
  mark(9, 13, SPACE_START);
  mark(32, 32, SPACE_START);
  markEach(NUMBER_BYTES, NUMBER_START);
  markEach(WORD_BYTES, WORD_START);
  if (quote >= 0) store<u8>(STARTS + quote, QUOTE_START);
}
