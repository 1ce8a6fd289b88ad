import type { Datum } from "../errors.ts";
import type { Hash } from "./hash64.ts";

/**
 * The distinct values of a column with the smallest hashes, each with its exact count: the k minimum values of Bar-Yossef and others,
 * 2002. A value stays among the smallest in every part of the column or is so in none that matters, so counts are exact and the sketch
 * is the same for any order and any cut.
 */
export interface DistinctSketch {
  /** In rising order. */
  readonly hashes: BigUint64Array;
  /** How often each value was seen. */
  readonly counts: Float64Array;
  /** Each value's text, shortened, beside its hash; null for numbers, which their hashes give back, and where values are left out. */
  readonly texts: readonly Datum[] | null;
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
  private texts: (Datum | undefined)[] = [];
  private length = 0;
  private isComplete = true;
  /** The upper half of the largest hash that is still wanted. */
  private threshold = 0xffffffff;

  /** `size` is how many values are kept; a power of two. */
  constructor(size: number) {
    this.size = size;
  }

  /** Counts a value by its hash, seen `times`; `textOf` is called where its text must be kept. */
  add({ high, low }: Hash, times = 1, textOf?: () => Datum): void {
    if (high > this.threshold) return;
    const { slots, halves } = this;
    const mask = slots.length - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const entry = (slots[slot] as number) - 1;
      if (entry < 0) break;
      if (halves[entry * 2] === low && halves[entry * 2 + 1] === high) {
        this.counts[entry] = (this.counts[entry] as number) + times;
        return;
      }
    }
    this.insert(high, low, times, this.isComplete ? textOf?.() : undefined);
  }

  /** What was counted; `hasTexts` where the values are texts. */
  sketch(hasTexts: boolean): DistinctSketch {
    const { halves, counts, texts, size } = this;
    const kept = risingHashes(halves, this.length).subarray(0, size);
    const isComplete = this.isComplete && this.length <= size;
    return {
      ...picked(halves, counts, kept),
      texts: hasTexts && isComplete ? Array.from(kept, (entry) => texts[entry] ?? { data: "" }) : null,
      isComplete,
    };
  }

  // What is let go of is never wanted again, since the threshold only falls: what stays has its count in full.
  private insert(high: number, low: number, times: number, text: Datum | undefined): void {
    if (this.length === this.capacity) {
      if (this.capacity < this.size * 2) this.grow();
      else this.trim();
      if (high > this.threshold) return;
    }
    const entry = this.length++;
    this.halves[entry * 2] = low;
    this.halves[entry * 2 + 1] = high;
    this.counts[entry] = times;
    if (text !== undefined && this.isComplete) this.texts[entry] = text;
    this.place(entry);
  }

  private place(entry: number): void {
    const mask = this.slots.length - 1;
    let slot = (this.halves[entry * 2] as number) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = entry + 1;
  }

  private grow(): void {
    const { halves, counts } = this;
    this.capacity *= 2;
    this.slots = new Uint32Array(this.capacity * 2);
    this.halves = new Uint32Array(this.capacity * 2);
    this.halves.set(halves);
    this.counts = new Float64Array(this.capacity);
    this.counts.set(counts);
    for (let entry = 0; entry < this.length; entry++) this.place(entry);
  }

  /** Lets go of all but the smallest hashes. */
  private trim(): void {
    const { halves, counts } = this;
    const kept = risingHashes(halves, this.length).subarray(0, this.size);
    this.isComplete = false;
    this.texts = [];
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

/** The sketch of two parts of a column, of `size` values; the same as counting both in one. */
export function mergeDistinct(left: DistinctSketch, right: DistinctSketch, size: number): DistinctSketch {
  if (right.isComplete && right.hashes.length === 0) return left;
  const [ofLeft, ofRight] = [halvesOf(left.hashes), halvesOf(right.hashes)];
  const most = Math.min(size, left.hashes.length + right.hashes.length);
  const hashes = new BigUint64Array(most);
  const halves = halvesOf(hashes);
  const counts = new Float64Array(most);
  const mayHaveTexts = left.isComplete && right.isComplete && left.texts !== null;
  const texts: Datum[] = [];
  let [l, r, length] = [0, 0, 0];
  while (length < most && (l < left.hashes.length || r < right.hashes.length)) {
    const order =
      l === left.hashes.length
        ? 1
        : r === right.hashes.length
          ? -1
          : (ofLeft[l * 2 + 1] as number) - (ofRight[r * 2 + 1] as number) || (ofLeft[l * 2] as number) - (ofRight[r * 2] as number);
    const [from, at] = order <= 0 ? [ofLeft, l] : [ofRight, r];
    halves[length * 2] = from[at * 2] as number;
    halves[length * 2 + 1] = from[at * 2 + 1] as number;
    counts[length++] = (order <= 0 ? (left.counts[l] as number) : 0) + (order >= 0 ? (right.counts[r] as number) : 0);
    if (mayHaveTexts) texts.push((order <= 0 ? left.texts?.[l] : right.texts?.[r]) ?? { data: "" });
    if (order <= 0) l++;
    if (order >= 0) r++;
  }
  const isComplete = left.isComplete && right.isComplete && l === left.hashes.length && r === right.hashes.length;
  return {
    hashes: hashes.slice(0, length),
    counts: counts.slice(0, length),
    texts: isComplete && mayHaveTexts ? texts : null,
    isComplete,
  };
}

/** How many distinct values there are: exact where the sketch holds all, else estimated, with the relative standard error of the estimate. */
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
