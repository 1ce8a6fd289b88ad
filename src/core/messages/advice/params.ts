import { pythonLiteral } from "../../python/repr.ts";
import type { MessageAdvice } from "../entry.ts";
import { typeOfName } from "./cast.ts";
import { type AdviceMaker, named } from "./facts.ts";

interface ParamFault {
  readonly name: string;
  readonly found: string | null;
  readonly expected: string | null;
  /** The signature declares a list, and how many dimensions the value had where that is what is wrong; or one value, and a list was passed. */
  readonly form: "value" | "list" | "none for list" | "scalar for list" | "array for list" | "list for scalar";
}

const FAULT = /\((['"])((?:\\.|(?!\1).)*)\1, (['"])((?:\\.|(?!\3).)*)\3\)/g;

/** What a parameter's printed spec and its message say about its shape. */
function formOf(message: string): ParamFault["form"] {
  const [, received, dimensions] = /Value must be a 1D array .* received (\w+)(?: with ndim (\d+))?/s.exec(message) ?? [];
  if (received === "NoneType") return "none for list";
  if (received !== undefined)
    return dimensions === "0" || (dimensions === undefined && !/list|array/.test(received)) ? "scalar for list" : "array for list";
  const isList = message.includes("(shape: (-1,))");
  if (/Value (?:must|should) be a scalar/.test(message)) return isList ? "array for list" : "list for scalar";
  return isList ? "list" : "value";
}

/** The parameters of `{('top_k', "… Can not safely convert `<class 'str'>` to `DataType.long` …")}` with their types. */
function paramFaults(written: string): readonly ParamFault[] {
  return [...written.matchAll(FAULT)].map(([, , name = "", , message = ""]) => ({
    name,
    found: /<class \\?'([\w.]+)\\?'>/.exec(message)?.[1] ?? null,
    expected: /DataType\.(\w+)/.exec(message)?.[1] ?? /^[^:]*?: (\w+) \(default/.exec(message.replace(/^.*? for /, ""))?.[1] ?? null,
    form: formOf(message),
  }));
}

const CASTS: Readonly<Record<string, string>> = { long: "int", integer: "int", float: "float", double: "float", string: "str" };

/** Where the number of dimensions is wrong, and not the type of a value. */
function shapeParam(name: string, form: ParamFault["form"]): MessageAdvice | null {
  const value = `params[${pythonLiteral(name)}]`;
  if (form === "none for list")
    return { by: "caller", label: `Leave out ${named(name)}`, python: `del ${value}`, dependsOn: "The model then gets its default." };
  if (form === "scalar for list")
    return {
      by: "caller",
      label: `Pass ${named(name)} as a list`,
      python: `${value} = [${value}]`,
      dependsOn: "The list then has this one value.",
    };
  if (form === "array for list")
    return {
      by: "caller",
      label: `Pass ${named(name)} as one flat list`,
      dependsOn: "MLflow does not accept nested lists for a parameter.",
    };
  if (form === "list for scalar")
    return {
      by: "caller",
      label: `Pass one value for ${named(name)}, not a list`,
      python: `[${value}] = ${value}`,
      dependsOn: "The list must have exactly one value: the line raises otherwise.",
    };
  return null;
}

function castParam({ name, found, expected, form }: ParamFault): MessageAdvice {
  const reshaped = shapeParam(name, form);
  if (reshaped !== null) return reshaped;
  const type = typeOfName(expected);
  const value = `params[${pythonLiteral(name)}]`;
  const cast = type === null ? undefined : CASTS[type];
  if (type === "boolean")
    return { by: "caller", label: `Pass True or False for ${named(name)}`, dependsOn: "In JSON: true or false, without quotes." };
  if (cast === undefined)
    return {
      by: "caller",
      label: type === null ? `Pass ${named(name)} in its declared type` : `Pass ${named(name)} as ${type}`,
      dependsOn:
        type === "datetime" ? "MLflow accepts an ISO 8601 text such as 2024-01-31." : "print(signature) shows the declared type and shape.",
    };
  if (form === "list") {
    // int cuts off what is behind the point.
    const check = cast === "int" ? `assert all(float(value).is_integer() for value in ${value})\n` : "";
    return {
      by: "caller",
      label: `Pass each value of ${named(name)} as ${type}`,
      python: `${check}${value} = [${cast}(value) for value in ${value}]`,
      dependsOn: cast === "str" ? "The model gets the values as text." : "Every value must be such a number: the line raises otherwise.",
    };
  }
  const isFloat = found?.endsWith("float") === true || found?.startsWith("numpy.float") === true;
  const check = cast === "int" && isFloat ? `assert float(${value}).is_integer()\n` : "";
  return {
    by: "caller",
    label: `Pass ${named(name)} as ${type}`,
    python: `${check}${value} = ${cast}(${value})`,
    dependsOn: cast === "str" ? "The model gets the value as text." : "The value must be such a number: the line raises otherwise.",
  };
}

const declareDouble = (name: string): MessageAdvice => ({
  by: "model",
  label: `Or declare ${named(name)} as double`,
  python: `from mlflow.models import ModelSignature, get_model_info, set_signature
from mlflow.types import ParamSchema, ParamSpec

signature = get_model_info(model_uri).signature
params = [
    ParamSpec(spec.name, "double", float(spec.default), spec.shape) if spec.name == ${pythonLiteral(name)} else spec
    for spec in signature.params
]
set_signature(model_uri, ModelSignature(signature.inputs, signature.outputs, ParamSchema(params)))`,
  dependsOn: "The model must accept floats. The default must be one number.",
});

/** Pass each parameter in its declared type. */
export const castParams: AdviceMaker = ({ columns, found, expected, written }) => {
  const listed = paramFaults(written.get("params") ?? "");
  const spec = [written.get("column"), written.get("error")].join(" ");
  const message = written.has("value") && found === null && expected !== null ? `Value must be a scalar ${spec}` : spec;
  const faults = listed.length > 0 ? listed : columns.map((name) => ({ name, found, expected, form: formOf(message) }));
  if (faults.length === 0)
    return [
      {
        by: "caller",
        label: expected === null ? "Pass the parameter in its declared type" : `Pass the parameter as ${expected}`,
        dependsOn: "The message does not name the parameter.",
      },
    ];
  return faults.flatMap((fault) => {
    const isWiden =
      fault.form === "value" && fault.found?.endsWith("float") === true && (fault.expected === "long" || fault.expected === "integer");
    return [castParam(fault), ...(isWiden ? [declareDouble(fault.name)] : [])];
  });
};

/** Declare parameters, so that MLflow passes them to the model. */
export const declareParams: AdviceMaker = ({ columns }) => {
  const pairs = columns.map((name) => `${pythonLiteral(name)}: defaults[${pythonLiteral(name)}]`).join(", ");
  return [
    {
      by: "model",
      label: columns.length === 0 ? "Declare the parameters in the signature" : `Declare ${columns.map(named).join(", ")} in the signature`,
      python: `from mlflow.models import infer_signature, set_signature

params = {${pairs === "" ? '"name": defaults["name"]' : pairs}}
set_signature(model_uri, infer_signature(X, model.predict(X), params=params))`,
      dependsOn: "defaults has the value that the model uses when a caller passes none. The model's predict must have a params argument.",
    },
  ];
};
