import type { ValueEvidence } from "../../evidence/value-evidence.ts";
import { type FrameData, FrameDataSink } from "./frame-sink.ts";
import { type DictSink, type JsonToken, type ScalarCode, SKIP, type ValueSink } from "./json-sink.ts";
import type { KeyEntry } from "./keyed-sink.ts";
import { RowSink } from "./row-sink.ts";
import { isSplitKey, SplitCounter, SplitEnvelope, type SplitParts } from "./split-sink.ts";
import { InputsSink, InstancesSink } from "./tensor-dict-sink.ts";
import { type Counting, DictCounter, ValueCounter } from "./value-counter.ts";

/** The keys under which a request to MLflow's scoring server carries its data. */
const ENVELOPES = ["dataframe_split", "dataframe_records", "instances", "inputs"] as const;

export type Envelope = (typeof ENVELOPES)[number];

/** How the whole document is taken, with what was counted. */
export type DocumentForm =
  | { readonly kind: "value"; readonly value: ValueEvidence }
  /** `envelope`: it stood under `dataframe_split`. */
  | { readonly kind: "split"; readonly split: SplitParts; readonly envelope: boolean }
  | { readonly kind: "records"; readonly data: FrameData }
  | { readonly kind: "tensors"; readonly sink: InputsSink; readonly envelope: Envelope }
  /** An envelope whose content is no dict, where the reference needs one. */
  | { readonly kind: "badEnvelope"; readonly envelope: Envelope }
  /** It was taken for an envelope, and a later key shows that it is none: it has to be read again as a value. */
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
    return new RowSink(this.#value.beginList(), this.#counting);
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
class TopLevel extends DictCounter {
  readonly #counting: Counting;
  readonly #split: SplitCounter;
  readonly #envelopes = new Set<Envelope>();
  #envelopeSink: SplitEnvelope | FrameDataSink | InputsSink | undefined;
  #hasOtherKeys = false;
  #foreseen: "value" | "split" | Envelope | undefined;
  #again = false;

  constructor(counting: Counting) {
    super(counting);
    this.#counting = counting;
    this.#split = new SplitCounter(counting);
    this.begin();
  }

  protected override sinkOf(entry: KeyEntry): ValueSink {
    const counter = super.sinkOf(entry);
    const { name } = entry;
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
    this.#envelopeSink = this.#newEnvelope(envelope);
    return this.#envelopeSink;
  }

  form(): DocumentForm {
    if (this.#again) return { kind: "again" };
    const sink = this.#envelopeSink;
    const [envelope] = this.#envelopes;
    if (envelope && this.#foreseen === envelope) {
      if (sink instanceof InputsSink) return { kind: "tensors", sink, envelope };
      if (sink instanceof FrameDataSink) return { kind: "records", data: sink.data };
      const split = sink?.parts();
      return split ? { kind: "split", split, envelope: true } : { kind: "badEnvelope", envelope };
    }
    if (this.#foreseen === "split") {
      return this.#split.isBareTable() ? { kind: "split", split: this.#split.parts(), envelope: false } : { kind: "again" };
    }
    const value: ValueEvidence = { kind: "values", count: 1, scalars: new Map(), dicts: this.evidence() };
    return { kind: "value", value };
  }

  #foresee(): "value" | "split" | Envelope {
    const [envelope] = this.#envelopes;
    if (envelope === undefined) return this.#hasOtherKeys ? "value" : "split";
    return this.#envelopes.size === 1 ? envelope : "value";
  }

  #newEnvelope(envelope: Envelope) {
    switch (envelope) {
      case "dataframe_split":
        return new SplitEnvelope(this.#counting);
      case "dataframe_records":
        return new FrameDataSink(this.#counting);
      case "instances":
        return new InstancesSink(this.#counting.repeated);
      case "inputs":
        return new InputsSink(this.#counting.repeated);
    }
  }
}
