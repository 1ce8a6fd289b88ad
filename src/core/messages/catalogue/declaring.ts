import type { MessageEntry } from "../entry.ts";

const SPEC_TYPES = "mlflow.types.schema.Datatype, mlflow.types.schema.Array, mlflow.types.schema.Object, mlflow.types.schema.Map";
const ARRAY_FIRST = "mlflow.types.schema.Array, mlflow.types.schema.Datatype, mlflow.types.schema.Object";

/** What MLflow raises while a schema is written by hand or read from JSON. Source: `mlflow/types/schema.py`. */
export const DECLARING: readonly MessageEntry[] = [
  {
    id: "type-unknown",
    cause: "invalid schema",
    level: "error",
    stage: "declaring",
    wordings: [
      { words: "Unsupported type '{found}', expected instance of DataType or one of {expected}", releases: "1.9–3.17" },
      {
        words: "Unsupported type '{found}', expected instance of DataType, Array, Object, Map or one of {expected}",
        releases: "2.12–3.17",
      },
      { words: "Unsupported type '{found}', expected instance of DataType, Array, Object or one of {expected}", releases: "2.10–2.10" },
      {
        words: "Unsupported value type '{found}', expected instance of DataType, Array, Object, Map or one of {expected}",
        releases: "2.12–3.17",
      },
      {
        words: `Expected ${SPEC_TYPES}, mlflow.types.schema.AnyType or str for the '{value}' argument, but got {found}`,
        releases: "2.19–3.17",
      },
      { words: `Expected ${SPEC_TYPES} or str for the '{value}' argument, but got {found}`, releases: "2.12–2.18" },
      {
        words: `Expected ${ARRAY_FIRST}, mlflow.types.schema.Map or str for the '{value}' argument, but got '{found}'`,
        releases: "2.12–2.18",
      },
      { words: `Expected ${ARRAY_FIRST} or str for the '{value}' argument, but got '{found}'`, releases: "2.10–2.10" },
      {
        words:
          "Expected mlflow.types.schema.Datatype, mlflow.types.schema.Array, mlflow.types.schema.Object or str for the '{value}' argument, but got {found}",
        releases: "2.10–2.10",
      },
      { words: "Expected mlflow.models.signature.Datatype or str for the '{value}' argument, but got {found}", releases: "1.9–2.19" },
      { words: "Expected `dtype` to be instance of `{expected}`, received `{found}`", releases: "2.12–3.17" },
      { words: "Expected `type` to be instance of `{expected}`, received `{found}`", releases: "1.14–3.17" },
      { words: "Expected `shape` to be instance of `{expected}` or `{value}`, received `{found}`", releases: "1.14–3.17" },
      {
        words: 'MLflow does not support size information in flexible numpy data types. Use np.dtype("{expected}") instead',
        releases: "1.14–3.17",
      },
    ],
    why: "A type of the schema is not one of MLflow's: boolean, integer, long, float, double, string, binary, datetime, or Array, Object, Map, AnyType.",
    advice: [
      {
        by: "model",
        label: "Use MLflow's names: int64 is long, float64 is double, float32 is float, str is string",
        python: `from mlflow.types import ColSpec, Schema

inputs = Schema([ColSpec("long", "age"), ColSpec("double", "income")])`,
      },
    ],
  },
  {
    id: "schema-mix",
    cause: "invalid schema",
    level: "error",
    stage: "declaring",
    wordings: [
      {
        words: "Creating Schema with a combination of named and unnamed inputs is not allowed. Got input names {columns}",
        releases: "1.14–3.17",
      },
      {
        words: "Creating Schema with a combination of named and unnamed columns is not allowed. Got column names {columns}",
        releases: "1.9–1.9",
      },
      {
        words: "Creating Schema with a combination of {found} and {value} is not supported. Please choose one of {expected} or {rest}",
        releases: "1.14–3.17",
      },
      {
        words: "Creating Schema with multiple unnamed TensorSpecs is not supported. Please provide names for each TensorSpec.",
        releases: "1.14–3.17",
      },
      {
        words: "Creating Schema with unnamed optional inputs is not supported. Please name all inputs or make all inputs required.",
        releases: "2.5–3.17",
      },
      { words: "Creating Schema with empty inputs is not allowed.", releases: "2.7–3.17" },
      { words: "Inputs of Schema must be a list, got type {found}", releases: "2.7–3.17" },
      { words: "Expected name to be a string, got type {found}", releases: "2.10–3.17" },
      { words: "Creating Object with empty properties is not allowed.", releases: "2.10–3.17" },
      { words: "Expected properties to be a list, got type {found}", releases: "2.10–3.17" },
      { words: "Expected values to be instance of Property", releases: "2.10–3.17" },
      { words: "Found duplicated property names: `{columns}`", releases: "3.3–3.17" },
      { words: "Found duplicated property names: {columns}", releases: "2.10–3.17" },
      {
        words: "Only one of `optional` and `required` can be specified. `optional` is deprecated, please use `required` instead.",
        releases: "2.10–2.17",
      },
      {
        words: "`optional` is deprecated and will be removed in a future version of MLflow. Use `required` instead.",
        releases: "2.10–2.17",
      },
    ],
    why: "A schema has either only columns or only tensors, either all with names or all without, and only named columns can be optional.",
    advice: [
      {
        by: "model",
        label: "Give every input a name, and use one kind of spec",
        python: `from mlflow.types import ColSpec, Schema

inputs = Schema([ColSpec("long", "age"), ColSpec("double", "income", required=False)])`,
      },
    ],
  },
  {
    id: "schema-json",
    cause: "invalid schema",
    level: "error",
    stage: "declaring",
    wordings: [
      { words: "Missing keys in ColSpec JSON. Expected to find key `type`", releases: "2.10–3.17" },
      { words: "Missing keys in Property `{column}`. Expected to find key `type`", releases: "2.10–3.17" },
      { words: "Expected Property JSON to contain a single key as name, got {found} keys.", releases: "2.10–3.17" },
      { words: "Missing keys in Object JSON. Expected to find keys `properties` and `type`", releases: "2.10–3.17" },
      { words: "Type mismatch, Object expects `object` as the type", releases: "2.10–3.17" },
      { words: "Expected properties to be a dictionary of Property JSON", releases: "2.10–3.17" },
      { words: "Missing keys in Array JSON. Expected to find keys `items` and `type`", releases: "2.10–3.17" },
      { words: "Type mismatch, Array expects `array` as the type", releases: "2.10–3.17" },
      { words: "Expected items to be a dictionary of Object JSON", releases: "2.10–3.17" },
      { words: "Missing keys in Array's items JSON. Expected to find key `type`", releases: "2.10–3.17" },
      { words: "Type mismatch, Map expects `map` as the type", releases: "2.12–3.17" },
      { words: "Expected values to be a dictionary of Object JSON", releases: "2.12–3.17" },
      { words: "Missing keys in Map's items JSON. Expected to find key `type`", releases: "2.12–3.17" },
      { words: "Missing keys in TensorSpec JSON. Expected to find keys `dtype` and `shape`", releases: "1.14–3.17" },
      { words: "Missing keys in TensorSpec JSON. Expected to find keys `tensor-spec` and `type`", releases: "1.14–3.17" },
      { words: "Type mismatch, TensorSpec expects `tensor` as the type", releases: "1.14–3.17" },
    ],
    why: "The signature's JSON in the MLmodel file lacks a key, or has the wrong type for it: it was edited by hand, or written by another release.",
    advice: [
      {
        by: "model",
        label: "Set the signature with MLflow, which writes the JSON",
        python: `from mlflow.models import infer_signature, set_signature

set_signature(model_uri, infer_signature(X, model.predict(X)))`,
        dependsOn: "Drop the MLmodel here to see the key at fault.",
      },
    ],
  },
  {
    id: "schema-names",
    cause: "invalid schema",
    level: "error",
    stage: "declaring",
    wordings: [
      { words: "Cannot get input types as a dict for schema without names.", releases: "2.5–3.17" },
      { words: "Cannot get input dict for schema without names.", releases: "2.10–3.17" },
      { words: "Failed to get numpy types as some of the inputs types are not DataType.", releases: "2.10–3.17" },
      { words: "Failed to get pandas types as some of the inputs types are not DataType.", releases: "2.10–3.17" },
      { words: "TensorSpec only supports numpy types, use numpy_types() instead", releases: "1.14–3.17" },
      { words: "TensorSpec cannot be converted to spark dataframe", releases: "1.14–3.17" },
      { words: "Not supported by TensorSpec, use {rest} instead", releases: "1.14–1.20" },
    ],
    why: "A method of Schema was called that this schema's kind does not have.",
    advice: [
      {
        by: "caller",
        label: "Read the specs themselves",
        python: "for spec in signature.inputs.inputs:\n    print(spec.name, spec.type)",
      },
    ],
  },
  {
    id: "schema-dataclass",
    cause: "invalid schema",
    level: "error",
    stage: "declaring",
    wordings: [
      { words: "is not a dataclass.", releases: "2.17–3.17" },
      { words: "Only Optional[...] is supported as a Union type in dataclass fields", releases: "2.13–3.17" },
      { words: "List field type {found} is not supported in dataclass {expected}", releases: "2.13–3.17" },
      { words: "Unsupported field type {found} in dataclass {expected}", releases: "2.13–3.17" },
    ],
    why: "A field of the dataclass has a type that MLflow cannot turn into a schema.",
    advice: [
      {
        by: "model",
        label: "Use str, int, float, bool, lists of them, Optional of them or other dataclasses as field types",
        dependsOn: "For anything else, write the Schema by hand.",
      },
    ],
  },
];
