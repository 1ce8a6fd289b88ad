import { SignetError } from "../../errors.ts";
import type { ArrowType } from "../../evidence/arrow-type.ts";
import { integerWidth } from "../extreme-values.ts";
import { halfValue, type ValueSink } from "../typed-profile.ts";
import { aligned, isValid, swapBytes } from "./buffer-counts.ts";
import { INLINE_BYTES, VIEW_BYTES } from "./text-counts.ts";

/** A column of a batch that has no children: its slots, and its buffers after the validity. */
export interface Slots {
  readonly length: number;
  readonly validity: Uint8Array | null;
  readonly buffers: readonly Uint8Array[];
}

/** A column with those that it has, in the order of its type's children. */
export interface SlotTree extends Slots {
  readonly children: readonly SlotTree[];
}

/** The values of a dictionary by their place; `undefined` for one that is null. */
export type DictionaryValues = readonly unknown[];

/** What is reported for each slot: its value, or that there is none. */
export interface SlotSink extends ValueSink {
  addMissing(count: number): void;
}

export const brokenSlots = () =>
  new SignetError("UnreadableFile", "A column has fewer values than rows, or points outside its buffers.", {
    pythonError: "ArrowInvalid",
    remedy: "Write the file again.",
  });

export function bufferOf({ buffers }: Slots, index: number, byteLength: number): Uint8Array {
  const buffer = buffers[index] ?? new Uint8Array();
  if (buffer.byteLength < byteLength) throw brokenSlots();
  return buffer;
}

/** Whole numbers of a width, in the machine's byte order, at an address that a typed array can begin at. */
export function numberBytes(slots: Slots, width: number, count: number, bigEndian: boolean): Uint8Array {
  const bytes = bufferOf(slots, 0, width * count);
  return bigEndian ? swapBytes(bytes, width) : aligned(bytes, width);
}

function integers(slots: Slots, type: ArrowType & { readonly kind: "int" }, bigEndian: boolean): ArrayLike<number | bigint> {
  const width = integerWidth(type);
  const { buffer, byteOffset } = numberBytes(slots, width, slots.length, bigEndian);
  const { length } = slots;
  switch (width) {
    case 1:
      return type.signed ? new Int8Array(buffer, byteOffset, length) : new Uint8Array(buffer, byteOffset, length);
    case 2:
      return type.signed ? new Int16Array(buffer, byteOffset, length) : new Uint16Array(buffer, byteOffset, length);
    case 4:
      return type.signed ? new Int32Array(buffer, byteOffset, length) : new Uint32Array(buffer, byteOffset, length);
    case 8:
      return type.signed ? new BigInt64Array(buffer, byteOffset, length) : new BigUint64Array(buffer, byteOffset, length);
  }
}

function floats(slots: Slots, bits: number, bigEndian: boolean): (slot: number) => number {
  const { buffer, byteOffset } = numberBytes(slots, bits / 8, slots.length, bigEndian);
  if (bits === 16) {
    const halves = new Uint16Array(buffer, byteOffset, slots.length);
    return (slot) => (halves[slot] === undefined ? Number.NaN : halfValue(halves[slot]));
  }
  const values = bits === 32 ? new Float32Array(buffer, byteOffset, slots.length) : new Float64Array(buffer, byteOffset, slots.length);
  return (slot) => values[slot] as number;
}

function texts(slots: Slots, wide: boolean, bigEndian: boolean): (slot: number) => Uint8Array {
  const bytes = slots.length === 0 ? new Uint8Array() : numberBytes(slots, wide ? 8 : 4, slots.length + 1, bigEndian);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = slots.buffers[1] ?? new Uint8Array();
  const offset = (slot: number) => (wide ? Number(view.getBigInt64(slot * 8, true)) : view.getInt32(slot * 4, true));
  return (slot) => {
    const [start, end] = [offset(slot), offset(slot + 1)];
    if (start < 0 || end < start || end > data.byteLength) throw brokenSlots();
    return data.subarray(start, end);
  };
}

function viewedTexts(slots: Slots, bigEndian: boolean): (slot: number) => Uint8Array {
  const bytes = bufferOf(slots, 0, slots.length * VIEW_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (slot) => {
    const at = slot * VIEW_BYTES;
    const byteLength = view.getInt32(at, !bigEndian);
    if (byteLength < 0) throw brokenSlots();
    if (byteLength <= INLINE_BYTES) return bytes.subarray(at + 4, at + 4 + byteLength);
    const data = slots.buffers[1 + view.getInt32(at + 8, !bigEndian)];
    const start = view.getInt32(at + 12, !bigEndian);
    if (data === undefined || start < 0 || start + byteLength > data.byteLength) throw brokenSlots();
    return data.subarray(start, start + byteLength);
  };
}

/** The value of a slot that is not null, by its place. Throws as {@link addSlots} does. */
export function valueAt(slots: Slots, type: ArrowType, bigEndian: boolean, dictionary: DictionaryValues): (slot: number) => unknown {
  switch (type.kind) {
    case "int": {
      const values = integers(slots, type, bigEndian);
      return (slot) => values[slot];
    }
    case "float":
      return floats(slots, type.bits, bigEndian);
    case "bool": {
      const bits = bufferOf(slots, 0, (slots.length + 7) >> 3);
      return (slot) => isValid(bits, slot);
    }
    case "binary":
    case "utf8":
      return type.layout.endsWith("view") ? viewedTexts(slots, bigEndian) : texts(slots, type.layout === "large", bigEndian);
    case "dictionary": {
      const index = valueAt(slots, type.index, bigEndian, dictionary);
      return (slot) => {
        const place = Number(index(slot));
        if (!(place >= 0 && place < dictionary.length)) throw brokenSlots();
        return dictionary[place];
      };
    }
    default:
      throw new SignetError("Internal", `Values of ${type.kind} columns are not decoded.`);
  }
}

/**
 * Tells every slot of a column whose type `typedProfileMode` takes. Texts are given as views into the batch.
 * Throws `UnreadableFile` where the buffers hold less than the slots need.
 */
export function addSlots(slots: Slots, type: ArrowType, bigEndian: boolean, dictionary: DictionaryValues, sink: SlotSink): void {
  const { length, validity } = slots;
  if (validity !== null && validity.byteLength * 8 < length) throw brokenSlots();
  const value = valueAt(slots, type, bigEndian, dictionary);
  for (let slot = 0; slot < length; slot++) {
    const found = isValid(validity, slot) ? value(slot) : undefined;
    if (found === undefined) sink.addMissing(1);
    else sink.add(found);
  }
}
