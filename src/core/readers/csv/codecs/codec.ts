import type { Utf8Out } from "./utf8-out.ts";

/** What is done with the bytes from `start` to `end` that an encoding does not define; throws, or appends what stands for them. */
export type Fault = (bytes: Uint8Array, start: number, end: number, out: Utf8Out) => void;

/**
 * Decodes some bytes of a text, in their order.
 * Appends to `out` and returns how many bytes were taken; what is left is the beginning of a character, and comes again with more behind it, unless `isEnd`.
 */
export type Decode = (bytes: Uint8Array, isEnd: boolean, out: Utf8Out, fault: Fault) => number;
