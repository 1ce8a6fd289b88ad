import { defined, must } from "../../defined.ts";
import type { DataType, TensorSpec } from "../../mlflow/types.ts";
import { pythonLiteral } from "../../python/repr.ts";
import { likelyRenames } from "../../validation/advice/names.ts";
import type { MessageAdvice } from "../entry.ts";
import { castColumn, declaredTypeOf, kindOf, typeOfName } from "./cast.ts";
import { type AdviceMaker, labelLiteral, type MessageFacts, named, namesOf, setSpec } from "./facts.ts";

/** Cast the named column to the declared type. */
export const castNamedColumn: AdviceMaker = ({ columns: [name], found, expected, schema, via }) => {
  const type = typeOfName(expected);
  if (name === undefined || expected === null) return [];
  if (found === null || type === null)
    return [
      { by: "caller", label: `Send ${named(name)} as ${expected}`, dependsOn: "The message does not say enough for a line of Python." },
    ];
  const cast = castColumn(`df[${labelLiteral(name, schema)}]`, found, type);
  if (cast === null)
    return [
      {
        by: "caller",
        label: `Send ${named(name)} as ${type}`,
        dependsOn: `No single line turns ${found} into ${type}: the meaning of the values decides.`,
      },
    ];
  return [
    ...readAsText(name, found, type, schema),
    { by: "caller", label: `Cast ${named(name)} to ${type} before ${via === "scoring" ? "it is sent" : "predict"}`, ...cast },
  ];
};

/** Numbers that are to be text are read as text, where they come from a file: a cast cannot bring back `01234`. */
function readAsText(name: string, found: string, type: DataType, schema: MessageFacts["schema"]): readonly MessageAdvice[] {
  const isNumber = kindOf(found) === "integer" || kindOf(found) === "float";
  if (type !== "string" || !isNumber) return [];
  return [
    {
      by: "caller",
      label: `Read ${named(name)} as text`,
      python: `df = pd.read_csv(path, dtype={${labelLiteral(name, schema)}: "str"})`,
      dependsOn: "For data from a CSV file: cells stay as they are written, with their leading zeros.",
    },
  ];
}

/** Why a changed declaration can fail, by what it would be. */
function declarationNote(type: DataType, declared: DataType): string {
  if (type === "double" || type === "float") return "The model must handle floats and missing values in this column.";
  if (type === "string") return "Only if the model handles text, as a pipeline with an encoder does.";
  if (type === "long" && declared === "double") return "float64 columns are then refused: only if this column always has integers.";
  return `Only if the column always arrives as ${type}.`;
}

/** Declare the named column with the type that its data has. */
export const declareNamedColumn: AdviceMaker = ({ columns: [name], found, expected, schema }) => {
  const declared = typeOfName(expected);
  const type = found === null ? null : declaredTypeOf(found);
  const isUnnamed = schema?.specs.every((spec) => spec.name === undefined) === true;
  if (name === undefined || declared === null || type === null || type === declared || isUnnamed) return [];
  const spec = `ColSpec("${type}", spec.name, spec.required)`;
  const isForMissing = kindOf(must(found)) === "float" && (declared === "long" || declared === "integer");
  const code = setSpec(name, spec, "ColSpec, Schema");
  if (!isForMissing)
    return [{ by: "model", label: `Declare ${named(name)} as ${type}`, python: code, dependsOn: declarationNote(type, declared) }];
  const cell = `df[${pythonLiteral(name)}]`;
  const dtype = type === "float" ? "float32" : "float64";
  return [
    {
      by: "model",
      label: `Declare ${named(name)} as ${type}, and cast it to ${dtype} before every predict`,
      python: `${code}\n\n# Before every predict: MLflow refuses int64 for ${type}, and a file without missing cells is read as int64.\n${cell} = ${cell}.astype("${dtype}")`,
      dependsOn: "The model must handle missing values in this column.",
    },
  ];
};

const SEPARATORS: readonly [string, string][] = [
  [";", '";"'],
  ["\t", '"\\t"'],
  ["|", '"|"'],
];

/** The one extra column is the whole header: the CSV was read with another separator. */
function separatorAdvice(missing: readonly string[], [only, second]: readonly string[]): MessageAdvice | null {
  if (only === undefined || second !== undefined) return null;
  const found = SEPARATORS.find(([mark]) => {
    const names = new Set(only.split(mark).map((name) => name.trim().replace(/^"(.*)"$/, "$1")));
    return names.size > 1 && missing.every((name) => names.has(name));
  });
  if (found === undefined) return null;
  return {
    by: "caller",
    label: `Read the CSV with its separator, ${found[0] === "\t" ? "a tab" : named(found[0])}: all columns arrived as one`,
    python: `df = pd.read_csv(path, sep=${found[1]})`,
    dependsOn: "The scoring server itself only accepts commas: send what df.to_csv(index=False) writes, or JSON.",
  };
}

/** What is left of a name when case, spaces and marks do not count. */
const core = (name: string) =>
  name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

const renameCode = (pairs: readonly (readonly [string, string])[]) =>
  `df = df.rename(columns={${pairs.map(([from, to]) => `${pythonLiteral(from)}: ${pythonLiteral(to)}`).join(", ")}})`;

/** Columns that have another name in the data: those alike, or the only one that is missing and the only one that is extra. */
function renames(missing: readonly string[], extra: readonly string[]): readonly (readonly [string, string])[] {
  const alike = likelyRenames(missing, extra).map(([from, to]) => [String(from), String(to)] as const);
  const [only, second] = missing;
  const [other, further] = extra;
  const isOnePair = only !== undefined && other !== undefined && second === undefined && further === undefined;
  return alike.length === 0 && isOnePair ? [[other, only]] : alike;
}

function renameAdvice(pairs: readonly (readonly [string, string])[]): MessageAdvice | null {
  if (pairs.length === 0) return null;
  const isSure = pairs.every(([from, to]) => core(from) === core(to));
  return {
    by: "caller",
    label: `Rename ${pairs
      .slice(0, 3)
      .map(([from, to]) => `${named(from)} to ${named(to)}`)
      .join(", ")}${pairs.length > 3 ? ` and ${pairs.length - 3} more` : ""}`,
    python: renameCode(pairs),
    dependsOn: isSure ? "The names differ only in case, spaces or marks." : "Only if the column is the same under another name.",
  };
}

/** `colour_red` and `colour_blue` are missing and `colour` is extra: the model was trained on encoded columns. */
function encodedAdvice(missing: readonly string[], extra: readonly string[]): MessageAdvice | null {
  const origin = extra.find((name) => missing.filter((one) => one.startsWith(`${name}_`)).length >= 2);
  if (origin === undefined) return null;
  return {
    by: "caller",
    label: `Encode ${named(origin)} as in training: the model expects ${namesOf(missing.filter((one) => one.startsWith(`${origin}_`)))}`,
    dependsOn: "The encoder of the training must be used: pd.get_dummies of new data gives only the values that occur in it.",
  };
}

/** All extra columns are numbers: the data has no names. */
function unnamedAdvice(facts: MessageFacts): MessageAdvice | null {
  const written = facts.written.get("extra") ?? "";
  if (!/^\[\d+(, \d+)*\]$/.test(written)) return null;
  const names = facts.schema?.specs.flatMap(({ name }) => (name === undefined ? [] : [name])) ?? facts.columns;
  if (names.length !== written.split(",").length) return null;
  return {
    by: "caller",
    label: "Give the values their column names",
    python: `df = pd.DataFrame(data, columns=[${names.map(pythonLiteral).join(", ")}])`,
    dependsOn: "The values must be in this order, one per name.",
  };
}

/** Named tensors arrive as a dict of arrays, and MLflow requires all of them. */
const addArrays = (names: readonly string[], specs: readonly TensorSpec[]): readonly MessageAdvice[] => [
  {
    by: "caller",
    label: `Add ${namesOf(names)} to the dict of arrays`,
    python: names
      .map((name) => {
        const dtype = specs.find((spec) => spec.name === name)?.dtype;
        return `data[${pythonLiteral(name)}] = np.array(values${dtype === undefined ? "" : `, dtype="${dtype}"`})`;
      })
      .join("\n"),
    dependsOn: "Only you know the values. A tensor cannot be declared as optional.",
  },
];

/** Add, rename or encode columns that the data does not have. */
export const addColumns: AdviceMaker = (facts) => {
  const { columns, extra, schema, via } = facts;
  if (columns.length === 0) return [];
  if (schema?.kind === "tensors") return addArrays(columns, schema.specs);
  const other = unnamedAdvice(facts) ?? separatorAdvice(columns, extra) ?? encodedAdvice(columns, extra);
  const pairs = other === null ? renames(columns, extra) : [];
  const likely = other ?? renameAdvice(pairs);
  // What is there under another name is not to be added; if all is, the rename may be wrong.
  const unlike = columns.filter((name) => !pairs.some(([, to]) => to === name));
  const absent = unlike.length === 0 ? columns : unlike;
  const some = `Add ${namesOf(absent)}`;
  return [
    ...(likely === null ? [] : [likely]),
    {
      by: "caller",
      label: via === "scoring" ? `${some} to the request` : some,
      python: absent.map((name) => `df[${pythonLiteral(name)}] = values`).join("\n"),
      dependsOn: "Only you know the values.",
    },
    {
      by: "model",
      label: `Declare ${absent.length === 1 ? `${namesOf(absent)} as optional` : "these columns as optional"}`,
      python: optionalCode(absent),
      dependsOn: "The model then gets data without the column, and must handle that. Most models cannot.",
    },
  ];
};

const optionalCode = (columns: readonly string[]) => `from mlflow.models import ModelSignature, get_model_info, set_signature
from mlflow.types import ColSpec, Schema

signature = get_model_info(model_uri).signature
optional = {${columns.map(pythonLiteral).join(", ")}}
specs = [ColSpec(spec.type, spec.name, required=False) if spec.name in optional else spec for spec in signature.inputs]
set_signature(model_uri, ModelSignature(Schema(specs), signature.outputs, signature.params))`;

/** Columns that MLflow drops: leave them out, or declare them. */
export const declareExtraColumns: AdviceMaker = ({ columns }) => [
  {
    by: "caller",
    label: "Nothing, if the model does not need them; dropping them ends the warning",
    ...(columns.length === 0 ? {} : { python: `df = df.drop(columns=[${columns.map(pythonLiteral).join(", ")}])` }),
  },
  {
    by: "model",
    label: "If the model needs them, infer the signature from data that has them",
    python: `from mlflow.models import infer_signature, set_signature

set_signature(model_uri, infer_signature(X, model.predict(X)))`,
    dependsOn: "X has every column that the model was trained on.",
  },
];

/** Make the times of a column naive. */
export const dropTimeZone: AdviceMaker = ({ columns: [name] }) => {
  const convert = (cell: string) => `${cell} = ${cell}.dt.tz_convert("UTC").dt.tz_localize(None)`;
  return [
    {
      by: "caller",
      label:
        name === undefined ? "Convert the times to UTC and drop the time zone" : `Convert ${named(name)} to UTC and drop the time zone`,
      python:
        name === undefined
          ? `for name in df.select_dtypes("datetimetz").columns:\n    ${convert("df[name]")}`
          : convert(`df[${pythonLiteral(name)}]`),
      dependsOn: "The model must have been trained on UTC. Use .dt.tz_localize(None) alone to keep the local times.",
    },
  ];
};

/** How JSON writes a value of a type. */
const WRITTEN: Readonly<Record<DataType, string>> = {
  boolean: "true or false",
  integer: "a number without a point",
  long: "a number without a point",
  float: "a number",
  double: "a number",
  string: "a text in quotes",
  binary: "a Base64 text in quotes",
  datetime: "an ISO 8601 date in quotes",
};

/** Send a column of a request in its declared type. */
export const convertRequestValue: AdviceMaker = ({ columns: [name], expected, inner, schema }) => {
  const type = typeOfName(expected);
  if (name === undefined) return [];
  if (type === null) return [{ by: "caller", label: `Send ${named(name)} as ${expected ?? "declared"} in every row` }];
  const isMissing = inner !== null && /NaN|NA\b|None|non-finite|null/.test(inner);
  const cast = castColumn(`df[${labelLiteral(name, schema)}]`, type === "string" ? "object" : "str", type);
  return [
    {
      by: "caller",
      label: `Write ${named(name)} as ${WRITTEN[type]} in every row${isMissing ? ", and not as null" : ""}`,
      ...defined({ python: cast?.python }),
      dependsOn: cast?.dependsOn ?? "The message quotes the value that failed.",
    },
    ...(isMissing && (type === "long" || type === "integer")
      ? [
          {
            by: "model" as const,
            label: `Declare ${named(name)} as double: the scoring server then accepts null`,
            python: setSpec(name, 'ColSpec("double", spec.name, spec.required)', "ColSpec, Schema"),
            dependsOn: "The model must handle missing values, and predict refuses integers for double without astype.",
          },
        ]
      : []),
  ];
};
