import { hasHighByte, isUtf8 } from "../../bytes/utf8.ts";
import { SignetError } from "../../errors.ts";
import type { Tally } from "../../evidence/sighting.ts";
import { isValid } from "./buffer-counts.ts";

/** Texts this short lie within their view. Source: Arrow's columnar format, variable-size binary views. */
export const INLINE_BYTES = 12;
export const VIEW_BYTES = 16;

const broken = () =>
  new SignetError("UnreadableFile", "A text column points outside its buffers.", {
    pythonError: "ArrowInvalid",
    remedy: "Write the file again.",
  });

/** Counts rows, and where the first is among them. */
function tallied(length: number, isOdd: (row: number) => boolean): Tally | undefined {
  let count = 0;
  let first = -1;
  for (let row = 0; row < length; row++) {
    if (!isOdd(row)) continue;
    if (count++ === 0) first = row;
  }
  return count === 0 ? undefined : { count, first: { row: first } };
}

interface TextBuffers {
  readonly offsets: Uint8Array;
  readonly data: Uint8Array;
  readonly length: number;
  readonly validity: Uint8Array | null;
  /** Offsets of 64 bits. */
  readonly wide: boolean;
}

/** Valid texts that are not UTF-8. ASCII, as most data are, is recognised at a glance. Throws `UnreadableFile` for offsets outside the data. */
export function undecodableTexts({ offsets, data, length, validity, wide }: TextBuffers): Tally | undefined {
  if (!hasHighByte(data, 0, data.byteLength)) return undefined;
  const width = wide ? 8 : 4;
  if (offsets.byteLength < (length + 1) * width) throw broken();
  const view = new DataView(offsets.buffer, offsets.byteOffset, offsets.byteLength);
  const at = (index: number) => (wide ? Number(view.getBigInt64(index * 8, true)) : view.getInt32(index * 4, true));
  return tallied(length, (row) => {
    if (!isValid(validity, row)) return false;
    const [start, end] = [at(row), at(row + 1)];
    if (start < 0 || end < start || end > data.byteLength) throw broken();
    return !isUtf8(data, start, end);
  });
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
