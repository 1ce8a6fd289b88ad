import { jsonDumps } from "./json-dumps.ts";
import type { ColumnName, Dict, PythonValue } from "./value.ts";

/** What `predict` returned, where that was not the DataFrame: the frame's array, its first column as an array, or as a Series. */
export const TO_FORMS = ["numpy", "column", "series"] as const;

export type ToForm = (typeof TO_FORMS)[number];

/** `DataFrame.astype`: one dtype, or one dtype per column. */
export type Astype = string | ReadonlyMap<string, string>;

/** New names of columns, by those that the reader gave. */
export type Rename = ReadonlyMap<ColumnName, string>;

/** What a user's code does between reading a file and `infer_signature`: rename, drop, cast, and convert. */
export interface Preprocessing {
  /** `DataFrame.rename(columns=…)`, before all else: what the reader called a column, and what it is called from then on. */
  readonly rename?: Rename;
  /** `DataFrame.drop(columns=…)`, before the cast. */
  readonly drop?: readonly ColumnName[];
  readonly astype?: Astype;
  /** Columns that need not be there, whatever was inferred: `ColSpec(required=False)` after signing. */
  readonly optional?: readonly ColumnName[];
  readonly to?: ToForm;
}

type Parts = { readonly [Part in keyof Preprocessing]: Preprocessing[Part] | undefined };

const isEmpty = (part: Parts[keyof Parts]): boolean =>
  part === undefined || part === "" || (part instanceof Map ? part.size === 0 : Array.isArray(part) && part.length === 0);

/** `before` with other parts in place of its own. Parts that are undefined or empty are removed. */
export function preprocessingWith(before: Preprocessing, parts: Parts): Preprocessing {
  return Object.fromEntries(Object.entries({ ...before, ...parts }).filter(([, part]) => !isEmpty(part)));
}

/** Whether a table reaches the model as it was read: `optional` changes only its signature. */
export const isAsRead = ({ rename, drop, astype, to }: Preprocessing): boolean =>
  [rename, drop, astype, to].every((part) => part === undefined);

const isPair = (pair: PythonValue): pair is readonly [ColumnName, string] =>
  Array.isArray(pair) && pair.length === 2 && typeof pair[1] === "string" && !(pair[0] instanceof Map);

function renameFrom(value: PythonValue): Rename | undefined {
  const pairs: readonly PythonValue[] = value instanceof Map ? [...value] : Array.isArray(value) ? value : [null];
  return pairs.every(isPair) ? new Map(pairs) : undefined;
}

function astypeFrom(value: PythonValue): Astype | undefined {
  if (value instanceof Map) return new Map([...value].map(([column, dtype]) => [column, String(dtype)]));
  return typeof value === "string" ? value : undefined;
}

// What JSON has in a list of columns is their names.
const columnsFrom = (value: PythonValue) => (Array.isArray(value) ? (value as readonly ColumnName[]) : undefined);

/** How each part is read from JSON, and what it must be there. */
const CODEC = {
  rename: { from: renameFrom, must: "be an object of new names, or pairs of a column and its new name" },
  drop: { from: columnsFrom, must: "be a list of columns" },
  astype: { from: astypeFrom, must: "be a dtype, or an object with one dtype per column" },
  optional: { from: columnsFrom, must: "be a list of columns" },
  to: { from: (value: PythonValue) => TO_FORMS.find((form) => form === value), must: `be one of ${TO_FORMS.join(", ")}` },
} as const;

/** The keys of {@link preprocessingToDict}. */
export const PREPROCESSING_PARTS: readonly string[] = Object.keys(CODEC);

/** Reads the preprocessing in a dict of JSON, whose other keys are ignored. A part that is not understood is left out, and `refuse` gets the reason. */
export function preprocessingFromDict(given: Dict, refuse: (reason: string) => void = () => {}): Preprocessing {
  const parts = Object.entries(CODEC).flatMap(([name, { from, must }]) => {
    const value = given.get(name);
    if (value === undefined) return [];
    const part = from(value);
    if (part === undefined) refuse(`${name} must ${must}${name === "to" ? `, not ${jsonDumps(value)}` : ""}.`);
    return part === undefined ? [] : [[name, part] as const];
  });
  return Object.fromEntries(parts);
}

/** A dict, or pairs where a name is not text, which no key of JSON can be. */
function renameValue(rename: Rename): PythonValue {
  const pairs = [...rename];
  return pairs.every((pair): pair is [string, string] => typeof pair[0] === "string") ? new Map(pairs) : pairs;
}

/** The preprocessing as a dict of JSON, for `--read` and wherever settings are written. */
export function preprocessingToDict({ rename, ...parts }: Preprocessing): Dict {
  const values: Readonly<Record<string, PythonValue | undefined>> = { ...parts, rename: rename && renameValue(rename) };
  return new Map(PREPROCESSING_PARTS.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]] as const])));
}

/** The Python that reads a file: what it imports, lines that go before, and an expression. */
export interface PythonRead {
  readonly imports: readonly string[];
  readonly setup: readonly string[];
  readonly expression: string;
}

/** What the file calls a column that may have been renamed. */
export function nameInFile(rename: Rename | undefined, name: ColumnName): ColumnName {
  if (rename === undefined) return name;
  for (const [before, after] of rename) if (after === name) return before;
  return name;
}
