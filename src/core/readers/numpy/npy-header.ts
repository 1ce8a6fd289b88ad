import { must } from "../../defined.ts";
import { datum, SignetError, type Text, text } from "../../errors.ts";
import type { TensorEvidence } from "../../evidence/dataset.ts";
import { INT64_MAX } from "../../python/int-range.ts";
import { type Literal, parseHeaderLiteral } from "./header-literal.ts";
import { dtypeFromDescr, type NumpyDtype } from "./numpy-dtype.ts";

const NPY_MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const;

/** Magic, version and the longest length field. */
export const NPY_PREFIX_BYTES = 12;

/** `numpy.load` refuses longer headers unless `max_header_size` allows them. Source: `numpy/lib/_format_impl.py _MAX_HEADER_SIZE`. */
const MAX_HEADER_CHARACTERS = 10_000;

/** NumPy's `NPY_MAXDIMS`. */
const MAX_DIMENSIONS = 64;

/** What is before an array's data. */
export interface NpyHeader {
  readonly dtype: NumpyDtype;
  readonly shape: readonly number[];
  /** Bytes that the data take. */
  readonly dataLength: number;
}

export function hasNpyMagic(bytes: Uint8Array): boolean {
  return NPY_MAGIC.every((byte, index) => bytes[index] === byte);
}

/**
 * Where the data begin, from a file's first {@link NPY_PREFIX_BYTES} bytes.
 * Throws `UnreadableFile` where NumPy raises: no magic, an unknown version, a header too long to be trusted.
 */
export function npyDataStart(prefix: Uint8Array, file: string): number {
  const [major = 0, minor = 0] = prefix.subarray(NPY_MAGIC.length);
  if (!hasNpyMagic(prefix)) throw refused(text`${file} does not begin as an .npy file does.`, file);
  if (minor !== 0 || major < 1 || major > 3) {
    throw refused(text`The format versions of .npy are 1.0, 2.0 and 3.0, not ${major}.${minor}.`, file);
  }
  const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
  const lengthBytes = major === 1 ? 2 : 4;
  const headerStart = NPY_MAGIC.length + 2 + lengthBytes;
  if (prefix.byteLength < headerStart) throw refused(text`${file} ends within its header.`, file);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  // In version 3 a character may take four bytes.
  if (length > MAX_HEADER_CHARACTERS * 4) throw tooLong(length, file);
  return headerStart + length;
}

/**
 * Reads all that is before the data; `bytes` reach at least to {@link npyDataStart}.
 * Throws `UnreadableFile` where `np.load(allow_pickle=False)` raises, `Undecided` for dtypes in spellings that `np.save` never writes.
 * Source: `numpy/lib/_format_impl.py _read_array_header`.
 */
export function parseNpyHeader(bytes: Uint8Array, file: string): NpyHeader {
  const dataStart = npyDataStart(bytes, file);
  if (bytes.byteLength < dataStart) throw refused(text`${file} ends within its header.`, file);
  const major = must(bytes[NPY_MAGIC.length]);
  const source = decodeHeader(bytes.subarray(NPY_MAGIC.length + (major === 1 ? 4 : 6), dataStart), major, file);
  if (source.length > MAX_HEADER_CHARACTERS) throw tooLong(source.length, file);
  const header = parseHeaderLiteral(source, { longInts: major < 3 });
  if (header?.kind !== "dict") throw refused(text`Cannot parse the header of ${file}: ${datum(source)}.`, file);
  const { entries } = header;
  const [descr, order, shape] = ["descr", "fortran_order", "shape"].map((key) => entries.get(key));
  if (entries.size !== 3 || descr === undefined || order === undefined || shape === undefined) {
    throw refused(text`The header of ${file} does not have the keys descr, fortran_order and shape.`, file);
  }
  if (order.kind !== "bool") throw refused(text`fortran_order in the header of ${file} is not a bool.`, file);
  return headerOf(dtypeOf(descr, file), shapeOf(shape, file), file);
}

function decodeHeader(bytes: Uint8Array, major: number, file: string): string {
  if (major < 3) return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new SignetError("UnreadableFile", text`The header of ${file} is not UTF-8.`, { cause, pythonError: "UnicodeDecodeError" });
  }
}

function dtypeOf(descr: Literal, file: string): NumpyDtype {
  const dtype = dtypeFromDescr(descr);
  if (dtype === "invalid") throw refused(text`descr in the header of ${file} is not a valid dtype descriptor.`, file);
  if (dtype === "undecided") {
    throw new SignetError("Undecided", text`The dtype of ${file} is spelled as np.save never does; numpy.dtype decides.`, {
      place: { file },
    });
  }
  if (dtype.hasObjects) throw refused(text`Object arrays cannot be loaded when allow_pickle=False: ${file} contains Python objects.`, file);
  return dtype;
}

function shapeOf(shape: Literal, file: string): readonly bigint[] {
  const sizes = shape.kind === "tuple" ? shape.items.map((size) => (size.kind === "int" ? size.value : undefined)) : [undefined];
  const valid = sizes.filter((size) => size !== undefined && size >= 0n && size <= INT64_MAX);
  if (valid.length < sizes.length || sizes.length > MAX_DIMENSIONS)
    throw refused(text`The shape in the header of ${file} is not valid.`, file);
  return valid.filter((size) => size !== undefined);
}

function headerOf(dtype: NumpyDtype, shape: readonly bigint[], file: string): NpyHeader {
  const itemsize = BigInt(dtype.itemsize);
  const product = (sizes: readonly bigint[]) => sizes.reduce((left, right) => left * right, 1n);
  // NumPy bounds an array's bytes without the dimensions of size 0.
  if (product(shape.filter((size) => size > 0n)) * (itemsize || 1n) > INT64_MAX)
    throw refused(text`The array in ${file} is too big.`, file);
  return { dtype, shape: shape.map(Number), dataLength: Number(product(shape) * itemsize) };
}

/** The array that a header announces. */
export function tensorFromHeader({ dtype, shape }: NpyHeader): TensorEvidence {
  return { dtype: dtype.name, shape, ...(dtype.isBigEndian ? { isBigEndian: true } : {}) };
}

/** Refuses an array whose data end too early. */
export function requireData({ dataLength }: NpyHeader, available: number, file: string): void {
  if (available >= dataLength) return;
  throw refused(text`Failed to read all data of ${file}: its shape needs ${dataLength} bytes, there are ${Math.max(available, 0)}.`, file);
}

function tooLong(length: number, file: string): SignetError {
  return refused(text`Header info length (${length}) is large and may not be safe to load securely.`, file);
}

function refused(message: Text, file: string): SignetError {
  return new SignetError("UnreadableFile", message, { place: { file }, pythonError: "ValueError" });
}
