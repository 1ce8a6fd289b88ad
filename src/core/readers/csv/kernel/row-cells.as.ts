// AssemblyScript. Where the cell of a row lies, without its quotes, for those who go down a column.
import { bytesStart, CR, LF } from "./memory.as";
import { QUOTE_START, STARTS } from "./tables.as";

/** Where a field's cell starts, its quote included. */
@inline
export function fieldStart(row: usize, field: usize): usize {
  return field == 0 ? <usize>load<u32>(row, 4) : bytesStart + <usize>load<u32>(<usize>load<u32>(row) + (field << 2) - 4) + 1;
}

/** Where a field's cell ends, its quote included. `endsLine` is whether the field may be its line's last. */
@inline
export function fieldEnd(row: usize, field: usize, start: usize, endsLine: bool): usize {
  const end = bytesStart + <usize>load<u32>(<usize>load<u32>(row) + (field << 2));
  return endsLine && end > start && load<u8>(end) == LF && load<u8>(end - 1) == CR ? end - 1 : end;
}

/** 1 where the cell is quoted, so that a byte at each end is not part of it, else 0. */
@inline
export function quoteBytes(start: usize, end: usize): usize {
  return usize(end > start && load<u8>(STARTS + load<u8>(start)) == QUOTE_START);
}
