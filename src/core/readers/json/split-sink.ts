import type { ValueEvidence } from "../../evidence/value-evidence.ts";
import type { Counting } from "./counting.ts";
import { type FrameData, FrameDataSink } from "./frame-sink.ts";
import { type DictSink, type JsonToken, SKIP, type ValueSink } from "./json-sink.ts";
import { KeyTable } from "./key-table.ts";
import { type Labels, LabelsSink } from "./labels-sink.ts";
import { ValueCounter } from "./value-counter.ts";

/** The arguments of `pd.DataFrame` that a split table has. */
const SPLIT_KEYS = ["columns", "index", "data"] as const;

export type SplitKey = (typeof SPLIT_KEYS)[number];

export function isSplitKey(name: string): name is SplitKey {
  return SPLIT_KEYS.some((key) => key === name);
}

/** What a split table has; an `index` of no values is absent. */
export interface SplitParts {
  readonly columns: Labels;
  readonly index: ValueEvidence;
  readonly data: FrameData;
}

/** Counts the parts of a split table. */
export class SplitCounter {
  readonly #columns = new LabelsSink();
  readonly #index: ValueCounter;
  readonly #data: FrameDataSink;

  constructor(counting: Counting) {
    this.#index = new ValueCounter(counting);
    this.#data = new FrameDataSink(counting);
  }

  sinkOf(key: SplitKey): ValueSink {
    switch (key) {
      case "columns":
        return this.#columns;
      case "index":
        return this.#index;
      case "data":
        return this.#data;
    }
  }

  parts(): SplitParts {
    return { columns: this.#columns.labels, index: this.#index.evidence(), data: this.#data.data };
  }

  /** Whether it is a table without an envelope: `columns` and `data` are there, and all parts are lists. */
  isBareTable(): boolean {
    const index = this.#index.evidence();
    return this.#columns.labels.kind === "list" && this.#data.isList && index.count === (index.lists?.tally.count ?? 0);
  }
}

/** The value of `dataframe_split`; keys next to those of a split table are not looked at. */
export class SplitEnvelope implements ValueSink {
  readonly #counting: Counting;
  #dict: SplitDict | undefined;

  constructor(counting: Counting) {
    this.#counting = counting;
  }

  /** Undefined where it is not a dict. */
  parts(): SplitParts | undefined {
    return this.#dict?.counter.parts();
  }

  scalar(): void {}

  beginList(): ValueSink {
    return SKIP;
  }

  endList(): void {}

  beginDict(): DictSink {
    this.#dict = new SplitDict(this.#counting);
    return this.#dict;
  }
}

class SplitDict implements DictSink {
  readonly counter: SplitCounter;
  readonly #keys: KeyTable;

  constructor(counting: Counting) {
    this.#keys = new KeyTable(counting);
    this.#keys.begin();
    this.counter = new SplitCounter(counting);
  }

  key(token: JsonToken): ValueSink {
    const entry = this.#keys.find(token);
    const isCounted = this.#keys.enter(entry, token.offset);
    return isCounted && isSplitKey(entry.name) ? this.counter.sinkOf(entry.name) : SKIP;
  }

  endDict(): void {}
}
