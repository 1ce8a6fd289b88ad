import { defined } from "../../defined.ts";
import type { Sighting } from "../../evidence/sighting.ts";
import type { ValueEvidence } from "../../evidence/value-evidence.ts";
import { type Counting, countKey } from "./counting.ts";
import type { DictSink, JsonToken, ScalarCode, ValueSink } from "./json-sink.ts";
import { ValueCounter } from "./value-counter.ts";

/** One position of the rows of a split table; where a row is too short for it, pandas puts NaN. */
export interface PositionEvidence {
  readonly values: ValueEvidence;
  readonly firstAbsent?: Sighting;
}

/** Lists whose items are distinguished by position. */
export class PositionRows implements ValueSink {
  readonly #counting: Counting;
  readonly #counters: ValueCounter[] = [];
  readonly #firstAbsent: (Sighting | undefined)[] = [];
  #position = 0;
  #rowCount = 0;

  constructor(counting: Counting) {
    this.#counting = counting;
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  columns(): readonly PositionEvidence[] {
    return this.#counters.map((counter, position) => {
      const firstAbsent = this.#firstAbsent[position];
      return { values: counter.evidence(), ...defined({ firstAbsent }) };
    });
  }

  begin(): ValueSink {
    this.#position = 0;
    this.#rowCount++;
    return this;
  }

  end(): void {
    for (let position = this.#position; position < this.#counters.length; position++) {
      this.#firstAbsent[position] ??= { row: this.#counting.row };
    }
  }

  scalar(code: ScalarCode, token: JsonToken): void {
    this.next().scalar(code, token);
  }

  beginList(): ValueSink {
    return this.next().beginList();
  }

  endList(): void {
    this.#counters[this.#position - 1]?.endList();
  }

  beginDict(): DictSink {
    return this.next().beginDict();
  }

  /** The counter of the next item of the row. */
  next(): ValueCounter {
    const position = this.#position++;
    let counter = this.#counters[position];
    if (counter === undefined) {
      countKey(this.#counting, { row: this.#counting.row + 1 });
      counter = new ValueCounter(this.#counting);
      this.#counters.push(counter);
      this.#firstAbsent.push(this.#rowCount > 1 ? { row: 0 } : undefined);
    }
    return counter;
  }
}
