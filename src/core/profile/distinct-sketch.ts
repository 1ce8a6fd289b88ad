import type { Hash } from "./hash64.ts";
import { type KeptTexts, TextMemory, textsAt } from "./kept-texts.ts";

/**
 * The distinct values of a column with the smallest hashes, each with its exact count: the k minimum values of Bar-Yossef and others,
 * 2002. A value stays among the smallest in every part of the column or is so in none that matters, so counts are exact and the sketch
 * is the same for any order and any cut.
 */
export interface DistinctSketch {
  /** In rising order. Numbers of tables whose values are all kept have their 64 bits here instead. */
  readonly hashes: BigUint64Array;
  /** How often each value was seen. */
  readonly counts: Float64Array;
  /** Each value's text, shortened; null for numbers, which their hashes give back, and where values are left out. */
  readonly texts: KeptTexts | null;
  /** Whether these are all distinct values. */
  readonly isComplete: boolean;
}

const LEAST_CAPACITY = 16;

/** Which of the first `count` hashes, given as pairs of a lower and an upper half, comes first, second and so on. */
export function risingHashes(halves: Uint32Array, count: number): Uint32Array {
  // Hashes are spread evenly: in as many piles as there are hashes, each pile has one or two.
  const bits = Math.max(1, 32 - Math.clz32(count));
  const shift = 32 - bits;
  const ends = new Uint32Array(2 ** bits + 1);
  for (let entry = 0; entry < count; entry++) {
    const pile = ((halves[entry * 2 + 1] as number) >>> shift) + 1;
    ends[pile] = (ends[pile] as number) + 1;
  }
  for (let pile = 1; pile < ends.length; pile++) ends[pile] = (ends[pile] as number) + (ends[pile - 1] as number);
  const order = new Uint32Array(count);
  for (let entry = 0; entry < count; entry++) {
    const pile = (halves[entry * 2 + 1] as number) >>> shift;
    const at = ends[pile] as number;
    order[at] = entry;
    ends[pile] = at + 1;
  }
  const isBelow = (left: number, right: number): boolean => {
    const [high, other] = [halves[left * 2 + 1] as number, halves[right * 2 + 1] as number];
    return high < other || (high === other && (halves[left * 2] as number) < (halves[right * 2] as number));
  };
  for (let at = 1; at < count; at++) {
    const entry = order[at] as number;
    let to = at;
    for (; to > 0 && isBelow(entry, order[to - 1] as number); to--) order[to] = order[to - 1] as number;
    order[to] = entry;
  }
  return order;
}

/** Hashes of a sketch as pairs of a lower and an upper half. */
const halvesOf = (hashes: BigUint64Array): Uint32Array => new Uint32Array(hashes.buffer, hashes.byteOffset, hashes.length * 2);

/** The hashes and counts of some entries, in their order. */
export function picked(
  halves: Uint32Array,
  counts: Float64Array | Uint32Array,
  entries: Uint32Array,
): Pick<DistinctSketch, "hashes" | "counts"> {
  // Plain loops: there may be millions of values, and mapping them takes ten times as long.
  const hashes = new BigUint64Array(entries.length);
  const into = halvesOf(hashes);
  const found = new Float64Array(entries.length);
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at] as number;
    into[at * 2] = halves[entry * 2] as number;
    into[at * 2 + 1] = halves[entry * 2 + 1] as number;
    found[at] = counts[entry] as number;
  }
  return { hashes, counts: found };
}

/** Counts distinct values one by one; what a {@link DistinctSketch} is made of. Its memory grows with the distinct values seen. */
export class DistinctCounter {
  private readonly size: number;
  private capacity = LEAST_CAPACITY;
  /** A hash table: one more than the place of each value, or 0. It has twice as many slots as there is room for values. */
  private slots = new Uint32Array(LEAST_CAPACITY * 2);
  /** The lower and the upper half of each hash. */
  private halves = new Uint32Array(LEAST_CAPACITY * 2);
  private counts = new Float64Array(LEAST_CAPACITY);
  private readonly texts = new TextMemory();
  private places = new Uint32Array(LEAST_CAPACITY);
  private length = 0;
  private isComplete = true;
  /** The upper half of the largest hash that is still wanted. */
  private threshold = 0xffffffff;

  /** `size` is how many values are kept; a power of two. */
  constructor(size: number) {
    this.size = size;
  }

  /** Counts a value by its hash, seen `times`. Returns whether it is new and its text must be kept. */
  add({ high, low }: Hash, times = 1): boolean {
    if (high > this.threshold) return false;
    const { slots, halves } = this;
    const mask = slots.length - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const entry = (slots[slot] as number) - 1;
      if (entry < 0) break;
      if (halves[entry * 2] === low && halves[entry * 2 + 1] === high) {
        this.counts[entry] = (this.counts[entry] as number) + times;
        return false;
      }
    }
    this.insert(high, low, times);
    return this.isComplete;
  }

  /** Counts a text by its hash, and keeps it while all are; its bytes are those from `start` to `end`. */
  addText(hash: Hash, bytes: Uint8Array, start: number, end: number): void {
    if (this.add(hash)) this.places[this.length - 1] = this.texts.add(bytes, start, end);
  }

  /** Takes over what was counted elsewhere: its smallest hashes are among the smallest of both. */
  append({ hashes, counts, texts, isComplete }: DistinctSketch): void {
    if (!isComplete) this.isComplete = false;
    const halves = halvesOf(hashes);
    for (let at = 0; at < hashes.length; at++) {
      const isNew = this.add({ low: halves[at * 2] as number, high: halves[at * 2 + 1] as number }, counts[at]);
      if (isNew && texts !== null)
        this.places[this.length - 1] = this.texts.add(texts.bytes, texts.ends[at - 1] ?? 0, texts.ends[at] as number);
    }
  }

  /** What was counted; `hasTexts` where the values are texts. */
  sketch(hasTexts: boolean): DistinctSketch {
    const { halves, counts, places, size } = this;
    const kept = risingHashes(halves, this.length).subarray(0, size);
    const isComplete = this.isComplete && this.length <= size;
    return {
      ...picked(halves, counts, kept),
      texts:
        hasTexts && isComplete
          ? textsAt(
              this.texts.bytes,
              kept.map((entry) => places[entry] as number),
            )
          : null,
      isComplete,
    };
  }

  // What is let go of is never wanted again, since the threshold only falls: what stays has its count in full.
  private insert(high: number, low: number, times: number): void {
    if (this.length === this.capacity) {
      if (this.capacity < this.size * 2) this.grow();
      else this.trim();
      if (high > this.threshold) return;
    }
    const entry = this.length++;
    this.halves[entry * 2] = low;
    this.halves[entry * 2 + 1] = high;
    this.counts[entry] = times;
    this.place(entry);
  }

  private place(entry: number): void {
    const mask = this.slots.length - 1;
    let slot = (this.halves[entry * 2] as number) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = entry + 1;
  }

  private grow(): void {
    const { halves, counts, places } = this;
    this.capacity *= 2;
    this.slots = new Uint32Array(this.capacity * 2);
    this.halves = new Uint32Array(this.capacity * 2);
    this.halves.set(halves);
    this.counts = new Float64Array(this.capacity);
    this.counts.set(counts);
    this.places = new Uint32Array(this.capacity);
    this.places.set(places);
    for (let entry = 0; entry < this.length; entry++) this.place(entry);
  }

  /** Lets go of all but the smallest hashes. */
  private trim(): void {
    const { halves, counts } = this;
    const kept = risingHashes(halves, this.length).subarray(0, this.size);
    this.isComplete = false;
    this.length = kept.length;
    this.halves = new Uint32Array(this.capacity * 2);
    this.counts = new Float64Array(this.capacity);
    this.slots.fill(0);
    for (const [at, entry] of kept.entries()) {
      this.halves[at * 2] = halves[entry * 2] as number;
      this.halves[at * 2 + 1] = halves[entry * 2 + 1] as number;
      this.counts[at] = counts[entry] as number;
      this.place(at);
    }
    this.threshold = this.halves[kept.length * 2 - 1] ?? 0;
  }
}

/** Joins the texts of two sketches: `from[at]` is one more than a text's index on the left, or less than zero on the right. */
function joinedTexts(left: KeptTexts, right: KeptTexts, from: Int32Array): KeptTexts {
  const bytes = new Uint8Array(left.bytes.length + right.bytes.length);
  const ends = new Uint32Array(from.length);
  let to = 0;
  for (let at = 0; at < from.length; at++) {
    const which = from[at] as number;
    const texts = which > 0 ? left : right;
    const index = Math.abs(which) - 1;
    let byte = index === 0 ? 0 : (texts.ends[index - 1] as number);
    for (const end = texts.ends[index] as number; byte < end; byte++) bytes[to++] = texts.bytes[byte] as number;
    ends[at] = to;
  }
  return { bytes: bytes.slice(0, to), ends };
}

/** The sketch of two parts of a column, of `size` values; the same as counting both in one. */
export function mergeDistinct(left: DistinctSketch, right: DistinctSketch, size: number): DistinctSketch {
  if (right.isComplete && right.hashes.length === 0) return left;
  if (left.isComplete && left.hashes.length === 0) return right;
  const [ofLeft, ofRight] = [halvesOf(left.hashes), halvesOf(right.hashes)];
  const [leftEnd, rightEnd] = [left.hashes.length, right.hashes.length];
  const most = Math.min(size, leftEnd + rightEnd);
  const hashes = new BigUint64Array(most);
  const halves = halvesOf(hashes);
  const counts = new Float64Array(most);
  const from = new Int32Array(most);
  let [l, r, length] = [0, 0, 0];
  while (length < most && (l < leftEnd || r < rightEnd)) {
    let order = l === leftEnd ? 1 : r === rightEnd ? -1 : (ofLeft[l * 2 + 1] as number) - (ofRight[r * 2 + 1] as number);
    if (order === 0) order = (ofLeft[l * 2] as number) - (ofRight[r * 2] as number);
    const words = order <= 0 ? ofLeft : ofRight;
    const at = (order <= 0 ? l : r) * 2;
    halves[length * 2] = words[at] as number;
    halves[length * 2 + 1] = words[at + 1] as number;
    from[length] = order <= 0 ? l + 1 : -r - 1;
    let count = 0;
    if (order <= 0) count += left.counts[l++] as number;
    if (order >= 0) count += right.counts[r++] as number;
    counts[length++] = count;
  }
  const isComplete = left.isComplete && right.isComplete && l === leftEnd && r === rightEnd;
  return {
    hashes: hashes.slice(0, length),
    counts: counts.slice(0, length),
    texts:
      isComplete && left.texts !== null && right.texts !== null ? joinedTexts(left.texts, right.texts, from.subarray(0, length)) : null,
    isComplete,
  };
}

/** How many distinct values there are: exact where the sketch has all, else estimated, with the relative standard error of the estimate. */
export interface DistinctCount {
  readonly count: number;
  readonly isExact: boolean;
  readonly standardError: number;
}

/**
 * Never more than the column's cells, and never fewer than were seen to differ.
 * Source of estimate and error: Beyer and others, "On synopses for distinct-value estimation", 2007.
 */
export function distinctCount({ hashes, isComplete }: DistinctSketch, cells: number): DistinctCount {
  const last = hashes.at(-1);
  if (isComplete || last === undefined) return { count: hashes.length, isExact: true, standardError: 0 };
  const share = (Number(last) + 1) / 2 ** 64;
  const estimate = Math.round((hashes.length - 1) / share);
  return { count: Math.max(hashes.length, Math.min(cells, estimate)), isExact: false, standardError: 1 / Math.sqrt(hashes.length - 2) };
}
