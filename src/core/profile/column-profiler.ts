import type { Datum } from "../errors.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { DistinctCounter, type DistinctSketch } from "./distinct-sketch.ts";
import { type Hash, hashText, mix64 } from "./hash64.ts";
import { NumberCounter } from "./number-profile.ts";
import type { ProfileMode } from "./profile-mode.ts";
import type { SketchSizes } from "./sketch-sizes.ts";

/** Bytes kept of a distinct text. */
export const SHOWN_TEXT_BYTES = 63;

/** The text of a cell whose first bytes are given; what `byteLength` says is left out shows as an ellipsis. */
export function shownText(bytes: Uint8Array, byteLength: number): Datum {
  const isCut = byteLength > SHOWN_TEXT_BYTES;
  // Streaming leaves out a character that the cut went through.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, SHOWN_TEXT_BYTES), { stream: isCut });
  return { data: isCut ? `${text}…` : text };
}

function countCharacters(bytes: Uint8Array, start: number, end: number): number {
  let count = end - start;
  for (let at = start; at < end; at++) if (((bytes[at] as number) & 0xc0) === 0x80) count--;
  return count;
}

const view = new DataView(new ArrayBuffer(8));

/** Counts the lengths of texts. */
export class LengthCounter {
  private readonly counter: DistinctCounter;
  private readonly hash: Hash = { high: 0, low: 0 };

  constructor(sizes: SketchSizes) {
    this.counter = new DistinctCounter(sizes.distinct);
  }

  /** Counts texts of so many characters. */
  add(characters: number, count = 1): void {
    this.hash.high = 0;
    this.hash.low = characters;
    mix64(this.hash);
    this.counter.add(this.hash, count);
  }

  sketch(): DistinctSketch {
    return this.counter.sketch(false);
  }
}

/**
 * Profiles one column, value by value: whoever decodes a format calls the method of the column's mode for each value that is there, and
 * `addMissing` for each that is not.
 */
export class ColumnProfiler {
  private readonly mode: ProfileMode;
  private readonly sizes: SketchSizes;
  private readonly distinct: DistinctCounter;
  private readonly lengths: LengthCounter | null;
  private readonly numbers: NumberCounter;
  private readonly hash: Hash = { high: 0, low: 0 };
  private missing = 0;

  constructor(mode: ProfileMode, sizes: SketchSizes) {
    this.mode = mode;
    this.sizes = sizes;
    this.distinct = new DistinctCounter(sizes.distinct);
    this.lengths = mode === "texts" ? new LengthCounter(sizes) : null;
    this.numbers = new NumberCounter(sizes.buckets);
  }

  addMissing(count = 1): void {
    this.missing += count;
  }

  /** An integer of 32 bits, with or without a sign: as `addInteger` adds it. */
  addSmallInteger(value: number): void {
    this.hash.high = value < 0 ? 0xffffffff : 0;
    this.hash.low = value >>> 0;
    mix64(this.hash);
    this.distinct.add(this.hash);
    this.numbers.add(value);
  }

  /** An integer within int64 or uint64. */
  addInteger(value: bigint): void {
    view.setBigUint64(0, BigInt.asUintN(64, value));
    this.addBits();
    this.numbers.add(Number(value));
  }

  /** A float, infinities included; NaN is missing. */
  addFloat(given: number): void {
    if (Number.isNaN(given)) {
      this.missing++;
      return;
    }
    const value = given + 0;
    view.setFloat64(0, value);
    this.addBits();
    this.numbers.add(value);
  }

  /** A text in UTF-8, by its bytes from `start` to `end`. */
  addText(bytes: Uint8Array, start: number, end: number): void {
    hashText(this.hash, bytes, start, end);
    this.distinct.add(this.hash, 1, () => shownText(bytes.subarray(start, end), end - start));
    const characters = countCharacters(bytes, start, end);
    this.lengths?.add(characters);
    this.numbers.add(characters);
  }

  profile(): ColumnProfile {
    const { mode, sizes, missing } = this;
    return {
      mode,
      sizes,
      missing,
      data: {
        distinct: this.distinct.sketch(mode === "texts"),
        lengths: this.lengths?.sketch() ?? null,
        numbers: this.numbers.profile(),
      },
    };
  }

  private addBits(): void {
    this.hash.high = view.getUint32(0);
    this.hash.low = view.getUint32(4);
    mix64(this.hash);
    this.distinct.add(this.hash);
  }
}
