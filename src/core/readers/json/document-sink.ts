import type { ValueEvidence } from "../../evidence/value-evidence.ts";
import type { Counting } from "./counting.ts";
import { type FrameData, FrameDataSink } from "./frame-sink.ts";
import { type DictSink, type JsonToken, type ScalarCode, SKIP, type ValueSink } from "./json-sink.ts";
import { ListOfRows } from "./row-sink.ts";
import { isSplitKey, SplitCounter, SplitEnvelope, type SplitParts } from "./split-sink.ts";
import { DictCounter, ValueCounter } from "./value-counter.ts";

/** The keys under which a request to MLflow's scoring server carries its data. */
const ENVELOPES = ["dataframe_split", "dataframe_records", "instances", "inputs"] as const;

export type Envelope = (typeof ENVELOPES)[number];

export type TensorEnvelope = Extract<Envelope, "instances" | "inputs">;

/** How the whole document is taken, with what was counted. */
export type DocumentForm =
  | { readonly kind: "value"; readonly value: ValueEvidence }
  /** `envelope`: it was under `dataframe_split`. */
  | { readonly kind: "split"; readonly split: SplitParts; readonly envelope: boolean }
  | { readonly kind: "records"; readonly data: FrameData }
  | { readonly kind: "tensors"; readonly value: ValueEvidence; readonly envelope: TensorEnvelope }
  /** An envelope whose content is not a dict, where the reference needs one. */
  | { readonly kind: "badEnvelope"; readonly envelope: Envelope }
  /** It was taken for an envelope, and a later key shows that it is not one: it has to be read again as a value. */
  | { readonly kind: "again" };

/**
 * The root of a document: a value; or, with exactly one such key at the top, an envelope of MLflow's scoring server; or a bare split
 * table. Which of them is known only at the end, but mostly foreseen from the first key: what is foreseen is counted, and where that
 * was wrong {@link DocumentForm} says `again`.
 */
export class DocumentSink implements ValueSink {
  readonly #counting: Counting;
  readonly #asValue: boolean;
  readonly #value: ValueCounter;
  #top: TopLevel | undefined;

  /** `asValue`: no envelope is looked for. */
  constructor(counting: Counting, { asValue }: { readonly asValue: boolean }) {
    this.#counting = counting;
    this.#asValue = asValue;
    this.#value = new ValueCounter(counting);
  }

  form(): DocumentForm {
    return this.#top?.form() ?? { kind: "value", value: this.#value.evidence() };
  }

  scalar(code: ScalarCode, token: JsonToken): void {
    this.#value.scalar(code, token);
  }

  beginList(): ValueSink {
    return new ListOfRows(this.#value, this.#counting).beginList();
  }

  endList(): void {
    this.#value.endList();
  }

  beginDict(): DictSink {
    if (this.#asValue) return this.#value.beginDict();
    this.#top = new TopLevel(this.#counting);
    return this.#top;
  }
}

/** The keys of a document's dict, each sent to where the keys so far say that it belongs. */
class TopLevel implements DictSink {
  readonly #counting: Counting;
  readonly #value: DictCounter;
  readonly #split: SplitCounter;
  readonly #envelopes = new Set<Envelope>();
  #content: EnvelopeContent | undefined;
  #hasOtherKeys = false;
  #foreseen: "value" | "split" | Envelope | undefined;
  #again = false;

  constructor(counting: Counting) {
    this.#counting = counting;
    this.#value = new DictCounter(counting);
    this.#value.begin();
    this.#split = new SplitCounter(counting);
  }

  key(token: JsonToken): ValueSink {
    const counter = this.#value.key(token);
    return counter === SKIP ? SKIP : this.#sinkOf(token.text(), counter);
  }

  endDict(): void {
    this.#value.endDict();
  }

  #sinkOf(name: string, counter: ValueSink): ValueSink {
    const envelope = ENVELOPES.find((key) => key === name);
    if (envelope) this.#envelopes.add(envelope);
    this.#hasOtherKeys ||= !isSplitKey(name);
    const before = this.#foreseen;
    this.#foreseen = this.#foresee();
    if (this.#foreseen === "split") return isSplitKey(name) ? this.#split.sinkOf(name) : SKIP;
    if (this.#foreseen === "value") {
      this.#again ||= before !== undefined && before !== "value";
      return this.#again ? SKIP : counter;
    }
    if (envelope === undefined) return SKIP;
    this.#content = contentOf(envelope, this.#counting);
    return this.#content.sink;
  }

  form(): DocumentForm {
    const [envelope] = this.#envelopes;
    if (this.#content && this.#foreseen === envelope) return this.#content.form();
    if (this.#again) return { kind: "again" };
    if (this.#foreseen === "split") {
      return this.#split.isBareTable() ? { kind: "split", split: this.#split.parts(), envelope: false } : { kind: "again" };
    }
    const value: ValueEvidence = { kind: "values", count: 1, scalars: new Map(), dicts: this.#value.evidence() };
    return { kind: "value", value };
  }

  #foresee(): "value" | "split" | Envelope {
    const [envelope] = this.#envelopes;
    if (envelope === undefined) return this.#hasOtherKeys ? "value" : "split";
    return this.#envelopes.size === 1 ? envelope : "value";
  }
}

/** The value of an envelope. */
interface EnvelopeContent {
  readonly sink: ValueSink;
  form(): DocumentForm;
}

function contentOf(envelope: Envelope, counting: Counting): EnvelopeContent {
  switch (envelope) {
    case "dataframe_split": {
      const sink = new SplitEnvelope(counting);
      return { sink, form: () => splitForm(sink) };
    }
    case "dataframe_records": {
      const sink = new FrameDataSink(counting);
      return { sink, form: () => ({ kind: "records", data: sink.data }) };
    }
    case "instances":
    case "inputs": {
      const value = new ValueCounter(counting);
      return { sink: new ListOfRows(value, counting), form: () => ({ kind: "tensors", value: value.evidence(), envelope }) };
    }
  }
}

function splitForm(sink: SplitEnvelope): DocumentForm {
  const split = sink.parts();
  return split ? { kind: "split", split, envelope: true } : { kind: "badEnvelope", envelope: "dataframe_split" };
}
