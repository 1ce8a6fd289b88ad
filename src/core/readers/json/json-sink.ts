import type { Datum, Place } from "../../errors.ts";
import type { JsonInput } from "./json-input.ts";

/** JSON's scalars as Python's json module reads them, by code: a code indexes this table. */
export const JSON_SCALARS = ["None", "nan", "bool", "int", "float", "str"] as const;

export const NONE = 0;
export const NAN = 1;
export const BOOL = 2;
export const INT = 3;
export const FLOAT = 4;
export const STR = 5;

export type ScalarCode = typeof NONE | typeof NAN | typeof BOOL | typeof INT | typeof FLOAT | typeof STR;

/** The scalar or key that the scanner is on. Valid only during the call that hands it over. */
export interface JsonToken {
  /** The token's bytes are `input.bytes[start]` up to, not including, `input.bytes[end]`; a string's without its quotes. */
  readonly input: JsonInput;
  readonly start: number;
  readonly end: number;
  /** Where the token begins in the file: no two keys share it. */
  readonly offset: number;
  /** The same, for an error. */
  readonly place: Place;
  /** An int as a double, perhaps rounded. */
  readonly approx: number;
  /** Whether a string has escapes; of what is not a string it says nothing. */
  readonly escaped: boolean;
  /** Whether an escape in a string stands for half a surrogate pair. */
  readonly hasSurrogates: boolean;
  /** An int, exactly. */
  exact(): bigint;
  /** Whether a string has half of a surrogate pair. */
  hasLoneSurrogate(): boolean;
  /** A string or key decoded; a number as it is in the file. */
  text(): string;
  /** The token as it is in the file, shortened. */
  sample(): Datum;
}

/**
 * A place in the document: a value, the items of lists that are there, the values of a key.
 * The scanner hands every value of the place to its sink; no value is ever built.
 */
export interface ValueSink {
  scalar(code: ScalarCode, token: JsonToken): void;
  /** A list begins; its items go to the sink that is returned. */
  beginList(): ValueSink;
  endList(): void;
  /** A dict begins; its members go to the sink that is returned. */
  beginDict(): DictSink;
}

/** The dicts of a place. */
export interface DictSink {
  /** A key was read; its value goes to the sink that is returned. */
  key(token: JsonToken): ValueSink;
  endDict(): void;
}

/** Takes any value and keeps nothing of it. */
export const SKIP: ValueSink & DictSink = {
  scalar() {},
  beginList: () => SKIP,
  endList() {},
  beginDict: () => SKIP,
  key: () => SKIP,
  endDict() {},
};
