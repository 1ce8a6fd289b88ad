import { must } from "../defined.ts";
import { text } from "../errors.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { Schema, TensorSpec } from "../mlflow/types.ts";
import { tupleText } from "../python/repr.ts";
import { checkNames, hasNames, isSameName, specName } from "./enforce-columns.ts";
import { enforceTensorColumn } from "./enforce-tensor-column.ts";
import type { Findings } from "./findings.ts";
import type { Frame, ModelInput } from "./model-input.ts";
import { NumpyArray, type PythonArgument, typeName } from "./python-argument.ts";
import { mlflowException, UndecidedError } from "./raised.ts";

type TensorSchema = Schema & { readonly kind: "tensors" };

const wrongShape = (actual: readonly number[], expected: readonly number[]) =>
  mlflowException(text`Shape of input ${tupleText(actual)} does not match expected shape ${tupleText(expected)}.`);

/** Text and bytes have no size here; a foreign byte order is its own dtype. Source: `_enforce_tensor_spec` in `mlflow/models/utils.py`. */
function enforceSpec(array: NumpyArray, { shape, dtype }: TensorSpec): void {
  const isRagged = array.shape.length === 1 && array.dtype === "object";
  if (shape.length === 1 && shape[0] === -1 && dtype === "object") return;
  if (shape.length > 1 && shape.slice(1).includes(-1) && isRagged) return;
  if (shape.length !== array.shape.length || shape.some((side, axis) => side !== -1 && side !== array.shape[axis]))
    throw wrongShape(array.shape, shape);
  if (array.dtype !== dtype) throw mlflowException(text`dtype of input ${array.dtype} does not match expected dtype ${dtype}`);
}

/** The dtype of `frame.to_numpy()` where all columns are numbers; undecided for mixtures. */
function frameDtype({ columns }: Frame): string {
  const dtypes = [...new Set(columns.map(({ series }) => series.dtype.name))];
  const [only, second] = dtypes;
  if (only !== undefined && second === undefined) return only === "str" || only === "string" ? "object" : only;
  if (dtypes.every((dtype) => dtype === "int64" || dtype === "float64")) return "float64";
  if (dtypes.some((dtype) => dtype === "str" || dtype === "object" || dtype === "bool")) return "object";
  throw new UndecidedError(text`What to_numpy makes of columns of ${dtypes.join(", ")} is not proved.`);
}

function enforceFrame(frame: Frame, schema: TensorSchema, findings: Findings): void {
  findings.rowCount = frame.rowCount;
  const { zero = { row: 0 } } = frame;
  if (hasNames(schema)) {
    for (const [position, named] of schema.specs.entries()) {
      const name = specName(named, position);
      const column = frame.columns.find((other) => isSameName(other.name, name));
      if (column !== undefined)
        findings.attempt("enforce", { column: name, found: column.series.dtype.name, expected: named.dtype }, () =>
          enforceTensorColumn(columnLabel(name), column, named, { findings, zero }),
        );
    }
    return;
  }
  const spec = must(schema.specs[0]);
  const [only, second] = frame.columns;
  if (only === undefined || frame.rowCount === 0) throw mlflowException(text`Input DataFrame is empty.`);
  if (second === undefined) enforceTensorColumn(null, only, spec, { findings, zero });
  else if (spec.shape.length !== 2 || spec.shape[0] !== -1 || spec.shape[1] !== frame.columns.length)
    throw mlflowException(
      text`This model contains a model signature with an unnamed input. Since the input data is a pandas DataFrame containing multiple columns, the input shape must be of the structure (-1, number_of_dataframe_columns). Instead, the input DataFrame passed had ${String(frame.columns.length)} columns and an input shape of ${tupleText(spec.shape)} with all values within the DataFrame of scalar type. Please adjust the passed in DataFrame to match the expected structure`,
    );
  else enforceSpec(new NumpyArray(frameDtype(frame), [frame.rowCount, frame.columns.length], null), spec);
}

const inputTypeName = (input: ModelInput) =>
  input.kind === "array" ? "<class 'numpy.ndarray'>" : input.kind === "value" ? `<class '${typeName(input.value)}'>` : "<class 'dict'>";

function enforceDict(dict: ReadonlyMap<string, PythonArgument>, schema: TensorSchema, findings: Findings): void {
  for (const [position, spec] of schema.specs.entries()) {
    const name = specName(spec, position);
    const value = dict.get(String(name));
    if (value === undefined) continue;
    const found = value instanceof NumpyArray ? `${value.dtype} ${tupleText(value.shape)}` : typeName(value);
    findings.attempt("enforce", { column: name, found, expected: `${spec.dtype} ${tupleText(spec.shape)}` }, () => {
      if (!(value instanceof NumpyArray))
        throw mlflowException(
          text`This model contains a tensor-based model signature with input names, which suggests a dictionary input mapping input name to a numpy array, but a dict with value type <class '${typeName(value)}'> was found.`,
        );
      enforceSpec(value, spec);
    });
  }
}

function enforceNamedInput(input: ModelInput, schema: TensorSchema, findings: Findings): void {
  const [only, second] = schema.specs;
  const isSingle = input.kind === "array" && !input.sparse && only !== undefined && second === undefined;
  const given = isSingle ? { kind: "dict" as const, dict: new Map([[String(specName(only, 0)), input.array as PythonArgument]]) } : input;
  const dict = given.kind === "dict" ? given.dict : given.kind === "value" && given.value instanceof Map ? given.value : null;
  checkNames(schema, given.kind === "frame" ? given.columns.map(({ name }) => name) : [...(dict?.keys() ?? [])], findings);
  if (findings.refusals.length > 0 && given.kind !== "frame" && dict === null) return;
  if (given.kind === "frame") enforceFrame(given, schema, findings);
  else if (dict !== null) enforceDict(dict, schema, findings);
  else
    throw mlflowException(
      text`This model contains a tensor-based model signature with input names, which suggests a dictionary input mapping input name to tensor, or a pandas DataFrame input containing columns mapping input name to flattened list value from tensor, but an input of type ${inputTypeName(given)} was found.`,
    );
}

/**
 * Checks an input against a schema of tensors. Never throws for what MLflow would raise: it is among the findings.
 * Source: `_enforce_tensor_schema` in `mlflow/models/utils.py`.
 */
export function enforceTensors(input: ModelInput, schema: TensorSchema, findings: Findings): void {
  findings.attempt("enforce", {}, () => {
    if (hasNames(schema)) {
      enforceNamedInput(input, schema, findings);
      return;
    }
    const spec = must(schema.specs[0]);
    if (input.kind === "frame") enforceFrame(input, schema, findings);
    else if (input.kind === "array") enforceSpec(input.array, spec);
    else
      throw mlflowException(
        text`This model contains a tensor-based model signature with no input names, which suggests a numpy array input or a pandas dataframe input with proper column values, but an input of type ${inputTypeName(input)} was found.`,
      );
  });
}
