import { must } from "../../defined.ts";
import { SignetError, text } from "../../errors.ts";
import { type ColumnName, isDict, isList, type PythonValue } from "../../python/value.ts";
import { CSV_OPTIONS, type CsvOptions } from "./csv-options.ts";
import { isUnknownDtype } from "./dtype-names.ts";
import { type CsvEngine, checkPassedOver, engineOf, sepOf, withDialect } from "./option-engine.ts";
import { OptionReader, pythonType, refusedOption, undecidedOption } from "./option-reader.ts";

/** The known option whose name is nearest to a mistyped one. */
function nearestOption(name: string): string {
  const distance = (other: string) => {
    const shared = [...other].filter((letter, index) => name[index] === letter || name.includes(letter)).length;
    return Math.abs(other.length - name.length) - shared;
  };
  return must([...CSV_OPTIONS].sort((left, right) => distance(left) - distance(right))[0]);
}

function checkNames(given: ReadonlyMap<string, PythonValue>): void {
  for (const name of given.keys()) {
    if ((CSV_OPTIONS as readonly string[]).includes(name)) continue;
    throw new SignetError("InvalidOption", text`pandas' read_csv has no option ${name}; the nearest is ${nearestOption(name)}.`, {
      pythonError: "TypeError",
      remedy: "Correct the option's name.",
    });
  }
}

/** `validate_header_arg`, and what a list of header lines forbids (`ParserBase.__init__`). */
function headerOf(options: OptionReader): Pick<CsvOptions, "header" | "headerIsList"> {
  const value = options.value("header");
  const names = options.value("names") ?? null;
  if (value === undefined || value === "infer") return { header: names === null ? [0] : null, headerIsList: false };
  if (value === null) return { header: null, headerIsList: false };
  const several = isList(value);
  const lines = (several ? value : [value]).map((line) => {
    if (typeof line === "boolean" && !several)
      throw refusedOption(
        "Passing a bool to header is invalid. Use header=None for no header or header=int or list-like of ints to specify the row(s) making up the column names",
        "TypeError",
      );
    if (typeof line !== "bigint") throw refusedOption("header must be integer or list of integers");
    if (line < 0n) throw refusedOption("Passing negative integer to header is invalid. For no header, use header=None instead");
    return Number(line);
  });
  if (several) checkHeaderList(options, lines.length);
  // Of lines in another order pandas reads some twice, and finds rows among them.
  if (lines.some((line, level) => level > 0 && line < (lines[level - 1] as number))) throw undecidedOption("header", value);
  return { header: lines, headerIsList: several };
}

function checkHeaderList(options: OptionReader, length: number): void {
  const isFilled = (value: PythonValue | undefined) => (isList(value) ? value.length > 0 : value !== undefined && value !== null);
  if (isFilled(options.value("usecols"))) throw refusedOption("cannot specify usecols when specifying a multi-index header");
  if (isFilled(options.value("names"))) throw refusedOption("cannot specify names when specifying a multi-index header");
  const index = options.value("index_col") ?? null;
  const isPlaces = (isList(index) ? index : [index]).every((column) => typeof column === "bigint");
  if (index !== null && !isPlaces)
    throw refusedOption("index_col must only contain integers of column positions when specifying a multi-index header");
  // pandas counts such a place from the left, from the right or as a column's name, depending on the file.
  if ((isList(index) ? index : [index]).some((column) => typeof column === "bigint" && column < 0n))
    throw undecidedOption("index_col", index);
  if (length === 0) throw refusedOption("list index out of range", "IndexError");
}

/** `_validate_names`. */
function namesOf(options: OptionReader): CsvOptions["names"] {
  const value = options.value("names");
  if (value === undefined || value === null) return null;
  if (!isList(value)) throw refusedOption("Names should be an ordered collection.");
  const seen = new Set<PythonValue>();
  for (const name of value) {
    if (isList(name) || isDict(name)) throw refusedOption(`unhashable type: '${pythonType(name)}'`, "TypeError");
    // Python's 1, 1.0 and True are one key.
    seen.add(typeof name === "string" || name === null ? name : Number(name));
  }
  if (seen.size !== value.length) throw refusedOption("Duplicate names are not allowed.");
  return value as readonly ColumnName[];
}

/** `_validate_usecols_arg`. */
function usecolsOf(options: OptionReader): CsvOptions["usecols"] {
  const value = options.value("usecols");
  if (value === undefined || value === null) return null;
  const isOf = (type: "string" | "bigint") => isList(value) && value.every((column) => typeof column === type);
  if (!isOf("string") && !isOf("bigint"))
    throw refusedOption("'usecols' must either be list-like of all strings, all unicode, all integers or a callable.");
  return [...new Set(value as readonly (bigint | string)[])];
}

function indexColOf(options: OptionReader): CsvOptions["indexCol"] {
  const value = options.value("index_col") ?? null;
  if (value === null || value === false) return value;
  if (value === true) throw refusedOption("The value of index_col couldn't be 'True'");
  return options.columns("index_col", "list indices must be integers or slices");
}

/** A declared dtype by its name; None is float64 to NumPy. */
function dtypeName(value: PythonValue, engine: CsvOptions["engine"]): string {
  // The Python engine looks at a dtype only where it has its column.
  if (engine === "python" && (typeof value !== "string" || isUnknownDtype(value))) throw undecidedOption("dtype", value);
  if (value === null) return "float64";
  if (typeof value !== "string") throw refusedOption(`Cannot interpret '${String(value)}' as a data type`, "TypeError");
  if (isUnknownDtype(value)) throw refusedOption(`data type '${value}' not understood`, "TypeError");
  return value;
}

function dtypeOf(options: OptionReader, engine: CsvOptions["engine"]): CsvOptions["dtype"] {
  const value = options.value("dtype");
  if (value === undefined || value === null) return null;
  return isDict(value) ? new Map([...value].map(([column, dtype]) => [column, dtypeName(dtype, engine)])) : dtypeName(value, engine);
}

function naValuesOf(options: OptionReader): CsvOptions["naValues"] {
  const value = options.value("na_values");
  if (value === undefined || value === null) return null;
  const listOf = (values: PythonValue): readonly PythonValue[] => {
    const list = isList(values) ? values : [values];
    const nested = list.find((item) => isList(item) || isDict(item));
    if (nested !== undefined) throw refusedOption(`unhashable type: '${pythonType(nested)}'`, "TypeError");
    return list;
  };
  return isDict(value) ? new Map([...value].map(([column, values]) => [column, listOf(values)])) : listOf(value);
}

/** A number of lines, of which a negative one is none, or a set of their numbers. */
function skipRowsOf(options: OptionReader): CsvOptions["skipRows"] {
  const value = options.value("skiprows");
  if (value === undefined || value === null) return 0;
  if (typeof value === "bigint") return Math.max(0, Number(value));
  if (typeof value === "boolean" || typeof value === "number")
    throw refusedOption(`'${pythonType(value)}' object is not iterable`, "TypeError");
  if (!isList(value)) throw refusedOption("an integer is required", "TypeError");
  return new Set(
    value.map((line) => {
      if (typeof line === "string" || line === null || isList(line) || isDict(line))
        throw refusedOption("an integer is required", "TypeError");
      return Number(line);
    }),
  );
}

function parseDatesOf(options: OptionReader): CsvOptions["parseDates"] {
  const value = options.value("parse_dates");
  // A bool asks only for the index, which is not in the schema.
  if (value === undefined || value === null || typeof value === "boolean") return [];
  if (!isList(value)) throw refusedOption("Only booleans and lists are accepted for the 'parse_dates' parameter", "TypeError");
  return options.columns("parse_dates", "list indices must be integers or slices");
}

function parsesIndex(options: OptionReader): boolean {
  const value = options.value("parse_dates") ?? null;
  return value === null ? (options.value("date_format") ?? null) !== null : value === true;
}

type Marks = "decimal" | "thousands" | "quotechar" | "quoting" | "escapechar" | "comment" | "lineTerminator";

/** `TextReader.__cinit__` and `_set_quoting`. */
function marksOf(options: OptionReader): Pick<CsvOptions, Marks> {
  if (options.value("decimal") === null) throw refusedOption("object of type 'NoneType' has no len()", "TypeError");
  const given = options.value("quoting") === undefined ? 0n : options.value("quoting");
  const quoting = typeof given === "boolean" ? Number(given) : given;
  if (typeof quoting !== "bigint" && typeof quoting !== "number") throw refusedOption('"quoting" must be an integer', "TypeError");
  if (!Number.isInteger(Number(quoting)) || quoting < 0 || quoting > 3) throw refusedOption('bad "quoting" value', "TypeError");
  const marked = options.value("quotechar");
  const quotechar = marked === undefined ? '"' : marked;
  if (typeof quotechar !== "string" && quotechar !== null)
    throw refusedOption(`"quotechar" must be string, not ${pythonType(quotechar)}`, "TypeError");
  const isNone = quotechar === null || quotechar === "";
  if (isNone && Number(quoting) !== 3) throw refusedOption("quotechar must be set if quoting enabled", "TypeError");
  if (!isNone && [...quotechar].length > 1) throw refusedOption('"quotechar" must be a 1-character string', "TypeError");
  return {
    decimal: options.character("decimal", "Only length-1 decimal markers supported") ?? ".",
    thousands: options.character("thousands", "Only length-1 thousands markers supported"),
    lineTerminator: options.character("lineterminator", "Only length-1 line terminators supported"),
    quotechar: isNone ? "" : quotechar,
    quoting: Number(quoting),
    escapechar: options.character("escapechar", "Only length-1 escapes supported"),
    comment: options.character("comment", "Only length-1 comment characters supported"),
  };
}

/** Lines that a regular expression cuts know no quotes and no terminator: whatever is in their options is passed over. */
function pythonMarks(options: OptionReader, sep: string | null): Pick<CsvOptions, Marks> {
  const comment = options.value("comment") ?? null;
  if (comment !== null && (typeof comment !== "string" || [...comment].length !== 1)) throw undecidedOption("comment", comment);
  const thousands = options.value("thousands") ?? null;
  if (thousands !== null && (typeof thousands !== "string" || [...thousands].length !== 1)) throw undecidedOption("thousands", thousands);
  if ([...(sep ?? "")].length < 2) return marksOf(options);
  const given = new Map(["decimal", "thousands", "comment"].map((name) => [name, options.value(name)] as const));
  return marksOf(new OptionReader(new Map([...given].flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))));
}

function onBadLinesOf(options: OptionReader): CsvOptions["onBadLines"] {
  const value = options.value("on_bad_lines");
  if (value === undefined) return "error";
  if (value !== "error" && value !== "warn" && value !== "skip")
    throw refusedOption(`Argument ${String(value)} is invalid for on_bad_lines`);
  return value;
}

function backendOf(options: OptionReader): CsvOptions["dtypeBackend"] {
  const value = options.value("dtype_backend");
  if (value === undefined) return null;
  if (value !== "numpy_nullable" && value !== "pyarrow")
    throw refusedOption(`dtype_backend ${String(value)} is invalid, only 'numpy_nullable' and 'pyarrow' are allowed.`);
  return value;
}

function encodingOf(options: OptionReader): string {
  const value = options.value("encoding") ?? "utf-8";
  if (typeof value !== "string") throw refusedOption(`lookup() argument must be str, not ${pythonType(value)}`, "TypeError");
  return value;
}

/** The Python engine takes other things than lists of words, of which nothing is proved. */
function wordsOf(options: OptionReader, name: string, engine: CsvOptions["engine"]): readonly string[] {
  const value = options.value(name) ?? null;
  const isWords = isList(value) && value.every((word) => typeof word === "string");
  if (engine === "python" && value !== null && !isWords) throw undecidedOption(name, value);
  return options.strings(name);
}

/** What is false to Python is not a converter. */
function convertedOf(options: OptionReader): readonly string[] {
  const value = options.value("converters");
  if (!isDict(value)) return [];
  const isTrue = (given: PythonValue) =>
    isList(given) ? given.length > 0 : isDict(given) ? given.size > 0 : typeof given === "string" ? given !== "" : Boolean(given);
  return [...value].flatMap(([column, converter]) => (isTrue(converter) ? [column] : []));
}

/** Lines left out at the file's end, which only the Python engine can. */
function skipFooterOf(options: OptionReader, engine: CsvEngine): number {
  const value = options.value("skipfooter") === undefined ? 0n : options.value("skipfooter");
  if (options.count("nrows") && Number(value) !== 0) throw refusedOption("'skipfooter' not supported with 'nrows'");
  if (engine === "python" && typeof value !== "bigint") throw refusedOption("skipfooter must be an integer");
  if (engine === "python" && Number(value) < 0) throw refusedOption("skipfooter cannot be negative");
  if (typeof value === "boolean" || (typeof value === "number" && value > 0)) throw refusedOption("skipfooter must be an integer");
  return Math.max(0, Number(value));
}

/**
 * Checks keyword arguments of `pd.read_csv`.
 * Throws `InvalidOption` for a name that it does not have, `UnreadableFile` in pandas' words for a value that it refuses, `Undecided` past what is proved.
 * `sep` is the format's own default: a comma, or a tab for .tsv.
 */
export function parseCsvOptions(given: ReadonlyMap<string, PythonValue>, sep: string): CsvOptions {
  checkNames(given);
  const options = new OptionReader(withDialect(given));
  const separator = sepOf(options, sep);
  const engine = engineOf(options, separator);
  checkPassedOver(options);
  return {
    engine,
    sep: separator,
    ...headerOf(options),
    names: namesOf(options),
    indexCol: indexColOf(options),
    usecols: usecolsOf(options),
    dtype: dtypeOf(options, engine),
    dtypeBackend: backendOf(options),
    parseDates: parseDatesOf(options),
    parsesIndex: parsesIndex(options),
    dayfirst: options.flag("dayfirst", false),
    dateFormat: options.value("date_format") ?? null,
    ...(engine === "python" ? pythonMarks(options, separator) : marksOf(options)),
    doublequote: options.flag("doublequote", true),
    skipInitialSpace: options.flag("skipinitialspace", false),
    skipRows: skipRowsOf(options),
    skipBlankLines: options.flag("skip_blank_lines", true),
    skipFooter: skipFooterOf(options, engine),
    nrows: options.count("nrows"),
    naValues: naValuesOf(options),
    keepDefaultNa: options.flag("keep_default_na", true),
    naFilter: options.flag("na_filter", true),
    trueValues: wordsOf(options, "true_values", engine),
    falseValues: wordsOf(options, "false_values", engine),
    encoding: encodingOf(options),
    onBadLines: onBadLinesOf(options),
    lowMemory: options.flag("low_memory", false),
    converted: convertedOf(options),
  };
}
