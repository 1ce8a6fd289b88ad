import { text } from "../errors.ts";
import { limitOf, overLimit } from "../limits.ts";
import { jsonLoads } from "./json-loads.ts";
import { parseLiteral } from "./literal.ts";
import type { PythonValue } from "./value.ts";
import { readYaml, YamlFault, yamlValue } from "./yaml-text.ts";

/** A value of the YAML library as Python's: its integers are bigints already, its floats numbers. */
function fromYaml(value: unknown): PythonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean" || typeof value === "bigint" || typeof value === "number" || typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(fromYaml);
  if (value instanceof Map) return new Map([...value].map(([key, inner]) => [String(key), fromYaml(inner)]));
  return String(value);
}

function parseYaml(source: string): PythonValue | undefined {
  try {
    const value = yamlValue(readYaml(source, { version: "1.1", intAsBigInt: true }), { mapAsMap: true });
    // Almost any text is a YAML string; only a mapping was meant as parameters.
    return value instanceof Map ? fromYaml(value) : undefined;
  } catch (error) {
    if (error instanceof YamlFault) return undefined;
    throw error;
  }
}

/**
 * Parameters as they are typed, pasted or dropped: JSON, a Python dict literal, or YAML, whichever they are.
 * Throws `InvalidParams` with the place where they are none; what looks like a literal is explained as one.
 */
export function parseParamsText(source: string): PythonValue {
  if (source.length > limitOf("params"))
    throw overLimit("params", text`These parameters have ${source.length} characters.`, {
      tag: "InvalidParams",
      remedy: "Give the parameters that a call may change: their names and default values.",
    });
  try {
    return jsonLoads(source);
  } catch {
    // Not JSON: the other notations are tried before anything is refused.
  }
  let refusal: unknown;
  try {
    return parseLiteral(source);
  } catch (error) {
    refusal = error;
  }
  const yaml = /^\s*[[{(]/.test(source) ? undefined : parseYaml(source);
  if (yaml !== undefined) return yaml;
  throw refusal;
}
