import { CURRENT, type Environment, has } from "../environment/environment.ts";
import { type ErrorData, renderText, type Text, text } from "../errors.ts";
import { evidenceOfValue } from "../evidence/value-from-python.ts";
import type { DataType, ParamSchema, ParamSpec } from "../mlflow/types.ts";
import { INT64_MAX, INT64_MIN, UINT64_MAX } from "../python/int-range.ts";
import { isList, type PythonValue } from "../python/value.ts";
import type { Failure } from "./infer-report.ts";
import { typeOfColumn } from "./value-type.ts";

/** A parameter that MLflow refuses, with its reason; its value is kept, for the user to correct. */
export interface RefusedParam {
  readonly name: string;
  readonly value: PythonValue;
  readonly reason: Text;
}

/** What MLflow's `_infer_param_schema` makes of a dict. */
export interface InferredParams {
  /** Null where MLflow refuses; one bad parameter is enough. */
  readonly schema: ParamSchema | null;
  readonly failure: Failure | null;
  /** The specs of those that would do, also where others are refused. */
  readonly specs: readonly ParamSpec[];
  readonly refusals: readonly RefusedParam[];
  /** What is right by MLflow, but may surprise. */
  readonly surprises: readonly { readonly name: string; readonly message: Text }[];
}

type Judged = { readonly spec: ParamSpec } | { readonly reason: Text };

const PYTHON_TYPES: Readonly<Record<string, string>> = { boolean: "bool", bigint: "int", number: "float", string: "str" };

function pythonType(value: PythonValue): string {
  if (value === null) return "NoneType";
  if (value instanceof Map) return "dict";
  return PYTHON_TYPES[typeof value] ?? "list";
}

function depth(value: PythonValue): number {
  if (!isList(value)) return 0;
  return 1 + value.reduce<number>((deepest, item) => Math.max(deepest, depth(item)), 0);
}

/** The scalar type of `np.array(values).dtype`, or why MLflow takes none of it. Source: NumPy's promotion, `_infer_numpy_dtype`. */
function numpyType(values: readonly PythonValue[]): DataType | Text {
  const object = text`NumPy makes an object array of it, whose values MLflow does not look at.`;
  if (values.some((value) => value === null || value instanceof Map || isList(value))) return object;
  const integers = values.filter((value) => typeof value === "bigint");
  if (integers.some((value) => value < INT64_MIN || value > UINT64_MAX)) return object;
  if (values.some((value) => typeof value === "string")) return "string";
  if (values.some((value) => typeof value === "number")) return "double";
  const past = integers.filter((value) => value > INT64_MAX).length;
  if (past === 0) return integers.length > 0 ? "long" : "boolean";
  return past < integers.length ? "double" : text`NumPy makes uint64 of it, which MLflow does not support.`;
}

/** A default as MLflow keeps it under the spec's type, or undefined where it refuses: whole numbers become floats, a boolean is not a number. Source: `_enforce_param_datatype`. */
function enforced(value: PythonValue, type: DataType): PythonValue | undefined {
  switch (type) {
    case "double":
      return typeof value === "bigint" ? Number(value) : typeof value === "number" ? value : undefined;
    case "long":
      return typeof value === "bigint" ? value : undefined;
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "string":
      return typeof value === "string" ? value : undefined;
    default:
      return undefined;
  }
}

/** A params schema with each default as MLflow keeps it under its type: `1` under double becomes `1.0`. Source: `ParamSpec.__init__`. */
export function withTypedDefaults({ params }: ParamSchema): ParamSchema {
  return {
    params: params.map((spec) => {
      const { type, default: given } = spec;
      if (type.kind !== "scalar") return spec;
      const typed = (value: PythonValue) => enforced(value, type.name === "float" ? "double" : type.name) ?? value;
      return { ...spec, default: isList(given) ? given.map(typed) : typed(given) };
    }),
  };
}

function judgeScalar(name: string, value: PythonValue): Judged {
  const type = numpyType([value]);
  if (typeof type !== "string") return { reason: [`Failed to infer schema for parameter: `, ...type] };
  return { spec: { name, type: { kind: "scalar", name: type }, default: value, shape: null } };
}

function judgeList(name: string, list: readonly PythonValue[]): Judged {
  const dimensions = depth(list);
  if (dimensions !== 1) return { reason: text`Expected parameters to be 1D array or scalar, got ${dimensions}D array.` };
  if (list.length === 0) return { spec: { name, type: { kind: "scalar", name: "datetime" }, default: [], shape: [-1] } };
  const type = numpyType(list);
  if (typeof type !== "string") return { reason: type };
  const defaults: PythonValue[] = [];
  for (const item of list) {
    const kept = enforced(item, type);
    if (kept === undefined) return { reason: text`Can not safely convert ${pythonType(item)} to ${type}.` };
    defaults.push(kept);
  }
  return { spec: { name, type: { kind: "scalar", name: type }, default: defaults, shape: [-1] } };
}

function judgeDict(name: string, dict: ReadonlyMap<string, PythonValue>, environment: Environment): Judged {
  if (!has(environment, "dictParams")) return { reason: text`Expected parameters to be 1D array or scalar, got dict.` };
  const verdict = typeOfColumn(evidenceOfValue(dict), {}, environment);
  if (verdict.kind === "offence") return { reason: verdict.error.message };
  if (verdict.type.kind !== "object") return { reason: text`An empty dict has no type: 'dtype' must be DataType, Object or str, got Any.` };
  return { spec: { name, type: { kind: "object", properties: verdict.type.properties }, default: dict, shape: null } };
}

function judge(name: string, value: PythonValue, environment: Environment): Judged {
  if (isList(value)) return judgeList(name, value);
  if (value instanceof Map) return judgeDict(name, value, environment);
  if (value === null) return { reason: text`Expected parameters to be 1D array or scalar, got NoneType.` };
  return judgeScalar(name, value);
}

function surprise({ name, shape, type, default: value }: ParamSpec): InferredParams["surprises"] {
  if (shape !== null && isList(value) && value.length === 0) return [{ name, message: text`An empty list becomes a list of datetime.` }];
  if (type.kind === "scalar" && type.name === "string" && typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value)) {
    return [{ name, message: text`A date in JSON is a string: declare it as datetime in Python if the model wants one.` }];
  }
  return [];
}

function failureOf(message: Text, pythonError: string): Failure {
  const error: ErrorData = {
    tag: "InvalidParams",
    message,
    place: {},
    pythonError,
    remedy: "Correct or remove the parameters that are marked.",
  };
  return { stage: "infer", error };
}

/**
 * The params schema that `infer_signature(params=value)` writes. One refused parameter leaves no schema, as in MLflow, but every
 * parameter is checked and reported. Never throws. Source: `mlflow/types/utils.py _infer_param_schema`.
 */
export function inferParams(value: PythonValue, environment: Environment = CURRENT): InferredParams {
  const nothing = { schema: null, specs: [], refusals: [], surprises: [] };
  const empty = text`At least one of inputs, outputs or params must be provided.`;
  if (value === null || value === false || value === 0 || value === 0n || value === "" || (isList(value) && value.length === 0))
    return { ...nothing, failure: failureOf(empty, "ValueError") };
  if (!(value instanceof Map))
    return { ...nothing, failure: failureOf(text`Expected parameters to be dict, got ${pythonType(value)}.`, "MlflowException") };
  if (value.size === 0) return { ...nothing, failure: failureOf(empty, "ValueError") };
  const specs: ParamSpec[] = [];
  const refusals: RefusedParam[] = [];
  for (const [name, given] of value) {
    const judged = judge(name, given, environment);
    if ("spec" in judged) specs.push(judged.spec);
    else refusals.push({ name, value: given, reason: judged.reason });
  }
  const surprises = specs.flatMap(surprise);
  if (refusals.length === 0) return { schema: { params: specs }, failure: null, specs, refusals, surprises };
  const reasons = refusals.flatMap(({ name, reason }): Text => [` ${name}: `, renderText(reason)]);
  return {
    schema: null,
    failure: failureOf(["Failed to infer schema for parameters.", ...reasons], "MlflowException"),
    specs,
    refusals,
    surprises,
  };
}
