import type { ColumnName } from "../../python/value.ts";
import { BOOL, INT, type JsonToken, NAN, NONE, type ScalarCode, SKIP, STR, type ValueSink } from "./json-sink.ts";

/** A list of column labels as it is in a document, or what is in its place. */
export type Labels =
  | { readonly kind: "absent" }
  | { readonly kind: "list"; readonly labels: readonly ColumnName[]; readonly hasDicts: boolean }
  | { readonly kind: "scalar" | "dict" };

/** Keeps the labels of a frame's columns: scalars, or lists of scalars for several header rows. */
export class LabelsSink implements ValueSink {
  #labels: Labels = { kind: "absent" };
  #items: LabelItems | undefined;

  get labels(): Labels {
    return this.#labels;
  }

  scalar(code: ScalarCode): void {
    this.#labels = { kind: code === NONE ? "absent" : "scalar" };
  }

  beginList(): ValueSink {
    const items = new LabelItems();
    this.#items = items;
    return items;
  }

  endList(): void {
    if (this.#items) this.#labels = { kind: "list", labels: this.#items.labels, hasDicts: this.#items.hasDicts };
  }

  beginDict() {
    this.#labels = { kind: "dict" };
    return SKIP;
  }
}

class LabelItems implements ValueSink {
  readonly labels: ColumnName[] = [];
  hasDicts = false;
  #inner: LabelItems | undefined;

  scalar(code: ScalarCode, token: JsonToken): void {
    this.labels.push(labelOf(code, token));
  }

  beginList(): ValueSink {
    this.#inner = new LabelItems();
    return this.#inner;
  }

  endList(): void {
    if (!this.#inner) return;
    this.labels.push(this.#inner.labels);
    this.hasDicts ||= this.#inner.hasDicts;
  }

  beginDict() {
    this.hasDicts = true;
    return SKIP;
  }
}

function labelOf(code: ScalarCode, token: JsonToken): ColumnName {
  if (code === NONE) return null;
  if (code === NAN) return Number.NaN;
  if (code === BOOL) return token.text() === "true";
  if (code === INT) return token.exact();
  return code === STR ? token.text() : Number(token.text());
}
