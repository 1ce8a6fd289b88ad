// AssemblyScript. Profiles the columns of plain CSV: what csv.as.ts is for counting kinds, for the review's second pass.
import { isMissing } from "./cell.as";
import { complete, dropCellEnds, fault, findCellEnds, startCellEnds } from "./cell-ends.as";
import { countHash, isComplete, KNOWN } from "./distinct.as";
import { countCharacters, hasHighBytes, hashText } from "./hash.as";
import {
  addLine,
  addRow,
  AT_LIMIT,
  bytesStart,
  columnOf,
  consumed,
  CR,
  fieldCount,
  index,
  LF,
  NEEDS_MORE,
  quote,
  refusesLong,
  setConsumed,
  startScan,
  STRETCH,
  TOO_MANY_FIELDS,
} from "./memory.as";
import { addNumberCell, increment } from "./numbers.as";
import { BUCKETS, load32, MISSING, MODE, SHORT_LENGTHS, TEXT, TEXT_BYTES, TEXTS } from "./profile-memory.as";
import { QUOTE_START, STARTS, TEXT_START } from "./tables.as";

export { bytesAt, bytesConsumed, columnOfAt, configure, linesScanned, rowsScanned, setCapacity } from "./memory.as";
export { addColumn, clearBuckets, reserveProfiles, startColumns } from "./profile-memory.as";

/** Counts a text of `SHORT_LENGTHS` characters or more. */
@external("env", "addLongText")
declare function addLongText(column: usize, characters: u32): void;

const SPACE: u8 = 32;
const TAB: u8 = 9;

/** Makes each doubled quote one, in place: nobody looks at these bytes again. Returns the length that is left. */
function undouble(start: usize, length: u32): u32 {
  const end = start + length;
  let from = start;
  while (from < end && load<u8>(from) != <u8>quote) from++;
  let to = from;
  while (from < end) {
    const byte = load<u8>(from);
    store<u8>(to, byte);
    to++;
    from += byte == <u8>quote ? 2 : 1;
  }
  return <u32>(to - start);
}

function keepText(column: usize, entry: u32, start: usize, length: u32): void {
  const text = load32(column, TEXTS) + <usize>entry * TEXT_BYTES;
  store<u8>(text, <u8>min(length, <u32>255));
  memory.copy(text + 1, start, min(<usize>length, TEXT_BYTES - 1));
}

@inline
function addText(column: usize, start: usize, length: u32): void {
  if (length == 0 || (load<u8>(STARTS + load<u8>(start)) != TEXT_START && isMissing(start, length))) {
    increment(column, MISSING);
    return;
  }
  const entry = countHash(column, hashText(start, length));
  const characters = hasHighBytes ? countCharacters(start, length) : length;
  if (entry != KNOWN && isComplete(column)) keepText(column, entry, start, length);
  if (characters < SHORT_LENGTHS) increment(load32(column, BUCKETS), <usize>characters << 2);
  else addLongText(column, characters);
}

@inline
function addCell(column: usize, start: usize, end: usize): void {
  const isQuoted = end > start && load<u8>(STARTS + load<u8>(start)) == QUOTE_START;
  const cellStart = isQuoted ? start + 1 : start;
  const length = <u32>((isQuoted ? end - 1 : end) - cellStart);
  if (load32(column, MODE) == TEXT) addText(column, cellStart, isQuoted ? undouble(cellStart, length) : length);
  else addNumberCell(column, cellStart, length);
}

/** Whether a line of one field holds nothing but white space: pandas passes over it. */
function isBlank(start: usize, end: usize): bool {
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    if (byte != SPACE && byte != TAB) return false;
  }
  return true;
}

/** Profiles complete lines up to the first that starts at or after `limit`. Returns why it stopped. */
function profileLines(limit: usize): u32 {
  const bytes = bytesStart;
  const fieldsEnd = columnOf + (<usize>fieldCount << 2);
  const last = index + (complete << 2);
  const stop = bytes + limit;
  let at = index;
  let start = bytes + consumed;
  while (at < last && start < stop) {
    const lineStart = start;
    let field = columnOf;
    let isLast = false;
    do {
      const end = bytes + <usize>load<u32>(at);
      at += 4;
      isLast = load<u8>(end) == LF;
      const cellEnd = isLast && end > start && load<u8>(end - 1) == CR ? end - 1 : end;
      if (isLast && field == columnOf && isBlank(start, cellEnd)) {
        start = end + 1;
        break;
      }
      if (field < fieldsEnd) {
        const column = <usize>load<u32>(field);
        if (column != 0) addCell(column, start, cellEnd);
      } else if (refusesLong) {
        setConsumed(lineStart - bytes);
        return TOO_MANY_FIELDS;
      }
      field += 4;
      start = end + 1;
      if (isLast) {
        for (; field < fieldsEnd; field += 4) {
          const column = <usize>load<u32>(field);
          if (column != 0) increment(column, MISSING);
        }
        addRow();
      }
    } while (!isLast);
    addLine();
  }
  setConsumed(start - bytes);
  dropCellEnds((at - index) >> 2);
  return start >= stop ? AT_LIMIT : NEEDS_MORE;
}

/** Profiles the whole lines among the first `length` bytes of the buffer, as `scan` of csv.as.ts counts them. */
export function scan(length: usize, limit: usize): u32 {
  startScan();
  startCellEnds();
  memory.fill(bytesStart + length, 0, 64);
  for (let at: usize = 0; at < length && fault == 0; at += STRETCH) {
    findCellEnds(at, min(at + STRETCH, length));
    const why = profileLines(limit);
    if (why != NEEDS_MORE) return why;
  }
  return fault;
}
