import { SignetError, text } from "../../errors.ts";
import type { ColumnName, PythonValue } from "../../python/value.ts";

/** The keyword arguments of `pd.read_csv` that Signet knows, by pandas' names. */
export const CSV_OPTIONS = [
  "sep",
  "delimiter",
  "header",
  "names",
  "index_col",
  "usecols",
  "dtype",
  "dtype_backend",
  "parse_dates",
  "dayfirst",
  "date_format",
  "cache_dates",
  "decimal",
  "thousands",
  "quotechar",
  "quoting",
  "doublequote",
  "escapechar",
  "comment",
  "skipinitialspace",
  "skiprows",
  "skip_blank_lines",
  "skipfooter",
  "nrows",
  "na_values",
  "keep_default_na",
  "na_filter",
  "true_values",
  "false_values",
  "encoding",
  "on_bad_lines",
  "low_memory",
  "engine",
  "float_precision",
  "lineterminator",
  "compression",
  "memory_map",
  "encoding_errors",
] as const;

type OptionName = (typeof CSV_OPTIONS)[number];

/** Checked options; absent ones have pandas' defaults. */
export interface CsvOptions {
  readonly sep: string;
  /** Line numbers of the header, null for none. */
  readonly header: readonly number[] | null;
  /** Whether `header` was given as a list: its names are then tuples if it has more than one. */
  readonly headerIsList: boolean;
  readonly names: readonly ColumnName[] | null;
  /** `false` forbids index columns, null lets the file decide. */
  readonly indexCol: readonly (bigint | string)[] | false | null;
  readonly usecols: readonly (bigint | string)[] | null;
  /** One for all columns, one a name, or, as a list, one a position (a dict of integers to pandas, which JSON cannot write). */
  readonly dtype: string | ReadonlyMap<string, string> | readonly string[] | null;
  readonly dtypeBackend: "numpy_nullable" | "pyarrow" | null;
  readonly parseDates: readonly (bigint | string)[];
  readonly dayfirst: boolean;
  readonly dateFormat: PythonValue;
  readonly decimal: string;
  readonly thousands: string | null;
  readonly quotechar: string;
  /** 3 is `csv.QUOTE_NONE`, 2 is `csv.QUOTE_NONNUMERIC`. */
  readonly quoting: number;
  readonly doublequote: boolean;
  readonly escapechar: string | null;
  readonly comment: string | null;
  readonly skipInitialSpace: boolean;
  readonly skipRows: number | ReadonlySet<number>;
  readonly skipBlankLines: boolean;
  readonly nrows: number | null;
  /** One list for all columns, or one a column. */
  readonly naValues: readonly PythonValue[] | ReadonlyMap<string, readonly PythonValue[]> | null;
  readonly keepDefaultNa: boolean;
  readonly naFilter: boolean;
  readonly trueValues: readonly string[];
  readonly falseValues: readonly string[];
  readonly encoding: string;
  readonly onBadLines: "error" | "warn" | "skip";
}

/** A value that an option cannot have, in the words that pandas' documentation uses for what it can. */
export function invalidOption(name: string, value: PythonValue, allowed: string): SignetError {
  const shown =
    typeof value === "bigint" || typeof value === "string"
      ? String(value)
      : value instanceof Map
        ? "a dict"
        : Array.isArray(value)
          ? "a list"
          : String(value);
  return new SignetError("InvalidOption", text`The reader option ${name} cannot be ${shown}: it takes ${allowed}.`, {
    remedy: `Correct ${name} in the reader options.`,
  });
}

/** An option that pandas itself would refuse: the file has no answer, so it counts as one that cannot be read. */
export function refusedOption(message: string, pythonError = "ValueError"): SignetError {
  return new SignetError("UnreadableFile", message, { pythonError, remedy: "Change the reader options." });
}

/** The known option whose name is nearest to a mistyped one. */
function nearestOption(name: string): string {
  const distance = (other: string) => {
    const shared = [...other].filter((letter, index) => name[index] === letter || name.includes(letter)).length;
    return Math.abs(other.length - name.length) - shared;
  };
  return [...CSV_OPTIONS].sort((left, right) => distance(left) - distance(right))[0] ?? "sep";
}

const isList = (value: PythonValue): value is readonly PythonValue[] => Array.isArray(value);
const isDict = (value: PythonValue): value is ReadonlyMap<string, PythonValue> => value instanceof Map;

/** Reads one option at a time out of the dict, with pandas' default where it is absent. */
class OptionReader {
  private readonly given: ReadonlyMap<string, PythonValue>;

  constructor(given: ReadonlyMap<string, PythonValue>) {
    this.given = given;
  }

  value(name: OptionName): PythonValue | undefined {
    return this.given.get(name);
  }

  flag(name: OptionName, byDefault: boolean): boolean {
    const value = this.given.get(name) ?? byDefault;
    if (typeof value === "bigint") return value !== 0n;
    if (typeof value !== "boolean") throw invalidOption(name, value, "True or False");
    return value;
  }

  /** A single character, or null. */
  character(name: OptionName, byDefault: string | null, refusal: string): string | null {
    const value = this.given.get(name);
    if (value === undefined) return byDefault;
    if (value === null) return null;
    if (typeof value !== "string") throw invalidOption(name, value, "one character");
    if (new TextEncoder().encode(value).length !== 1) throw refusedOption(refusal);
    return value;
  }

  strings(name: OptionName): readonly string[] {
    const value = this.given.get(name);
    if (value === undefined || value === null) return [];
    if (!isList(value)) throw invalidOption(name, value, "a list of strings");
    return value.map((item) => {
      if (typeof item !== "string") throw invalidOption(name, item, "strings");
      return item;
    });
  }

  count(name: OptionName): number | null {
    const value = this.given.get(name);
    if (value === undefined || value === null) return null;
    if (typeof value !== "bigint" && !(typeof value === "number" && Number.isInteger(value)))
      throw refusedOption(`'${name}' must be an integer >=0`);
    if (value < 0) throw refusedOption(`'${name}' must be an integer >=0`);
    return Number(value);
  }

  /** Column references: names or positions. */
  columns(name: OptionName): readonly (bigint | string)[] {
    const value = this.given.get(name);
    if (value === undefined || value === null) return [];
    return (isList(value) ? value : [value]).map((item) => {
      if (typeof item !== "bigint" && typeof item !== "string") throw invalidOption(name, item, "column names or positions");
      return item;
    });
  }
}

function headerOf(options: OptionReader): Pick<CsvOptions, "header" | "headerIsList"> {
  const value = options.value("header");
  const names = options.value("names");
  if (value === undefined || value === "infer") return { header: names === undefined || names === null ? [0] : null, headerIsList: false };
  if (value === null) return { header: null, headerIsList: false };
  const lines = (isList(value) ? value : [value]).map((line) => {
    if (typeof line === "boolean")
      throw refusedOption(
        "Passing a bool to header is invalid. Use header=None for no header or header=int or list-like of ints to specify the row(s) making up the column names",
        "TypeError",
      );
    if (typeof line !== "bigint") throw refusedOption("header must be integer or list of integers");
    if (line < 0n) throw refusedOption("Passing negative integer to header is invalid. For no header, use header=None instead");
    return Number(line);
  });
  return { header: lines, headerIsList: isList(value) };
}

function dtypeOf(options: OptionReader): CsvOptions["dtype"] {
  const value = options.value("dtype");
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value;
  if (isList(value)) return value.map(String);
  if (!isDict(value)) throw invalidOption("dtype", value, "a dtype name, or a dict of one a column");
  const dtypes = new Map<string, string>();
  for (const [column, dtype] of value) {
    if (typeof dtype !== "string") throw invalidOption("dtype", dtype, "names of dtypes");
    dtypes.set(column, dtype);
  }
  return dtypes;
}

function naValuesOf(options: OptionReader): CsvOptions["naValues"] {
  const value = options.value("na_values");
  if (value === undefined || value === null) return null;
  if (isDict(value)) return new Map([...value].map(([column, values]) => [column, isList(values) ? values : [values]]));
  return isList(value) ? value : [value];
}

function skipRowsOf(options: OptionReader): CsvOptions["skipRows"] {
  const value = options.value("skiprows");
  if (value === undefined || value === null) return 0;
  if (typeof value === "bigint") {
    if (value < 0n) throw refusedOption("skiprows must be an integer or list of integers");
    return Number(value);
  }
  if (!isList(value)) throw invalidOption("skiprows", value, "a number of lines, or a list of line numbers");
  return new Set(
    value.map((line) => {
      if (typeof line !== "bigint") throw invalidOption("skiprows", line, "line numbers");
      return Number(line);
    }),
  );
}

function sepOf(options: OptionReader, byDefault: string): string {
  const value = options.value("sep") ?? options.value("delimiter") ?? byDefault;
  if (typeof value !== "string") throw invalidOption("sep", value, "one character");
  if (new TextEncoder().encode(value).length !== 1 || value === " ") {
    if (value === " ") return value;
    throw new SignetError("Undecided", text`Signet reads separators of one byte; ${value} makes pandas use its Python engine.`, {
      remedy: `Ask pandas: pd.read_csv(path, sep=${JSON.stringify(value)}).dtypes`,
    });
  }
  return value;
}

/** Options that change nothing here, or only where they have one value. */
function refuseUnsupported(options: OptionReader): void {
  const undecided = (name: OptionName) =>
    new SignetError("Undecided", text`The reader option ${name} lies outside what Signet has proved against pandas.`, {
      remedy: "Ask pandas: pd.read_csv(path, …).dtypes",
    });
  if (Number(options.value("skipfooter") ?? 0) > 0) throw undecided("skipfooter");
  const engine = options.value("engine");
  if (engine !== undefined && engine !== null && engine !== "c") throw undecided("engine");
  const terminator = options.value("lineterminator");
  if (terminator !== undefined && terminator !== null) throw undecided("lineterminator");
}

/**
 * Checks keyword arguments of `pd.read_csv`.
 * Throws `InvalidOption` for a name or value that Signet does not know, `UnreadableFile` where pandas refuses it, `Undecided` past what is proved.
 * `sep` is the format's own default: a comma, or a tab for .tsv.
 */
export function parseCsvOptions(given: ReadonlyMap<string, PythonValue>, sep: string): CsvOptions {
  for (const name of given.keys()) {
    if (!(CSV_OPTIONS as readonly string[]).includes(name)) {
      throw new SignetError(
        "InvalidOption",
        text`pandas' read_csv has no option ${name} that Signet knows; the nearest is ${nearestOption(name)}.`,
        { remedy: "Correct the option's name." },
      );
    }
  }
  const options = new OptionReader(given);
  refuseUnsupported(options);
  const indexCol = options.value("index_col");
  const names = options.value("names");
  const backend = options.value("dtype_backend");
  const parseDates = options.value("parse_dates");
  if (backend !== undefined && backend !== null && backend !== "numpy_nullable" && backend !== "pyarrow") {
    throw refusedOption(`dtype_backend ${String(backend)} is invalid, only 'numpy_nullable' and 'pyarrow' are allowed.`);
  }
  if (names !== undefined && names !== null && !isList(names)) throw refusedOption("Names should be an ordered collection.");
  const onBadLines = options.value("on_bad_lines") ?? "error";
  if (onBadLines !== "error" && onBadLines !== "warn" && onBadLines !== "skip")
    throw refusedOption(`Argument ${String(onBadLines)} is invalid for on_bad_lines`);
  const encoding = options.value("encoding") ?? "utf-8";
  if (typeof encoding !== "string") throw invalidOption("encoding", encoding, "the name of an encoding");
  return {
    sep: sepOf(options, sep),
    ...headerOf(options),
    // A list of scalars: nested names cannot come from JSON options that pandas takes.
    names: names === undefined || names === null ? null : (names as readonly ColumnName[]),
    indexCol: indexCol === false ? false : indexCol === undefined || indexCol === null ? null : options.columns("index_col"),
    usecols: options.value("usecols") === undefined || options.value("usecols") === null ? null : options.columns("usecols"),
    dtype: dtypeOf(options),
    dtypeBackend: backend === undefined ? null : backend,
    parseDates: typeof parseDates === "boolean" ? [] : options.columns("parse_dates"),
    dayfirst: options.flag("dayfirst", false),
    dateFormat: options.value("date_format") ?? null,
    decimal: options.character("decimal", ".", "Only length-1 decimal markers supported") ?? ".",
    thousands: options.character("thousands", null, "Only length-1 thousands markers supported"),
    quotechar: options.character("quotechar", '"', '"quotechar" must be a 1-character string') ?? '"',
    quoting: options.value("quotechar") === null ? 3 : (options.count("quoting") ?? 0),
    doublequote: options.flag("doublequote", true),
    escapechar: options.character("escapechar", null, "Only length-1 escapes supported"),
    comment: options.character("comment", null, "Only length-1 comment characters supported"),
    skipInitialSpace: options.flag("skipinitialspace", false),
    skipRows: skipRowsOf(options),
    skipBlankLines: options.flag("skip_blank_lines", true),
    nrows: options.count("nrows"),
    naValues: naValuesOf(options),
    keepDefaultNa: options.flag("keep_default_na", true),
    naFilter: options.flag("na_filter", true),
    trueValues: options.strings("true_values"),
    falseValues: options.strings("false_values"),
    encoding,
    onBadLines,
  };
}
