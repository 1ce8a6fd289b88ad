import { hasHighByte, isUtf8 } from "../../bytes/utf8.ts";
import { isYearless } from "../../evidence/python-years.ts";
import type { ValueSink } from "../typed-profile.ts";
import { isNanHalf } from "./half-float.ts";
import { bitWidth, readHybrid } from "./hybrid.ts";
import { byteStreamSplit, deltaBinaryUnpack, deltaByteArray, deltaLengthByteArray, readPlain, type SchemaElement } from "./hyparquet.ts";
import { checkDecoded } from "./page-limits.ts";

/** Which of a column's values are counted apart: NaNs of floats, texts that are not UTF-8, dates of no year that Python has, or none. */
export type OddKind = "nan" | "undecodable" | "yearless" | "none";

/** How many of a page's values are odd, and the place of the first among the values. */
export interface OddValues {
  readonly count: number;
  readonly first: number;
}

/** A dictionary: how many entries it has, and which of them are odd; null where none is. */
export interface Dictionary {
  readonly entries: number;
  readonly odd: Uint8Array | null;
  /** The entries themselves, where values are asked for. */
  readonly values: ArrayLike<unknown> | null;
}

const NONE: OddValues = { count: 0, first: -1 };

const cutOff = () => new Error("unexpected end of stream: a page has fewer values than it says");

/** The values of one page: `bytes` hold them from `start` on. */
interface ValueBytes {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly count: number;
}

/** Bytes of one value of a type whose values are all as long. */
const WIDTHS: Readonly<Record<string, number>> = { INT32: 4, INT64: 8, INT96: 12, FLOAT: 4, DOUBLE: 8 };

function floatsOf({ bytes, start, count }: ValueBytes, width: number): Float32Array | Float64Array {
  const at = bytes.byteOffset + start;
  // Typed arrays begin at multiples of their width; a copy does, and costs less than reading byte by byte.
  const [buffer, offset] = at % width === 0 ? [bytes.buffer, at] : [bytes.slice(start, start + count * width).buffer, 0];
  return width === 4 ? new Float32Array(buffer, offset, count) : new Float64Array(buffer, offset, count);
}

function oddFloats(values: Float32Array | Float64Array): OddValues {
  let count = 0;
  let first = -1;
  for (let index = 0; index < values.length; index++) {
    if (!Number.isNaN(values[index])) continue;
    if (count++ === 0) first = index;
  }
  return { count, first };
}

/** Values of any kind, one by one. */
function oddAmong(values: ArrayLike<unknown>, isOdd: (value: unknown) => boolean): OddValues {
  let count = 0;
  let first = -1;
  for (let index = 0; index < values.length; index++) {
    if (!isOdd(values[index])) continue;
    if (count++ === 0) first = index;
  }
  return { count, first };
}

const TESTS: Readonly<Record<OddKind, ((value: unknown) => boolean) | null>> = {
  nan: (value) => (typeof value === "number" ? Number.isNaN(value) : value instanceof Uint8Array && isNanHalf(value)),
  undecodable: (value) => value instanceof Uint8Array && !isUtf8(value),
  yearless: (value) =>
    typeof value === "number" ? isYearless(value, "day") : typeof value === "bigint" && isYearless(Number(value), "ms"),
  none: null,
};

/** Texts with their lengths before them. Each must end within the page; they are decoded only where one is not ASCII. */
function oddTexts({ bytes, start, count }: ValueBytes, kind: OddKind): OddValues {
  const isChecked = kind === "undecodable" && hasHighByte(bytes, start, bytes.length);
  let odd = 0;
  let first = -1;
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + 4 > bytes.length) throw cutOff();
    const length =
      ((bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24)) >>>
      0;
    at += 4;
    const end = at + length;
    if (end > bytes.length) throw cutOff();
    if (isChecked && !isUtf8(bytes, at, end) && odd++ === 0) first = index;
    at = end;
  }
  return { count: odd, first };
}

function plainValues(values: ValueBytes, { type, type_length }: SchemaElement, kind: OddKind): OddValues {
  const { bytes, start, count } = values;
  if (count === 0) return NONE;
  if (type === "BYTE_ARRAY") return oddTexts(values, kind);
  const width = type === "FIXED_LEN_BYTE_ARRAY" ? type_length : WIDTHS[type ?? ""];
  const byteLength = type === "BOOLEAN" ? Math.ceil(count / 8) : count * (width ?? 0);
  if (start + byteLength > bytes.length) throw cutOff();
  if (kind === "nan" && width !== undefined && (type === "FLOAT" || type === "DOUBLE")) return oddFloats(floatsOf(values, width));
  const isOdd = TESTS[kind];
  return isOdd === null && (type === "BOOLEAN" || (width ?? 0) > 0)
    ? NONE
    : oddAmong(decodedPlain(values, type, type_length), isOdd ?? (() => false));
}

/** A reader of the library's over bytes of their own: its decoders look at the whole of a view's buffer. */
function readerOf({ bytes, start }: ValueBytes) {
  const own = bytes.slice(start);
  return { view: new DataView(own.buffer), offset: 0 };
}

function decodedPlain(values: ValueBytes, type: SchemaElement["type"], width: number | undefined): ArrayLike<unknown> {
  // A leaf of the schema has a type; where the file gives none, the library refuses it.
  return readPlain(readerOf(values), type as NonNullable<typeof type>, values.count, width);
}

/** Indices into a dictionary. One past its end is a page that was cut off. */
function indicesOf({ bytes, start, count }: ValueBytes, dictionary: Dictionary | null): Uint16Array | Uint32Array {
  const width = bytes[start] ?? 0;
  if (width > 32) throw new Error(`a dictionary's indices have ${width} bits`);
  if (count === 0) return new Uint16Array();
  if (start >= bytes.length) throw cutOff();
  checkDecoded(count, width <= 16 ? 2 : 4);
  const entries = dictionary?.entries ?? 0;
  const indices = width <= 16 ? new Uint16Array(count) : new Uint32Array(count);
  readHybrid(bytes, start + 1, width, indices);
  let most = -1;
  for (let index = 0; index < count; index++) if ((indices[index] as number) > most) most = indices[index] as number;
  if (most >= entries) throw new Error("unexpected end of stream: a value is not in the dictionary");
  return indices;
}

function oddIndices(values: ValueBytes, dictionary: Dictionary | null): OddValues {
  const indices = indicesOf(values, dictionary);
  const odd = dictionary?.odd ?? null;
  return odd === null ? NONE : oddAmong(indices, (entry) => odd[entry as number] === 1);
}

/** Encodings that are rare, by the library's decoders. */
function decoded(values: ValueBytes, encoding: string, { type, type_length }: SchemaElement): ArrayLike<unknown> {
  const { count } = values;
  if (count === 0) return [];
  checkDecoded(count, 8);
  const reader = readerOf(values);
  const texts: Uint8Array[] = new Array(count);
  switch (encoding) {
    case "DELTA_BINARY_PACKED": {
      const numbers = type === "INT32" ? new Int32Array(count) : new BigInt64Array(count);
      deltaBinaryUnpack(reader, count, numbers);
      return numbers;
    }
    case "DELTA_LENGTH_BYTE_ARRAY":
      deltaLengthByteArray(reader, count, texts);
      return texts;
    case "DELTA_BYTE_ARRAY":
      deltaByteArray(reader, count, texts);
      return texts;
    case "BYTE_STREAM_SPLIT":
      return byteStreamSplit(reader, count, type as NonNullable<typeof type>, type_length);
    default:
      throw new Error(`parquet unsupported encoding: ${encoding}`);
  }
}

/** Booleans in runs, after their length: a 0 or 1 each. Source: `RleBooleanDecoder::SetData` in `parquet/decoder.cc`. */
function runsOf({ bytes, start, count }: ValueBytes): Uint8Array {
  const first = start + 4;
  if (first > bytes.length) throw cutOff();
  const end = first + new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(start, true);
  if (end > bytes.length) throw cutOff();
  const bits = new Uint8Array(count);
  readHybrid(bytes.subarray(0, end), first, bitWidth(1), bits);
  return bits;
}

/** Nanoseconds since 1970 of what the library takes for one number of 96 bits: nanoseconds of a day, above them the Julian day. */
const nanosecondsOf = (stamp: bigint): bigint => ((stamp >> 64n) - JULIAN_1970) * DAY_NANOSECONDS + BigInt.asUintN(64, stamp);

const JULIAN_1970 = 2_440_588n;
const DAY_NANOSECONDS = 86_400_000_000_000n;

/** Values as they are. Throws where they are cut off. */
function wholeValues(values: ValueBytes, element: SchemaElement): ArrayLike<unknown> {
  plainValues(values, element, "none");
  const decodedValues = decodedPlain(values, element.type, element.type_length);
  // The library gives numbers of 96 bits as bigint.
  return element.type === "INT96" ? Array.from(decodedValues as ArrayLike<bigint>, nanosecondsOf) : decodedValues;
}

function seeValues(values: ValueBytes, { encoding, element, dictionary }: PageContext, sink: ValueSink): void {
  if (values.count === 0) return;
  if (encoding.endsWith("DICTIONARY")) {
    for (const entry of indicesOf(values, dictionary)) sink.add(dictionary?.values?.[entry]);
    return;
  }
  if (encoding === "RLE" && element.type === "BOOLEAN") {
    for (const bit of runsOf(values)) sink.add(bit === 1);
    return;
  }
  const found = encoding === "PLAIN" ? wholeValues(values, element) : decoded(values, encoding, element);
  for (let index = 0; index < found.length; index++) sink.add(found[index]);
}

/** What a page's values are, and whether every one of them must be there rather than only the odd ones be found. */
export interface PageContext {
  readonly encoding: string;
  readonly element: SchemaElement;
  readonly kind: OddKind;
  readonly dictionary: Dictionary | null;
  /** Sees every value, where they are asked for; nothing odd is then looked for. */
  readonly sink: ValueSink | null;
  readonly isChecked: boolean;
}

/**
 * Looks at the `count` values of a page that begin at `start`: each must be there, and the odd ones are counted.
 * Throws where the page is cut off, an index is outside the dictionary, or the encoding is unknown.
 */
export function pageValues(bytes: Uint8Array, start: number, count: number, context: PageContext): OddValues {
  const { encoding, element, kind, dictionary, sink, isChecked } = context;
  const values = { bytes, start, count };
  if (sink !== null) {
    seeValues(values, context, sink);
    return NONE;
  }
  // Where broken pages are not looked for, indices into a dictionary with nothing odd in it matter to nothing.
  if (!isChecked && encoding.endsWith("DICTIONARY") && dictionary !== null && dictionary.odd === null) return NONE;
  if (encoding === "PLAIN") return plainValues(values, element, kind);
  if (encoding.endsWith("DICTIONARY")) return oddIndices(values, dictionary);
  if (encoding === "RLE" && element.type === "BOOLEAN") {
    runsOf(values);
    return NONE;
  }
  const found = decoded(values, encoding, element);
  const isOdd = TESTS[kind];
  return isOdd === null ? NONE : oddAmong(found, isOdd);
}

/** What a dictionary page has. Throws where it is cut off. */
export function dictionaryOf(
  page: Uint8Array,
  entries: number,
  element: SchemaElement,
  { kind, keepsValues }: { readonly kind: OddKind; readonly keepsValues: boolean },
): Dictionary {
  const whole = { bytes: page, start: 0, count: entries };
  if (keepsValues) return { entries, odd: null, values: wholeValues(whole, element) };
  if (plainValues(whole, element, kind).count === 0) return { entries, odd: null, values: null };
  const isOdd = TESTS[kind] ?? (() => false);
  const odd = Uint8Array.from(decodedPlain(whole, element.type, element.type_length), (value) => (isOdd(value) ? 1 : 0));
  return { entries, odd, values: null };
}
