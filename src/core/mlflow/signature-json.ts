import { CURRENT, type Environment, has } from "../environment/environment.ts";
import { SignetError, text } from "../errors.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import { jsonLoads } from "../python/json-loads.ts";
import { type ColumnName, type Dict, isDict, isList, type PythonValue } from "../python/value.ts";
import { makeObject, makeParamSchema, makeSchema } from "./schema.ts";
import {
  type ColSpec,
  type ColumnType,
  DATA_TYPES,
  type DataType,
  type ModelSignature,
  type ParamSchema,
  type ParamSpec,
  type Property,
  type Schema,
  type TensorSpec,
} from "./types.ts";

/** The one file that knows the keys of MLflow's JSON. Source: `to_dict` and `from_json_dict` in `mlflow/types/schema.py`. */

const dict = (entries: readonly (readonly [string, PythonValue] | null)[]): Dict => new Map(entries.filter((entry) => entry !== null));

function typeEntries(type: ColumnType): readonly (readonly [string, PythonValue])[] {
  switch (type.kind) {
    case "scalar":
      return [["type", type.name]];
    case "array":
      return [
        ["type", "array"],
        ["items", dict(typeEntries(type.items))],
      ];
    case "object":
      return [
        ["type", "object"],
        [
          "properties",
          dict(type.properties.map((property) => [property.name, dict([...typeEntries(property.type), ["required", property.required]])])),
        ],
      ];
    case "map":
      return [
        ["type", "map"],
        ["values", dict(typeEntries(type.values))],
      ];
    case "any":
      return [["type", "any"]];
    case "sparkml_vector":
      return [["type", "sparkml_vector"]];
  }
}

/** A type alone as MLflow writes it: `{"type": "array", "items": {"type": "long"}}`. */
export const typeToValue = (type: ColumnType): PythonValue => dict(typeEntries(type));

/** A column before MLflow 2.10: one that is not required is `optional` from 2.4 on, and as all others before. */
function oldColumn({ type, name, required }: ColSpec, environment: Environment): Dict {
  const named = name === undefined ? null : (["name", name] as const);
  if (!has(environment, "optionalKey")) return dict([named, ...typeEntries(type)]);
  return dict([...typeEntries(type), named, required ? null : ["optional", true]]);
}

function specToDict(spec: ColSpec | TensorSpec, environment: Environment): Dict {
  if (spec.kind === "column" && !has(environment, "requiredKey")) return oldColumn(spec, environment);
  if (spec.kind === "column")
    return dict([...typeEntries(spec.type), spec.name === undefined ? null : ["name", spec.name], ["required", spec.required]]);
  const info = dict([
    ["dtype", spec.dtype],
    ["shape", spec.shape.map(BigInt)],
  ]);
  return dict([spec.name === undefined ? null : ["name", spec.name], ["type", "tensor"], ["tensor-spec", info]]);
}

/** `Schema.to_dict()`: the list that MLflow writes, as Python values. */
export function schemaToValue({ specs }: Schema, environment: Environment = CURRENT): readonly PythonValue[] {
  return specs.map((spec) => specToDict(spec, environment));
}

/** `Schema.to_json()`. */
export const schemaToJson = (schema: Schema, environment: Environment = CURRENT): string => jsonDumps(schemaToValue(schema, environment));

/** `ParamSchema.to_dict()`. The type's place among the keys is that of the environment's MLflow. */
export function paramSchemaToValue({ params }: ParamSchema, environment: Environment = CURRENT): readonly PythonValue[] {
  return params.map(({ name, type, default: value, shape }) => {
    const key = has(environment, "paramTypeKey") ? "type" : "dtype";
    const [types, rest] = [
      typeEntries(type).map(([name, entry]) => [name === "type" ? key : name, entry] as const),
      [["default", value] as const, ["shape", shape === null ? null : [-1n]] as const],
    ];
    return dict([["name", name], ...(has(environment, "dictParams") ? [...rest, ...types] : [...types, ...rest])]);
  });
}

/** The three JSON strings of `ModelSignature.to_dict()`, byte for byte; null for an absent part. */
export interface SignatureStrings {
  readonly inputs: string | null;
  readonly outputs: string | null;
  readonly params: string | null;
}

/** `ModelSignature.to_dict()` of the MLflow that the signature is written for. Source: `mlflow/models/signature.py`. */
export function signatureToDict({ inputs, outputs, params, environment = CURRENT }: ModelSignature): SignatureStrings {
  return {
    inputs: inputs === null ? null : schemaToJson(inputs, environment),
    outputs: outputs === null ? null : schemaToJson(outputs, environment),
    params: params === null || !has(environment, "params") ? null : jsonDumps(paramSchemaToValue(params, environment)),
  };
}

const invalid = (message: string, at: string) =>
  new SignetError("InvalidSchema", text`${message} (at ${at})`, {
    pythonError: "MlflowException",
    remedy: "Correct the signature's JSON.",
  });

const isDataType = (value: PythonValue | undefined): value is DataType => (DATA_TYPES as readonly PythonValue[]).includes(value ?? null);

function typeFromDict(given: Dict, at: string): ColumnType {
  const type = given.get("type");
  switch (type) {
    case "array": {
      const items = given.get("items");
      if (!isDict(items)) throw invalid("Missing keys in Array JSON. Expected to find keys `items`", at);
      return { kind: "array", items: typeFromDict(items, `${at}.items`) };
    }
    case "object": {
      const properties = given.get("properties");
      if (!isDict(properties)) throw invalid("Missing keys in Object JSON. Expected to find keys `properties`", at);
      return makeObject([...properties].map(([name, property]) => propertyFromDict(name, property, `${at}.${name}`)));
    }
    case "map": {
      const values = given.get("values");
      if (!isDict(values)) throw invalid("Missing keys in Map JSON. Expected to find keys `values`", at);
      return { kind: "map", values: typeFromDict(values, `${at}.values`) };
    }
    case "any":
      return { kind: "any" };
    case "sparkml_vector":
      return { kind: "sparkml_vector" };
    default:
      if (!isDataType(type)) throw invalid(`Unsupported type '${String(type)}', expected one of ${DATA_TYPES.join(", ")}`, at);
      return { kind: "scalar", name: type };
  }
}

/** The type that {@link typeToValue} wrote. Throws `InvalidSchema`. */
export function typeFromValue(value: PythonValue): ColumnType {
  if (!isDict(value)) throw invalid("Expected a dict", "the type");
  return typeFromDict(value, "the type");
}

function propertyFromDict(name: string, given: PythonValue, at: string): Property {
  if (!isDict(given)) throw invalid(`Missing keys in Property \`${name}\`. Expected to find key \`type\``, at);
  return { name, type: typeFromDict(given, at), required: given.get("required") !== false };
}

function nameFrom(given: Dict): { readonly name?: ColumnName } {
  const name = given.get("name");
  if (name === undefined || name === null) return {};
  // MLflow writes whatever name pandas gave: a scalar, or a list for several header rows.
  return { name: name as ColumnName };
}

const SPEC_KEYS = ["type", "name", "required"];

/** Earlier versions of MLflow wrote `optional`, which 3.17.2 does not load. */
const unexpectedKey = (key: string, at: string) =>
  new SignetError("InvalidSchema", text`ColSpec.__init__() got an unexpected keyword argument '${key}' (at ${at})`, {
    pythonError: "TypeError",
    remedy: key === "optional" ? 'Write "required": false for "optional": true.' : `Remove the key ${key}.`,
  });

/** A column as versions that knew `optional` read it. */
function withOptional(given: Dict, environment: Environment): Dict {
  const isKnown = has(environment, "optionalKey") && !has(environment, "optionalKeyGone");
  if (!isKnown || !given.has("optional") || given.has("required")) return given;
  return new Map([...given].map(([key, value]) => (key === "optional" ? ["required", value !== true] : [key, value])));
}

function columnFromDict(written: Dict, at: string, environment: Environment): ColSpec {
  const given = withOptional(written, environment);
  const type = typeFromDict(given, at);
  // A scalar's keys are the arguments of ColSpec; nested types are picked apart, which passes over other keys.
  const unknown = type.kind === "scalar" ? [...given.keys()].find((key) => !SPEC_KEYS.includes(key)) : undefined;
  if (unknown !== undefined) throw unexpectedKey(unknown, at);
  const required = given.get("required");
  // A nested type without the key ends as None in MLflow, which counts as not required; a scalar one as required.
  return { kind: "column", type, ...nameFrom(given), required: required === undefined ? type.kind === "scalar" : required === true };
}

/** Names that `np.dtype` takes: those that NumPy prints, except structured arrays (`void96`), and its short spellings. */
const NUMPY_NAME =
  /^(bool|u?int(8|16|32|64)?|float(16|32|64|128)?|complex(64|128|256)?|object|str|bytes|void|(datetime64|timedelta64)(\[\w+\])?|[<>=|]?[?biufcmMOSUV]\d*(\[\w+\])?|\w*(half|single|double|short|long|byte|intc|intp)\w*|\w+_)$/;

function tensorFromDict(given: Dict, at: string): TensorSpec {
  const info = given.get("tensor-spec");
  if (!isDict(info)) throw invalid("Missing keys in TensorSpec JSON. Expected to find keys `tensor-spec` and `type`", at);
  const dtype = info.get("dtype");
  const shape = info.get("shape");
  if (typeof dtype !== "string" || !isList(shape))
    throw invalid("Missing keys in TensorSpec JSON. Expected to find keys `dtype` and `shape`", at);
  if (/^(str|bytes|U|S|<U|\|S)\d+$/.test(dtype)) throw invalid("MLflow does not support size information in flexible numpy data types", at);
  if (!NUMPY_NAME.test(dtype)) throw invalid(`data type '${dtype}' not understood`, at);
  const { name } = nameFrom(given);
  return { kind: "tensor", dtype, shape: shape.map(Number), ...(name === undefined ? {} : { name: String(name) }) };
}

/** `Schema.from_json` on parsed JSON, as the environment's MLflow reads it. Throws `InvalidSchema` with MLflow's words. */
export function schemaFromValue(value: PythonValue, environment: Environment = CURRENT): Schema {
  if (!isList(value)) throw invalid("Inputs of Schema must be a list", "the schema");
  return makeSchema(
    value.map((given, index) => {
      const at = `column ${index}`;
      if (!isDict(given)) throw invalid("Expected a dict", at);
      return given.get("type") === "tensor" ? tensorFromDict(given, at) : columnFromDict(given, at, environment);
    }),
  );
}

function paramFromDict(given: PythonValue, at: string): ParamSpec {
  if (!isDict(given) || !given.has("name") || !given.has("default") || !(given.has("type") || given.has("dtype"))) {
    throw invalid("Missing keys in ParamSpec JSON. Expected to find keys `name`, `type`(or `dtype`) and `default`", at);
  }
  const named = given.get("type") ?? given.get("dtype") ?? null;
  const type = typeFromDict(new Map([...given, ["type", named]]), at);
  if (type.kind !== "scalar" && type.kind !== "object") throw invalid("'dtype' must be DataType, Object or str", at);
  const shape = given.get("shape") ?? null;
  if (shape !== null && !(isList(shape) && shape.length === 1 && Number(shape[0]) === -1))
    throw invalid("Shape must be None for scalar or dictionary value, or (-1,) for 1D array value", at);
  return { name: String(given.get("name")), type, default: given.get("default") ?? null, shape: shape === null ? null : [-1] };
}

/** `ParamSchema.from_json` on parsed JSON; old files say `dtype` for `type`. Throws `InvalidSchema`. */
export function paramSchemaFromValue(value: PythonValue): ParamSchema {
  if (!isList(value)) throw invalid("ParamSchema inputs only accept list", "the params");
  return makeParamSchema(value.map((given, index) => paramFromDict(given, `parameter ${index}`)));
}

function part<Part>(given: Dict, key: string, from: (value: PythonValue) => Part): Part | null {
  const value = given.get(key);
  if (value === undefined || value === null || value === "") return null;
  return from(typeof value === "string" ? jsonLoads(value) : value);
}

/** `ModelSignature.from_dict`: parts are JSON strings, as MLflow writes them, or already parsed. Throws `InvalidSchema`. */
export function signatureFromDict(given: Dict, environment: Environment = CURRENT): ModelSignature {
  const schema = (value: PythonValue) => schemaFromValue(value, environment);
  return {
    inputs: part(given, "inputs", schema),
    outputs: part(given, "outputs", schema),
    params: part(given, "params", paramSchemaFromValue),
  };
}
