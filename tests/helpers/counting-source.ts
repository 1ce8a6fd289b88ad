import type { ByteSource } from "../../src/core/bytes/byte-source.ts";

/** A source that counts what is asked of it, so that tests can hold a reading to its cost. */
export interface CountingSource extends ByteSource {
  /** Bytes and requests so far. */
  readonly cost: { readonly bytes: number; readonly requests: number };
  /** What was asked for, in order. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** The source, with every slice and every chunk of its streams counted. */
export function countingSource(source: ByteSource): CountingSource {
  const cost = { bytes: 0, requests: 0 };
  const ranges: [number, number][] = [];
  const count = (bytes: Uint8Array) => {
    cost.bytes += bytes.byteLength;
    cost.requests++;
    return bytes;
  };
  return {
    ...source,
    cost,
    ranges,
    async slice(start, end) {
      ranges.push([start, end]);
      return count(await source.slice(start, end));
    },
    async *stream(options) {
      for await (const chunk of source.stream(options)) yield count(chunk);
    },
  };
}
