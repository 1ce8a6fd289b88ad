/**
 * Seeded random numbers (the 32-bit generator sfc32 by Chris Doty-Humphrey): the same seed gives the same data on every machine.
 * Not for anything that must not be foreseen.
 */
export class Random {
  private a = 0x9e3779b9;
  private b = 0x243f6a88;
  private c: number;
  private counter = 1;

  constructor(seed: number) {
    this.c = seed | 0;
    // The first numbers after seeding still resemble the seed; its author throws away a dozen.
    for (let index = 0; index < 12; index++) this.uint32();
  }

  /** A whole number from 0 to 2³² - 1. */
  uint32(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A number from 0 up to, and without, 1. */
  unit(): number {
    return this.uint32() / 4294967296;
  }

  /** A whole number from `start` up to, and without, `end`; the two may lie up to 2⁵³ apart. */
  integer(start: number, end: number): number {
    const span = end - start;
    if (span <= 4294967296) return start + Math.floor(this.unit() * span);
    return start + Math.floor((this.uint32() * 2097152 + (this.uint32() >>> 11)) * (span / 9007199254740992));
  }

  /** A number from `start` up to, and without, `end`. */
  uniform(start: number, end: number): number {
    return start + this.unit() * (end - start);
  }

  /** A number of the standard normal distribution (Box and Muller's transform). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
  }

  /** Whether something of this probability happens. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.integer(0, items.length)] ?? items[0];
  }
}
