import { defined, must } from "../../defined.ts";
import type { ArrowCounts, ListCounts } from "../../evidence/arrow-evidence.ts";
import type { ArrowType } from "../../evidence/arrow-type.ts";
import { isYearless } from "../../evidence/python-years.ts";
import { LISTED_ROWS, type Tally } from "../../evidence/sighting.ts";
import { type ListShapes, NULL_SHAPE, RAGGED_SHAPE } from "../list-shapes.ts";
import { unchecked } from "./unchecked.ts";

/** Whether a validity bitmap marks a row; null marks all. */
export const isValid = (validity: Uint8Array | null, row: number) =>
  validity === null || ((validity[row >> 3] as number) & (1 << (row & 7))) !== 0;

/** Counts rows, and where the first is among them. */
export function tallied(length: number, isOdd: (row: number) => boolean): Tally | undefined {
  let count = 0;
  let first = -1;
  for (let row = 0; row < length; row++) {
    if (!isOdd(row)) continue;
    if (count++ === 0) first = row;
  }
  return count === 0 ? undefined : { count, first: { row: first } };
}

/** Bytes at an address that typed arrays can view; a decoded buffer may begin anywhere. */
export function aligned(bytes: Uint8Array, width: number): Uint8Array {
  return bytes.byteOffset % width === 0 ? bytes : bytes.slice();
}

/** Slots that both bitmaps mark; null marks all. */
export function bothValid(left: Uint8Array | null, right: Uint8Array | null): Uint8Array | null {
  if (left === null || right === null) return left ?? right;
  return left.map((byte, index) => byte & (right[index] as number));
}

/** Bits set in each byte. */
const BIT_COUNTS = Uint8Array.from({ length: 256 }, (_, byte) => {
  let bits = 0;
  for (let rest = byte; rest > 0; rest >>= 1) bits += rest & 1;
  return bits;
});

/** The first rows that a bitmap does not mark. */
function unmarkedRows(length: number, own: Uint8Array): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < length && rows.length < LISTED_ROWS; row++) if (!isValid(own, row)) rows.push(row);
  return rows;
}

/** As {@link slotCounts}, by whole bytes: a column that lies in no struct. */
function ownCounts(length: number, own: Uint8Array, listsRows: boolean): SlotCounts {
  const whole = length >> 3;
  let present = 0;
  let first = -1;
  for (let at = 0; at < whole; at++) {
    const byte = own[at] as number;
    present += BIT_COUNTS[byte] as number;
    if (byte !== 0xff && first < 0) first = at * 8 + (31 - Math.clz32(~byte & (byte + 1)));
  }
  for (let row = whole * 8; row < length; row++) {
    if (isValid(own, row)) present++;
    else if (first < 0) first = row;
  }
  const nulls = length - present;
  return {
    length,
    ...(nulls > 0 ? { nulls: { count: nulls, first: { row: first }, ...(listsRows ? { rows: unmarkedRows(length, own) } : {}) } } : {}),
    ...(nulls > 0 && present > 0 ? { widened: present, ...lateNull(length, own, first) } : {}),
  };
}

/** The first null after a value. */
function lateNull(length: number, own: Uint8Array, firstNull: number): Pick<ArrowCounts, "lateNull"> {
  if (firstNull > 0) return { lateNull: { row: firstNull } };
  let row = 0;
  while (row < length && !isValid(own, row)) row++;
  while (row < length && isValid(own, row)) row++;
  return row < length ? { lateNull: { row } } : {};
}

type SlotCounts = Pick<ArrowCounts, "length" | "nulls" | "lateNull" | "widened">;

/**
 * Slots, nulls and widened slots of a node: `own` is its validity, `visible` that of the structs around it, null where all are valid.
 * What lies within a null struct counts for nothing but widening. `listsRows`: of a column that lies in no struct, which rows are null.
 */
export function slotCounts(length: number, own: Uint8Array | null, visible: Uint8Array | null, listsRows = false): SlotCounts {
  if (own === null && visible === null) return { length };
  // Checked first: a broken length would keep the loop busy for ever.
  if ((own !== null && own.length * 8 < length) || (visible !== null && visible.length * 8 < length)) {
    throw unchecked("A column has fewer validity bits than rows.");
  }
  if (own !== null && visible === null) return ownCounts(length, own, listsRows);
  let slots = 0;
  let nulls = 0;
  let first = -1;
  let late = -1;
  let hasNull = false;
  for (let row = 0; row < length; row++) {
    const isNull = !isValid(own, row);
    if (isNull) hasNull = true;
    if (!isValid(visible, row)) continue;
    if (isNull) {
      if (nulls === 0) first = slots;
      if (late < 0 && slots > nulls) late = slots;
      nulls++;
    }
    slots++;
  }
  return {
    length: slots,
    ...(nulls > 0 ? { nulls: { count: nulls, first: { row: first } } } : {}),
    ...(late >= 0 ? { lateNull: { row: late } } : {}),
    ...(hasNull && slots > nulls ? { widened: slots - nulls } : {}),
  };
}

/** The same numbers in the machine's own byte order. */
export function swapBytes(bytes: Uint8Array, width: number): Uint8Array {
  const swapped = bytes.slice();
  for (let at = 0; at + width <= swapped.length; at += width) swapped.subarray(at, at + width).reverse();
  return swapped;
}

/** How many values are NaN and valid, and where first. Half floats are NaN by their bits: exponent all ones, fraction not zero. */
export function firstNan(bytes: Uint8Array, bits: number, length: number, validity: Uint8Array | null): Tally | undefined {
  const data = aligned(bytes, bits / 8);
  let count = 0;
  let first = -1;
  const see = (row: number) => {
    if (!isValid(validity, row)) return;
    if (first < 0) first = row;
    count++;
  };
  if (bits === 16) {
    const halves = new Uint16Array(data.buffer, data.byteOffset, length);
    for (let row = 0; row < length; row++) if (((halves[row] as number) & 0x7fff) > 0x7c00) see(row);
  } else {
    const floats =
      bits === 32 ? new Float32Array(data.buffer, data.byteOffset, length) : new Float64Array(data.buffer, data.byteOffset, length);
    for (let row = 0; row < length; row++) {
      if (Number.isNaN(floats[row])) see(row);
    }
  }
  return count === 0 ? undefined : { count, first: { row: first } };
}

/** Dates that Python has no year for, among `length` values that `validity` marks. */
export function yearlessDates(bytes: Uint8Array, unit: "day" | "ms", length: number, validity: Uint8Array | null): Tally | undefined {
  const data = aligned(bytes, unit === "day" ? 4 : 8);
  const days =
    unit === "day" ? new Int32Array(data.buffer, data.byteOffset, length) : new BigInt64Array(data.buffer, data.byteOffset, length);
  return tallied(length, (row) => isYearless(Number(days[row]), unit) && isValid(validity, row));
}

/** Where the first NaN is among `length` values, -1 if there is none. */
export function placeOfNan(bytes: Uint8Array, bits: number, length: number): number {
  const data = aligned(bytes, bits / 8);
  if (bits === 16) {
    const halves = new Uint16Array(data.buffer, data.byteOffset, length);
    return halves.findIndex((half) => (half & 0x7fff) > 0x7c00);
  }
  const floats =
    bits === 32 ? new Float32Array(data.buffer, data.byteOffset, length) : new Float64Array(data.buffer, data.byteOffset, length);
  for (let row = 0; row < length; row++) if (Number.isNaN(floats[row])) return row;
  return -1;
}

/** Lists within lists: what was found of the inner ones, and what the outer ones need of these. */
interface Nesting {
  /** For lists of lists: what was found of the inner ones. */
  readonly inner: InnerLists | undefined;
  /** For lists in lists: filled with what the list around them has to know. */
  readonly outer: InnerLists | undefined;
  readonly shapes: ListShapes;
}

interface ListRows extends Nesting {
  readonly validity: Uint8Array | null;
  /** Which items are there; null where all are. */
  readonly items: Uint8Array | null;
  readonly length: number;
}

interface ListBuffers extends ListRows {
  readonly offsets: Uint8Array;
  /** List views have sizes; others end where the next begins. */
  readonly sizes: Uint8Array | null;
  readonly wide: boolean;
  /** How many items all lists share. */
  readonly itemCount: number;
}

type ViewBuffers = Pick<ListBuffers, "offsets" | "validity" | "length" | "wide"> & { readonly sizes: Uint8Array };

/** Which of the items that list views share are in a view that is not null: pyarrow keeps no others. Source: `ListArray::FromListView`. */
export function viewedItems({ offsets, sizes, validity, length, wide }: ViewBuffers, itemCount: number): Uint8Array {
  const viewed = new Uint8Array((itemCount + 7) >> 3);
  const [starts, counts] = [offsets, sizes].map(({ buffer, byteOffset, byteLength }) => new DataView(buffer, byteOffset, byteLength));
  const width = wide ? 8 : 4;
  if (starts === undefined || counts === undefined || Math.min(offsets.byteLength, sizes.byteLength) < length * width) return viewed;
  const read = (from: DataView, row: number) => (wide ? Number(from.getBigInt64(row * 8, true)) : from.getInt32(row * 4, true));
  for (let row = 0; row < length; row++) {
    if (!isValid(validity, row)) continue;
    const start = Math.max(0, read(starts, row));
    const end = Math.min(itemCount, start + read(counts, row));
    for (let item = start; item < end; item++) viewed[item >> 3] = (viewed[item >> 3] as number) | (1 << (item & 7));
  }
  return viewed;
}

/** What a list has to know of each of the lists in it. */
export interface InnerLists {
  readonly hollow: Uint8Array;
  readonly shapes: Int32Array;
}

/** Room for the counts of lists within lists; undefined if the items are not lists. */
export const innerLists = ({ kind }: ArrowType, length: number): InnerLists | undefined =>
  kind === "list" || kind === "fixed_size_list" ? { hollow: new Uint8Array(length), shapes: new Int32Array(length) } : undefined;

/** The shape that all of some inner lists have; ragged where they differ. */
function commonShape(inner: Int32Array, start: number, end: number): number {
  const first = must(inner[start]);
  for (let index = start + 1; index < end; index++) if (inner[index] !== first) return RAGGED_SHAPE;
  return first;
}

/** Lengths of lists, and which are empty or hold nothing but empty ones. */
function countLists(
  { validity, items, length, inner, outer, shapes }: ListRows,
  startOf: (row: number) => number,
  sizeOf: (row: number) => number,
): ListCounts {
  let empty = 0;
  let hollow = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  let ragged = false;
  const blanks = new BlankLists(items);
  for (let row = 0; row < length; row++) {
    if (!isValid(validity, row)) {
      if (outer !== undefined) outer.shapes[row] = NULL_SHAPE;
      continue;
    }
    const [start, size] = [startOf(row), sizeOf(row)];
    if (size < 0) throw unchecked("A list ends before it begins.");
    if (size === 0) empty++;
    else blanks.add(row, start, size);
    const isHollow = size === 0 || inner?.hollow.subarray(start, start + size).every((flag) => flag === 1) === true;
    if (isHollow) {
      hollow++;
      if (outer !== undefined) outer.hollow[row] = 1;
    }
    const shape = inner === undefined || size === 0 ? null : commonShape(inner.shapes, start, start + size);
    if (shape === RAGGED_SHAPE) ragged = true;
    if (outer !== undefined) outer.shapes[row] = shape === null ? size : shape === RAGGED_SHAPE ? RAGGED_SHAPE : shapes.of(size, shape);
    min = Math.min(min, size);
    max = Math.max(max, size);
  }
  return { empty, hollow, min: Number.isFinite(min) ? min : 0, max, ...(ragged ? { ragged } : {}), ...blanks.counts() };
}

/** Finds lists of which all items are null. */
class BlankLists {
  private readonly items: Uint8Array | null;
  private hasValued = false;
  private firstBlank: number | undefined;
  private lateBlank: number | undefined;

  constructor(items: Uint8Array | null) {
    this.items = items;
  }

  add(row: number, start: number, size: number): void {
    const { items } = this;
    if (items === null) return;
    let item = start;
    while (item < start + size && !isValid(items, item)) item++;
    if (item < start + size) this.hasValued = true;
    else {
      this.firstBlank ??= row;
      if (this.hasValued) this.lateBlank ??= row;
    }
  }

  counts(): Pick<ListCounts, "firstBlank" | "lateBlank"> {
    return defined({ firstBlank: this.firstBlank, lateBlank: this.lateBlank });
  }
}

/** Counts lists by their stored offsets, and views by their stored sizes too. Throws `UnreadableFile` if the offsets are not valid. */
export function listCounts(buffers: ListBuffers): ListCounts {
  const { offsets, sizes, length, wide } = buffers;
  const width = wide ? 8 : 4;
  const needed = length === 0 ? 0 : sizes === null ? length + 1 : length;
  if (offsets.byteLength < needed * width || (sizes !== null && sizes.byteLength < length * width)) {
    throw unchecked("A list column has fewer offsets than rows.");
  }
  const view = new DataView(offsets.buffer, offsets.byteOffset, offsets.byteLength);
  const sizeView = sizes === null ? null : new DataView(sizes.buffer, sizes.byteOffset, sizes.byteLength);
  const read = (from: DataView, index: number) => (wide ? Number(from.getBigInt64(index * 8, true)) : from.getInt32(index * 4, true));
  const startOf = (row: number) => read(view, row);
  // Each list ends where the next begins, so these bound all of them.
  if (sizeView === null && length > 0 && (startOf(0) < 0 || startOf(length) > buffers.itemCount))
    throw unchecked("A list column points outside its items.");
  return countLists(buffers, startOf, (row) => (sizeView === null ? read(view, row + 1) - startOf(row) : read(sizeView, row)));
}

/** What is counted of lists of one size, whose items lie one after another, those of null lists too. */
export const fixedListCounts = (size: number, rows: ListRows): ListCounts =>
  countLists(
    rows,
    (row) => row * size,
    () => size,
  );
