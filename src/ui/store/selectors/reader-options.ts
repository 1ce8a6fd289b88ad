import { errorToData, renderText } from "../../../core/errors.ts";
import { parseLiteral } from "../../../core/python/literal.ts";
import { pythonLiteral } from "../../../core/python/repr.ts";
import type { PythonValue } from "../../../core/python/value.ts";

/**
 * How a field's text becomes a value: `text` as it is (`\t` is a tab), `flag` True or False, `literal` Python's literals, where a bare
 * word is a string, and `list` the same with a single value, or words with commas between, made a list.
 */
export type FieldKind = "text" | "flag" | "literal" | "list";

export interface OptionField {
  readonly name: string;
  readonly kind: FieldKind;
  /** pandas' default, or an example where that is None. */
  readonly hint: string;
}

export interface OptionGroup {
  readonly title: string;
  readonly fields: readonly OptionField[];
}

const field = (name: string, kind: FieldKind, hint: string): OptionField => ({ name, kind, hint });

const CSV_GROUPS: readonly OptionGroup[] = [
  {
    title: "Columns and rows",
    fields: [
      field("sep", "text", ","),
      field("header", "literal", "0"),
      field("names", "list", "a, b, c"),
      field("index_col", "literal", "0"),
      field("usecols", "list", "a, b"),
      field("skiprows", "literal", "0"),
      field("nrows", "literal", "1000"),
      field("comment", "text", "#"),
    ],
  },
  {
    title: "Types",
    fields: [
      field("dtype", "literal", "{'id': 'str'}"),
      field("dtype_backend", "text", "numpy_nullable"),
      field("parse_dates", "list", "date, time"),
      field("decimal", "text", "."),
      field("thousands", "text", ","),
      field("true_values", "list", "yes, ja"),
      field("false_values", "list", "no, nein"),
    ],
  },
  {
    title: "Missing cells",
    fields: [field("na_values", "list", "-, none"), field("keep_default_na", "flag", "True"), field("na_filter", "flag", "True")],
  },
  {
    title: "Quotes and bytes",
    fields: [
      field("quotechar", "text", '"'),
      field("doublequote", "flag", "True"),
      field("escapechar", "text", "\\"),
      field("skipinitialspace", "flag", "False"),
      field("encoding", "text", "utf-8"),
    ],
  },
];

const PARQUET_GROUPS: readonly OptionGroup[] = [
  { title: "Columns and types", fields: [field("columns", "list", "a, b"), field("dtype_backend", "text", "pyarrow")] },
];

/** The reader options of a format, in the order of the form. */
export function optionGroups(format: string): readonly OptionGroup[] {
  if (format === "csv") return CSV_GROUPS;
  return format === "parquet" ? PARQUET_GROUPS : [];
}

/** What a user's code may do with any table after reading it. */
export const PREPROCESSING_FIELDS: readonly OptionField[] = [
  field("astype", "literal", "{'price': 'float64'}"),
  field("rename", "literal", "{'Unnamed: 0': 'row'}"),
  field("drop", "list", "id, note"),
];

/** A field's text as it was understood, nothing, or why it was not. */
export type FieldValue = { readonly value: PythonValue } | { readonly refusal: string } | null;

const ESCAPES: Readonly<Record<string, string>> = { "\\t": "\t", "\\n": "\n" };

function literalOrWord(text: string): PythonValue {
  try {
    return parseLiteral(text);
  } catch (error) {
    // What begins like a literal was meant as one; a bare word is the string that it looks like.
    if (/^[[{('"]/.test(text)) throw error;
    return text;
  }
}

function words(text: string): PythonValue {
  if (/^[[{('"]/.test(text) || !text.includes(",")) return literalOrWord(text);
  return text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "")
    .map(literalOrWord);
}

/** The Python value of a field's text; null if the field is empty. */
export function parseField(kind: FieldKind, typed: string): FieldValue {
  if (kind === "text") return typed === "" ? null : { value: ESCAPES[typed] ?? typed };
  const text = typed.trim();
  if (text === "") return null;
  try {
    if (kind === "flag" || kind === "literal") return { value: literalOrWord(text) };
    const value = words(text);
    return { value: Array.isArray(value) || value instanceof Map || typeof value === "boolean" ? value : [value] };
  } catch (error) {
    return { refusal: renderText(errorToData(error).message) };
  }
}

/** A value as its field shows it, so that parsing it again gives the value. */
export function fieldText(kind: FieldKind, value: PythonValue | undefined): string {
  if (value === undefined) return "";
  if (kind === "text" && typeof value === "string") return Object.entries(ESCAPES).find(([, real]) => real === value)?.[0] ?? value;
  const written = pythonLiteral(value);
  if (typeof value !== "string") return written;
  const parsed = parseField(kind, value);
  return parsed !== null && "value" in parsed && parsed.value === value ? value : written;
}
