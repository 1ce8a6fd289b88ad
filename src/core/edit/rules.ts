import { SignetError, type Text, text } from "../errors.ts";
import { withTypedDefaults } from "../ladders/params.ts";
import type { ColSpec, ParamSpec, TensorSpec } from "../mlflow/types.ts";
import type { PythonValue } from "../python/value.ts";
import { enforceParams } from "../validation/enforce-params.ts";

const broken = (message: Text | string, remedy: string) =>
  new SignetError("InvalidSchema", message, { pythonError: "MlflowException", remedy });

/**
 * MLflow's rules for a schema, in words; without rows there is no schema, so nothing to check. Throws `InvalidSchema` with what to do.
 * Source: `Schema.__init__` in `mlflow/types/schema.py`.
 */
export function checkSpecs(specs: readonly (ColSpec | TensorSpec)[]): void {
  const unnamed = specs.filter(({ name }) => name === undefined);
  if (unnamed.length > 0 && unnamed.length < specs.length)
    throw broken("Either all columns are named or none.", "Select all of them, and name them at once.");
  if (new Set(specs.map(({ kind }) => kind)).size > 1)
    throw broken("A schema has columns or tensors, never both.", "Add the same kind as the other rows.");
  if (unnamed.length > 1 && specs[0]?.kind === "tensor")
    throw broken("Several tensors must be named.", "Name the one that is there, then add another.");
  if (unnamed.some((spec) => spec.kind === "column" && !spec.required))
    throw broken("Unnamed columns are required: MLflow knows them only by their position.", "Name all columns first.");
}

/** A signature without inputs, outputs and params is not valid. Source: `ModelSignature.__init__` in `mlflow/models/signature.py`. */
export function checkSomething(rowCounts: readonly number[]): void {
  if (rowCounts.every((count) => count === 0))
    throw broken("A signature needs inputs, outputs or params.", "Keep one of them, or remove the files.");
}

/** A name that another row has already is refused: of two such columns, MLflow would see one. */
export function checkNewName(name: string, others: readonly { readonly name?: unknown }[]): void {
  if (others.some((other) => other.name === name)) throw broken(text`Another one is called ${name}.`, "Choose another name.");
}

/** NumPy's names for the dtypes of tensors, as `dtype.name` prints them and the page offers them. */
export const TENSOR_DTYPES = [
  ...["float64", "float32", "float16", "int64", "int32", "int16", "int8", "uint64", "uint32", "uint16", "uint8"],
  ...["bool", "str", "bytes", "object", "complex64", "complex128", "datetime64[ns]", "timedelta64[ns]"],
] as const;

const TENSOR_DTYPE =
  /^(bool|u?int(8|16|32|64)|float(16|32|64)|complex(64|128)|object|str|bytes|(datetime64|timedelta64)\[(Y|M|W|D|h|m|s|ms|us|ns)\])$/;

/** Dimensions are whole numbers, -1 where they vary; the dtype is one of NumPy's. */
export function checkTensor({ dtype, shape }: TensorSpec): void {
  if (!TENSOR_DTYPE.test(dtype)) throw broken(text`NumPy has no dtype ${dtype}.`, "Write one of NumPy's names: float32, int64, str.");
  if (shape.some((dimension) => !Number.isSafeInteger(dimension) || dimension < -1))
    throw broken("A dimension is a whole number, or -1 where it varies.", "Correct the shape.");
}

/** A date or time as `isoformat` writes it, which is how MLflow keeps a default of that type. */
function isoformat(value: PythonValue): PythonValue {
  if (typeof value !== "string") return value;
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ](\d\d)(?::(\d\d))?(?::(\d\d))?(?:\.(\d{1,6}))?)?$/.exec(value);
  if (parts === null) return value;
  const [, year, month = "01", day = "01", hour, minute = "00", second = "00", fraction = ""] = parts;
  if (hour === undefined) return `${year}-${month}-${day}`;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${Number(fraction) === 0 ? "" : `.${fraction.padEnd(6, "0")}`}`;
}

/** A parameter as MLflow would construct it: its default checked and kept under its type. Throws `InvalidSchema`. Source: `ParamSpec.__init__`. */
export function constructedParam(spec: ParamSpec): ParamSpec {
  if (spec.type.kind === "scalar" && spec.type.name === "binary") throw broken("A parameter cannot be binary.", "Choose another type.");
  if (spec.type.kind === "object" && spec.shape !== null) throw broken("A parameter of type object has no shape.", "Make it a scalar.");
  const schema = { params: [spec] };
  const [refusal] = enforceParams(new Map([[spec.name, spec.default]]), schema).refusals;
  if (refusal !== undefined) throw broken(refusal.message, "Give a default that fits the type and shape.");
  const [typed = spec] = withTypedDefaults(schema).params;
  if (typed.type.kind !== "scalar" || typed.type.name !== "datetime") return typed;
  const { default: value } = typed;
  return { ...typed, default: Array.isArray(value) ? value.map(isoformat) : isoformat(value) };
}
