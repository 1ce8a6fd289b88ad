import { defined } from "../../../core/defined.ts";
import { type EditsOfRows, editsOfRows } from "../../../core/edit/edits-of-rows.ts";
import { type SpecKey, specKeys } from "../../../core/mlflow/spec-keys.ts";
import { type Preprocessing, preprocessingWith } from "../../../core/python/preprocessing.ts";
import type { ColumnName, PythonValue } from "../../../core/python/value.ts";
import type { DataSide } from "../../../worker/protocol.ts";
import type { SideWork, Work } from "./work.ts";

type Options = ReadonlyMap<string, PythonValue>;

/** A side whose file was replaced, until the columns of the new file are known: then what was done to the old one is done to it, as far as it applies. */
export interface Carry {
  readonly side: DataSide;
  readonly from: SideWork;
  /** The side as it is read meanwhile. */
  readonly to: SideWork;
}

/** What of a replaced file's changes the new file has: to be said, until the user has seen it. */
export interface Carried {
  readonly side: DataSide;
  /** The side that it is about: once that changes, nothing is to be said. */
  readonly of: SideWork;
  /** The name of the file that was replaced. */
  readonly before: string;
  readonly kept: CarriedChanges;
  readonly left: CarriedChanges;
}

export interface CarriedChanges {
  readonly options: Options;
  readonly preprocessing: Preprocessing;
  /** The keys of rows that were edited by hand. */
  readonly edited: readonly SpecKey[];
}

/** Options that are for columns by their names: the other ones are for the file as a whole. */
const isByColumn = ([name, value]: readonly [string, PythonValue]): boolean =>
  value instanceof Map || (name === "parse_dates" && Array.isArray(value));

/** The options that are not for columns by their names, with which another file of the same kind is read. */
export const wholeFileOptions = (options: Options): Options => new Map([...options].filter((option) => !isByColumn(option)));

/** Whether anything was done to a side that another file could have too. */
export const hasChanges = (side: SideWork, edits: EditsOfRows): boolean =>
  side.options.size > 0 || Object.keys(side.preprocessing).length > 0 || edits.edited.length > 0;

/** Both parts of something: what is there, and the rest. */
function split<One>(all: Iterable<One>, isThere: (one: One) => boolean): readonly [there: readonly One[], gone: readonly One[]] {
  const list = [...all];
  return [list.filter(isThere), list.filter((one) => !isThere(one))];
}

function splitOptions(options: Options, isThere: (name: PythonValue) => boolean): readonly [Options, Options] {
  const [kept, left] = [new Map<string, PythonValue>(), new Map<string, PythonValue>()];
  for (const [name, value] of options) {
    if (value instanceof Map) {
      const parts = split(value, ([column]) => isThere(column));
      for (const [to, part] of [[kept, parts[0]] as const, [left, parts[1]] as const]) if (part.length > 0) to.set(name, new Map(part));
    } else if (Array.isArray(value)) {
      // A list of parse_dates has names; places of columns, and columns that are joined, are not for another file.
      const parts = split(value as readonly PythonValue[], (column) => typeof column === "string" && isThere(column));
      for (const [to, part] of [[kept, parts[0]] as const, [left, parts[1]] as const]) if (part.length > 0) to.set(name, part);
    }
  }
  return [kept, left];
}

/** The parts of a preprocessing for some columns: `isNamed` goes by the names in the file, `isThere` by those after renaming. */
function partsFor(
  { rename, drop, astype, optional }: Preprocessing,
  isNamed: (name: ColumnName) => boolean,
  isThere: (name: ColumnName) => boolean,
): Preprocessing {
  return preprocessingWith(
    {},
    {
      rename: rename && new Map([...rename].filter(([name]) => isNamed(name))),
      drop: drop?.filter(isThere),
      astype: astype instanceof Map ? new Map([...astype].filter(([name]) => isThere(name))) : undefined,
      optional: optional?.filter(isThere),
      to: undefined,
    },
  );
}

/** What is carried over to a file with columns of these names, and what is not. */
export function carryOver(
  work: Work,
  { side, from, to }: Carry,
  names: readonly ColumnName[],
): { readonly work: Work; readonly carried: Carried } {
  const { rename, astype, to: form } = from.preprocessing;
  const inFile = new Set(names);
  const called = names.map((name) => rename?.get(name) ?? name);
  const isThere = (name: ColumnName) => called.includes(name);
  const whole = defined({ astype: typeof astype === "string" ? astype : undefined, to: form });
  const preprocessing = { ...partsFor(from.preprocessing, (name) => inFile.has(name), isThere), ...whole };
  const [byColumn, others] = splitOptions(from.options, (name) => inFile.has(name as ColumnName));
  const notRead = [...wholeFileOptions(from.options)].filter(([name]) => !to.options.has(name));
  const left = partsFor(
    from.preprocessing,
    (name) => !inFile.has(name),
    (name) => !isThere(name),
  );
  const dropped = new Set(preprocessing.drop);
  const keys = new Set(specKeys(called.filter((name) => !dropped.has(name)).map((name) => ({ name }))));
  const edits = editsOfRows(work.edits, side, (key) => keys.has(key));
  const options = byColumn.size === 0 ? to.options : new Map([...to.options, ...byColumn]);
  const isSame = options === to.options && Object.keys(preprocessing).length === 0;
  const after = isSame ? to : { ...to, options, preprocessing };
  const next = { ...work, [side]: after, edits: edits.left.length === 0 ? work.edits : edits.kept };
  return {
    work: isSame && next.edits === work.edits ? work : next,
    carried: {
      side,
      of: after,
      before: from.files.map(({ name }) => name).join(", "),
      kept: { options, preprocessing, edited: edits.edited },
      left: { options: new Map([...notRead, ...others]), preprocessing: left, edited: edits.left },
    },
  };
}
