// AssemblyScript. Counts the cells of plain CSV by column and kind.
//
// Two steps over each stretch of bytes: `findCellEnds` finds where cells end, `countLines` classifies the cells of whole lines. A line
// with a byte of which the first step cannot tell is left to the TypeScript tokenizer, which is exact in everything.
import { cellKind } from "./cell.as";
import { complete, dropCellEnds } from "./cell-ends.as";
import { isAsked, look } from "./facts.as";
import { MISSING } from "./kinds.as";
import { isBlank, lastCellEnd, scanLines } from "./lines.as";
import {
  addLine,
  addRow,
  AT_LIMIT,
  bytesStart,
  columnOf,
  consumed,
  fieldCount,
  index,
  LF,
  NEEDS_MORE,
  noteShortRow,
  noteSighting,
  refusesLong,
  setConsumed,
  TOO_MANY_FIELDS,
} from "./memory.as";
import { QUOTE_START, STARTS } from "./tables.as";

export { ask, askNothing } from "./facts.as";
export {
  bytesAt,
  bytesConsumed,
  columnOfAt,
  configure,
  countersAt,
  firstShortRow,
  forgetSightings,
  linesScanned,
  rowsScanned,
  setCapacity,
  shortRowsFound,
  sightingsAt,
  sightingsFound,
} from "./memory.as";

@inline
function count(column: usize, kind: u32, start: usize, end: usize): void {
  const counter = column + (<usize>kind << 3);
  const before = load<u64>(counter);
  if (before == 0) noteSighting(counter, start, end);
  store<u64>(counter, before + 1);
  if (isAsked) look(column, kind, before, start, <u32>(end - start));
}

/** The fields that a short line lacks, from `field` on, are missing. */
@inline
function countLacking(field: usize, fieldsEnd: usize): void {
  for (let lacking = field; lacking < fieldsEnd; lacking += 4) {
    const column = <usize>load<u32>(lacking);
    if (column != 0) count(column, MISSING, bytesStart, bytesStart);
  }
}

/** Counts the cell of a column whose counters are at `column`; its quotes are not part of it. */
@inline
function countCell(column: usize, start: usize, end: usize): void {
  const isQuoted: usize = end > start && load<u8>(STARTS + load<u8>(start)) == QUOTE_START ? 1 : 0;
  const cellStart = start + isQuoted;
  const cellEnd = end - isQuoted;
  count(column, cellKind(cellStart, <u32>(cellEnd - cellStart)), cellStart, cellEnd);
}

/** Counts the cells of complete lines up to the first that starts at or after `limit`. Returns why it stopped. */
function countLines(limit: usize): u32 {
  const bytes = bytesStart;
  const fields = columnOf;
  const fieldsEnd = columnOf + (<usize>fieldCount << 2);
  const last = index + (complete << 2);
  const stop = bytes + limit;
  let at = index;
  let start = bytes + consumed;
  while (at < last && start < stop) {
    const lineStart = start;
    let field = fields;
    let end = bytes + <usize>load<u32>(at);
    let byte = load<u8>(end);
    while (byte != LF && field < fieldsEnd) {
      const column = <usize>load<u32>(field);
      if (column != 0) countCell(column, start, end);
      field += 4;
      start = end + 1;
      at += 4;
      end = bytes + <usize>load<u32>(at);
      byte = load<u8>(end);
    }
    // What is left is the line's last cell, or cells that no field has.
    while (byte != LF) {
      if (refusesLong) {
        setConsumed(lineStart - bytes);
        return TOO_MANY_FIELDS;
      }
      at += 4;
      end = bytes + <usize>load<u32>(at);
      byte = load<u8>(end);
    }
    const cellEnd = lastCellEnd(start, end);
    if (field != fields || !isBlank(start, cellEnd)) {
      if (field < fieldsEnd) {
        const column = <usize>load<u32>(field);
        if (column != 0) countCell(column, start, cellEnd);
        if (field + 4 < fieldsEnd) {
          noteShortRow();
          countLacking(field + 4, fieldsEnd);
        }
      } else if (refusesLong) {
        setConsumed(lineStart - bytes);
        return TOO_MANY_FIELDS;
      }
      addRow();
    }
    at += 4;
    start = end + 1;
    addLine();
  }
  setConsumed(start - bytes);
  dropCellEnds((at - index) >> 2);
  return start >= stop ? AT_LIMIT : NEEDS_MORE;
}

/**
 * Counts the whole lines among the first `length` bytes of the buffer, which starts at a line's start.
 * Lines that start at or after `limit` are left. Returns why it stopped; `bytesConsumed` says where.
 */
export function scan(length: usize, limit: usize): u32 {
  return scanLines(length, limit, countLines);
}
