import { defined } from "../../defined.ts";
import type { Sighting, Tally } from "../../evidence/sighting.ts";
import type { DictEvidence, PythonScalar, SequenceEvidence, ValueEvidence } from "../../evidence/value-evidence.ts";
import type { Counting } from "./counting.ts";
import { Extremes } from "./extremes.ts";
import { type DictSink, INT, JSON_SCALARS, type JsonToken, NAN, NONE, type ScalarCode, SKIP, STR, type ValueSink } from "./json-sink.ts";
import { type KeyEntry, KeyTable } from "./key-table.ts";

/** Counts the values of one place into {@link ValueEvidence}. */
export class ValueCounter implements ValueSink {
  readonly #counting: Counting;
  #count = 0;
  readonly #counts = [0, 0, 0, 0, 0, 0];
  readonly #firsts: (Sighting | undefined)[] = [undefined, undefined, undefined, undefined, undefined, undefined];
  readonly #integers = new Extremes();
  #loneSurrogate: Sighting | undefined;
  #lists: ListCounter | undefined;
  #dicts: DictCounter | undefined;

  constructor(counting: Counting) {
    this.#counting = counting;
  }

  get count(): number {
    return this.#count;
  }

  /** How many of the values have no type before MLflow 2.19. */
  get untypedCount(): number {
    return (this.#counts[NONE] ?? 0) + (this.#counts[NAN] ?? 0) + (this.#lists?.untypedCount ?? 0);
  }

  scalar(code: ScalarCode, token: JsonToken): void {
    this.#count++;
    const before = this.#counts[code] ?? 0;
    this.#counts[code] = before + 1;
    if (before === 0) this.#firsts[code] = { row: this.#counting.row, ...(code === NONE ? {} : { sample: token.sample() }) };
    if (code === INT) this.#integers.add(token);
    else if (code === STR && token.hasSurrogates && token.hasLoneSurrogate())
      this.#loneSurrogate ??= { row: this.#counting.row, sample: token.sample() };
  }

  beginList(): ValueSink {
    this.#count++;
    this.#lists ??= new ListCounter(this.#counting);
    return this.#lists.begin();
  }

  endList(): void {
    this.#lists?.end();
  }

  beginDict(): DictCounter {
    this.#count++;
    this.#dicts ??= new DictCounter(this.#counting);
    this.#dicts.begin();
    return this.#dicts;
  }

  /** What was counted so far. */
  evidence(): ValueEvidence {
    const scalars = new Map<PythonScalar, Tally>();
    JSON_SCALARS.forEach((scalar, code) => {
      const first = this.#firsts[code];
      if (first) scalars.set(scalar, { count: this.#counts[code] ?? 0, first });
    });
    const integers = this.#integers.range;
    return {
      kind: "values",
      count: this.#count,
      scalars,
      ...defined({ integers, loneSurrogate: this.#loneSurrogate, lists: this.#lists?.evidence(), dicts: this.#dicts?.evidence() }),
    };
  }
}

/** Lists of one place never overlap, so one of each field is enough. */
class ListCounter {
  readonly #items: ValueCounter;
  readonly #first: Sighting;
  #count = 0;
  #empty = 0;
  #countBefore = 0;
  #blank = 0;
  #untypedBefore = 0;
  #shortest = Number.POSITIVE_INFINITY;
  #longest = 0;

  constructor(counting: Counting) {
    this.#items = new ValueCounter(counting);
    this.#first = { row: counting.row };
  }

  begin(): ValueSink {
    this.#count++;
    this.#countBefore = this.#items.count;
    this.#untypedBefore = this.#items.untypedCount;
    return this.#items;
  }

  end(): void {
    const length = this.#items.count - this.#countBefore;
    if (length === 0) this.#empty++;
    else if (this.#items.untypedCount - this.#untypedBefore === length) this.#blank++;
    if (length < this.#shortest) this.#shortest = length;
    if (length > this.#longest) this.#longest = length;
  }

  get untypedCount(): number {
    return this.#empty + this.#blank;
  }

  evidence(): SequenceEvidence {
    return {
      tally: { count: this.#count, first: this.#first },
      empty: this.#empty,
      hollow: 0,
      blank: this.#blank,
      items: this.#items.evidence(),
      lengths: { min: this.#shortest, max: this.#longest },
    };
  }
}

/** Counts the dicts of one place, one counter per key, and where a key was first absent. */
export class DictCounter implements DictSink {
  readonly keys: KeyTable;
  readonly #counting: Counting;
  readonly #counters: ValueCounter[] = [];
  readonly #first: Sighting;
  #count = 0;
  #empty = 0;
  #keysInDict = 0;
  /** Keys that every dict so far has had; a dict that has fewer of them is searched for those it lacks. */
  #constant: KeyEntry[] = [];
  readonly #isConstant: boolean[] = [];
  readonly #absent = new Map<string, Sighting>();
  #constantInDict = 0;

  constructor(counting: Counting) {
    this.keys = new KeyTable(counting);
    this.#counting = counting;
    this.#first = { row: counting.row };
  }

  begin(): void {
    this.keys.begin();
    this.#count++;
    this.#keysInDict = 0;
    this.#constantInDict = 0;
  }

  key(token: JsonToken): ValueSink {
    return this.enter(this.keys.find(token), token.offset) ?? SKIP;
  }

  /** Where the value of a key goes that is at that offset of the file; undefined: it is overridden later. */
  enter(entry: KeyEntry, offset: number): ValueCounter | undefined {
    if (!this.keys.enter(entry, offset)) return undefined;
    this.#keysInDict++;
    const counter = this.#counters[entry.index] ?? this.#newCounter(entry);
    if (this.#isConstant[entry.index]) this.#constantInDict++;
    return counter;
  }

  #newCounter(entry: KeyEntry): ValueCounter {
    const counter = new ValueCounter(this.#counting);
    this.#counters[entry.index] = counter;
    this.#isConstant[entry.index] = this.#count === 1;
    if (this.#count === 1) this.#constant.push(entry);
    else this.#absent.set(entry.name, this.#first);
    return counter;
  }

  endDict(): void {
    if (this.#keysInDict === 0) this.#empty++;
    if (this.#constantInDict === this.#constant.length) return;
    const here = { row: this.#counting.row };
    for (const entry of this.#constant) {
      if (this.keys.has(entry)) continue;
      this.#absent.set(entry.name, here);
      this.#isConstant[entry.index] = false;
    }
    this.#constant = this.#constant.filter((entry) => this.keys.has(entry));
  }

  evidence(): DictEvidence {
    const keys = new Map<string, ValueEvidence>();
    for (const entry of this.keys.entries) {
      const counter = this.#counters[entry.index];
      if (counter) keys.set(entry.name, counter.evidence());
    }
    return { tally: { count: this.#count, first: this.#first }, empty: this.#empty, keys, absent: this.#absent };
  }
}
