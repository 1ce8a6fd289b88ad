// AssemblyScript. Profiles the columns of plain CSV: what csv.as.ts is for counting kinds, for the review's second pass.
import { complete, dropCellEnds } from "./cell-ends.as";
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
  refusesLong,
  setConsumed,
  TOO_MANY_FIELDS,
} from "./memory.as";
import { profileFloats, profileIntegers } from "./numbers.as";
import { INTEGERS, load32, MISSING, MODE, ROW_BYTES, rowsAt, store32, TEXT } from "./profile-memory.as";
import { profileTexts } from "./texts.as";

export { bytesAt, bytesConsumed, columnOfAt, configure, linesScanned, rowsScanned, setCapacity } from "./memory.as";
export { addColumn, clearBuckets, reserveProfiles, startColumns } from "./profile-memory.as";

/** Profiles the cells of one field, in the rows from `firstRow` to `rowsEnd`, which all have it. */
function profileField(field: usize, firstRow: usize, rowsEnd: usize, endsLine: bool): void {
  const column = <usize>load<u32>(columnOf + (field << 2));
  if (column == 0) return;
  const mode = <u32>load32(column, MODE);
  if (mode == TEXT) profileTexts(column, field, firstRow, rowsEnd, endsLine);
  else if (mode == INTEGERS) profileIntegers(column, field, firstRow, rowsEnd, endsLine);
  else profileFloats(column, field, firstRow, rowsEnd, endsLine);
}

/** Profiles a line that has `fields` fields, fewer than it should; those that it lacks are missing. */
function profileShort(row: usize, fields: usize): void {
  for (let field: usize = 0; field < <usize>fieldCount; field++) {
    const column = <usize>load<u32>(columnOf + (field << 2));
    if (field < fields) profileField(field, row, row + ROW_BYTES, true);
    else if (column != 0) store32(column, <u32>load32(column, MISSING) + 1, MISSING);
  }
}

/**
 * Profiles complete lines up to the first that starts at or after `limit`. Returns why it stopped.
 * Lines are gathered first and then gone through column by column: what belongs to one column is then available for all its cells.
 */
function profileLines(limit: usize): u32 {
  const bytes = bytesStart;
  const last = index + (complete << 2);
  const stop = bytes + limit;
  let at = index;
  let start = bytes + consumed;
  let row = rowsAt;
  let why = NEEDS_MORE;
  while (at < last && start < stop) {
    const lineAt = at;
    let end = bytes + <usize>load<u32>(at);
    while (load<u8>(end) != LF) {
      at += 4;
      end = bytes + <usize>load<u32>(at);
    }
    const fields = ((at - lineAt) >> 2) + 1;
    if (fields > <usize>fieldCount && refusesLong) {
      at = lineAt;
      why = TOO_MANY_FIELDS;
      break;
    }
    store<u32>(row, <u32>lineAt);
    store<u32>(row, <u32>start, 4);
    if (fields != 1 || !isBlank(start, lastCellEnd(start, end))) {
      addRow();
      if (fields >= <usize>fieldCount) row += ROW_BYTES;
      else profileShort(row, fields);
    }
    at += 4;
    start = end + 1;
    addLine();
  }
  for (let field: usize = 0; field < <usize>fieldCount; field++) profileField(field, rowsAt, row, field + 1 == <usize>fieldCount);
  setConsumed(start - bytes);
  dropCellEnds((at - index) >> 2);
  if (why != NEEDS_MORE) return why;
  return start >= stop ? AT_LIMIT : NEEDS_MORE;
}

/** Profiles the whole lines among the first `length` bytes of the buffer, as `scan` of csv.as.ts counts them. */
export function scan(length: usize, limit: usize): u32 {
  return scanLines(length, limit, profileLines);
}
