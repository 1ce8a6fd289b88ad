import type { ByteSource } from "../../bytes/byte-source.ts";
import { type ByteRange, readAhead } from "../../bytes/read-ahead.ts";
import { SignetError } from "../../errors.ts";
import type { ReadContext } from "../reader.ts";
import { placeOfNan, swapBytes } from "./buffer-counts.ts";
import { type BufferCodec, decodeBuffer } from "./codecs.ts";

/** Bytes that are asked for at once, and which gap between two buffers is read rather than asked around. */
const PIECE_BYTES = 8 << 20;
const GAP_BYTES = 64 << 10;

/** A column of floats, and where its first NaN is: -1 while none was found. */
export interface FloatColumn {
  readonly bits: number;
  firstNan: number;
}

/** One buffer of a column's floats, all of them valid, in the order of the file. */
export interface FloatBuffer extends ByteRange {
  readonly column: FloatColumn;
  /** Its first row in the file, and how many it has. */
  readonly row: number;
  readonly length: number;
  readonly codec: BufferCodec;
}

interface Piece extends ByteRange {
  readonly parts: readonly FloatBuffer[];
}

/** A buffer that is not compressed, cut so that no part is longer than a piece. */
function* cut(buffer: FloatBuffer): Iterable<FloatBuffer> {
  const { start, end, row, length, codec, column } = buffer;
  const width = column.bits / 8;
  const rows = PIECE_BYTES / width;
  if (codec !== null || length <= rows) {
    yield buffer;
    return;
  }
  for (let from = 0; from < length; from += rows) {
    const to = Math.min(length, from + rows);
    yield { ...buffer, start: start + from * width, end: Math.min(end, start + to * width), row: row + from, length: to - from };
  }
}

/** Neighbouring buffers together, those of settled columns left out as they come up. */
function* pieces(buffers: readonly FloatBuffer[]): Iterable<Piece> {
  let parts: FloatBuffer[] = [];
  let start = 0;
  let end = 0;
  for (const buffer of buffers) {
    for (const part of cut(buffer)) {
      if (part.column.firstNan >= 0) continue;
      const isNear = part.start >= end && part.start - end <= GAP_BYTES && part.end - start <= PIECE_BYTES;
      if (parts.length > 0 && !isNear) {
        yield { start, end, parts };
        parts = [];
      }
      if (parts.length === 0) start = part.start;
      end = part.end;
      parts.push(part);
    }
  }
  if (parts.length > 0) yield { start, end, parts };
}

function scan(part: FloatBuffer, bytes: Uint8Array, bigEndian: boolean): void {
  const { column, codec, length, row } = part;
  const decoded = decodeBuffer(bytes, codec);
  if (decoded.byteLength < (length * column.bits) / 8)
    throw new SignetError("UnreadableFile", "A column of floats has fewer values than rows.", {
      pythonError: "ArrowInvalid",
      remedy: "Write the file again.",
    });
  const place = placeOfNan(bigEndian ? swapBytes(decoded, column.bits / 8) : decoded, column.bits, length);
  if (place >= 0) column.firstNan = row + place;
}

/** Finds the first NaN of each column; nothing more of a column is asked for once it is found. */
export async function scanFloats(
  source: ByteSource,
  buffers: readonly FloatBuffer[],
  bigEndian: boolean,
  { signal, onProgress }: ReadContext,
): Promise<void> {
  for await (const { range, bytes } of readAhead(source, pieces(buffers), { aheadBytes: PIECE_BYTES, signal })) {
    for (const part of range.parts) {
      if (part.column.firstNan >= 0) continue;
      scan(part, bytes.subarray(part.start - range.start, part.end - range.start), bigEndian);
      onProgress?.({ bytes: part.end, byteLength: source.byteLength, rows: part.row });
    }
  }
}
