import { datum, SignetError, text } from "../../errors.ts";
import type { TensorEvidence } from "../../evidence/dataset.ts";
import { type DictSink, type JsonToken, type ScalarCode, SKIP, type ValueSink } from "./json-sink.ts";
import { type KeyEntry, KeyedSink, type RepeatedKeys } from "./keyed-sink.ts";
import { TensorCounter } from "./tensor-sink.ts";

/** Arrays as MLflow's scoring server makes them of `inputs` or `instances`: one without a name, or one a key. */
export interface Tensors {
  readonly named: boolean;
  readonly tensors: readonly TensorEvidence[];
}

/** `inputs`: a dict has an array a key, anything else is one array. */
export class InputsSink implements ValueSink {
  protected readonly repeated: RepeatedKeys;
  readonly #whole = new TensorCounter();
  #named: NamedTensors | undefined;

  constructor(repeated: RepeatedKeys) {
    this.repeated = repeated;
  }

  /** Throws `UnreadableFile` where `np.array`, or looking a name up in each instance, raises. */
  tensors(): Tensors {
    if (this.#named) return { named: true, tensors: this.#named.tensors() };
    return { named: false, tensors: [this.#whole.tensor()] };
  }

  scalar(code: ScalarCode, token: JsonToken): void {
    this.#whole.level(0).scalar(code, token);
  }

  beginList(): ValueSink {
    return this.#whole.level(0).beginList();
  }

  endList(): void {
    this.#whole.level(0).endList();
  }

  beginDict(): DictSink {
    this.#named = new NamedTensors(this.repeated);
    return this.#named;
  }
}

/** The dict of `inputs`: each value is an array. */
class NamedTensors extends KeyedSink {
  readonly #counters: TensorCounter[] = [];

  protected override sinkOf(entry: KeyEntry): ValueSink {
    const counter = new TensorCounter();
    this.#counters[entry.index] = counter;
    return counter.level(0);
  }

  endDict(): void {}

  tensors(): readonly TensorEvidence[] {
    return this.entries.flatMap(({ name, index }) => this.#counters[index]?.tensor(name) ?? []);
  }
}

/** `instances`: a list whose first item is a dict has an array a key of that dict; else as {@link InputsSink}. */
export class InstancesSink extends InputsSink {
  #rows: InstanceRows | undefined;

  override tensors(): Tensors {
    const tensors = this.#rows?.tensors();
    return tensors ? { named: true, tensors } : super.tensors();
  }

  override beginList(): ValueSink {
    this.#rows = new InstanceRows(super.beginList(), this.repeated);
    return this.#rows;
  }

  override endList(): void {
    this.#rows?.end();
    super.endList();
  }
}

/** The items of `instances`; the first says whether they are records. */
class InstanceRows implements ValueSink {
  readonly #items: ValueSink;
  readonly #repeated: RepeatedKeys;
  #records: InstanceRecords | undefined;
  #begun = false;

  constructor(items: ValueSink, repeated: RepeatedKeys) {
    this.#items = items;
    this.#repeated = repeated;
  }

  scalar(code: ScalarCode, token: JsonToken): void {
    if (this.#records) this.#records.refuse(token.text());
    else this.#items.scalar(code, token);
    this.#begun = true;
  }

  beginList(): ValueSink {
    this.#begun = true;
    if (this.#records === undefined) return this.#items.beginList();
    this.#records.refuse("list");
    return SKIP;
  }

  endList(): void {
    if (this.#records === undefined) this.#items.endList();
  }

  beginDict(): DictSink {
    if (!this.#begun) this.#records = new InstanceRecords(this.#repeated);
    this.#begun = true;
    if (this.#records === undefined) return this.#items.beginDict();
    this.#records.begin();
    return this.#records;
  }

  end(): void {
    this.#records?.end();
  }

  tensors(): readonly TensorEvidence[] | undefined {
    return this.#records?.tensors();
  }
}

/** Records of equal keys, turned into an array a key: `np.array([row[name] for row in data])` for each name of the first. */
class InstanceRecords extends KeyedSink {
  readonly #counters: TensorCounter[] = [];
  #row = 0;
  #namesInRow = 0;
  #fault: SignetError | undefined;

  begin(): void {
    this.nextDict();
    this.#row++;
    this.#namesInRow = 0;
  }

  protected override sinkOf(entry: KeyEntry): ValueSink {
    if (this.#row === 1) {
      const counter = new TensorCounter();
      counter.level(0).beginList();
      this.#counters[entry.index] = counter;
    }
    const counter = this.#counters[entry.index];
    if (counter === undefined) return SKIP;
    this.#namesInRow++;
    return counter.level(1);
  }

  endDict(): void {
    if (this.#namesInRow >= this.#counters.length) return;
    const message = text`Instance ${this.#row} lacks a key that the first instance has.`;
    this.#fault ??= new SignetError("UnreadableFile", message, { place: { row: this.#row }, pythonError: "KeyError" });
  }

  /** An instance that is no record; of no matter where the first has no names to look up in it. */
  refuse(found: string): void {
    this.#row++;
    if (this.#counters.length === 0) return;
    const message = text`Instance ${this.#row} is no record as the first instance is, but ${datum(found, 40)}.`;
    this.#fault ??= new SignetError("UnreadableFile", message, { place: { row: this.#row }, pythonError: "TypeError" });
  }

  end(): void {
    for (const counter of this.#counters) counter?.level(0).endList();
  }

  tensors(): readonly TensorEvidence[] {
    if (this.#fault) throw this.#fault;
    return this.entries.flatMap(({ name, index }) => this.#counters[index]?.tensor(name) ?? []);
  }
}
