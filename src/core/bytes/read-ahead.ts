import type { ByteSource } from "./byte-source.ts";
import { concatBytes } from "./join-bytes.ts";

/** Bytes from `start` up to `end` of a source. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The bytes of ranges, in the ranges' order. While one is worked on, others are asked for, `aheadBytes` at a time, so that reading and counting overlap.
 * Ranges are taken from the iterable only when they are asked for: what is found in one may change which follow.
 */
export async function* readAhead<Range extends ByteRange>(
  source: ByteSource,
  ranges: Iterable<Range>,
  { aheadBytes, signal }: { readonly aheadBytes: number; readonly signal?: AbortSignal | undefined },
): AsyncGenerator<{ readonly range: Range; readonly bytes: Uint8Array }> {
  const iterator = ranges[Symbol.iterator]();
  const asked: { readonly range: Range; readonly bytes: Promise<Uint8Array> }[] = [];
  let askedBytes = 0;
  for (;;) {
    while (asked.length === 0 || askedBytes < aheadBytes) {
      const next = iterator.next();
      if (next.done === true) break;
      const range = next.value;
      const bytes = source.slice(range.start, range.end);
      // Its failure is told when its turn comes, and is nobody's before.
      bytes.catch(() => undefined);
      asked.push({ range, bytes });
      askedBytes += range.end - range.start;
    }
    const first = asked.shift();
    if (first === undefined) return;
    const bytes = await first.bytes;
    signal?.throwIfAborted();
    askedBytes -= first.range.end - first.range.start;
    yield { range: first.range, bytes };
  }
}

/**
 * The same source, read in windows: for a caller that takes many small slices, one after the other and hardly ever backwards. The next window is asked
 * for while this one is worked on.
 */
export function windowedSource(source: ByteSource, windowBytes: number): ByteSource {
  let start = 0;
  let held: Uint8Array = new Uint8Array();
  let next: Promise<Uint8Array> | null = null;
  const ask = (from: number) => {
    const bytes = source.slice(from, Math.min(source.byteLength, from + windowBytes));
    bytes.catch(() => undefined);
    return bytes;
  };
  return {
    ...source,
    async slice(from, to) {
      const end = Math.min(to, source.byteLength);
      if (from < start || from > start + held.byteLength) {
        start = from;
        held = new Uint8Array();
        next = null;
      }
      while (end > start + held.byteLength) {
        const kept = held.subarray(from - start);
        const more = await (next ?? ask(from + kept.byteLength));
        if (more.byteLength === 0) break;
        held = concatBytes([kept, more].filter(({ byteLength }) => byteLength > 0));
        start = from;
        next = start + held.byteLength < source.byteLength ? ask(start + held.byteLength) : null;
      }
      return held.subarray(from - start, end - start);
    },
  };
}
