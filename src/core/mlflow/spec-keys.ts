import { jsonDumps } from "../python/json-dumps.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";

/**
 * Which row of a side is meant, by what was inferred: its name as JSON (`"price"`, `0`), with `#1` for the second of that name, or its
 * place where it has none (`#0`). A row that an edit added has its own key, `+1`. So an edit finds its row after the next signing,
 * and a row is compared with that of another signature.
 */
export type SpecKey = string;

type NamedRows = readonly { readonly name?: ColumnName }[];

/** Rows are never changed in place, and their keys asked for wherever they are shown. */
const knownKeys = new WeakMap<NamedRows, readonly SpecKey[]>();

/** The keys of rows, in their order. */
export function specKeys(specs: NamedRows): readonly SpecKey[] {
  const known = knownKeys.get(specs) ?? makeKeys(specs);
  knownKeys.set(specs, known);
  return known;
}

function makeKeys(specs: NamedRows): readonly SpecKey[] {
  const seen = new Map<string, number>();
  return specs.map(({ name }) => {
    // A column's name is one of Python's values.
    const written = name === undefined ? "" : jsonDumps(name as PythonValue);
    const nth = seen.get(written) ?? 0;
    seen.set(written, nth + 1);
    return name === undefined || nth > 0 ? `${written}#${nth}` : written;
  });
}
