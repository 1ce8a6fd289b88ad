import type { ColumnName, PythonValue } from "../../python/value.ts";
import type { CsvEngine } from "./option-engine.ts";

/** The keyword arguments of `pd.read_csv`, in its order. */
export const CSV_OPTIONS = [
  "sep",
  "delimiter",
  "header",
  "names",
  "index_col",
  "usecols",
  "dtype",
  "engine",
  "converters",
  "true_values",
  "false_values",
  "skipinitialspace",
  "skiprows",
  "skipfooter",
  "nrows",
  "na_values",
  "keep_default_na",
  "na_filter",
  "skip_blank_lines",
  "parse_dates",
  "date_format",
  "dayfirst",
  "cache_dates",
  "iterator",
  "chunksize",
  "compression",
  "thousands",
  "decimal",
  "lineterminator",
  "quotechar",
  "quoting",
  "doublequote",
  "escapechar",
  "comment",
  "encoding",
  "encoding_errors",
  "dialect",
  "on_bad_lines",
  "low_memory",
  "memory_map",
  "float_precision",
  "storage_options",
  "dtype_backend",
] as const;

/** Checked options; absent ones have pandas' defaults. */
export interface CsvOptions {
  /** Which of pandas' parsers reads. */
  readonly engine: CsvEngine;
  /** The Python engine read the file, and it was written again for the other. */
  readonly byPython?: true;
  /** `decimal` or `thousands` were given, and the Python engine has written the numbers without them. */
  readonly localizedByPython?: boolean;
  /** One character; `\\s+`, any run of blanks and tabs; with the Python engine a regular expression, or null for csv.Sniffer. */
  readonly sep: string | null;
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
  /** Whether dates are read in the index: `parse_dates=True`, or only a `date_format`. */
  readonly parsesIndex: boolean;
  readonly dayfirst: boolean;
  readonly dateFormat: PythonValue;
  readonly decimal: string;
  readonly thousands: string | null;
  /** A line's end in the place of line feeds and carriage returns. */
  readonly lineTerminator: string | null;
  readonly quotechar: string;
  /** 3 is `csv.QUOTE_NONE`, 2 is `csv.QUOTE_NONNUMERIC`. */
  readonly quoting: number;
  readonly doublequote: boolean;
  readonly escapechar: string | null;
  readonly comment: string | null;
  readonly skipInitialSpace: boolean;
  readonly skipRows: number | ReadonlySet<number>;
  readonly skipBlankLines: boolean;
  readonly skipFooter: number;
  readonly nrows: number | null;
  /** One list for all columns, or one a column. */
  readonly naValues: readonly PythonValue[] | ReadonlyMap<string, readonly PythonValue[]> | null;
  readonly keepDefaultNa: boolean;
  readonly naFilter: boolean;
  readonly trueValues: readonly string[];
  readonly falseValues: readonly string[];
  readonly encoding: string;
  readonly onBadLines: "error" | "warn" | "skip";
  readonly lowMemory: boolean;
  /** Columns with something in `converters`, which JSON cannot make a function. */
  readonly converted: readonly string[];
}
