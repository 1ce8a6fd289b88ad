import type { ByteSource } from "./byte-source.ts";

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
