import type { Counting } from "./counting.ts";
import type { DictSink, JsonToken, ScalarCode, ValueSink } from "./json-sink.ts";
import type { ValueCounter } from "./value-counter.ts";

/** A value; where it is a list, its items are rows. */
export class ListOfRows implements ValueSink {
  readonly #value: ValueCounter;
  readonly #counting: Counting;

  constructor(value: ValueCounter, counting: Counting) {
    this.#value = value;
    this.#counting = counting;
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
    return this.#value.beginDict();
  }
}

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
