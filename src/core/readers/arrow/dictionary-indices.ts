import { SignetError } from "../../errors.ts";
import type { ArrowType } from "../../evidence/arrow-type.ts";
import { aligned, isValid } from "./buffer-counts.ts";

export type DictionaryType = ArrowType & { readonly kind: "dictionary" };

/** Indices as numbers; those of 64 bits lose what no dictionary is large enough for. */
function indicesIn(bytes: Uint8Array, { index }: DictionaryType, length: number): ArrayLike<number | bigint> {
  const { bits, signed } = index.kind === "int" ? index : { bits: 32, signed: true };
  const { buffer, byteOffset } = aligned(bytes, bits / 8);
  if (bits === 64) return signed ? new BigInt64Array(buffer, byteOffset, length) : new BigUint64Array(buffer, byteOffset, length);
  if (bits === 32) return signed ? new Int32Array(buffer, byteOffset, length) : new Uint32Array(buffer, byteOffset, length);
  if (bits === 16) return signed ? new Int16Array(buffer, byteOffset, length) : new Uint16Array(buffer, byteOffset, length);
  return signed ? new Int8Array(buffer, byteOffset, length) : new Uint8Array(buffer, byteOffset, length);
}

/** Throws `UnreadableFile` for an index that is not null and past the dictionary's end, as pyarrow does. Source: `CheckIndexBounds` in `arrow/util/int_util.cc`. */
export function checkIndices(
  bytes: Uint8Array,
  type: DictionaryType,
  { length, validity, entries }: { readonly length: number; readonly validity: Uint8Array | null; readonly entries: number },
): void {
  const indices = indicesIn(bytes, type, length);
  for (let row = 0; row < length; row++) {
    const index = indices[row] as number | bigint;
    if ((index >= 0 && index < entries) || !isValid(validity, row)) continue;
    throw new SignetError("UnreadableFile", `The value in row ${row + 1} of a batch is entry ${index} of a dictionary of ${entries}.`, {
      pythonError: "ArrowIndexError",
      remedy: "Write the file again.",
    });
  }
}
