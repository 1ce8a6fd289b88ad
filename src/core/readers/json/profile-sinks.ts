import type { ValueEvidence } from "../../evidence/value-evidence.ts";
import type { ColumnProfile } from "../../profile/column-profile.ts";
import { ColumnProfiler } from "../../profile/column-profiler.ts";
import type { ProfileMode } from "../../profile/profile-mode.ts";
import type { SketchSizes } from "../../profile/sketch-sizes.ts";
import type { Counting } from "./counting.ts";
import { BOOL, type DictSink, INT, type JsonToken, NAN, NONE, type ScalarCode, SKIP, STR, type ValueSink } from "./json-sink.ts";
import { KeyTable } from "./key-table.ts";

const [LEAST, MOST] = [-(2n ** 63n), 2n ** 64n];

/** As which values a column of JSON is profiled; null where it has lists or dicts, or nothing at all. */
export function valuesProfileMode({ scalars, integers, lists, arrays, dicts }: ValueEvidence): ProfileMode | null {
  if (lists !== undefined || arrays !== undefined || dicts !== undefined) return null;
  const types = [...scalars.keys()].filter((type) => type !== "None" && type !== "nan");
  if (types.length === 0) return null;
  if (types.every((type) => type === "int"))
    return integers !== undefined && integers.min >= LEAST && integers.max < MOST ? "integers" : "texts";
  return types.every((type) => type === "int" || type === "float") ? "floats" : "texts";
}

const encoder = new TextEncoder();
/** As pandas writes them, and as they are in a CSV. */
const [TRUE, FALSE] = [encoder.encode("True"), encoder.encode("False")];

/** Profiles the values of one column; what is nested in them is passed over. */
export class ProfiledValues implements ValueSink {
  readonly #mode: ProfileMode;
  readonly #profiler: ColumnProfiler;
  #seen = 0;

  constructor(mode: ProfileMode, sizes: SketchSizes) {
    this.#mode = mode;
    this.#profiler = new ColumnProfiler(mode, sizes);
  }

  scalar(code: ScalarCode, token: JsonToken): void {
    this.#seen++;
    if (code === NONE || code === NAN) this.#profiler.addMissing();
    else if (this.#mode === "integers") this.#addInteger(token);
    else if (this.#mode === "floats") this.#profiler.addFloat(code === INT ? token.approx : Number(token.text()));
    else this.#addText(code, token);
  }

  beginList(): ValueSink {
    this.#seen++;
    return SKIP;
  }

  endList(): void {}

  beginDict(): DictSink {
    this.#seen++;
    return SKIP;
  }

  /** The column's profile among `rowCount` rows: those without a value miss it. */
  profile(rowCount: number): ColumnProfile {
    this.#profiler.addMissing(rowCount - this.#seen);
    return this.#profiler.profile();
  }

  #addInteger(token: JsonToken): void {
    if (Math.abs(token.approx) < 2 ** 31) this.#profiler.addSmallInteger(token.approx);
    else this.#profiler.addInteger(token.exact());
  }

  #addText(code: ScalarCode, token: JsonToken): void {
    const { input, start, end } = token;
    if (code !== BOOL && !(code === STR && token.escaped)) {
      this.#profiler.addText(input.bytes, start, end);
      return;
    }
    const text = token.text();
    const bytes = code === BOOL ? (text === "true" ? TRUE : FALSE) : encoder.encode(text);
    this.#profiler.addText(bytes, 0, bytes.byteLength);
  }
}

/** The columns of a table: their sinks in order, SKIP where one has no profile, and by name. */
export interface ProfiledColumns {
  readonly inOrder: readonly ValueSink[];
  readonly byName: ReadonlyMap<unknown, ValueSink>;
}

/** Rows, one a value: dicts by key, lists by place, anything else as the only column. */
export class ProfiledRows implements ValueSink, DictSink {
  readonly #columns: ProfiledColumns;
  readonly #counting: Counting;
  readonly #keys: KeyTable;
  readonly #byKey: ValueSink[] = [];
  readonly #cells: ValueSink;
  #place = 0;

  constructor(columns: ProfiledColumns, counting: Counting) {
    this.#columns = columns;
    this.#counting = counting;
    this.#keys = new KeyTable(counting);
    const next = () => columns.inOrder[this.#place++] ?? SKIP;
    this.#cells = {
      scalar: (code, token) => next().scalar(code, token),
      beginList: () => next().beginList(),
      endList() {},
      beginDict: () => next().beginDict(),
    };
  }

  scalar(code: ScalarCode, token: JsonToken): void {
    this.#counting.row++;
    this.#columns.inOrder[0]?.scalar(code, token);
  }

  beginList(): ValueSink {
    this.#counting.row++;
    this.#place = 0;
    return this.#cells;
  }

  endList(): void {}

  beginDict(): DictSink {
    this.#counting.row++;
    this.#keys.begin();
    return this;
  }

  key(token: JsonToken): ValueSink {
    const entry = this.#keys.find(token);
    if (!this.#keys.enter(entry, token.offset)) return SKIP;
    let sink = this.#byKey[entry.index];
    if (sink === undefined) {
      sink = this.#columns.byName.get(entry.name) ?? SKIP;
      this.#byKey[entry.index] = sink;
    }
    return sink;
  }

  endDict(): void {}
}

/** Where the rows of a document are: it is a list of them, or has one under per key; the keys that lead there come in their order. */
export class ProfiledDocument implements ValueSink, DictSink {
  readonly #rows: ProfiledRows;
  readonly #counting: Counting;
  readonly #keys: KeyTable;

  constructor(rows: ProfiledRows, counting: Counting) {
    this.#rows = rows;
    this.#counting = counting;
    this.#keys = new KeyTable(counting);
  }

  scalar(): void {}

  beginList(): ValueSink {
    return this.#rows;
  }

  endList(): void {}

  beginDict(): DictSink {
    this.#keys.begin();
    return this;
  }

  key(token: JsonToken): ValueSink {
    const entry = this.#keys.find(token);
    if (!this.#keys.enter(entry, token.offset)) return SKIP;
    const leads = entry.name === "dataframe_split" || entry.name === "dataframe_records" || entry.name === "data";
    return leads ? new ProfiledDocument(this.#rows, this.#counting) : SKIP;
  }

  endDict(): void {}
}
