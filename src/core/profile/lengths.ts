/** Numbers in rising order, each with how often it was seen. */
export interface CountedNumbers {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** How many texts have each length in characters; null once there are more lengths than are kept. */
export type Lengths = CountedNumbers | null;

function inOrder(countOf: ReadonlyMap<number, number>): CountedNumbers {
  const values = Float64Array.from(countOf.keys()).sort();
  return { values, counts: values.map((length) => countOf.get(length) as number) };
}

/** Counts the lengths of texts. */
export class LengthCounter {
  private countOf: Map<number, number> | null = new Map();
  private readonly size: number;

  /** `size` is how many different lengths are kept. */
  constructor(size: number) {
    this.size = size;
  }

  add(characters: number, count = 1): void {
    if (this.countOf === null) return;
    this.countOf.set(characters, (this.countOf.get(characters) ?? 0) + count);
    if (this.countOf.size > this.size) this.countOf = null;
  }

  lengths(): Lengths {
    return this.countOf === null ? null : inOrder(this.countOf);
  }
}

/** The lengths of two parts of a column; the same as counting both in one. */
export function mergeLengths(left: Lengths, right: Lengths, size: number): Lengths {
  if (left === null || right === null) return null;
  const counter = new LengthCounter(size);
  for (const { values, counts } of [left, right])
    for (let at = 0; at < values.length; at++) counter.add(values[at] as number, counts[at] as number);
  return counter.lengths();
}
