import { defined } from "../../defined.ts";
import type { Sighting } from "../../evidence/sighting.ts";
import type { Merging } from "../../evidence/value-evidence.ts";

/**
 * In which order the typed and the untyped values of one place are merged, as {@link Merging} says. The place lies in `depth` lists, one within
 * the other, each of which merges its own values before they are merged with those of the others.
 */
export class MergeOrder {
  private readonly depth: number;
  /** By the lists around: what the values so far say. */
  private readonly typed: boolean[];
  private readonly untyped: (Sighting | undefined)[];
  private late: Sighting | undefined;

  constructor(depth: number) {
    this.depth = depth;
    this.typed = new Array(depth + 1).fill(false);
    this.untyped = new Array(depth + 1).fill(undefined);
  }

  addTyped(): void {
    this.typed[this.depth] = true;
  }

  addUntyped(row: number): void {
    this.note(this.depth, { row });
  }

  private note(level: number, sighting: Sighting): void {
    this.untyped[level] ??= sighting;
    if (this.typed[level] === true) this.late ??= sighting;
  }

  /** A list ends that is the `level`th around the place, counted from the outermost: its values count as one from now on. */
  close(level: number): void {
    const untyped = this.untyped[level];
    if (this.typed[level] === true) this.typed[level - 1] = true;
    else if (untyped !== undefined) this.note(level - 1, untyped);
    this.typed[level] = false;
    this.untyped[level] = undefined;
  }

  /** Undefined where no value is untyped. */
  merging(): Merging | undefined {
    const [untyped] = this.untyped;
    return untyped === undefined && this.late === undefined ? undefined : defined({ untyped, late: this.late });
  }
}
