import { must } from "../defined.ts";
import { floatRepr } from "./float-repr.ts";
import type { ColumnName, PythonValue } from "./value.ts";

const hex = (code: number, width: number) => code.toString(16).padStart(width, "0");

/** Code points that Python's `repr` leaves as they are; the others are escaped. */
const PRINTABLE = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]$|^ $/u;

function escapeCharacter(character: string, quote: string): string {
  if (character === quote || character === "\\") return `\\${character}`;
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  if (character === "\t") return "\\t";
  if (PRINTABLE.test(character)) return character;
  const code = must(character.codePointAt(0));
  if (code <= 0xff) return `\\x${hex(code, 2)}`;
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

/** A string as a Python literal, by the rules of `repr`: nothing in it can end the literal or start code. */
export function reprString(value: string): string {
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  return quote + [...value].map((character) => escapeCharacter(character, quote)).join("") + quote;
}

/**
 * A value as Python source that evaluates to it; infinities and NaN as `float("inf")`, since their repr is not a literal.
 *
 * @example pythonLiteral(new Map([["a", [1n, 0.5, null]]])) // "{'a': [1, 0.5, None]}"
 */
export function pythonLiteral(value: PythonValue): string {
  if (value === null) return "None";
  switch (typeof value) {
    case "boolean":
      return value ? "True" : "False";
    case "bigint":
      return String(value);
    case "number":
      return Number.isFinite(value) ? floatRepr(value) : `float("${floatRepr(value)}")`;
    case "string":
      return reprString(value);
    case "object":
      if (value instanceof Map) return `{${[...value].map(([key, inner]) => `${reprString(key)}: ${pythonLiteral(inner)}`).join(", ")}}`;
      // The only object left is a list; Array.isArray does not narrow readonly arrays out of the Map.
      return `[${(value as readonly PythonValue[]).map(pythonLiteral).join(", ")}]`;
  }
}

/** A tuple of items as Python writes it: `(2, 3)`, `(2,)`. */
export const tupleText = (items: readonly (number | string)[]): string => `(${items.join(", ")}${items.length === 1 ? "," : ""})`;

/** A column's name as Python source; several header rows give a tuple, which JSON writes as a list. */
export function columnNameLiteral(name: ColumnName): string {
  return Array.isArray(name)
    ? tupleText(name.map(columnNameLiteral))
    : // Array.isArray does not narrow a readonly array away.
      pythonLiteral(name as Exclude<ColumnName, readonly ColumnName[]>);
}

/** What `DataFrame.rename(columns=…)` takes, as Python source. */
export function renameLiteral(rename: ReadonlyMap<ColumnName, string>): string {
  return `{${[...rename].map(([name, now]) => `${columnNameLiteral(name)}: ${reprString(now)}`).join(", ")}}`;
}

/** A call as Python writes it: `pd.read_csv('X.csv', sep=';')`. */
export function pythonCall(called: string, positional: readonly PythonValue[], keywords: ReadonlyMap<string, PythonValue>): string {
  const named = [...keywords].map(([name, value]) => `${name}=${pythonLiteral(value)}`);
  return `${called}(${[...positional.map(pythonLiteral), ...named].join(", ")})`;
}
