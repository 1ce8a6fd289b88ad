import { defined } from "../defined.ts";
import { nameInFile, type Preprocessing, preprocessingWith } from "../python/preprocessing.ts";
import { type ColumnName, isDict, isList, type PythonValue } from "../python/value.ts";
import type { Fix } from "../signers/signer.ts";

/** What a fix changes: reader options, and what is done after reading. */
export interface FixedSettings {
  readonly options: ReadonlyMap<string, PythonValue>;
  readonly preprocessing?: Preprocessing;
}

/** Options that name columns in a list; other lists (`skiprows`, `names`) are taken as a whole. */
const COLUMN_LISTS = new Set(["parse_dates"]);

/** An option with what a fix adds: dicts of columns and lists of columns grow, everything else is replaced. */
function optionWith(name: string, before: PythonValue | undefined, added: PythonValue): PythonValue {
  if (isDict(added)) return new Map([...(isDict(before) ? before : []), ...added]);
  if (COLUMN_LISTS.has(name) && isList(added)) return [...new Set([...(isList(before) ? before : []), ...added])];
  return added;
}

/** An option without what a fix added; undefined where nothing is left. */
function optionWithout(name: string, now: PythonValue | undefined, added: PythonValue): PythonValue | undefined {
  if (isDict(added) && isDict(now)) {
    const left = new Map([...now].filter(([key]) => !added.has(key)));
    return left.size === 0 ? undefined : left;
  }
  if (COLUMN_LISTS.has(name) && isList(added) && isList(now)) {
    const left = now.filter((item) => !added.includes(item));
    return left.length === 0 ? undefined : left;
  }
  return undefined;
}

/** The reader options of a fix, with the names that the reader knows its columns by. */
export function readerOptionsOf({ options, rename }: Extract<Fix, { kind: "option" }>): ReadonlyMap<string, PythonValue> {
  if (rename === undefined) return options;
  const inFile = (name: PythonValue) => nameInFile(rename, name as ColumnName) as PythonValue;
  return new Map(
    [...options].map(([name, value]): [string, PythonValue] => {
      if (isDict(value)) return [name, new Map([...value].map(([column, one]) => [String(inFile(column)), one]))];
      return [name, COLUMN_LISTS.has(name) && isList(value) ? value.map(inFile) : value];
    }),
  );
}

const union = (before: readonly ColumnName[] | undefined, added: readonly ColumnName[]): readonly ColumnName[] => [
  ...new Set([...(before ?? []), ...added]),
];

/** Other names for all that is done by a column's name after it was renamed. */
function calledOtherwise({ drop, astype, optional }: Preprocessing, names: ReadonlyMap<ColumnName, ColumnName>): Preprocessing {
  const other = (name: ColumnName): ColumnName => names.get(name) ?? name;
  return defined({
    drop: drop?.map(other),
    optional: optional?.map(other),
    astype: astype instanceof Map ? new Map([...astype].map(([name, dtype]) => [String(other(name)), dtype] as const)) : undefined,
  });
}

/** Columns get new names, whether the file or an earlier fix gave them those that they have. */
function renamedBy(given: Preprocessing, names: ReadonlyMap<ColumnName, string>): Preprocessing {
  const before = [...(given.rename ?? [])].map(([name, now]) => [name, names.get(now) ?? now] as const);
  const known = new Set<ColumnName>(given.rename?.values());
  const rename = new Map([...before, ...[...names].filter(([name]) => !known.has(name))]);
  return preprocessingWith(given, { ...calledOtherwise(given, names), rename });
}

/** Columns get back the names that a fix took from them. */
function unrenamedBy(given: Preprocessing, names: ReadonlyMap<ColumnName, string>): Preprocessing {
  const back = new Map([...names].map(([name, now]): [ColumnName, ColumnName] => [now, name]));
  const rename = new Map(
    [...(given.rename ?? [])].flatMap(([name, now]): [ColumnName, string][] => {
      const earlier = back.get(now) ?? now;
      return earlier === name ? [] : [[name, String(earlier)]];
    }),
  );
  return preprocessingWith(given, { ...calledOtherwise(given, back), rename });
}

type OptionFix = Extract<Fix, { kind: "option" }>;

function fixedPreprocessing(given: Preprocessing, fix: Exclude<Fix, OptionFix>): Preprocessing {
  const { drop, astype, optional } = given;
  const casts = astype instanceof Map ? [...astype] : [];
  switch (fix.kind) {
    case "astype":
      return preprocessingWith(given, {
        astype: new Map([...casts, ...fix.columns.map((column) => [String(column), fix.dtype] as const)]),
      });
    case "drop": {
      const dropped = new Set(fix.columns.map(String));
      // pandas refuses a cast of a column that is no longer there.
      const kept = typeof astype === "string" ? astype : new Map(casts.filter(([name]) => !dropped.has(name)));
      return preprocessingWith(given, { drop: union(drop, fix.columns), astype: kept });
    }
    case "rename":
      return renamedBy(given, fix.names);
    case "optional":
      return preprocessingWith(given, { optional: union(optional, fix.columns) });
    case "to":
      return preprocessingWith(given, { to: fix.to });
    // It is the user's own code that changes.
    case "python":
      return given;
  }
}

/**
 * How a side is read and preprocessed with a fix. Nothing is read here: a fix of the kind `option` asks for a new reading,
 * the others only for a new signing.
 *
 * @example
 * applyFix({ options: new Map() }, { kind: "drop", columns: ["id"], label: "Drop", consequence: "" });
 * // { options: Map {}, preprocessing: { drop: ["id"] } }
 */
export function applyFix({ options, preprocessing = {} }: FixedSettings, fix: Fix): Required<FixedSettings> {
  if (fix.kind !== "option") return { options, preprocessing: fixedPreprocessing(preprocessing, fix) };
  const added = [...readerOptionsOf(fix)].map(([name, value]) => [name, optionWith(name, options.get(name), value)] as const);
  return { options: new Map([...options, ...added]), preprocessing };
}

function unfixedPreprocessing(given: Preprocessing, fix: Exclude<Fix, OptionFix>): Preprocessing {
  const { drop = [], astype, optional = [] } = given;
  const without = new Set<ColumnName>("columns" in fix ? fix.columns : []);
  switch (fix.kind) {
    case "astype": {
      const names = new Set(fix.columns.map(String));
      if (!(astype instanceof Map)) return given;
      return preprocessingWith(given, {
        astype: new Map([...astype].filter(([name, dtype]) => !(names.has(name) && dtype === fix.dtype))),
      });
    }
    case "drop":
      return preprocessingWith(given, { drop: drop.filter((name) => !without.has(name)) });
    case "rename":
      return unrenamedBy(given, fix.names);
    case "optional":
      return preprocessingWith(given, { optional: optional.filter((name) => !without.has(name)) });
    case "to":
      return preprocessingWith(given, { to: undefined });
    case "python":
      return given;
  }
}

/** Takes a fix back, whatever else was done since. `before` are the options that it found, to which those return that it replaced. */
export function undoFix(
  { options: now, preprocessing = {} }: FixedSettings,
  fix: Fix,
  before: FixedSettings["options"] = new Map(),
): Required<FixedSettings> {
  if (fix.kind !== "option") return { options: now, preprocessing: unfixedPreprocessing(preprocessing, fix) };
  const options = new Map(now);
  for (const [name, added] of readerOptionsOf(fix)) {
    const left = optionWithout(name, options.get(name), added) ?? before.get(name);
    if (left === undefined) options.delete(name);
    else options.set(name, left);
  }
  return { options, preprocessing };
}

/** Whether a fix is for each of its columns by itself, so that some of them can be chosen. */
export function isByColumn(fix: Fix): boolean {
  if (fix.kind === "to" || fix.kind === "python" || fix.columns.length < 2) return false;
  return fix.kind !== "option" || [...fix.options].some(([name, value]) => isDict(value) || COLUMN_LISTS.has(name));
}

/** The same fix for some of its columns. */
export function fixFor({ tried, ...untried }: Fix, columns: ReadonlySet<ColumnName>): Fix {
  const whole: Fix = tried === undefined ? untried : { ...untried, tried };
  if (untried.kind === "to" || !isByColumn(untried)) return whole;
  const kept = untried.columns.filter((name) => columns.has(name));
  if (kept.length === untried.columns.length) return whole;
  // What was tried was the fix for all of them.
  const fix = untried;
  if (fix.kind === "rename") return { ...fix, columns: kept, names: new Map([...fix.names].filter(([name]) => columns.has(name))) };
  if (fix.kind !== "option") return { ...fix, columns: kept };
  const narrowed = [...fix.options].map(([name, value]): readonly [string, PythonValue] => {
    if (isDict(value)) return [name, new Map([...value].filter(([key]) => columns.has(key)))];
    return [name, COLUMN_LISTS.has(name) && isList(value) ? value.filter((item) => columns.has(item as ColumnName)) : value];
  });
  return { ...fix, columns: kept, options: new Map(narrowed) };
}
