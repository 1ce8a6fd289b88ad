import type { DistinctSketch } from "./distinct-sketch.ts";
import type { Hash } from "./hash64.ts";
import { TextMemory, textsAt } from "./kept-texts.ts";
import { sortedKeys } from "./sorted-keys.ts";

const LEAST_CAPACITY = 16;
/** Texts seen of late, which are not kept once more; a power of two. */
const RECENT = 256;

function grown(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(length, array.length * 2));
  larger.set(array);
  return larger;
}

/**
 * All values of a column, one after the other: numbers as their 64 bits, texts as their hash and where their first bytes are. They are
 * sorted and counted once, at the end, which takes less time and memory than a hash table of as many values.
 */
export class ValueJournal {
  private halves = new Uint32Array(LEAST_CAPACITY * 2);
  private places: Uint32Array<ArrayBuffer> | null;
  private readonly texts = new TextMemory();
  private readonly recent: Uint32Array;
  private length = 0;

  constructor(hasTexts: boolean) {
    this.places = hasTexts ? new Uint32Array(LEAST_CAPACITY) : null;
    // Of each slot, a hash in two halves and one more than its place.
    this.recent = new Uint32Array(hasTexts ? RECENT * 3 : 0);
  }

  add(key: Hash): void {
    const { length } = this;
    if (length * 2 === this.halves.length) this.halves = grown(this.halves, 0);
    this.halves[length * 2] = key.low;
    this.halves[length * 2 + 1] = key.high;
    this.length = length + 1;
  }

  /** Makes room for so many values more. */
  reserve(values: number): void {
    const needed = (this.length + values) * 2;
    if (needed > this.halves.length) this.halves = grown(this.halves, needed);
  }

  /** Adds numbers, each as its lower and its upper half. */
  addNumbers(halves: Uint32Array): void {
    this.reserve(halves.length / 2);
    this.halves.set(halves, this.length * 2);
    this.length += halves.length / 2;
  }

  /** Adds a text of such a hash, by its bytes from `start` to `end`. */
  addText(hash: Hash, bytes: Uint8Array, start: number, end: number): void {
    const { recent, length } = this;
    const slot = (hash.low & (RECENT - 1)) * 3;
    if (recent[slot + 2] === 0 || recent[slot] !== hash.low || recent[slot + 1] !== hash.high) {
      recent[slot] = hash.low;
      recent[slot + 1] = hash.high;
      recent[slot + 2] = this.texts.add(bytes, start, end) + 1;
    }
    this.add(hash);
    if (this.places === null) return;
    if (length === this.places.length) this.places = grown(this.places, 0);
    this.places[length] = (recent[slot + 2] as number) - 1;
  }

  /** The distinct values, each with its count. Ends the journal. */
  sketch(): DistinctSketch {
    const { length } = this;
    const { halves, places } = sortedKeys({ halves: this.halves, places: this.places }, length, this.places !== null);
    // The places of the last key of each value.
    const ends = new Uint32Array(length);
    let distinct = 0;
    for (let at = 1; at <= length; at++)
      if (at === length || halves[at * 2] !== halves[at * 2 - 2] || halves[at * 2 + 1] !== halves[at * 2 - 1]) ends[distinct++] = at;
    const hashes = new BigUint64Array(distinct);
    const into = new Uint32Array(hashes.buffer);
    const counts = new Float64Array(distinct);
    let before = 0;
    for (let at = 0; at < distinct; at++) {
      const end = ends[at] as number;
      into[at * 2] = halves[end * 2 - 2] as number;
      into[at * 2 + 1] = halves[end * 2 - 1] as number;
      counts[at] = end - before;
      before = end;
    }
    const texts =
      places === null
        ? null
        : textsAt(
            this.texts.bytes,
            ends.subarray(0, distinct).map((end) => places[end - 1] as number),
          );
    return { hashes, counts, texts, isComplete: true };
  }
}
