import { defined, must } from "../../defined.ts";
import type { Sighting, Tally } from "../../evidence/sighting.ts";
import type { DictEvidence, PythonScalar, SequenceEvidence, ValueEvidence } from "../../evidence/value-evidence.ts";
import type { Counting } from "./counting.ts";
import { Extremes } from "./extremes.ts";
import {
  BOOL,
  type DictSink,
  FLOAT,
  INT,
  JSON_SCALARS,
  type JsonToken,
  NAN,
  NONE,
  type ScalarCode,
  SKIP,
  STR,
  type ValueSink,
} from "./json-sink.ts";
import { type KeyEntry, KeyTable } from "./key-table.ts";
import { MergeOrder } from "./merge-order.ts";

/** Counts the values of one place into {@link ValueEvidence}. */
export class ValueCounter implements ValueSink {
  readonly #counting: Counting;
  readonly #depth: number;
  /** Of a dict's key, whose values merge. */
  readonly #order: MergeOrder | null;
  #count = 0;
  readonly #counts = [0, 0, 0, 0, 0, 0];
  readonly #firsts: (Sighting | undefined)[] = [undefined, undefined, undefined, undefined, undefined, undefined];
  readonly #integers = new Extremes();
  #loneSurrogate: Sighting | undefined;
  #lists: ListCounter | undefined;
  #dicts: DictCounter | undefined;

  /** `depth`: in how many lists the place lies, one within the other. */
  constructor(counting: Counting, depth = 0, isKey = false) {
    this.#counting = counting;
    this.#depth = depth;
    this.#order = isKey ? new MergeOrder(depth) : null;
  }

  get count(): number {
    return this.#count;
  }

  /** How many of the values have no type before MLflow 2.19. */
  get untypedCount(): number {
    return must(this.#counts[NONE]) + must(this.#counts[NAN]) + (this.#lists?.untypedCount ?? 0);
  }

  /** How many of the values say no type at all. */
  get anyCount(): number {
    return must(this.#counts[NONE]) + must(this.#counts[NAN]) + (this.#lists?.emptyCount ?? 0) + (this.#dicts?.emptyCount ?? 0);
  }

  /** How many of the values are scalars that say their type. */
  get typedCount(): number {
    return must(this.#counts[BOOL]) + must(this.#counts[INT]) + must(this.#counts[FLOAT]) + must(this.#counts[STR]);
  }

  scalar(code: ScalarCode, token: JsonToken): void {
    this.#count++;
    if (this.#order !== null) {
      if (code === NONE || code === NAN) this.#order.addUntyped(this.#counting.row);
      else this.#order.addTyped();
    }
    const before = must(this.#counts[code]);
    this.#counts[code] = before + 1;
    if (before === 0) this.#firsts[code] = { row: this.#counting.row, ...(code === NONE ? {} : { sample: token.sample() }) };
    if (code === INT) this.#integers.add(token);
    else if (code === STR && token.hasSurrogates && token.hasLoneSurrogate())
      this.#loneSurrogate ??= { row: this.#counting.row, sample: token.sample() };
  }

  beginList(): ValueSink {
    this.#count++;
    this.#lists ??= new ListCounter(this.#counting, this.#depth);
    return this.#lists.begin();
  }

  endList(): void {
    const isEmpty = this.#lists?.end() === 0;
    if (isEmpty) this.#order?.addUntyped(this.#counting.row);
  }

  /** The `level`th list around the place ends. */
  close(level: number): void {
    this.#order?.close(level);
    this.#lists?.close(level);
    this.#dicts?.close(level);
  }

  beginDict(): DictCounter {
    this.#count++;
    this.#dicts ??= new DictCounter(this.#counting, this.#depth, this.#order);
    this.#dicts.begin();
    return this.#dicts;
  }

  /** What was counted so far. */
  evidence(): ValueEvidence {
    const scalars = new Map<PythonScalar, Tally>();
    JSON_SCALARS.forEach((scalar, code) => {
      const first = this.#firsts[code];
      if (first) scalars.set(scalar, { count: must(this.#counts[code]), first });
    });
    const integers = this.#integers.range;
    return {
      kind: "values",
      count: this.#count,
      scalars,
      ...defined({
        integers,
        loneSurrogate: this.#loneSurrogate,
        merging: this.#order?.merging(),
        lists: this.#lists?.evidence(),
        dicts: this.#dicts?.evidence(),
      }),
    };
  }
}

/** Lists of one place never overlap, so one of each field is enough. */
class ListCounter {
  readonly #items: ValueCounter;
  readonly #counting: Counting;
  readonly #depth: number;
  readonly #order: MergeOrder;
  readonly #first: Sighting;
  #count = 0;
  #empty = 0;
  #countBefore = 0;
  #anyBefore = 0;
  #typedBefore = 0;
  #blank = 0;
  #untypedBefore = 0;
  #shortest = Number.POSITIVE_INFINITY;
  #longest = 0;

  constructor(counting: Counting, depth: number) {
    this.#items = new ValueCounter(counting, depth + 1);
    this.#counting = counting;
    this.#depth = depth;
    this.#order = new MergeOrder(depth);
    this.#first = { row: counting.row };
  }

  begin(): ValueSink {
    this.#count++;
    this.#countBefore = this.#items.count;
    this.#untypedBefore = this.#items.untypedCount;
    this.#anyBefore = this.#items.anyCount;
    this.#typedBefore = this.#items.typedCount;
    return this.#items;
  }

  /** Returns how many items the list had. */
  end(): number {
    const length = this.#items.count - this.#countBefore;
    if (length === 0) this.#empty++;
    else if (this.#items.untypedCount - this.#untypedBefore === length) this.#blank++;
    if (length < this.#shortest) this.#shortest = length;
    if (length > this.#longest) this.#longest = length;
    if (this.#items.typedCount > this.#typedBefore) this.#order.addTyped();
    else if (length > 0 && this.#items.anyCount - this.#anyBefore === length) this.#order.addUntyped(this.#counting.row);
    this.#items.close(this.#depth + 1);
    return length;
  }

  close(level: number): void {
    this.#order.close(level);
    this.#items.close(level);
  }

  get emptyCount(): number {
    return this.#empty;
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
      ...defined({ merging: this.#order.merging() }),
      items: this.#items.evidence(),
      lengths: { min: this.#shortest, max: this.#longest },
    };
  }
}

/** Counts the dicts of one place, one counter per key, and where a key was first absent. */
export class DictCounter implements DictSink {
  readonly keys: KeyTable;
  readonly #counting: Counting;
  readonly #depth: number;
  /** Of the place where the dicts are: one without keys says no type. */
  readonly #order: MergeOrder | null;
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

  constructor(counting: Counting, depth = 0, order: MergeOrder | null = null) {
    this.keys = new KeyTable(counting);
    this.#counting = counting;
    this.#depth = depth;
    this.#order = order;
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
    const counter = new ValueCounter(this.#counting, this.#depth, true);
    this.#counters[entry.index] = counter;
    this.#isConstant[entry.index] = this.#count === 1;
    if (this.#count === 1) this.#constant.push(entry);
    else this.#absent.set(entry.name, this.#first);
    return counter;
  }

  endDict(): void {
    if (this.#keysInDict === 0) {
      this.#empty++;
      this.#order?.addUntyped(this.#counting.row);
    }
    if (this.#constantInDict === this.#constant.length) return;
    const here = { row: this.#counting.row };
    for (const entry of this.#constant) {
      if (this.keys.has(entry)) continue;
      this.#absent.set(entry.name, here);
      this.#isConstant[entry.index] = false;
    }
    this.#constant = this.#constant.filter((entry) => this.keys.has(entry));
  }

  get emptyCount(): number {
    return this.#empty;
  }

  close(level: number): void {
    for (const counter of this.#counters) counter.close(level);
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
