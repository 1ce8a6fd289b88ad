// AssemblyScript. Texts of a column: distinct ones, and how many characters they have.
import { isMissing } from "./cell.as";
import { countHash, isComplete, KNOWN, UNWANTED } from "./distinct.as";
import { countCharacters, hasHighBytes, hashText } from "./hash.as";
import { copyOfText, keepText } from "./journal.as";
import { quote } from "./memory.as";
import { BUCKETS, keepsAll, load32, MISSING, ROW_BYTES, SHORT_LENGTHS, store32, TEXTS, THRESHOLD } from "./profile-memory.as";
import { fieldEnd, fieldStart, quoteBytes } from "./row-cells.as";

/** Counts a text of `SHORT_LENGTHS` characters or more. */
@external("env", "addLongText")
declare function addLongText(column: usize, characters: u32): void;

/** Whether a text may be one of pandas' spellings of missing, by its length and first byte: `# - 1 < N n`. */
@inline
function mayBeMissing(start: usize, length: u32): bool {
  if (length > 8) return false;
  const first = load<u8>(start);
  return length == 0 || (first | 32) == 110 || first == 35 || first == 45 || first == 49 || first == 60;
}

/** The first quote in a text, or its end. */
@inline
function findQuote(start: usize, end: usize): usize {
  const quotes = i8x16.splat(<i8>quote);
  for (let at = start; at < end; at += 16) {
    const bits = i8x16.bitmask(i8x16.eq(v128.load(at), quotes));
    if (bits != 0) return min(end, at + <usize>ctz(bits));
  }
  return end;
}

/** Makes each doubled quote one, in place: nobody looks at these bytes again. Returns the length that is left. */
function undouble(start: usize, end: usize): u32 {
  let from = findQuote(start, end);
  let to = from;
  while (from < end) {
    const byte = load<u8>(from);
    store<u8>(to, byte);
    to++;
    from += byte == <u8>quote ? 2 : 1;
  }
  return <u32>(to - start);
}

/** Profiles the cells of one field in a column of texts. */
export function profileTexts(column: usize, field: usize, firstRow: usize, rowsEnd: usize, endsLine: bool): void {
  const lengths = load32(column, BUCKETS);
  let threshold = load<u64>(column, THRESHOLD);
  let missing: u32 = 0;
  for (let row = firstRow; row < rowsEnd; row += ROW_BYTES) {
    const fieldAt = fieldStart(row, field);
    const end = fieldEnd(row, field, fieldAt, endsLine);
    const quotes = quoteBytes(fieldAt, end);
    const start = fieldAt + quotes;
    const length = quotes != 0 ? undouble(start, end - 1) : <u32>(end - start);
    if (mayBeMissing(start, length) && isMissing(start, length)) {
      missing++;
      continue;
    }
    const hash = hashText(start, length);
    const characters = hasHighBytes ? countCharacters(start, length) : length;
    if (keepsAll) keepText(column, hash, start, length);
    else if (hash <= threshold) {
      const entry = countHash(column, hash);
      if (entry != KNOWN) {
        threshold = load<u64>(column, THRESHOLD);
        if (entry != UNWANTED && isComplete(column))
          store<u32>(load32(column, TEXTS) + (<usize>entry << 2), <u32>copyOfText(start, length));
      }
    }
    if (characters < SHORT_LENGTHS) {
      const counter = lengths + (<usize>characters << 2);
      store<u32>(counter, load<u32>(counter) + 1);
    } else addLongText(column, characters);
  }
  store32(column, <u32>load32(column, MISSING) + missing, MISSING);
}
