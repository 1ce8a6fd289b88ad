import type { ByteSource } from "../bytes/byte-source.ts";
import { assertSignetError } from "../errors.ts";
import type { Extremes } from "../evidence/extremes.ts";
import { NPY_PREFIX_BYTES, npyDataStart, parseNpyHeader } from "../readers/numpy/npy-header.ts";

/** Bytes of an array that are looked at, at most. */
const LOOKED_AT = 1 << 23;

const ARRAYS = {
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
} as const;

const isInteger = (dtype: string): dtype is keyof typeof ARRAYS => Object.hasOwn(ARRAYS, dtype);

/**
 * The least and the greatest integer in a small `.npy` file, whatever the order of its values; null for other files, other dtypes, and
 * arrays without values. A header does not say whether a cast keeps the values.
 */
export async function integersOfNpy(source: ByteSource): Promise<Extremes | null> {
  try {
    const dataStart = npyDataStart(await source.slice(0, Math.min(NPY_PREFIX_BYTES, source.byteLength)), source.name);
    const { dtype, dataLength } = parseNpyHeader(await source.slice(0, Math.min(dataStart, source.byteLength)), source.name);
    if (!isInteger(dtype.name) || dtype.isBigEndian || dataLength === 0 || dataLength > LOOKED_AT) return null;
    // A copy, so that the numbers are aligned.
    const bytes = new Uint8Array(await source.slice(dataStart, dataStart + dataLength));
    const values = new ARRAYS[dtype.name](bytes.buffer);
    let [min, max] = [values[0] ?? 0, values[0] ?? 0];
    for (const value of values) {
      if (value < min) min = value;
      if (value > max) max = value;
    }
    return { min: BigInt(min), max: BigInt(max) };
  } catch (error) {
    assertSignetError(error);
    return null;
  }
}
