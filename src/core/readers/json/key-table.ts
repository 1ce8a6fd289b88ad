import { must } from "../../defined.ts";
import { type Counting, countKey } from "./counting.ts";
import type { JsonInput } from "./json-input.ts";
import type { JsonToken } from "./json-sink.ts";

const FIRST_SLOTS = 16;

/** A key of the dicts of one place. */
export interface KeyEntry {
  readonly name: string;
  readonly index: number;
  /** As it first was in the file, with its quotes, four bytes a word; `lastMask` says which of the last one count. */
  readonly words: Int32Array;
  readonly lastMask: number;
  readonly byteLength: number;
  readonly hash: number;
  /** The key that followed it last. */
  next: KeyEntry | undefined;
  /** The last dict that had it, and where. */
  dict: number;
  offset: number;
}

/**
 * The keys of the dicts of one place, in the order of first sighting. They are found by their bytes: dicts of a place mostly have the
 * same keys in the same order, so the key that followed last time is compared first, and a hash of the bytes finds the others.
 */
export class KeyTable {
  readonly entries: KeyEntry[] = [];
  readonly #counting: Counting;
  readonly #byName = new Map<string, KeyEntry>();
  /** Indices of entries plus one, by hash, 0 being free; a power of two of them. */
  #slots = new Int32Array(FIRST_SLOTS);
  #last: KeyEntry | undefined;
  #head: KeyEntry | undefined;
  #dict = 0;

  constructor(counting: Counting) {
    this.#counting = counting;
  }

  /** Begins a dict of this place. */
  begin(): void {
    this.#dict++;
    this.#last = undefined;
  }

  /** The key to be expected next, if it is at `at`; else undefined. */
  expected(input: JsonInput, at: number): KeyEntry | undefined {
    const entry = this.#last === undefined ? this.#head : this.#last.next;
    return entry !== undefined && standsAt(entry, input.view, at) ? entry : undefined;
  }

  /** The key that the token is, if it has been seen and is written as it was then. */
  known(token: JsonToken): KeyEntry | undefined {
    const { input, start, end } = token;
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(input.bytes, start, end) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.entries[must(this.#slots[slot]) - 1];
      if (entry === undefined) return undefined;
      if (entry.byteLength === end - start + 2 && standsAt(entry, input.view, start - 1)) return entry;
    }
  }

  /** The key that the token is. Throws `Undecided` past the limit of {@link countKey}. */
  find(token: JsonToken): KeyEntry {
    return this.expected(token.input, token.start - 1) ?? this.known(token) ?? this.#findByName(token);
  }

  /** Whether the dict that is being read has had the key. */
  has(entry: KeyEntry): boolean {
    return entry.dict === this.#dict;
  }

  /** Notes that the dict has the key, at that offset of the file; false: the member is to be skipped, since a later one overrides it. */
  enter(entry: KeyEntry, offset: number): boolean {
    const { known, found } = this.#counting.overridden;
    this.follow(entry);
    if (known.size > 0 && known.has(offset)) return false;
    if (this.has(entry)) found.add(entry.offset);
    entry.dict = this.#dict;
    entry.offset = offset;
    return true;
  }

  follow(entry: KeyEntry): void {
    if (this.#last === undefined) this.#head = entry;
    else this.#last.next = entry;
    this.#last = entry;
  }

  #findByName(token: JsonToken): KeyEntry {
    const name = token.text();
    return this.#byName.get(name) ?? this.#add(name, token);
  }

  #add(name: string, token: JsonToken): KeyEntry {
    countKey(this.#counting, token.place);
    const entry = newEntry(name, this.entries.length, token);
    this.#byName.set(name, entry);
    this.entries.push(entry);
    if (this.entries.length * 2 > this.#slots.length) {
      this.#slots = new Int32Array(this.#slots.length * 4);
      for (const each of this.entries) this.#file(each);
    } else this.#file(entry);
    return entry;
  }

  #file(entry: KeyEntry): void {
    const mask = this.#slots.length - 1;
    let slot = entry.hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry.index + 1;
  }
}

function newEntry(name: string, index: number, { input, start, end }: JsonToken): KeyEntry {
  const byteLength = end - start + 2;
  const words = Int32Array.from({ length: Math.ceil(byteLength / 4) }, (_, word) => input.view.getInt32(start - 1 + word * 4, true));
  const lastMask = -1 >>> ((4 - (byteLength % 4 || 4)) * 8);
  words[words.length - 1] = must(words.at(-1)) & lastMask;
  const hash = hashOf(input.bytes, start, end);
  return { name, index, words, lastMask: lastMask | 0, byteLength, hash, next: undefined, dict: -1, offset: -1 };
}

/** Whether the key is at `at`, with its quotes. Zeros follow the bytes in the buffer and are in no key, so no word beyond them is read. */
function standsAt({ words, lastMask }: KeyEntry, view: DataView, at: number): boolean {
  const last = words.length - 1;
  for (let word = 0; word < last; word++) if (view.getInt32(at + word * 4, true) !== words[word]) return false;
  return (view.getInt32(at + last * 4, true) & lastMask) === words[last];
}

/** FNV-1a of 32 bits, its high bits folded into those that choose a slot. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash ^ (hash >>> 15);
}
