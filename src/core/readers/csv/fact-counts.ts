import type { Extremes } from "../../evidence/extremes.ts";
import type { Tally } from "../../evidence/sighting.ts";
import { TEXT_FACTS, type TextFact } from "../../evidence/text-evidence.ts";

const FACTS = TEXT_FACTS.length;
const NEVER = -1;

/** {@link FactCounts} as plain data, for a worker's border. */
export interface FactCountsData {
  readonly counts: Float64Array;
  readonly firstRows: Float64Array;
  readonly extremes: readonly (Extremes | undefined)[];
  readonly least: Float64Array;
  readonly greatest: Float64Array;
}

/** What was counted of every column's cells next to their kinds, where options, casts or a check ask for it. */
export class FactCounts {
  private readonly counts: Float64Array;
  private readonly firstRows: Float64Array;
  private readonly extremes: (Extremes | undefined)[];
  /** Extremes of the floats; where none was seen, the least is above the greatest. */
  private readonly least: Float64Array;
  private readonly greatest: Float64Array;

  constructor(columnCount: number) {
    this.counts = new Float64Array(columnCount * FACTS);
    this.firstRows = new Float64Array(columnCount * FACTS).fill(NEVER);
    this.extremes = new Array(columnCount);
    this.least = new Float64Array(columnCount).fill(Number.POSITIVE_INFINITY);
    this.greatest = new Float64Array(columnCount).fill(Number.NEGATIVE_INFINITY);
  }

  /** Counts cells, of which those before were counted or reported by {@link note}. */
  add(fact: TextFact, column: number, row: number, count = 1): void {
    this.note(fact, column, row);
    const slot = column * FACTS + TEXT_FACTS.indexOf(fact);
    this.counts[slot] = (this.counts[slot] as number) + count;
  }

  /** Tells of a cell that is counted elsewhere, and added later. Rows come in order. */
  note(fact: TextFact, column: number, row: number): void {
    const slot = column * FACTS + TEXT_FACTS.indexOf(fact);
    if (this.firstRows[slot] === NEVER) this.firstRows[slot] = row;
  }

  /** Widens the extremes of a column's integers. */
  extend(column: number, min: bigint, max = min): void {
    const known = this.extremes[column];
    if (known !== undefined && known.min <= min && known.max >= max) return;
    this.extremes[column] = {
      min: known === undefined || min < known.min ? min : known.min,
      max: known === undefined || max > known.max ? max : known.max,
    };
  }

  /** Widens the extremes of a column's floats. */
  extendFloats(column: number, min: number, max = min): void {
    if (min < (this.least[column] as number)) this.least[column] = min;
    if (max > (this.greatest[column] as number)) this.greatest[column] = max;
  }

  /** Adds what was counted of the lines that follow; their rows count from `leftRows`. */
  append({ counts, firstRows, extremes, least, greatest }: FactCountsData, leftRows: number): void {
    for (let slot = 0; slot < counts.length; slot++) {
      const count = counts[slot] as number;
      if (count === 0) continue;
      if (this.firstRows[slot] === NEVER) this.firstRows[slot] = leftRows + (firstRows[slot] as number);
      this.counts[slot] = (this.counts[slot] as number) + count;
    }
    for (const [column, range] of extremes.entries()) if (range !== undefined) this.extend(column, range.min, range.max);
    for (const [column, min] of least.entries()) this.extendFloats(column, min, greatest[column]);
  }

  toData(): FactCountsData {
    return { counts: this.counts, firstRows: this.firstRows, extremes: this.extremes, least: this.least, greatest: this.greatest };
  }

  /** The facts of one column that some cell of it has. */
  talliesOf(column: number): Map<TextFact, Tally> {
    const tallies = new Map<TextFact, Tally>();
    for (const [index, fact] of TEXT_FACTS.entries()) {
      const slot = column * FACTS + index;
      const count = this.counts[slot] as number;
      if (count > 0) tallies.set(fact, { count, first: { row: this.firstRows[slot] as number } });
    }
    return tallies;
  }

  extremesOf(column: number): Extremes | undefined {
    return this.extremes[column];
  }

  floatExtremesOf(column: number): Extremes<number> | undefined {
    const [min, max] = [this.least[column] as number, this.greatest[column] as number];
    return min > max ? undefined : { min, max };
  }
}
