// AssemblyScript. What counting and profiling share in going through lines.
import { fault, findCellEnds, startCellEnds } from "./cell-ends.as";
import { bytesStart, CR, NEEDS_MORE, startScan, STRETCH } from "./memory.as";

const SPACE: u8 = 32;
const TAB: u8 = 9;

/** Where a line's last cell ends: before the carriage return of a line that has one. */
@inline
export function lastCellEnd(start: usize, lineEnd: usize): usize {
  return lineEnd > start && load<u8>(lineEnd - 1) == CR ? lineEnd - 1 : lineEnd;
}

/** Whether a line of one field has nothing but white space: pandas passes over it. */
export function isBlank(start: usize, cellEnd: usize): bool {
  for (let at = start; at < cellEnd; at++) {
    const byte = load<u8>(at);
    if (byte != SPACE && byte != TAB) return false;
  }
  return true;
}

/**
 * Goes through the first `length` bytes of the buffer, which starts at a line's start, stretch by stretch: `takeLines` takes the lines
 * whose end was found, up to the first that starts at or after `limit`, and tells whether it needs more. Returns why it stopped.
 */
export function scanLines(length: usize, limit: usize, takeLines: (limit: usize) => u32): u32 {
  startScan();
  startCellEnds();
  memory.fill(bytesStart + length, 0, 64);
  for (let at: usize = 0; at < length && fault == 0; at += STRETCH) {
    findCellEnds(at, min(at + STRETCH, length));
    const why = takeLines(limit);
    if (why != NEEDS_MORE) return why;
  }
  return fault;
}
