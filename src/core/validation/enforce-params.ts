import { CURRENT, type Environment } from "../environment/environment.ts";
import { datum, text } from "../errors.ts";
import type { DataType, ParamSchema, ParamSpec } from "../mlflow/types.ts";
import type { PythonValue } from "../python/value.ts";
import { enforceType } from "./enforce-type.ts";
import { Findings } from "./findings.ts";
import { checkIsoTime, makeArray } from "./numpy-array.ts";
import { isList, isNumpyScalar, type PythonArgument, pythonRepr, typeName } from "./python-argument.ts";
import { assertRaised, mlflowException, Raised } from "./raised.ts";
import type { Verdict, Way } from "./verdict.ts";

const shown = (value: PythonArgument) => datum(pythonRepr(value), 120);

/** Python types of a value that need no conversion, and those that MLflow converts. Source: `DataType.check_type`, `_ALLOWED_CONVERSIONS_FOR_PARAMS`. */
const TAKEN: Readonly<Record<Exclude<DataType, "datetime">, readonly string[]>> = {
  boolean: ["bool"],
  integer: ["int"],
  long: ["int"],
  float: ["float", "int"],
  double: ["float", "int"],
  string: ["str"],
  binary: ["bytes"],
};

/** `np.datetime64(value).item()` must be a date. */
function checkTime(value: PythonArgument): void {
  const integer = () =>
    mlflowException(
      text`Failed to convert value to \`datetime\`. It must be convertible to datetime.date/datetime, got \`${shown(value)}\``,
    );
  if (typeof value === "bigint" || typeof value === "boolean")
    throw new Raised("ValueError", text`Converting an integer to a NumPy datetime requires a specified unit`);
  if (typeof value !== "string") throw new Raised("ValueError", text`Could not convert object to NumPy datetime`);
  try {
    checkIsoTime(value);
  } catch (error) {
    assertRaised(error);
    throw mlflowException(
      text`Failed to convert value \`${shown(value)}\` from type \`<class '${typeName(value)}'>\` to \`datetime\``,
      error,
    );
  }
  // Nine digits of a second are nanoseconds, for which Python has no date, as it has none for years beyond four digits.
  const year = Number(/^\s*([-+]?\d+)/.exec(value)?.[1] ?? 1);
  if (/\.\d{7,}/.test(value) || year < 1 || year > 9999) throw integer();
}

/** Source: `_enforce_param_datatype` in `mlflow/models/utils.py`. */
function enforceParam(value: PythonArgument, type: DataType): { readonly isConverted: boolean } {
  if (value === null) return { isConverted: false };
  if (type === "datetime") {
    checkTime(value);
    return { isConverted: true };
  }
  if (!isNumpyScalar(value)) throw mlflowException(text`Value must be a scalar for type \`${type}\`, got \`${shown(value)}\``);
  const name = typeName(value);
  if (TAKEN[type].includes(name)) {
    if (name === "int" && (type === "double" || type === "float") && !Number.isFinite(Number(value)))
      throw new Raised("OverflowError", text`int too large to convert to float`);
    return { isConverted: name === "int" && (type === "double" || type === "float") };
  }
  throw mlflowException(text`Can not safely convert \`<class '${name}'>\` to \`${type}\` for value \`${shown(value)}\``);
}

/** Whether `np.array(value).ndim == 1` of a list. */
function isVector(value: PythonArgument): value is readonly PythonArgument[] {
  if (!isList(value)) return false;
  return makeArray(value).shape.length === 1;
}

function enforceSpec({ name, type, shape }: ParamSpec, value: PythonArgument, environment: Environment): { readonly isConverted: boolean } {
  const failed = (error: Raised) => mlflowException(text`Failed to validate type and shape for ${name}, error: ${error.text}`, error);
  if (shape !== null && !isVector(value))
    throw mlflowException(text`Value must be a 1D array with shape (-1,) for param ${name}, received ${typeName(value)}`);
  try {
    if (type.kind === "object") {
      enforceType(value, type, true, environment);
      return { isConverted: false };
    }
    if (shape === null) return enforceParam(value, type.name);
    const converted = isList(value) ? value.map((item) => enforceParam(item, type.name)) : [];
    return { isConverted: converted.some(({ isConverted }) => isConverted) };
  } catch (error) {
    assertRaised(error);
    throw failed(error);
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = { bigint: "int", number: "float", boolean: "bool", string: "str" };

/**
 * Parameters checked against a params schema, as MLflow does at `predict`: unknown ones are dropped with a warning, absent ones take their default.
 * Every one that is refused is reported. Source: `_enforce_params_schema` in `mlflow/models/utils.py`.
 */
export function enforceParams(
  params: PythonValue,
  schema: ParamSchema | null,
  via: Way = "predict",
  environment: Environment = CURRENT,
): Verdict {
  const findings = new Findings();
  if (schema === null) {
    // MLflow ignores all of them with a warning, even if they are not a dict.
    findings.extra = params instanceof Map ? [...params.keys()] : [];
    return findings.verdict(via, true, false);
  }
  if (params !== null && !(params instanceof Map)) {
    findings.attempt("enforce", {}, () => {
      throw mlflowException(text`Parameters must be a dictionary. Got type '${TYPE_NAMES[typeof params] ?? "list"}'.`);
    });
    return findings.verdict(via, true, false);
  }
  const given: ReadonlyMap<string, PythonValue> = params ?? new Map();
  const { params: specs } = schema;
  findings.extra = [...given.keys()].filter((name) => !specs.some((spec) => spec.name === name));
  findings.absent = specs.filter(({ name }) => !given.has(name)).map(({ name }) => name);
  for (const spec of specs) {
    const value = given.get(spec.name);
    if (value === undefined) continue;
    const expected = spec.type.kind === "scalar" ? `${spec.type.name}${spec.shape === null ? "" : " (-1,)"}` : "object";
    findings.attempt("enforce", { column: spec.name, found: typeName(value), expected }, () => {
      const { isConverted } = enforceSpec(spec, value, environment);
      if (isConverted) findings.conversions.push({ column: spec.name, from: typeName(value), to: expected });
    });
  }
  return findings.verdict(via, true, false);
}
