import { must } from "../../defined.ts";
import { DEFAULT_MISSING } from "../../evidence/missing-words.ts";
import { floatRepr } from "../../python/float-repr.ts";
import type { ColumnName, PythonValue } from "../../python/value.ts";
import type { CsvOptions } from "./csv-options.ts";

/** The spellings and the numbers that are missing in one column. */
export interface MissingValues {
  readonly words: readonly string[];
  readonly floats: readonly number[];
  /** `None` is missing by pandas' own list, and nobody asked for it: not so before pandas 2. */
  readonly noneByDefault?: true;
}

/** `float(x)` of Python for what options hold; null where it raises, or is NaN. */
function toFloat(value: PythonValue): number | null {
  if (typeof value === "number") return Number.isNaN(value) ? null : value;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  if (typeof value !== "string") return null;
  const trimmed = value.trim();
  if (/^[+-]?inf(inity)?$/i.test(trimmed)) return trimmed.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : null;
}

/** `str(x)` of Python, for scalars. */
function toWord(value: PythonValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return floatRepr(value);
  return String(value);
}

/** pandas' `_stringify_na_values` and `_floatify_na_values`: a number is missing in each way that it can be written. */
function expand(values: readonly PythonValue[], { keepDefaultNa, byPython }: CsvOptions): MissingValues {
  const words = new Set<string>(keepDefaultNa ? DEFAULT_MISSING : []);
  const floats = new Set<number>();
  const given = values.map(toWord);
  for (const [position, value] of values.entries()) {
    words.add(must(given[position]));
    const number = toFloat(value);
    if (number === null) continue;
    floats.add(number);
    if (Number.isInteger(number)) {
      words.add(String(BigInt(number)));
      words.add(`${BigInt(number)}.0`);
    } else if (Number.isFinite(number)) words.add(floatRepr(number));
    // A number with a fraction is missing without it as well: pandas adds `int(1.5)`, which the C engine knows as a word too.
    if (typeof value === "number" && Number.isFinite(value)) {
      floats.add(Math.trunc(value));
      if (byPython !== true) words.add(String(BigInt(Math.trunc(value))));
    }
  }
  const noneByDefault = keepDefaultNa && !given.includes("None");
  return { words: [...words], floats: [...floats], ...(noneByDefault ? { noneByDefault: true } : {}) };
}

const byDefault = (isKept: boolean): MissingValues =>
  isKept ? { words: DEFAULT_MISSING, floats: [], noneByDefault: true } : { words: [], floats: [] };

/** What is missing in a column, by `na_values`, `keep_default_na` and `na_filter`; null where nothing is. `name` is what the parser reads it under. */
export function missingValuesFor(options: CsvOptions, name: ColumnName): MissingValues | null {
  if (!options.naFilter) return null;
  const { naValues, keepDefaultNa } = options;
  if (naValues === null) return byDefault(keepDefaultNa);
  if (Array.isArray(naValues)) return expand(naValues, options);
  // Keys of options are strings: an integer name has none.
  const own = typeof name === "string" ? (naValues as ReadonlyMap<string, readonly PythonValue[]>).get(name) : undefined;
  if (own === undefined) return byDefault(keepDefaultNa);
  return expand(own, options);
}
