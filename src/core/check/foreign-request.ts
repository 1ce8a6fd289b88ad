import type { ModelSignature, Schema } from "../mlflow/types.ts";
import { type Dict, isDict, isList, type PythonValue } from "../python/value.ts";
import { hasNames, specName } from "../validation/enforce-columns.ts";

/** A request in the form of another server. */
export interface ForeignRequest {
  /** Whose form it is, as a person calls it. */
  readonly protocol: string;
  /** The same request as MLflow's scoring server takes it; null if there is no correct conversion. */
  readonly body: Dict | null;
}

const SPLIT_KEYS = ["columns", "index", "data"];

/** The names of named columns in their order; null for tensors and columns without names. */
function columnNames(schema: Schema | null): readonly PythonValue[] | null {
  if (schema?.kind !== "columns" || !hasNames(schema)) return null;
  // A name is a scalar or a list of such, which are values as well.
  return schema.specs.map((spec, position) => specName(spec, position) as PythonValue);
}

/** Rows without names under the names of the signature, in its order; null where their number differs. */
function namedRows(rows: readonly PythonValue[], schema: Schema | null): Dict | null {
  const names = columnNames(schema);
  if (names === null || rows.length === 0 || rows.some((row) => !isList(row) || row.length !== names.length)) return null;
  return new Map<string, PythonValue>([
    [
      "dataframe_split",
      new Map<string, PythonValue>([
        ["columns", names],
        ["data", rows],
      ]),
    ],
  ]);
}

/**
 * Data of any usual form in one of MLflow's envelopes: a split table, records, rows, or values by name.
 * Rows without names take those of the signature, where there are as many. Null if there is none for it.
 */
function inEnvelope(content: PythonValue | undefined, schema: Schema | null): Dict | null {
  if (isDict(content)) {
    const [columns, data] = [content.get("columns") ?? null, content.get("data")];
    if (isList(data) && [...content.keys()].every((key) => SPLIT_KEYS.includes(key)))
      return (columns === null ? namedRows(data, schema) : null) ?? new Map([["dataframe_split", content]]);
    const isTable = [...content.values()].every(isList);
    return isTable ? new Map([["inputs", content]]) : new Map([["dataframe_records", [content]]]);
  }
  if (!isList(content) || content.length === 0) return null;
  if (content.every(isDict)) return new Map([["dataframe_records", content]]);
  if (content.every(isList)) return namedRows(content, schema) ?? new Map([["inputs", content]]);
  return namedRows([content], schema) ?? new Map([["inputs", content]]);
}

function withParams(body: Dict | null, params: PythonValue | undefined): Dict | null {
  return body === null || !isDict(params) || params.size === 0 ? body : new Map([...body, ["params", params] as const]);
}

/** Values in the order of C, whatever lists they are in. */
const flattened = (value: PythonValue): readonly PythonValue[] => (isList(value) ? value.flatMap(flattened) : [value]);

/** Values as nested lists of a shape; null where their number does not fit. */
function shaped(values: readonly PythonValue[], shape: readonly number[]): PythonValue | null {
  const size = shape.reduce((product, side) => product * side, 1);
  if (size !== values.length) return null;
  const [side, ...inner] = shape;
  if (side === undefined) return values[0] ?? null;
  if (inner.length === 0) return values;
  const step = size / side;
  const rows = Array.from({ length: side }, (_, row) => shaped(values.slice(row * step, (row + 1) * step), inner));
  return rows.includes(null) ? null : rows;
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly PythonValue[];
}

/** One of `inputs` of the Open Inference Protocol; null if it is not one. */
function tensorOf(given: PythonValue): Tensor | null {
  if (!isDict(given)) return null;
  const [name, shape, data] = [given.get("name"), given.get("shape"), given.get("data")];
  if (typeof name !== "string" || !isList(shape) || typeof given.get("datatype") !== "string" || !isList(data)) return null;
  if (!shape.every((side) => typeof side === "bigint" && side >= 0n)) return null;
  return { name, shape: shape.map(Number), values: flattened(data) };
}

/** Named tensors as columns: vectors, or columns of one value per row. */
function asColumns(tensors: readonly Tensor[]): Dict | null {
  const isVector = ({ shape, values }: Tensor) =>
    (shape.length === 1 || (shape.length === 2 && shape[1] === 1)) && shape[0] === values.length;
  if (!tensors.every(isVector)) return null;
  return new Map([["inputs", new Map(tensors.map(({ name, values }) => [name, values] as const))]]);
}

/** The tensors as the signature declares its inputs. */
function fromTensors(tensors: readonly Tensor[], schema: Schema | null): Dict | null {
  const [only, second] = tensors;
  if (schema?.kind === "columns") {
    const columns = asColumns(tensors);
    const isMatrix = only !== undefined && second === undefined && only.shape.length === 2;
    const rows = isMatrix ? shaped(only.values, only.shape) : null;
    const isNamed = columnNames(schema)?.includes(only?.name ?? "") === true;
    return isNamed || rows === null ? columns : inEnvelope(rows, schema);
  }
  const nested = tensors.map(({ name, shape, values }) => [name, shaped(values, shape)] as const);
  if (nested.some(([, values]) => values === null)) return null;
  if (schema === null || hasNames(schema)) return new Map([["inputs", new Map(nested)]]);
  const [first] = nested;
  return first === undefined || second !== undefined ? null : new Map([["inputs", first[1]]]);
}

/** Seldon's `data`: `ndarray` with `names`, or a `tensor` of `shape` and `values`. */
function fromSeldon(data: PythonValue | undefined, schema: Schema | null): Dict | null | undefined {
  if (!isDict(data)) return undefined;
  const [names, rows, tensor] = [data.get("names"), data.get("ndarray"), data.get("tensor")];
  if (isList(rows)) {
    const isNamed = isList(names) && names.length > 0;
    const table = new Map<string, PythonValue>([
      ["columns", names ?? null],
      ["data", rows],
    ]);
    return inEnvelope(isNamed ? table : rows, schema);
  }
  if (!isDict(tensor)) return undefined;
  const [shape, values] = [tensor.get("shape"), tensor.get("values")];
  if (!isList(shape) || !isList(values)) return null;
  return fromTensors([{ name: "", shape: shape.map(Number), values }], schema);
}

/** SageMaker's `instances` of `{"features": […]}` or `{"data": {"features": {"values": […]}}}`: rows without names. */
function fromFeatures(instances: readonly PythonValue[], schema: Schema | null): Dict | null | undefined {
  const rows = instances.map((instance) => {
    if (!isDict(instance) || instance.size !== 1) return undefined;
    const data = instance.get("data");
    const features = instance.get("features") ?? (isDict(data) ? data.get("features") : undefined);
    const values = isDict(features) ? features.get("values") : features;
    return isList(values) ? values : undefined;
  });
  const known = rows.filter((row) => row !== undefined);
  if (known.length === 0 || known.length < rows.length) return undefined;
  // A column that is called so takes its lists as they are.
  return columnNames(schema)?.includes("features") === true ? null : inEnvelope(known, schema);
}

/** Azure ML designer's `Inputs`: the first data set, with `GlobalParameters`. */
function fromDesigner(document: Dict, schema: Schema | null): Dict | null {
  const inputs = document.get("Inputs");
  const [first] = isDict(inputs) ? [...inputs.values()] : [];
  return withParams(inEnvelope(first, schema), document.get("GlobalParameters"));
}

/** TensorFlow Serving writes bytes as `{"b64": "…"}`, MLflow as only the text. */
function withoutB64(value: PythonValue): PythonValue {
  if (isList(value)) return value.map(withoutB64);
  if (!isDict(value)) return value;
  const encoded = value.get("b64");
  if (value.size === 1 && typeof encoded === "string") return encoded;
  return new Map([...value].map(([key, item]) => [key, withoutB64(item)] as const));
}

/** Whether a value has `{"b64": "…"}` somewhere. */
function holdsB64(value: PythonValue | undefined): boolean {
  if (isList(value)) return value.some(holdsB64);
  return isDict(value) && ((value.size === 1 && typeof value.get("b64") === "string") || [...value.values()].some(holdsB64));
}

/** A request with one of MLflow's envelopes, in which another server's form is written. */
function withinEnvelope(document: Dict, schema: Schema | null): ForeignRequest | null {
  const [instances, inputs] = [document.get("instances"), document.get("inputs")];
  if (isList(inputs) && inputs.length > 0) {
    const tensors = inputs.map(tensorOf).filter((tensor) => tensor !== null);
    if (tensors.length === inputs.length)
      return { protocol: "the Open Inference Protocol (V2)", body: withParams(fromTensors(tensors, schema), document.get("params")) };
  }
  const features = isList(instances) ? fromFeatures(instances, schema) : undefined;
  if (features !== undefined) return { protocol: "SageMaker", body: withParams(features, document.get("params")) };
  if (isList(instances) && isDict(document.get("parameters")))
    return { protocol: "Vertex AI", body: withParams(inEnvelope(instances, schema), document.get("parameters")) };
  if (!document.has("signature_name") && !holdsB64(instances) && !holdsB64(inputs)) return null;
  // MLflow decodes base64 only in tables, so records become one.
  const content = withoutB64(instances ?? inputs ?? null);
  const isRecords = schema?.kind === "columns" && isList(content) && content.every(isDict);
  const body: Dict = new Map([[isRecords ? "dataframe_records" : instances === undefined ? "inputs" : "instances", content]]);
  return { protocol: "TensorFlow Serving", body: withParams(body, document.get("params")) };
}

/**
 * A request in the form of Azure ML, the Open Inference Protocol, SageMaker, Seldon, TensorFlow Serving or Vertex AI, with the same request
 * for MLflow's scoring server; null where it has none of these forms. Whether a model takes it is for a check to say.
 *
 * @example {"input_data": [[1, 2]]} // {"dataframe_split": {"columns": ["a", "b"], "data": [[1, 2]]}}
 */
export function foreignRequest(document: PythonValue, { inputs }: ModelSignature): ForeignRequest | null {
  if (!isDict(document)) return null;
  const azure = document.get("input_data");
  if (azure !== undefined) return { protocol: "Azure ML", body: withParams(inEnvelope(azure, inputs), document.get("params")) };
  if (isDict(document.get("Inputs"))) return { protocol: "Azure ML", body: fromDesigner(document, inputs) };
  const seldon = fromSeldon(document.get("data"), inputs);
  if (seldon !== undefined) return { protocol: "Seldon", body: seldon };
  return withinEnvelope(document, inputs);
}
