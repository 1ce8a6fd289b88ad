import type { JsonToken } from "./json-sink.ts";

/** By how much the double of a long int may be off, and more. */
const ROUNDING = 1e-12;

/**
 * The least and the greatest int. Those that a double has exactly are kept as such; a bigint is made only of a longer one that may be
 * an extreme.
 */
export class Extremes {
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  /** The extremes exactly, where the doubles are rounded. */
  #longMin: bigint | undefined;
  #longMax: bigint | undefined;

  get range(): { readonly min: bigint; readonly max: bigint } | undefined {
    // Of two long ints that differ by little, the lesser may have the greater double, so only the first values tell that there is none.
    if (this.#min === Number.POSITIVE_INFINITY && this.#max === Number.NEGATIVE_INFINITY) return undefined;
    return { min: this.#longMin ?? BigInt(this.#min), max: this.#longMax ?? BigInt(this.#max) };
  }

  add(token: JsonToken): void {
    const { approx } = token;
    if (Number.isSafeInteger(approx)) this.#addShort(approx);
    else if (!this.#isBetween(approx)) this.#addLong(token.exact(), approx);
  }

  #addShort(value: number): void {
    if (value < this.#min) {
      this.#min = value;
      this.#longMin = undefined;
    }
    if (value > this.#max) {
      this.#max = value;
      this.#longMax = undefined;
    }
  }

  #isBetween(approx: number): boolean {
    const slack = Math.abs(approx) * ROUNDING;
    return approx - slack > this.#min && approx + slack < this.#max;
  }

  #addLong(value: bigint, approx: number): void {
    const range = this.range;
    if (range === undefined || value < range.min) {
      this.#min = approx;
      this.#longMin = value;
    }
    if (range === undefined || value > range.max) {
      this.#max = approx;
      this.#longMax = value;
    }
  }
}
