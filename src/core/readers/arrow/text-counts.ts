import { hasHighByte, isUtf8 } from "../../bytes/utf8.ts";
import type { Tally } from "../../evidence/sighting.ts";
import { aligned, isValid, tallied } from "./buffer-counts.ts";
import { unchecked } from "./unchecked.ts";

/** Texts this short lie within their view. Source: Arrow's columnar format, variable-size binary views. */
export const INLINE_BYTES = 12;
export const VIEW_BYTES = 16;

const broken = () => unchecked("A text column points outside its buffers.");

export interface TextBuffers {
  readonly offsets: Uint8Array;
  readonly data: Uint8Array;
  readonly length: number;
  readonly validity: Uint8Array | null;
  /** Offsets of 64 bits. */
  readonly wide: boolean;
}

/** Throws where the offsets are not within the data, or go back. */
export function checkOffsets({ offsets, data, length, wide }: TextBuffers): void {
  if (length === 0) return;
  const width = wide ? 8 : 4;
  if (offsets.byteLength < (length + 1) * width) throw broken();
  const own = aligned(offsets, width);
  const places = wide ? new BigInt64Array(own.buffer, own.byteOffset, length + 1) : new Int32Array(own.buffer, own.byteOffset, length + 1);
  // There are at least two.
  let before = places[0] as number | bigint;
  if (before < 0) throw broken();
  for (let index = 1; index <= length; index++) {
    const place = places[index] as number | bigint;
    if (place < before) throw broken();
    before = place;
  }
  if (before > data.byteLength) throw broken();
}

/** Valid texts that are not UTF-8, of offsets that were checked. ASCII, as most data are, is recognised at a glance. */
export function undecodableTexts({ offsets, data, length, validity, wide }: TextBuffers): Tally | undefined {
  if (!hasHighByte(data, 0, data.byteLength)) return undefined;
  const view = new DataView(offsets.buffer, offsets.byteOffset, offsets.byteLength);
  const at = (index: number) => (wide ? Number(view.getBigInt64(index * 8, true)) : view.getInt32(index * 4, true));
  return tallied(length, (row) => isValid(validity, row) && !isUtf8(data, at(row), at(row + 1)));
}

/** As {@link undecodableTexts}, for views into one of several buffers. */
export function undecodableViews(
  views: Uint8Array,
  data: readonly Uint8Array[],
  length: number,
  validity: Uint8Array | null,
): Tally | undefined {
  if (views.byteLength < length * VIEW_BYTES) throw broken();
  const view = new DataView(views.buffer, views.byteOffset, views.byteLength);
  return tallied(length, (row) => {
    if (!isValid(validity, row)) return false;
    const at = row * VIEW_BYTES;
    const byteLength = view.getInt32(at, true);
    if (byteLength < 0) throw broken();
    if (byteLength <= INLINE_BYTES) return !isUtf8(views, at + 4, at + 4 + byteLength);
    const buffer = data[view.getInt32(at + 8, true)];
    const start = view.getInt32(at + 12, true);
    if (buffer === undefined || start < 0 || start + byteLength > buffer.byteLength) throw broken();
    return !isUtf8(buffer, start, start + byteLength);
  });
}
