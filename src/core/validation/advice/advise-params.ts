import { must } from "../../defined.ts";
import { text } from "../../errors.ts";
import { makeParamSchema } from "../../mlflow/schema.ts";
import type { DataType, ParamSchema, ParamSpec } from "../../mlflow/types.ts";
import { isPythonFloat, isPythonInt } from "../../python/number-text.ts";
import { pythonLiteral } from "../../python/repr.ts";
import { type Dict, isList, type PythonValue } from "../../python/value.ts";
import { enforceParams } from "../enforce-params.ts";
import { type Advice, NO_ADVICE, type Remedy } from "../remedy.ts";
import type { Refusal, Verdict } from "../verdict.ts";

/** A value as Python converts it, and the expression that does; null where Python raises, or something would be lost. */
interface Conversion {
  readonly value: PythonValue;
  readonly code: (value: string) => string;
}

/** A parameter that is null has no value to lose. */
const LEFT_OUT: Conversion = { value: null, code: (value) => `del ${value}` };

const parsedInt = (value: string): bigint => BigInt(value.trim().replaceAll("_", "").replace("+", ""));

function convertScalar(value: PythonValue, type: DataType): Conversion | null {
  const call = (name: string, made: PythonValue): Conversion => ({ value: made, code: (given) => `${name}(${given})` });
  switch (type) {
    case "integer":
    case "long":
      if (typeof value === "boolean") return call("int", value ? 1n : 0n);
      if (typeof value === "number" && Number.isInteger(value)) return call("int", BigInt(value));
      return typeof value === "string" && isPythonInt(value) ? call("int", parsedInt(value)) : null;
    case "float":
    case "double":
      if (typeof value === "boolean") return call("float", value ? 1 : 0);
      if (typeof value !== "string" || !isPythonFloat(value)) return null;
      return call("float", Number(value.replaceAll("_", "").trim()) || 0);
    case "boolean": {
      if (value === 0n || value === 1n || value === 0 || value === 1) return call("bool", value === 1n || value === 1);
      const word = typeof value === "string" ? value.trim().toLowerCase() : "";
      return word === "true" || word === "false" ? { value: word === "true", code: (given) => `${given}.strip().lower() == "true"` } : null;
    }
    case "string":
      return typeof value === "string" || value === null || typeof value === "object" ? null : call("str", pythonLiteral(value));
    case "binary":
    case "datetime":
      return null;
  }
}

const sameType = (value: PythonValue, type: DataType) => {
  const kind = typeof value;
  if (type === "string" || type === "datetime") return kind === "string";
  if (type === "boolean") return kind === "boolean";
  return type === "integer" || type === "long" ? kind === "bigint" : kind === "bigint" || kind === "number";
};

function convert(value: PythonValue, { shape, type }: ParamSpec): Conversion | null {
  if (value === null) return LEFT_OUT;
  if (type.kind !== "scalar") return null;
  const { name } = type;
  if (shape === null) {
    if (!isList(value)) return convertScalar(value, name);
    const [only, second] = value;
    if (only === undefined || second !== undefined) return null;
    const inner = sameType(only, name) ? { value: only, code: (given: string) => given } : convertScalar(only, name);
    return inner === null ? null : { value: inner.value, code: (given) => inner.code(`${given}[0]`) };
  }
  if (!isList(value)) {
    if (value === null || typeof value === "object") return null;
    const inner = sameType(value, name) ? { value, code: (given: string) => given } : convertScalar(value, name);
    return inner === null ? null : { value: [inner.value], code: (given) => `[${inner.code(given)}]` };
  }
  const items = value.map(
    (item) => convertScalar(item, name) ?? (sameType(item, name) ? { value: item, code: (given: string) => given } : null),
  );
  const changed = items.find((item, index) => item !== null && item.value !== value[index]);
  if (changed == null || items.some((item) => item === null)) return null;
  // One expression for all: a text is read as one in every item, or in none.
  if (new Set(value.map((item) => typeof item)).size > 1 && name !== "string") return null;
  return { value: items.map((item) => must(item).value), code: (given) => `[${changed.code("item")} for item in ${given}]` };
}

const typeLabel = ({ type, shape }: ParamSpec): string => {
  const name = type.kind === "scalar" ? type.name : "an object";
  return shape === null ? name : `a list of ${name}`;
};

const asFloat = (value: PythonValue): PythonValue =>
  typeof value === "bigint" ? Number(value) : isList(value) ? value.map(asFloat) : value;

/** A whole number may become any number without another default; every other type would need one of its own. */
function modelChange(spec: ParamSpec, { params }: ParamSchema): ParamSchema | null {
  if (spec.type.kind !== "scalar" || (spec.type.name !== "long" && spec.type.name !== "integer")) return null;
  const changed = { ...spec, type: { kind: "scalar", name: "double" }, default: asFloat(spec.default) } as const;
  return makeParamSchema(params.map((one) => (one === spec ? changed : one)));
}

interface Ways {
  readonly spec: ParamSpec;
  readonly conversion: Conversion | null;
  readonly changed: ParamSchema | null;
}

const isSolved = ({ refusals }: Verdict, name: string) => !refusals.some(({ column }) => column === name);

function waysFor({ column }: Refusal, given: Dict, schema: ParamSchema): Ways | null {
  const spec = schema.params.find(({ name }) => name === column);
  const value = spec === undefined ? undefined : given.get(spec.name);
  if (spec === undefined || value === undefined) return null;
  const conversion = convert(value, spec);
  const others = [...given].filter(([name]) => name !== spec.name);
  const converted = conversion === null ? given : new Map(conversion === LEFT_OUT ? others : [...given, [spec.name, conversion.value]]);
  const changed = modelChange(spec, schema);
  return {
    spec,
    conversion: conversion !== null && isSolved(enforceParams(converted, schema), spec.name) ? conversion : null,
    changed: changed !== null && isSolved(enforceParams(given, changed), spec.name) ? changed : null,
  };
}

function callerRemedy(ways: readonly Ways[], variable: string): Remedy | null {
  if (ways.length === 0 || ways.some(({ conversion }) => conversion === null)) return null;
  const lines = ways.flatMap(({ spec, conversion }) => {
    const place = `${variable}[${pythonLiteral(spec.name)}]`;
    if (conversion === null) return [];
    return [conversion === LEFT_OUT ? conversion.code(place) : `${place} = ${conversion.code(place)}`];
  });
  const label = ways.flatMap(({ spec, conversion }, index) => {
    const mark = index === 0 ? "" : "; ";
    return conversion === LEFT_OUT ? text`${mark}Leave out ${spec.name}` : text`${mark}Pass ${spec.name} as ${typeLabel(spec)}`;
  });
  const isLeftOut = ways.some(({ conversion }) => conversion === LEFT_OUT);
  const consequence = isLeftOut ? ["The model uses its default in place of null."] : ["The value keeps its meaning."];
  return { by: "caller", label, consequence, python: lines.join("\n"), loses: false };
}

function modelRemedy(ways: readonly Ways[], schema: ParamSchema): Remedy | null {
  if (ways.length === 0 || ways.some(({ changed }) => changed === null)) return null;
  const params = ways.reduce((before, { spec }) => {
    const own = must(before.params.find(({ name }) => name === spec.name));
    return modelChange(own, before) ?? before;
  }, schema);
  const label = ways.flatMap(({ spec }, index) => text`${index === 0 ? "" : "; "}Declare ${spec.name} as double`);
  return { by: "model", label, consequence: ["The model must handle this type."], params, loses: false };
}

/** The ways out of refused parameters, each accepted by Signet's own verdict before it is offered; `variable` is their dict in Python. */
export function adviseParams(params: PythonValue, schema: ParamSchema | null, verdict: Verdict, variable = "params"): Advice {
  if (schema === null || !(params instanceof Map) || verdict.kind !== "refused") return NO_ADVICE;
  const found = verdict.refusals.map((refusal) => waysFor(refusal, params, schema));
  const remedies = (ways: readonly Ways[]) => [callerRemedy(ways, variable), modelRemedy(ways, schema)].filter((remedy) => remedy !== null);
  const perRefusal = found.map((ways) => (ways === null ? [] : remedies([ways])));
  const all = found.filter((ways) => ways !== null);
  return { perRefusal, whole: all.length === found.length ? remedies(all) : [], notes: [] };
}
