import { datum, text } from "../errors.ts";
import type { ColSpec, Schema, TensorSpec } from "../mlflow/types.ts";
import type { ColumnName } from "../python/value.ts";
import { hasNames, specName } from "./enforce-columns.ts";
import { enforceType } from "./enforce-type.ts";
import { type Held, heldRepr, isDict, isList, isNumpyScalar, NumpyArray, typeName } from "./held.ts";
import type { ModelInput } from "./model-input.ts";
import { makeArray, makeArrayOf } from "./numpy-array.ts";
import { Raised } from "./raised.ts";

const DTYPES = {
  boolean: "bool",
  integer: "int32",
  long: "int64",
  float: "float32",
  double: "float64",
  string: "str",
  binary: "bytes",
  datetime: "datetime64[ns]",
} as const;

export const invalidInput = (message: Raised["text"] | string, cause?: Raised) =>
  new Raised(
    "MlflowInvalidInputException",
    typeof message === "string" ? [`Invalid input. ${message}`] : ["Invalid input. ", ...message],
    cause,
  );

/** Turns what a conversion raises into what the scoring server says. */
function converting<Result>(convert: () => Result): Result {
  try {
    return convert();
  } catch (error) {
    throw error instanceof Raised ? invalidInput(error.text, error) : error;
  }
}

type Spec = ColSpec | TensorSpec;

/** Values of one input under its spec. Source: `convert_data_type` in `mlflow/utils/proto_json_utils.py`. */
function convertData(value: Held, spec: Spec | undefined): Held {
  return converting(() => {
    if (spec === undefined) return makeArray(value);
    if (spec.kind === "tensor") return makeArrayOf(value, spec.dtype);
    const { type, required } = spec;
    switch (type.kind) {
      case "scalar":
        if (isList(value) || value instanceof NumpyArray) return makeArrayOf(value, DTYPES[type.name]);
        return makeArrayOf([value], DTYPES[type.name]).rows()?.[0] ?? null;
      case "array":
        return makeArray(enforceType(value, type, required));
      case "object":
      case "map":
        return enforceType(value, type, required);
      case "any":
        return value;
      case "sparkml_vector":
        throw new Raised("MlflowException", text`Failed to convert data type for data with spec SparkML vector.`);
    }
  });
}

function specsByName(schema: Schema): ReadonlyMap<ColumnName, Spec> {
  return hasNames(schema) ? new Map<ColumnName, Spec>(schema.specs.map((spec, position) => [specName(spec, position), spec])) : new Map();
}

const inputOf = (value: Held): ModelInput =>
  value instanceof NumpyArray
    ? { kind: "array", array: value, sparse: false }
    : isDict(value)
      ? { kind: "dict", dict: value }
      : { kind: "value", value };

/** What stands under `inputs`. Source: `_cast_schema_type`. */
function castBySchema(given: Held, schema: Schema): Held {
  const specs = specsByName(schema);
  const [single] = specs.keys();
  let value = given;
  if (specs.size === 1 && isList(value) && !value.some(isDict)) value = new Map([[String(single), value]]);
  else if (!hasNames(schema) && !isList(value) && !isNumpyScalar(value))
    throw invalidInput(
      `Failed to parse input data. This model contains an un-named  model signature which expects a single n-dimensional array or a single value as input, however, an input of type <class '${typeName(value)}'> was found.`,
    );
  if (isDict(value)) return new Map([...value].map(([column, data]) => [column, convertData(data, specs.get(column))] as const));
  if (isList(value) && value.every(isDict))
    return value.map(
      (row) => new Map([...(isDict(row) ? row : [])].map(([column, data]) => [column, convertData(data, specs.get(column))] as const)),
    );
  if (isList(value)) return convertData(value, schema.specs[0]);
  try {
    return convertData(value, schema.specs[0]);
  } catch (error) {
    if (error instanceof Raised)
      throw invalidInput(text`Failed to convert data \`${datum(heldRepr(value))}\` to the type defined in the model signature.`, error);
    throw error;
  }
}

function sameLengths(data: ReadonlyMap<string, Held>, schema: Schema): void {
  const sequences = [...data].filter(([, value]) => isList(value) || value instanceof NumpyArray);
  const checked = hasNames(schema)
    ? sequences.filter(([name]) => {
        const spec = specsByName(schema).get(name);
        return spec !== undefined && (spec.kind === "tensor" || (spec.required && spec.type.kind !== "array"));
      })
    : sequences;
  const lengths = new Set(checked.map(([, value]) => (isList(value) || value instanceof NumpyArray ? value.length : 0)));
  if (lengths.size > 1) throw invalidInput("The length of values for each input/column name are not the same");
}

/** What stands under `instances`: records become an array a key. Source: `parse_instances_data`. */
function instances(value: Held, schema: Schema): Held {
  if (!isList(value) || !isDict(value[0] ?? null)) {
    const cast = castBySchema(value, schema);
    if (isDict(cast)) sameLengths(cast, schema);
    return cast;
  }
  const specs = specsByName(schema);
  const columns = new Map<string, Held[]>();
  for (const row of value) {
    if (!isDict(row)) throw new Raised("AttributeError", text`'${typeName(row)}' object has no attribute 'items'`);
    for (const [column, data] of row) {
      const values = columns.get(column) ?? [];
      columns.set(column, values);
      values.push(convertData(data, specs.get(column)));
    }
  }
  const arrays = new Map([...columns].map(([name, values]) => [name, makeArray(values)] as const));
  sameLengths(arrays, schema);
  return arrays;
}

/**
 * The arrays or values that the scoring server makes of `inputs` or `instances`; throws {@link Raised} where it refuses.
 * Source: `parse_tf_serving_input`.
 */
export function convertTensorRequest(envelope: "inputs" | "instances", value: Held, schema: Schema): ModelInput {
  try {
    return inputOf(envelope === "instances" ? instances(value, schema) : castBySchema(value, schema));
  } catch (error) {
    if (!(error instanceof Raised) || error.pythonError.startsWith("Mlflow")) throw error;
    throw invalidInput(text`Ensure that the input is a valid JSON-formatted string. Error: ${error.pythonError}(${error.text})`, error);
  }
}
