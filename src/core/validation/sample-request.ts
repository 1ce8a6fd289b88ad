import type { ColumnType, DataType, ModelSignature, ParamSchema, Schema, TensorSpec } from "../mlflow/types.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import { jsonLoads } from "../python/json-loads.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";
import { hasNames, isSameName, specName } from "./enforce-columns.ts";

/** A value of each type as JSON carries it: binary in base64, times in ISO 8601. */
const SAMPLES: Readonly<Record<DataType, PythonValue>> = {
  boolean: true,
  integer: 1n,
  long: 1n,
  float: 0.5,
  double: 0.5,
  string: "text",
  binary: "c2lnbmV0",
  datetime: "2024-01-31T12:00:00",
};

function sampleOf(type: ColumnType): PythonValue {
  switch (type.kind) {
    case "scalar":
      return SAMPLES[type.name];
    case "array":
      return [sampleOf(type.items)];
    case "object":
      return new Map(type.properties.map(({ name, type: inner }) => [name, sampleOf(inner)] as const));
    case "map":
      return new Map([["key", sampleOf(type.values)]]);
    case "any":
      return "anything";
    case "sparkml_vector":
      return [0.5];
  }
}

function sampleItem(dtype: string): PythonValue {
  if (dtype === "bool") return true;
  if (/^u?int/.test(dtype)) return 1n;
  if (dtype.startsWith("datetime64")) return SAMPLES.datetime;
  return dtype === "str" || dtype === "bytes" ? "text" : 0.5;
}

/** Nested lists of one item in each variable dimension, and as many as are fixed in the others. */
function sampleTensor({ dtype, shape }: TensorSpec): PythonValue {
  return shape.reduceRight<PythonValue>((inner, side) => Array.from({ length: side === -1 ? 1 : side }, () => inner), sampleItem(dtype));
}

function sampleInputs(schema: Schema): readonly [string, PythonValue] {
  if (schema.kind === "tensors") {
    const [only] = schema.specs;
    if (!hasNames(schema)) return ["inputs", only === undefined ? [] : sampleTensor(only)];
    return ["inputs", new Map(schema.specs.map((spec, position) => [String(specName(spec, position)), sampleTensor(spec)] as const))];
  }
  const data: PythonValue = [schema.specs.map(({ type }) => sampleOf(type))];
  // A name is a scalar or a list of such, which are values as well.
  const columns = schema.specs.map((spec, position) => specName(spec, position) as PythonValue);
  const table = hasNames(schema) ? ([["columns", columns]] as const) : [];
  return ["dataframe_split", new Map<string, PythonValue>([...table, ["data", data]])];
}

const defaultsOf = ({ params }: ParamSchema): PythonValue => new Map(params.map(({ name, default: value }) => [name, value] as const));

/** A made-up request that a model with this signature takes: one row, and the params by their defaults; null without inputs. */
export function sampleRequest({ inputs, params }: ModelSignature): PythonValue {
  if (inputs === null) return null;
  return new Map<string, PythonValue>([sampleInputs(inputs), ...(params === null ? [] : [["params", defaultsOf(params)] as const])]);
}

/** The line that sends a request to MLflow's scoring server, for a POSIX shell. */
export function curlLine(request: PythonValue, url = "http://127.0.0.1:5000/invocations"): string {
  const body = jsonDumps(request).replaceAll("'", String.raw`'\''`);
  return `curl -X POST ${url} -H 'Content-Type: application/json' --data '${body}'`;
}

/** Rows as they are in a file, the cells in the order of the columns; a missing cell is null. */
export interface PlainRows {
  readonly columns: readonly ColumnName[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Lists and dicts are in their cells as JSON; anything else there stays a text. */
function nestedOf(cell: string): PythonValue {
  try {
    return jsonLoads(cell);
  } catch {
    return cell;
  }
}

/** A cell as JSON carries its declared type; a text that does not read as that type stays a text, for the server to refuse. */
function cellOf(cell: string | null, type: ColumnType): PythonValue {
  if (cell === null) return null;
  if (type.kind !== "scalar") return nestedOf(cell);
  const trimmed = cell.trim();
  switch (type.name) {
    case "integer":
    case "long":
      return /^[+-]?\d+$/.test(trimmed) ? BigInt(trimmed.replace("+", "")) : cell;
    case "float":
    case "double":
      return trimmed !== "" && Number.isFinite(Number(trimmed)) ? Number(trimmed) : cell;
    case "boolean":
      return /^(true|false)$/i.test(trimmed) ? trimmed.toLowerCase() === "true" : cell;
    case "string":
    case "binary":
    case "datetime":
      return cell;
  }
}

/**
 * A request of rows from a file, with the columns that the signature declares and the file has, and the params by their defaults.
 * It has data. Null where the inputs are not columns.
 */
export function requestFromRows({ inputs, params }: ModelSignature, { columns, rows }: PlainRows): PythonValue {
  if (inputs?.kind !== "columns") return null;
  const isNamed = hasNames(inputs);
  const taken = inputs.specs.flatMap((spec, position) => {
    const name = specName(spec, position);
    const at = isNamed ? columns.findIndex((column) => isSameName(column, name)) : position;
    return at < 0 || at >= columns.length ? [] : [{ name, at, type: spec.type }];
  });
  const data = rows.map((row) => taken.map(({ at, type }) => cellOf(row[at] ?? null, type)));
  // A name is a scalar or a list of such, which are values as well.
  const names = isNamed ? ([["columns", taken.map(({ name }) => name as PythonValue)]] as const) : [];
  return new Map<string, PythonValue>([
    ["dataframe_split", new Map<string, PythonValue>([...names, ["data", data]])],
    ...(params === null ? [] : [["params", defaultsOf(params)] as const]),
  ]);
}
