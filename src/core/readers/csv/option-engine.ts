import { must } from "../../defined.ts";
import { isDict, isList, type PythonValue } from "../../python/value.ts";
import { type OptionReader, pythonType, refusedOption, undecidedOption } from "./option-reader.ts";

/** pandas' two parsers: the fast one in C, and the one in Python that it falls back to. */
export type CsvEngine = "c" | "python";

/** What `dialect` says in the place of the options of the same names. Source: `_merge_with_dialect_properties`. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly quoting: bigint;
}

/** The dialects that Python's csv module registers itself. */
const DIALECTS: ReadonlyMap<string, CsvDialect> = new Map([
  ["excel", { delimiter: ",", quoting: 0n }],
  ["excel-tab", { delimiter: "\t", quoting: 0n }],
  ["unix", { delimiter: ",", quoting: 1n }],
]);

/** The options that a dialect sets: whatever is in them is passed over. */
const OF_DIALECT = ["sep", "delimiter", "doublequote", "escapechar", "skipinitialspace", "quotechar", "quoting"];

/** The options with `dialect` put in their place. Throws if it is not one that Python knows by itself. */
export function withDialect(given: ReadonlyMap<string, PythonValue>): ReadonlyMap<string, PythonValue> {
  const name = given.get("dialect");
  if (name === undefined || name === null) return given;
  const dialect = typeof name === "string" ? DIALECTS.get(name) : undefined;
  if (dialect === undefined) throw refusedOption(`Invalid dialect ${typeof name === "string" ? name : pythonType(name)} provided`);
  const rest = [...given].filter(([option]) => !OF_DIALECT.includes(option));
  return new Map<string, PythonValue>([...rest, ["sep", dialect.delimiter], ["quoting", dialect.quoting]]);
}

/** `sep`, by either of its names; null asks for csv.Sniffer. Throws where pandas refuses it. Source: `_refine_defaults_read`. */
export function sepOf(options: OptionReader, byDefault: string): string | null {
  const [sep, delimiter] = [options.value("sep"), options.value("delimiter")];
  if (sep !== undefined && delimiter !== undefined) throw refusedOption("Specified a sep and a delimiter; you can only specify one.");
  const value = sep === undefined ? (delimiter === undefined ? byDefault : delimiter) : sep;
  const terminator = options.value("lineterminator") ?? null;
  if ((value === "\n" || value === "\r") && (terminator === null || terminator === value)) {
    const shown = value === "\n" ? "'\\n'" : "'\\r'";
    throw refusedOption(
      `Specified ${shown} as separator or delimiter, but a line terminator cannot be used as a separator. To parse ${shown} as a separator, pass a lineterminator other than ${shown} (engine='c' only).`,
    );
  }
  if (value === "") throw refusedOption("only single character unicode strings can be converted to Py_UCS4, got length 0");
  if (value !== null && typeof value !== "string") throw refusedOption(`object of type '${pythonType(value)}' has no len()`, "TypeError");
  return value;
}

/** Any run of blanks and tabs, which the C parser knows only by this spelling. */
export const WHITESPACE_SEP = "\\s+";

/** Why pandas reads with its Python engine, in its words, or null. Source: `TextFileReader._clean_options`. */
function fallbackReason(options: OptionReader, sep: string | null): string | null {
  const isLong = (mark: PythonValue | undefined) => typeof mark === "string" && [...mark].length === 1 && must(mark.codePointAt(0)) > 127;
  let reason: string | null = null;
  const footer = options.value("skipfooter");
  if (footer !== undefined && typeof footer !== "bigint" && typeof footer !== "number" && typeof footer !== "boolean")
    throw refusedOption(`'>' not supported between instances of '${pythonType(footer)}' and 'int'`, "TypeError");
  if (Number(footer ?? 0) > 0) reason = "the 'c' engine does not support skipfooter";
  if (sep === null) reason = "the 'c' engine does not support sep=None";
  else if ([...sep].length > 1 && sep !== WHITESPACE_SEP)
    reason = "the 'c' engine does not support separators > 1 char, including regex separators";
  else if (isLong(sep)) reason = "the separator encoded in utf-8 is > 1 char long, and the 'c' engine does not support such separators";
  if (isLong(options.value("quotechar")))
    reason = "ord(quotechar) > 127, meaning the quotechar is larger than one byte, and the 'c' engine does not support such quotechars";
  return reason;
}

/** The engine that pandas reads with. Throws where it refuses to, `Undecided` for pyarrow's. */
export function engineOf(options: OptionReader, sep: string | null): CsvEngine {
  const engine = options.value("engine") ?? null;
  const precision = options.value("float_precision") ?? null;
  const isLowMemory = options.flag("low_memory", true);
  if (engine === "pyarrow" || engine === "python-fwf") throw undecidedOption("engine", engine);
  if (engine !== null && engine !== "c" && engine !== "python")
    throw refusedOption(`Unknown engine: ${String(engine)} (valid options are dict_keys(['c', 'python', 'pyarrow', 'python-fwf']))`);
  const reason = engine === "python" ? "" : fallbackReason(options, sep);
  if (reason === null) {
    if (precision !== null && !["round_trip", "legacy", "high"].includes(String(precision)))
      throw refusedOption(`Unrecognized float_precision option: ${String(precision)}`);
    return "c";
  }
  if (engine === "c") throw refusedOption(reason);
  const ignored = !isLowMemory ? "low_memory" : precision !== null ? "float_precision" : null;
  if (ignored !== null)
    throw refusedOption(
      engine === "python"
        ? `The '${ignored}' option is not supported with the 'python' engine`
        : `Falling back to the 'python' engine because ${reason}, but this causes '${ignored}' to be ignored as it is not supported by the 'python' engine.`,
    );
  return "python";
}

/** What else pandas refuses before it reads, by options that decide nothing here. */
export function checkPassedOver(options: OptionReader): void {
  for (const name of ["cache_dates", "memory_map", "iterator"]) options.flag(name, false);
  const storage = options.value("storage_options") ?? null;
  const isEmpty = isDict(storage) ? storage.size === 0 : isList(storage) ? storage.length === 0 : storage === null;
  if (!isEmpty) throw refusedOption("storage_options passed with file object or non-fsspec file path");
  const converters = options.value("converters") ?? null;
  if (converters !== null && !isDict(converters))
    throw refusedOption(`Type converters must be a dict or subclass, input was a ${pythonType(converters)}`, "TypeError");
  const errors = options.value("encoding_errors");
  if (errors !== undefined && typeof errors !== "string")
    throw refusedOption(`encoding_errors must be a string, got ${pythonType(errors)}`);
  const chunks = options.value("chunksize") ?? null;
  if (options.flag("iterator", false)) throw undecidedOption("iterator", true);
  if (chunks !== null) throw undecidedOption("chunksize", chunks);
}
