import type { DictSink, JsonToken, ScalarCode, ValueSink } from "./json-sink.ts";
import type { Counting } from "./value-counter.ts";

/** Numbers the values that pass through it as rows: the items of the outermost list, the lines of a file. */
export class RowSink implements ValueSink {
  readonly #items: ValueSink;
  readonly #counting: Counting;
  #rows = 0;

  constructor(items: ValueSink, counting: Counting) {
    this.#items = items;
    this.#counting = counting;
  }

  get rows(): number {
    return this.#rows;
  }

  scalar(code: ScalarCode, token: JsonToken): void {
    this.#counting.row = this.#rows++;
    this.#items.scalar(code, token);
  }

  beginList(): ValueSink {
    this.#counting.row = this.#rows++;
    return this.#items.beginList();
  }

  endList(): void {
    this.#items.endList();
  }

  beginDict(): DictSink {
    this.#counting.row = this.#rows++;
    return this.#items.beginDict();
  }
}
