import type { ColumnName } from "../../python/value.ts";
import type { CsvOptions } from "./csv-options.ts";
import type { LayoutColumn } from "./layout-column.ts";
import { refusedOption } from "./option-reader.ts";

/** What the header and the first line of data settle. */
interface HeadColumns {
  /** The names of all columns but leading ones. */
  readonly names: readonly ColumnName[];
  readonly width: number;
  readonly leading: number;
  /** Whether no row is read. */
  readonly isEmpty: boolean;
  /** What the parser calls the column at a place, of which it has converted `used` before. */
  readonly readAs: (position: number, used: number) => ColumnName;
}

/** Which columns make the frame, and which are converted besides. */
export interface FrameColumns {
  readonly columns: readonly LayoutColumn[];
  readonly outside: readonly LayoutColumn[];
  /** Whether names are left over, of which pandas makes columns of nothing where it does not refuse them. */
  readonly lacksColumns?: boolean;
}

type Usecols = CsvOptions["usecols"];

/** Python's `name in usecols`, `name == column`. */
const sameName = (left: ColumnName | bigint | string, right: ColumnName) => left === right;
const isUsed = (usecols: NonNullable<Usecols>, name: ColumnName, index: number) =>
  usecols.some((column) => sameName(column, name) || (typeof column === "bigint" && Number(column) === index));

const shown = (columns: readonly (bigint | string)[]) =>
  columns.map((column) => (typeof column === "string" ? `'${column}'` : String(column))).join(", ");

/** `_filter_usecols`. */
function filterUsecols(names: readonly ColumnName[], usecols: Usecols): readonly ColumnName[] {
  if (usecols === null || names.length === usecols.length) return names;
  return names.filter((name, index) => isUsed(usecols, name, index));
}

/** The names that `usecols` leaves, with pandas' refusals. Source: `CParserWrapper.__init__`. */
function usedNames(all: readonly ColumnName[], usecols: Usecols): readonly ColumnName[] {
  if (usecols === null || usecols.length === 0) return all;
  const isMissing = (names: readonly ColumnName[]) => usecols.filter((column) => !names.some((name) => sameName(column, name)));
  const refuse = (missing: readonly (bigint | string)[]) => {
    if (missing.length > 0) throw refusedOption(`Usecols do not match columns, columns expected but not found: [${shown(missing)}]`);
  };
  if (typeof usecols[0] === "string") refuse(isMissing(all));
  const names = all.length > usecols.length ? all.filter((name, index) => isUsed(usecols, name, index)) : all;
  if (names.length < usecols.length) refuse(isMissing(names));
  return names;
}

/** The places that the parser converts, in their order. Source: `TextReader._convert_columns`. */
function convertedPlaces({ width, leading, readAs }: HeadColumns, usecols: Usecols): readonly { position: number; readAs: ColumnName }[] {
  const places: { position: number; readAs: ColumnName }[] = [];
  let used = 0;
  for (let position = 0; position < width; position++) {
    if (position < leading) {
      places.push({ position, readAs: BigInt(position) });
      continue;
    }
    if (usecols !== null && usecols.length > 0 && used === usecols.length) break;
    const name = readAs(position, used);
    if (usecols !== null && !isUsed(usecols, name, position)) continue;
    used++;
    places.push({ position, readAs: name });
  }
  return places;
}

/** `names[place]` of Python, with places from the end. */
function at(names: readonly ColumnName[], place: bigint): ColumnName {
  const name = names.at(Number(place));
  if (name === undefined) throw refusedOption("list index out of range", "IndexError");
  return name;
}

/** `parse_dates` that names no column is refused before anything is read. Source: `validate_parse_dates_presence`. */
export function checkParseDates({ parseDates }: CsvOptions, names: readonly ColumnName[]): void {
  const isThere = (reference: bigint | string) => names.some((name) => sameName(reference, name));
  const missing = parseDates.filter((reference) => typeof reference === "string" && !isThere(reference));
  if (missing.length > 0) throw refusedOption(`Missing column provided to 'parse_dates': ${shown(missing)}`);
  for (const reference of parseDates) if (typeof reference === "bigint" && !isThere(reference)) at(names, reference);
}

/**
 * The places whose cells stay text for `parse_dates` to read. An integer is a place among the columns used, counted without leading ones, so
 * that it may miss its column. Source: `_set_noconvert_dtype_columns`.
 */
function textPlaces({ parseDates, usecols }: CsvOptions, all: readonly ColumnName[], names: readonly ColumnName[]): ReadonlySet<number> {
  const placeOf = (name: ColumnName) => all.findIndex((other) => sameName(other as ColumnName, name));
  const used =
    usecols === null || usecols.length === 0
      ? null
      : typeof usecols[0] === "bigint"
        ? usecols.map(Number).sort((left, right) => left - right)
        : names.map(placeOf);
  const places = parseDates.map((reference) => {
    if (typeof reference === "string") return placeOf(reference);
    const place = Number(reference);
    if (used === null) return place;
    const found = used.at(place);
    if (found === undefined) throw refusedOption("list index out of range", "IndexError");
    return found;
  });
  return new Set(places);
}

/** `index_col` as places among the names; a name that is none stays. Source: `_clean_index_names`. */
function indexPlaces(indexCol: CsvOptions["indexCol"], names: readonly ColumnName[]): readonly (number | string)[] {
  if (indexCol === null || indexCol === false || names.length === 0) return [];
  const left = [...names];
  const remove = (name: ColumnName) => {
    const place = left.findIndex((other) => sameName(other as ColumnName, name));
    if (place < 0) throw refusedOption("list.remove(x): x not in list");
    left.splice(place, 1);
  };
  return indexCol.map((column) => {
    if (typeof column === "string") {
      const place = names.indexOf(column);
      if (place < 0) return column;
      remove(column);
      return place;
    }
    const name = at(names, column);
    remove(name);
    return Number(column) < 0 ? names.length + Number(column) : Number(column);
  });
}

/**
 * An index has no bytes of a fixed size: refused where a dict declares them, and for any column where there are no rows.
 * Source: `_agg_index` and `_get_empty_meta` in `pandas/io/parsers/base_parser.py`.
 */
export function checkIndexDtypes(
  { dtype }: CsvOptions,
  index: readonly (number | string)[],
  names: readonly ColumnName[],
  isEmpty: boolean,
): void {
  for (const place of index) {
    const name = typeof place === "number" ? names[place] : place;
    const declared = dtype instanceof Map ? (typeof name === "string" ? dtype.get(name) : undefined) : isEmpty ? dtype : undefined;
    const size = typeof declared === "string" ? /^[Sa]([1-9]\d*)$/.exec(declared)?.[1] : undefined;
    if (size !== undefined) throw refusedOption(`|S${size}`, "NotImplementedError");
  }
}

/** The names that `parse_dates` turns into dates. Source: `_do_date_conversions`. */
export function dateNames(
  { parseDates }: CsvOptions,
  names: readonly ColumnName[],
  index: readonly (number | string)[],
): ReadonlySet<ColumnName> {
  const indexNames = index.map((place) => (typeof place === "string" ? place : (names[place] ?? null)));
  const converted = new Set<ColumnName>();
  for (const reference of parseDates) {
    const isName = names.some((name) => sameName(reference, name));
    const name = typeof reference === "bigint" && !isName ? at(names, reference) : reference;
    const isIndex = index.some((place) =>
      typeof place === "string" ? place === name : typeof name === "bigint" && Number(name) === place,
    );
    if (!isIndex && !indexNames.some((other) => sameName(other as ColumnName, name))) converted.add(name);
  }
  return converted;
}

/** The columns of a header without rows. Source: `_get_empty_meta`. */
function emptyFrame(names: readonly ColumnName[], options: CsvOptions): FrameColumns {
  const { usecols } = options;
  const index = [...indexPlaces(options.indexCol, names)];
  const unknown = index.find((place) => typeof place === "string");
  if (unknown !== undefined) throw refusedOption(`Index ${unknown} invalid`);
  checkIndexDtypes(options, index, names, true);
  const columns = names.map((name, position) => ({ name, position, readAs: name })).filter(({ position }) => !index.includes(position));
  const kept = new Set(
    filterUsecols(
      columns.map(({ name }) => name),
      usecols,
    ),
  );
  return { columns: columns.filter(({ name }) => kept.has(name)), outside: [] };
}

/** Columns behind leading ones, which the file itself makes the index. Source: `CParserWrapper.read`. */
function leadingFrame(head: HeadColumns, options: CsvOptions, names: readonly ColumnName[], texts: ReadonlySet<number>): FrameColumns {
  const { leading } = head;
  const { indexCol, usecols } = options;
  const given = indexCol === null || indexCol === false || indexCol.length === 0 ? null : indexCol;
  if (given !== null && given.length !== leading)
    throw refusedOption(
      `Could not construct index. Requested to use ${given.length} number of columns, but ${leading} left to parse.`,
      "ParserError",
    );
  const left = [...convertedPlaces(head, usecols)];
  const outside: LayoutColumn[] = [];
  for (let index = 0; index < leading; index++) {
    const wanted = given === null ? index : (given[index] as bigint | string);
    const place = left.findIndex(({ position }) => typeof wanted !== "string" && position === Number(wanted));
    if (place < 0) throw refusedOption(String(wanted), "KeyError");
    outside.push(...left.splice(place, 1).map((column) => ({ ...column, name: column.readAs })));
  }
  const used = filterUsecols(names, usecols);
  if (used.length !== left.length) throw refusedOption("zip() argument 2 is shorter than argument 1");
  const [date] = used.length === 0 ? options.parseDates : [];
  if (date !== undefined)
    throw typeof date === "string" ? refusedOption(date, "KeyError") : refusedOption("list index out of range", "IndexError");
  const dates = dateNames(options, used, []);
  const columns = left.map((column, index) => {
    const name = used[index] as ColumnName;
    const isText = texts.has(column.position);
    const reading = dates.has(name) ? ({ dates: isText ? "cells" : "values" } as const) : isText ? ({ isText } as const) : {};
    return { ...column, name, ...reading } as LayoutColumn;
  });
  return { columns, outside };
}

/** Columns of a file without leading ones. Source: `CParserWrapper.read`, `_make_index`. */
function namedFrame(head: HeadColumns, options: CsvOptions, names: readonly ColumnName[], texts: ReadonlySet<number>): FrameColumns {
  const places = convertedPlaces(head, options.usecols);
  const used = filterUsecols(names, options.usecols);
  const index = indexPlaces(options.indexCol, names);
  const dates = dateNames(options, used, index);
  const unknown = index.find((place) => typeof place === "string");
  if (unknown !== undefined) throw refusedOption(`Index ${unknown} invalid`);
  if (index.some((place) => Number(place) >= places.length)) throw refusedOption("list index out of range", "IndexError");
  checkIndexDtypes(options, index, names, false);
  const all = places.map((column, place) => {
    const name = place < used.length ? (used[place] as ColumnName) : column.readAs;
    const isText = texts.has(column.position);
    const isDate = place < used.length && dates.has(name);
    const reading = isDate ? ({ dates: isText ? "cells" : "values" } as const) : isText ? ({ isText } as const) : {};
    return { ...column, name, ...reading } as LayoutColumn;
  });
  const isInFrame = (place: number) => place < used.length && !index.includes(place);
  return {
    columns: all.filter((_, place) => isInFrame(place)),
    outside: all.filter((_, place) => !isInFrame(place)),
    lacksColumns: used.length > places.length,
  };
}

/**
 * Which columns make the frame, how `parse_dates`, `index_col` and `usecols` find them, and what is converted besides.
 * Throws `UnreadableFile` where pandas refuses. Source: `pandas/io/parsers/c_parser_wrapper.py`.
 */
export function frameColumns(head: HeadColumns, options: CsvOptions): FrameColumns {
  const names = usedNames(head.names, options.usecols);
  checkParseDates(options, names);
  // Python's False is 0: it is looked for among the names.
  if (options.parsesIndex && options.indexCol === false && !names.some((name) => name === 0n || name === false || name === 0))
    throw refusedOption("False is not in list");
  const texts = textPlaces(options, head.names, names);
  // `usecols=[]` reads no column, so that a date has none to be read from. Source: `_do_date_conversions`.
  const unread = options.usecols?.length === 0 && !head.isEmpty ? options.parseDates[0] : undefined;
  if (unread !== undefined) throw refusedOption(String(unread), "KeyError");
  // Leading columns are the index, whatever index_col says, and a frame without rows has none of them.
  if (head.isEmpty) return emptyFrame(names, head.leading > 0 ? { ...options, indexCol: null } : options);
  return head.leading > 0 ? leadingFrame(head, options, names, texts) : namedFrame(head, options, names, texts);
}
