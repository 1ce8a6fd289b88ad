import type { ValueEvidence } from "../../evidence/value-evidence.ts";
import type { Counting } from "./counting.ts";
import { type DictSink, type JsonToken, NONE, type ScalarCode, type ValueSink } from "./json-sink.ts";
import { type PositionEvidence, PositionRows } from "./position-rows.ts";
import { RowSink } from "./row-sink.ts";
import { ValueCounter } from "./value-counter.ts";

/** What is where `pd.DataFrame` takes its data, in the forms that its constructor distinguishes. */
export type FrameData =
  | { readonly kind: "none" }
  | { readonly kind: "scalar" }
  /** Counted as any value is. */
  | { readonly kind: "dict"; readonly value: ValueEvidence }
  | { readonly kind: "empty" }
  /** A list whose first item is a scalar: one column. */
  | { readonly kind: "scalars"; readonly values: ValueEvidence }
  /** Lists by position; `odd` are the rows that are not lists. */
  | { readonly kind: "rows"; readonly columns: readonly PositionEvidence[]; readonly rowCount: number; readonly odd: ValueEvidence }
  /** Dicts by key; `odd` are the rows that are not dicts. */
  | { readonly kind: "records"; readonly records: ValueEvidence; readonly odd: ValueEvidence };

/** Counts the data of a frame. */
export class FrameDataSink implements ValueSink {
  readonly #counting: Counting;
  readonly #value: ValueCounter;
  #rows: FrameRows | undefined;
  #kind: "none" | "scalar" | "dict" | "list" = "none";

  constructor(counting: Counting) {
    this.#counting = counting;
    this.#value = new ValueCounter(counting);
  }

  get isList(): boolean {
    return this.#kind === "list";
  }

  get data(): FrameData {
    if (this.#kind === "dict") return { kind: "dict", value: this.#value.evidence() };
    if (this.#kind === "list" && this.#rows) return this.#rows.data();
    return { kind: this.#kind === "scalar" ? "scalar" : "none" };
  }

  scalar(code: ScalarCode): void {
    this.#kind = code === NONE ? "none" : "scalar";
  }

  beginList(): ValueSink {
    this.#kind = "list";
    this.#rows = new FrameRows(this.#counting);
    return new RowSink(this.#rows, this.#counting);
  }

  endList(): void {}

  beginDict(): DictSink {
    this.#kind = "dict";
    return this.#value.beginDict();
  }
}

/** The items of a frame's data; the first says how all are taken. */
class FrameRows implements ValueSink {
  readonly #main: ValueCounter;
  readonly #odd: ValueCounter;
  readonly #positions: PositionRows;
  #form: "scalars" | "rows" | "records" | undefined;

  constructor(counting: Counting) {
    this.#main = new ValueCounter(counting);
    this.#odd = new ValueCounter(counting);
    this.#positions = new PositionRows(counting);
  }

  data(): FrameData {
    const odd = this.#odd.evidence();
    switch (this.#form) {
      case undefined:
        return { kind: "empty" };
      case "scalars":
        return { kind: "scalars", values: this.#main.evidence() };
      case "rows":
        return { kind: "rows", columns: this.#positions.columns(), rowCount: this.#positions.rowCount, odd };
      case "records":
        return { kind: "records", records: this.#main.evidence(), odd };
    }
  }

  scalar(code: ScalarCode, token: JsonToken): void {
    this.#form ??= "scalars";
    this.#unlessOdd().scalar(code, token);
  }

  beginList(): ValueSink {
    this.#form ??= "rows";
    return this.#form === "rows" ? this.#positions.begin() : this.#unlessOdd().beginList();
  }

  endList(): void {
    if (this.#form === "rows") this.#positions.end();
    else this.#unlessOdd().endList();
  }

  beginDict(): DictSink {
    this.#form ??= "records";
    return (this.#form === "records" ? this.#main : this.#unlessOdd()).beginDict();
  }

  /** Where an item goes that is not what rows or records are made of. */
  #unlessOdd(): ValueCounter {
    return this.#form === "scalars" ? this.#main : this.#odd;
  }
}
