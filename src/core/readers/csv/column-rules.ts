import { SignetError, text } from "../../errors.ts";
import type { TextColumnOptions } from "../../evidence/text-evidence.ts";
import type { PythonValue } from "../../python/value.ts";
import type { NumberFacts, ReadSettings } from "../settings.ts";
import type { ColumnRules } from "./column-counter.ts";
import type { Layout, LayoutColumn } from "./layout.ts";
import { missingValuesFor } from "./missing-values.ts";
import type { CsvOptions } from "./options.ts";

/** Whether an option that lists columns means this one, by name or by position among the frame's columns. */
function isListed(listed: readonly (bigint | string)[], column: LayoutColumn, index: number): boolean {
  return listed.some((reference) =>
    typeof reference === "bigint"
      ? typeof column.name === "bigint"
        ? reference === column.name
        : Number(reference) === index
      : reference === column.name,
  );
}

const isByPosition = (dtype: NonNullable<CsvOptions["dtype"]>): dtype is readonly string[] => Array.isArray(dtype);

function declaredDtype(options: CsvOptions, layout: Layout, { name, position }: LayoutColumn): string | undefined {
  const { dtype } = options;
  if (dtype === null || typeof dtype === "string") return dtype ?? undefined;
  if (isByPosition(dtype)) return dtype[position];
  const names = typeof name === "string" ? [name, layout.originalNames.get(name) ?? name] : [String(name)];
  for (const known of names) {
    const declared = dtype.get(known);
    if (declared !== undefined) return declared;
  }
  return typeof name === "string" ? undefined : dtype.get(String(position));
}

/** `date_format` may be a dict of one a column; a column that it does not name has its format guessed. */
function dateFormatOf({ dateFormat }: CsvOptions, { name }: LayoutColumn): PythonValue {
  return dateFormat instanceof Map && typeof name === "string" ? (dateFormat.get(name) ?? null) : dateFormat;
}

function columnOptions(
  options: CsvOptions,
  astype: ReadSettings["astype"],
  layout: Layout,
  column: LayoutColumn,
  index: number,
): TextColumnOptions {
  const cast = typeof astype === "string" ? astype : astype?.get(String(column.name));
  const dtype = declaredDtype(options, layout, column);
  const dates = isListed(options.parseDates, column, index);
  return {
    ...(dtype === undefined ? {} : { dtype }),
    ...(options.dtypeBackend === null ? {} : { dtypeBackend: options.dtypeBackend }),
    ...(options.trueValues.length + options.falseValues.length > 0 ? { listedBooleans: true } : {}),
    ...(cast !== undefined && /^datetime64|^<?M8|^timestamp/.test(cast) ? { castDates: true } : {}),
    ...(dates ? { dates, dayfirst: options.dayfirst, dateFormat: dateFormatOf(options, column) } : {}),
  };
}

/** `parse_dates` that names no column is refused before anything is read. Source: `validate_parse_dates_presence`. */
function checkParseDates(options: CsvOptions, layout: Layout): void {
  const missing = options.parseDates.filter((reference) => !layout.columns.some((column, index) => isListed([reference], column, index)));
  const index = options.indexCol === false || options.indexCol === null ? [] : options.indexCol;
  const unknown = missing.filter((reference) => !index.includes(reference));
  if (unknown.length > 0) {
    throw new SignetError(
      "UnreadableFile",
      text`Missing column provided to 'parse_dates': ${unknown.map((name) => `'${String(name)}'`).join(", ")}.`,
      {
        pythonError: "ValueError",
        remedy: "Correct the option parse_dates.",
      },
    );
  }
}

const ALL_NUMBERS: NumberFacts = { integers: true, floats: true };

/** How each column's cells are told apart, by the options that name it. Throws `UnreadableFile` where an option names none. */
export function columnRules(
  options: CsvOptions,
  { astype, numberFacts = [], textFacts }: Pick<ReadSettings, "astype" | "numberFacts" | "textFacts">,
  layout: Layout,
): readonly ColumnRules[] {
  checkParseDates(options, layout);
  const all = new Set(numberFacts);
  return layout.columns.map((column, index) => ({
    position: column.position,
    missing: missingValuesFor(options, String(column.name), column.position),
    options: columnOptions(options, astype, layout, column, index),
    numberFacts: astype !== undefined || all.has(String(column.name)) ? ALL_NUMBERS : (textFacts?.get(String(column.name)) ?? null),
  }));
}
