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

interface Entry {
  readonly high: number;
  readonly low: number;
  count: number;
  readonly text: Datum | undefined;
}

const hashOf = ({ high, low }: Hash): bigint => (BigInt(high) << 32n) | BigInt(low);

/** Counts distinct values one by one; what a {@link DistinctSketch} is made of. */
export class DistinctCounter {
  private readonly size: number;
  private entries = new Map<number, Entry[]>();
  private entryCount = 0;
  private isComplete = true;
  /** The upper half of the largest hash that is still wanted. */
  private threshold = 0xffffffff;

  constructor(size: number) {
    this.size = size;
  }

  /** Counts a value by its hash; `textOf` is called where its text must be kept. */
  add(hash: Hash, textOf?: () => Datum): void {
    if (hash.high > this.threshold) return;
    const known = this.entries.get(hash.low);
    const same = known?.find(({ high }) => high === hash.high);
    if (same !== undefined) {
      same.count++;
      return;
    }
    const entry = { high: hash.high, low: hash.low, count: 1, text: this.isComplete ? textOf?.() : undefined };
    if (known === undefined) this.entries.set(hash.low, [entry]);
    else known.push(entry);
    if (++this.entryCount > this.size * 2) this.trim();
  }

  /** What was counted; `hasTexts` where the values are texts. */
  sketch(hasTexts: boolean): DistinctSketch {
    const sorted = this.sorted();
    const kept = sorted.slice(0, this.size);
    const isComplete = this.isComplete && sorted.length <= this.size;
    return {
      hashes: BigUint64Array.from(kept, hashOf),
      counts: Float64Array.from(kept, ({ count }) => count),
      texts: hasTexts && isComplete ? kept.map(({ text }) => text ?? { data: "" }) : null,
      isComplete,
    };
  }

  private sorted(): Entry[] {
    return [...this.entries.values()].flat().sort((left, right) => left.high - right.high || left.low - right.low);
  }

  private trim(): void {
    const kept = this.sorted().slice(0, this.size);
    this.isComplete = false;
    this.entryCount = kept.length;
    this.threshold = kept.at(-1)?.high ?? 0;
    this.entries = new Map();
    for (const entry of kept) {
      const others = this.entries.get(entry.low);
      if (others === undefined) this.entries.set(entry.low, [entry]);
      else others.push(entry);
    }
  }
}

/** The sketch of two parts of a column, of `size` values; the same as counting both in one. */
export function mergeDistinct(left: DistinctSketch, right: DistinctSketch, size: number): DistinctSketch {
  const hashes: bigint[] = [];
  const counts: number[] = [];
  const texts: Datum[] = [];
  let [l, r] = [0, 0];
  while (hashes.length < size && (l < left.hashes.length || r < right.hashes.length)) {
    const ofLeft = left.hashes[l];
    const ofRight = right.hashes[r];
    const takesLeft = ofLeft !== undefined && (ofRight === undefined || ofLeft <= ofRight);
    const takesRight = ofRight !== undefined && (ofLeft === undefined || ofRight <= ofLeft);
    hashes.push((takesLeft ? ofLeft : ofRight) as bigint);
    counts.push((takesLeft ? (left.counts[l] as number) : 0) + (takesRight ? (right.counts[r] as number) : 0));
    texts.push((takesLeft ? left.texts?.[l] : right.texts?.[r]) ?? { data: "" });
    if (takesLeft) l++;
    if (takesRight) r++;
  }
  const isComplete = left.isComplete && right.isComplete && l === left.hashes.length && r === right.hashes.length;
  return {
    hashes: BigUint64Array.from(hashes),
    counts: Float64Array.from(counts),
    texts: isComplete && left.texts !== null ? texts : null,
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
