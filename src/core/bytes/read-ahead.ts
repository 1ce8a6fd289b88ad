import { must } from "../defined.ts";
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
      // Its failure is reported when its turn comes, and is nobody's before.
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

/** A piece of a source. */
export interface SourcePiece extends ByteRange {
  readonly source: ByteSource;
}

/**
 * The bytes of pieces, in order. Pieces of Blobs are asked for as one: to ask a browser's process costs a millisecond, however
 * little is asked for.
 */
export function readPieces(pieces: readonly SourcePiece[]): readonly Promise<Uint8Array>[] {
  const blobs = pieces.flatMap(({ source: { handle }, start, end }) => (handle instanceof Blob ? [handle.slice(start, end)] : []));
  const readPiece = ({ source, start, end }: SourcePiece) => source.slice(start, end);
  const asked = pieces.length > 1 && blobs.length === pieces.length ? sharedPieces(pieces, blobs, readPiece) : pieces.map(readPiece);
  // A failure is reported when its turn comes, and is nobody's before.
  for (const bytes of asked) bytes.catch(() => undefined);
  return asked;
}

function sharedPieces(
  pieces: readonly SourcePiece[],
  blobs: readonly Blob[],
  readPiece: (piece: SourcePiece) => Promise<Uint8Array>,
): Promise<Uint8Array>[] {
  const whole = new Blob([...blobs]).arrayBuffer();
  let end = 0;
  return pieces.map(async (piece, index) => {
    const start = end;
    end += must(blobs[index]?.size);
    const stop = end;
    try {
      return new Uint8Array(await whole, start, stop - start);
    } catch {
      // One of the files is gone or has changed; which of them it was is reported to its own reader.
      return readPiece(piece);
    }
  });
}

/** Pieces that are asked for as one, up to so many bytes; and how many such groups are asked for ahead. */
const GROUP_PIECES = 64;
const GROUP_BYTES = 4 << 20;
const GROUPS_AHEAD = 4;

/** The bytes of many small pieces far from each other, in their order. While one is worked on, others are asked for, many at a time. */
export async function* readTogether<Piece extends SourcePiece>(
  pieces: Iterable<Piece>,
  signal?: AbortSignal,
): AsyncGenerator<{ readonly piece: Piece; readonly bytes: Uint8Array }> {
  const asked: { readonly group: readonly Piece[]; readonly bytes: readonly Promise<Uint8Array>[] }[] = [];
  const ask = (group: readonly Piece[]) => ({ group, bytes: readPieces(group) });
  const answered = async function* ({ group, bytes }: ReturnType<typeof ask>) {
    for (const [index, piece] of group.entries()) {
      const found = await (bytes[index] as Promise<Uint8Array>);
      signal?.throwIfAborted();
      yield { piece, bytes: found };
    }
  };
  for (const group of groupsOf(pieces)) {
    asked.push(ask(group));
    const first = asked.length >= GROUPS_AHEAD ? asked.shift() : undefined;
    if (first !== undefined) yield* answered(first);
  }
  for (const rest of asked) yield* answered(rest);
}

function* groupsOf<Piece extends SourcePiece>(pieces: Iterable<Piece>): Iterable<readonly Piece[]> {
  let group: Piece[] = [];
  let byteLength = 0;
  for (const piece of pieces) {
    group.push(piece);
    byteLength += piece.end - piece.start;
    if (group.length < GROUP_PIECES && byteLength < GROUP_BYTES) continue;
    yield group;
    group = [];
    byteLength = 0;
  }
  if (group.length > 0) yield group;
}

/** The same source, with the bytes from `start` on in memory. */
export function bufferedSource(source: ByteSource, start: number, buffered: Uint8Array): ByteSource {
  const end = start + buffered.byteLength;
  const isBuffered = (from: number, to: number) => from >= start && Math.min(to, source.byteLength) <= end;
  return {
    ...source,
    async slice(from, to) {
      return isBuffered(from, to) ? buffered.subarray(from - start, Math.max(from, Math.min(to, end)) - start) : source.slice(from, to);
    },
    async *stream(options = {}) {
      const { start: from = 0, end: to = source.byteLength, signal } = options;
      if (!isBuffered(from, to)) {
        yield* source.stream(options);
        return;
      }
      signal?.throwIfAborted();
      if (from < to) yield buffered.subarray(from - start, Math.min(to, end) - start);
    },
  };
}

/**
 * The same source, read in windows: for a caller that takes many small slices, one after the other and hardly ever backwards. The next window is asked
 * for while this one is worked on.
 */
export function windowedSource(source: ByteSource, windowBytes: number): ByteSource {
  let start = 0;
  let buffered: Uint8Array = new Uint8Array();
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
      if (from < start || from > start + buffered.byteLength) {
        start = from;
        buffered = new Uint8Array();
        next = null;
      }
      while (end > start + buffered.byteLength) {
        const kept = buffered.subarray(from - start);
        const more = await (next ?? ask(from + kept.byteLength));
        if (more.byteLength === 0) break;
        buffered = concatBytes([kept, more].filter(({ byteLength }) => byteLength > 0));
        start = from;
        next = start + buffered.byteLength < source.byteLength ? ask(start + buffered.byteLength) : null;
      }
      return buffered.subarray(from - start, end - start);
    },
  };
}
