import { type Text, text } from "../errors.ts";
import { makeParamSchema } from "../mlflow/schema.ts";
import type { DataType, ParamSchema, ParamSpec } from "../mlflow/types.ts";
import { pythonLiteral } from "../python/repr.ts";
import type { PythonValue } from "../python/value.ts";
import type { CallerRemedy } from "./remedies.ts";
import type { Refusal, Way } from "./verdict.ts";

/** What the model's owner can do about a refused parameter: the params as they would have to be. */
export interface ParamModelRemedy {
  readonly label: Text;
  readonly params: ParamSchema;
  readonly consequence: string;
}

export interface ParamRemedies {
  readonly caller: CallerRemedy | null;
  readonly model: ParamModelRemedy | null;
}

/** Python's constructors of what a parameter's type takes; null where none says it in a word. */
const CASTS: Readonly<Record<DataType, string | null>> = {
  boolean: "bool",
  integer: "int",
  long: "int",
  float: "float",
  double: "float",
  string: "str",
  binary: null,
  datetime: null,
};

/** How JSON writes them. */
const WRITTEN: Readonly<Record<DataType, string>> = {
  boolean: "true or false",
  integer: "a number without a point",
  long: "a number without a point",
  float: "a number",
  double: "a number",
  string: "a text in quotes",
  binary: "a text in quotes",
  datetime: "a date in ISO 8601, in quotes",
};

function callerRemedy({ name, shape }: ParamSpec, type: DataType, found: string, via: Way): CallerRemedy {
  const isWrapped = shape !== null && found !== "list";
  const consequence = isWrapped ? "The model gets a list of one." : "Raises where the value is none of these.";
  if (via === "scoring") {
    const written = shape === null ? WRITTEN[type] : `a list, each item ${WRITTEN[type]}`;
    return { label: text`Write ${name} as ${written}`, consequence: "The model gets another value than was sent." };
  }
  const value = `params[${pythonLiteral(name)}]`;
  const cast = CASTS[type];
  const label = text`Hand ${name} over as ${shape === null ? type : `a list of ${type}`}`;
  if (isWrapped) return { label, code: `${value} = [${value}]`, consequence };
  if (cast === null) return { label, consequence: type === "datetime" ? "ISO 8601 is taken." : "MLflow takes no other." };
  return { label, code: shape === null ? `${value} = ${cast}(${value})` : `${value} = [${cast}(item) for item in ${value}]`, consequence };
}

const asFloat = (value: PythonValue): PythonValue =>
  typeof value === "bigint" ? Number(value) : Array.isArray(value) ? value.map(asFloat) : value;

/** A whole number may become any number without another default; every other type would need one of its own. */
function modelRemedy(spec: ParamSpec, type: DataType, found: string, { params }: ParamSchema): ParamModelRemedy | null {
  if ((type !== "long" && type !== "integer") || found !== "float") return null;
  const changed = { ...spec, type: { kind: "scalar", name: "double" }, default: asFloat(spec.default) } as const;
  return {
    label: text`Declare ${spec.name} as double`,
    params: makeParamSchema(params.map((one) => (one === spec ? changed : one))),
    consequence: "The model must still handle what it then gets.",
  };
}

/** The two ways out of a refused parameter, each with its consequence; null where there is none to offer. */
export function remediesForParam({ column, found = "" }: Refusal, params: ParamSchema | null, via: Way): ParamRemedies {
  const spec = params?.params.find(({ name }) => name === column);
  if (params === null || spec === undefined || spec.type.kind !== "scalar") return { caller: null, model: null };
  const { name: type } = spec.type;
  return { caller: callerRemedy(spec, type, found, via), model: modelRemedy(spec, type, found, params) };
}
