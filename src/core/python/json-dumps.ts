import { floatRepr } from "./float-repr.ts";
import type { PythonValue } from "./value.ts";

const SHORT: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\f", "\\f"],
  ["\b", "\\b"],
]);

/** A string as Python's JSON encoder writes it with `ensure_ascii`: pure ASCII, surrogates one by one. */
export function jsonString(value: string): string {
  const escaped = value.replace(/["\\]|[^ -~]/g, (unit) => SHORT.get(unit) ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `"${escaped}"`;
}

function jsonFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  return floatRepr(value);
}

function jsonDict(dict: ReadonlyMap<string, PythonValue>): string {
  let items = "";
  for (const [key, inner] of dict) items += `${items === "" ? "" : ", "}${jsonString(key)}: ${jsonDumps(inner)}`;
  return `{${items}}`;
}

/**
 * Python's `json.dumps(value)`, byte for byte: `", "` and `": "`, escapes in ASCII, `1.0` and `1e-05`, and NaN bare.
 *
 * @example jsonDumps(new Map([["a", 1n]])) // '{"a": 1}'
 */
export function jsonDumps(value: PythonValue): string {
  if (value === null) return "null";
  switch (typeof value) {
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      return String(value);
    case "number":
      return jsonFloat(value);
    case "string":
      return jsonString(value);
    case "object":
      if (value instanceof Map) return jsonDict(value);
      // The only object left is a list; Array.isArray does not narrow readonly arrays out of the Map.
      return `[${(value as readonly PythonValue[]).map(jsonDumps).join(", ")}]`;
  }
}
