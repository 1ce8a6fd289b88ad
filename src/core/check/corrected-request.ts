import type { ColumnType, DataType, ModelSignature, ParamSchema, Schema } from "../mlflow/types.ts";
import { type Dict, isDict, isList, type PythonValue } from "../python/value.ts";
import { hasNames, isSameName, specName } from "../validation/enforce-columns.ts";
import { ENVELOPES } from "../validation/request-form.ts";
import { foreignRequest } from "./foreign-request.ts";

const INTEGER = /^[-+]?\d+$/;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
  ["1", true],
  ["0", false],
]);

function asInteger(value: PythonValue): PythonValue {
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
  return typeof value === "string" && INTEGER.test(value.trim()) ? BigInt(value.trim().replace("+", "")) : value;
}

function asFloat(value: PythonValue): PythonValue {
  // Digits that a float cannot hold would be lost.
  if (typeof value === "bigint") return BigInt(Number(value)) === value ? Number(value) : value;
  return typeof value === "string" && NUMBER.test(value.trim()) ? Number(value) : value;
}

/** A value written as its type asks, where that loses nothing; any other stays as it is. */
function asType(value: PythonValue, type: DataType): PythonValue {
  switch (type) {
    case "integer":
    case "long":
      return asInteger(value);
    case "float":
    case "double":
      return asFloat(value);
    case "boolean":
      return WORDS.get(String(value).toLowerCase()) ?? value;
    case "string":
      return typeof value === "bigint" || typeof value === "number" || typeof value === "boolean" ? String(value) : value;
    case "binary":
    case "datetime":
      return value;
  }
}

/** How a column's cells are to be written; null for types of which no cell is changed. */
type Cast = (value: PythonValue) => PythonValue;

const same: Cast = (value) => value;

function castOf(schema: Schema, name: PythonValue, position: number): Cast {
  if (schema.kind === "tensors") return same;
  // A column's name in JSON is a scalar, or a list of such.
  const named = schema.specs.findIndex((spec, at) => isSameName(specName(spec, at), name as string));
  const spec = hasNames(schema) ? schema.specs[named] : schema.specs[position];
  return spec?.kind === "column" ? typeCast(spec.type) : same;
}

/** Values inside lists and objects are written as their own types ask: MLflow converts none of them. */
function typeCast(type: ColumnType): Cast {
  switch (type.kind) {
    case "scalar":
      return scalarCast(type.name);
    case "array": {
      const item = typeCast(type.items);
      return (value) => (isList(value) ? value.map(item) : value);
    }
    case "map": {
      const item = typeCast(type.values);
      return (value) => (isDict(value) ? new Map([...value].map(([key, one]) => [key, item(one)] as const)) : value);
    }
    case "object": {
      const casts = new Map(type.properties.map((property) => [property.name, typeCast(property.type)] as const));
      return (value) => (isDict(value) ? new Map([...value].map(([key, one]) => [key, (casts.get(key) ?? same)(one)] as const)) : value);
    }
    case "any":
    case "sparkml_vector":
      return same;
  }
}

const scalarCast =
  (type: DataType): Cast =>
  (value) =>
    asType(value, type);

function recordCast(schema: Schema, record: Dict): Dict {
  return new Map([...record].map(([name, value], position) => [name, castOf(schema, name, position)(value)] as const));
}

function rowCast(schema: Schema, row: PythonValue, names: readonly PythonValue[] | null): PythonValue {
  if (isDict(row)) return recordCast(schema, row);
  if (isList(row)) return row.map((value, position) => castOf(schema, names?.[position] ?? BigInt(position), position)(value));
  return castOf(schema, names?.[0] ?? 0n, 0)(row);
}

function contentCast(schema: Schema, envelope: (typeof ENVELOPES)[number], content: PythonValue): PythonValue {
  if (envelope === "dataframe_split" && isDict(content)) {
    const [names, data] = [content.get("columns"), content.get("data")];
    const rows = isList(data) ? data.map((row) => rowCast(schema, row, isList(names) ? names : null)) : (data ?? null);
    return new Map([...content].map(([key, value]) => [key, key === "data" ? rows : value] as const));
  }
  const own = schema.specs.map((spec, position) => specName(spec, position) as PythonValue);
  if (isList(content)) return content.map((row) => rowCast(schema, row, own));
  if (!isDict(content)) return content;
  return new Map(
    [...content].map(([name, value], position) => {
      const cast = castOf(schema, name, position);
      return [name, isList(value) ? value.map(cast) : cast(value)] as const;
    }),
  );
}

const without = (document: Dict, ...keys: readonly string[]): Dict => new Map([...document].filter(([key]) => !keys.includes(key)));

/** The body in one of the four envelopes, where it lacks one or is in the wrong one; null where it is unknown which. */
function enveloped(document: PythonValue): Dict | null {
  if (isList(document)) return new Map([[document.length > 0 && document.every(isDict) ? "dataframe_records" : "inputs", document]]);
  if (!isDict(document)) return null;
  const [envelope, second] = ENVELOPES.filter((name) => document.has(name));
  if (second !== undefined) return null;
  const params = document.get("params");
  const more = params === undefined ? [] : [["params", params] as const];
  if (envelope === undefined) {
    const content = without(document, "params");
    if (isList(content.get("data"))) return new Map<string, PythonValue>([["dataframe_split", content], ...more]);
    if ([...content.values()].every(isList)) return new Map<string, PythonValue>([["inputs", content], ...more]);
    return new Map<string, PythonValue>([["dataframe_records", [content]], ...more]);
  }
  const content = document.get(envelope);
  if (envelope === "dataframe_split" && isList(content)) return new Map<string, PythonValue>([["dataframe_records", content], ...more]);
  if (envelope === "dataframe_records" && isDict(content)) {
    const isTable = isList(content.get("data"));
    return new Map<string, PythonValue>([isTable ? ["dataframe_split", content] : ["dataframe_records", [content]], ...more]);
  }
  return document;
}

function paramsCast(params: PythonValue, { params: specs }: ParamSchema): PythonValue {
  if (!isDict(params)) return params;
  return new Map(
    [...params].map(([name, value]) => {
      const spec = specs.find((one) => one.name === name);
      if (spec?.type.kind !== "scalar") return [name, value] as const;
      const cast = scalarCast(spec.type.name);
      if (spec.shape === null) return [name, cast(value)] as const;
      return [name, isList(value) ? value.map(cast) : [cast(value)]] as const;
    }),
  );
}

/**
 * A request as a model with this signature is more likely to take it: in one of the four envelopes, converted from another server's form, each
 * cell written as its type asks where that loses nothing. Whether it is then accepted is for a check to say; null if there is no way to write it.
 */
export function rewrittenRequest(document: PythonValue, signature: ModelSignature): PythonValue {
  const { inputs, params } = signature;
  const foreign = foreignRequest(document, signature);
  const request = foreign === null ? enveloped(document) : foreign.body;
  const envelope = ENVELOPES.find((name) => request?.has(name));
  if (request === null || envelope === undefined || inputs === null) return null;
  return new Map(
    [...request].map(([key, value]) => {
      if (key === envelope) return [key, contentCast(inputs, envelope, value)] as const;
      return [key, key === "params" && params !== null ? paramsCast(value, params) : value] as const;
    }),
  );
}
