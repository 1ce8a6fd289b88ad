import { type DictSink, type JsonToken, SKIP, type ValueSink } from "./json-sink.ts";

/**
 * Which members of dicts another member of the same key overrides. Python keeps the last value, at the first one's place; since values
 * are counted as they pass, a file with repeated keys is read again, skipping what was overridden.
 */
export interface RepeatedKeys {
  /** Offsets of the keys whose values are to be skipped. */
  readonly skipped: ReadonlySet<number>;
  /** Filled while reading: offsets of keys that turned out to be overridden. */
  readonly found: Set<number>;
}

/** A key of the dicts of one place. */
export interface KeyEntry {
  readonly name: string;
  readonly index: number;
  /** As it first stood in the file, to be found again without decoding. */
  readonly raw: Uint8Array;
  /** The last dict that had it, and where. */
  dict: number;
  offset: number;
}

/** Dicts of one place, their keys in the order of first sighting. Subclasses say where a key's values go. */
export abstract class KeyedSink implements DictSink {
  readonly #repeated: RepeatedKeys;
  readonly #byName = new Map<string, KeyEntry>();
  readonly #entries: KeyEntry[] = [];
  #predicted = 0;
  #dict = 0;

  constructor(repeated: RepeatedKeys) {
    this.#repeated = repeated;
  }

  /** The keys seen so far, in order. */
  get entries(): readonly KeyEntry[] {
    return this.#entries;
  }

  /** Begins a dict of this place. */
  protected nextDict(): void {
    this.#dict++;
    this.#predicted = 0;
  }

  /** Whether the dict that is being read has had the key. */
  protected has(entry: KeyEntry): boolean {
    return entry.dict === this.#dict;
  }

  key(token: JsonToken): ValueSink {
    const entry = this.#find(token);
    if (this.#repeated.skipped.size > 0 && this.#repeated.skipped.has(token.offset)) return SKIP;
    if (this.has(entry)) this.#repeated.found.add(entry.offset);
    entry.dict = this.#dict;
    entry.offset = token.offset;
    return this.sinkOf(entry);
  }

  protected abstract sinkOf(entry: KeyEntry): ValueSink;

  abstract endDict(): void;

  /** Dicts of a place mostly have the same keys in the same order, so the next key is compared before any is decoded. */
  #find(token: JsonToken): KeyEntry {
    const predicted = this.#entries[this.#predicted];
    if (predicted !== undefined && isRaw(predicted.raw, token)) {
      this.#predicted++;
      return predicted;
    }
    const name = token.text();
    const known = this.#byName.get(name);
    if (known) {
      this.#predicted = known.index + 1;
      return known;
    }
    const raw = token.bytes.slice(token.start, token.end);
    const entry: KeyEntry = { name, index: this.#entries.length, raw, dict: -1, offset: -1 };
    this.#byName.set(name, entry);
    this.#entries.push(entry);
    this.#predicted = entry.index + 1;
    return entry;
  }
}

function isRaw(raw: Uint8Array, { bytes, start, end }: JsonToken): boolean {
  if (raw.length !== end - start) return false;
  for (let at = 0; at < raw.length; at++) if (raw[at] !== bytes[start + at]) return false;
  return true;
}
