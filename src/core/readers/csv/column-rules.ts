import { defined } from "../../defined.ts";
import type { TextColumnOptions } from "../../evidence/text-evidence.ts";
import type { Preprocessing } from "../../python/preprocessing.ts";
import type { PythonValue } from "../../python/value.ts";
import type { NumberFacts, ReadSettings } from "../settings.ts";
import type { ColumnRules } from "./column-counter.ts";
import type { CsvOptions } from "./csv-options.ts";
import type { Layout } from "./layout.ts";
import type { LayoutColumn } from "./layout-column.ts";
import { type MissingValues, missingValuesFor } from "./missing-values.ts";

const isByPosition = (dtype: NonNullable<CsvOptions["dtype"]>): dtype is readonly string[] => Array.isArray(dtype);

/** The dtype of a column by the name that the parser reads it under. Source: `TextReader._get_col_dtype`. */
function declaredDtype(options: CsvOptions, layout: Layout, { readAs, position }: LayoutColumn): string | undefined {
  const { dtype } = options;
  if (dtype === null || typeof dtype === "string") return dtype ?? undefined;
  if (isByPosition(dtype)) return dtype[position];
  // Keys of options are strings: an integer name has none.
  if (typeof readAs !== "string") return undefined;
  // A repeated name has the dtype of the first; with the C engine only where there are rows. Source: `mangle_dupe_names`, `TextReader._get_header`.
  const original = layout.isEmpty && options.byPython !== true ? undefined : layout.originalNames.get(readAs);
  return dtype.get(readAs) ?? (original === undefined ? undefined : dtype.get(original));
}

/** `date_format` may be a dict of one a column; a column that it does not name has its format guessed. */
function dateFormatOf({ dateFormat }: CsvOptions, { name }: LayoutColumn): PythonValue {
  return dateFormat instanceof Map && typeof name === "string" ? (dateFormat.get(name) ?? null) : dateFormat;
}

function columnOptions(
  options: CsvOptions,
  astype: Preprocessing["astype"],
  layout: Layout,
  column: LayoutColumn,
  facts: NumberFacts | undefined,
): TextColumnOptions {
  const cast = typeof astype === "string" ? astype : astype?.get(String(column.name));
  const dtype = declaredDtype(options, layout, column);
  const { dates } = column;
  const byPython = options.byPython === true;
  // With a dtype of its own a column is nullable by the C engine alone. Source: `PythonParser._infer_types`, `TextReader._convert_tokens`.
  const isNullable = options.dtypeBackend === "numpy_nullable" && !(byPython && dtype !== undefined);
  return {
    ...defined({
      dtype,
      dtypeBackend: isNullable || options.dtypeBackend === "pyarrow" ? options.dtypeBackend : undefined,
      listedBooleans: options.trueValues.length + options.falseValues.length > 0 || undefined,
      byPython: byPython || undefined,
      lacking: column.lacking,
      onlyFloats: options.quoting === 2 || undefined,
      localized: options.decimal !== "." || options.thousands !== null || options.localizedByPython === true || undefined,
      isText: column.isText === true || undefined,
      readNoRows: (options.nrows === 0 && !layout.isEmpty) || undefined,
      castDates: facts?.dates === true || (cast !== undefined && /^datetime64|^<?M8|^timestamp/.test(cast)) || undefined,
    }),
    ...(dates === undefined ? {} : { dates: true, dayfirst: options.dayfirst, dateFormat: dateFormatOf(options, column) }),
    ...(dates === "values" ? { datesFromValues: true } : {}),
  };
}

/** Nullable booleans of the Python engine have their missing words even where `na_filter` is off. Source: `PythonParser._cast_types`. */
function missingWords(options: CsvOptions, layout: Layout, column: LayoutColumn): MissingValues | null {
  const isFiltered = options.byPython === true && declaredDtype(options, layout, column) === "boolean";
  return missingValuesFor(isFiltered ? { ...options, naFilter: true } : options, column.readAs);
}

const ALL_NUMBERS: NumberFacts = { integers: true, floats: true };

/** How each column's cells are distinguished, by the options that name it: those of the frame, then those outside it that have a dtype. */
export function columnRules(
  options: CsvOptions,
  { preprocessing: { astype } = {}, numberFacts = [], textFacts }: Pick<ReadSettings, "preprocessing" | "numberFacts" | "textFacts">,
  layout: Layout,
): readonly ColumnRules[] {
  const all = new Set(numberFacts);
  // Columns outside the frame count where converting them may be refused: by a declared dtype, or by Arrow, which has no integers above 64 bits.
  const isConverted = (column: LayoutColumn) => declaredDtype(options, layout, column) !== undefined || options.dtypeBackend === "pyarrow";
  const outside = layout.outside.filter(isConverted);
  return [...layout.columns, ...outside].map((column) => ({
    position: column.position,
    missing: missingWords(options, layout, column),
    options: columnOptions(options, astype, layout, column, textFacts?.get(String(column.name))),
    numberFacts: astype !== undefined || all.has(String(column.name)) ? ALL_NUMBERS : (textFacts?.get(String(column.name)) ?? null),
  }));
}
