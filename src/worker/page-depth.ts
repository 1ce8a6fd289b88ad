import type { ReadDepth } from "../core/readers/reader.ts";

/** Up to this size the page reads a file whole at once: it takes no longer than a glance, and nothing is left to verify. */
export const WHOLE_BYTES = 4 << 20;

/** How much the page reads of files of this size. */
export function pageDepth(byteLength: number, wholeBytes = WHOLE_BYTES): ReadDepth {
  return byteLength <= wholeBytes ? "all" : "needed";
}
