import { type Text, text } from "../errors.ts";
import { columnLabel, typeOfDtype } from "../ladders/infer-column.ts";
import { pandasDtype } from "../ladders/pandas-dtype.ts";
import { makeSchema } from "../mlflow/schema.ts";
import type { ColSpec, ColumnType, DataType, Schema } from "../mlflow/types.ts";
import { pythonLiteral } from "../python/repr.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";
import { isSameName, specName } from "./enforce-columns.ts";
import type { Refusal, Way } from "./verdict.ts";

/** What the caller can do: Python to copy, or words for what no code can say. */
export interface CallerRemedy {
  readonly label: Text;
  readonly code?: string;
  readonly consequence: string;
}

/** What the model's owner can do: the schema as it would have to be. */
export interface ModelRemedy {
  readonly label: Text;
  readonly schema: Schema;
  readonly consequence: string;
}

export interface Remedies {
  readonly caller: CallerRemedy | null;
  readonly model: ModelRemedy | null;
}

const MUST_HANDLE_MISSING = "The model must still handle missing values.";
const MUST_HANDLE_TYPE = "The model must still handle what it then gets.";
const VALIDATES_NOTHING = "Nothing of the column is validated any more.";
const ANY: ColumnType = { kind: "any" };

const PANDAS_DTYPE: Readonly<Record<DataType, string>> = {
  boolean: "bool",
  integer: "int32",
  long: "int64",
  float: "float32",
  double: "float64",
  string: "str",
  binary: "object",
  datetime: "datetime64[ns]",
};

const cell = (name: ColumnName) => `df[${pythonLiteral(name as PythonValue)}]`;

const isInteger = (type: string) => type === "integer" || type === "long";
const isNumber = (type: string) => isInteger(type) || type === "float" || type === "double";

/** `DataFrame.astype` of one column. */
const cast = (name: ColumnName, dtype: string) => `df = df.astype({${pythonLiteral(name as PythonValue)}: "${dtype}"})`;

interface Fault {
  readonly name: ColumnName;
  readonly found: string;
  readonly expected: DataType;
}

function callerCast({ name, found, expected }: Fault, via: Way): CallerRemedy {
  const dtype = PANDAS_DTYPE[expected];
  const label = text`Cast ${columnLabel(name)} before ${via === "predict" ? "predict" : "it is sent"}`;
  const isText = /^(str|string|object|category)/.test(found);
  if (expected === "datetime" && found.includes(", "))
    return {
      label: text`Drop the time zone of ${columnLabel(name)}`,
      code: `${cell(name)} = ${cell(name)}.dt.tz_convert("UTC").dt.tz_localize(None)`,
      consequence: "The times are those of UTC.",
    };
  if (expected === "datetime")
    return { label, code: `${cell(name)} = pd.to_datetime(${cell(name)})`, consequence: "Raises where a cell is no date." };
  if (isNumber(expected) && isText) {
    const numeric = `pd.to_numeric(${cell(name)}, errors="coerce")`;
    return isInteger(expected)
      ? {
          label,
          code: `${cell(name)} = ${numeric}.fillna(0).astype("${dtype}")`,
          consequence: "Cells that are no numbers become 0; choose another value, or drop their rows.",
        }
      : { label, code: `${cell(name)} = ${numeric}.astype("${dtype}")`, consequence: "Cells that are no numbers become missing." };
  }
  if (isInteger(expected) && /^(float|Float|double|Int|UInt|int\d+\[|uint\d+\[)/i.test(found))
    return {
      label,
      code: `${cell(name)} = ${cell(name)}.fillna(0).astype("${dtype}")`,
      consequence: "Missing cells become 0, and fractions are cut off.",
    };
  if (expected === "boolean")
    return { label, code: `${cell(name)} = ${cell(name)}.fillna(False).astype("bool")`, consequence: "Missing cells become False." };
  return {
    label,
    code: cast(name, dtype),
    consequence:
      expected === "float"
        ? "Floats keep 6 to 9 digits."
        : expected === "string"
          ? "Every cell is handed over as a string."
          : "Numbers keep 15 to 17 digits.",
  };
}

/** The type that the data's dtype has to MLflow; null where it has none. */
function typeOfFound(found: string): ColumnType | null {
  const dtype = pandasDtype(found);
  if (dtype === null || found === "object" || found === "category") return null;
  if (found === "str" || found === "string") return { kind: "scalar", name: "string" };
  const verdict = typeOfDtype(dtype, "");
  return verdict.kind === "type" ? verdict.type : null;
}

/** The schema with one spec changed; null where MLflow would not build it. */
function withSpec(schema: Schema, name: ColumnName, change: (spec: ColSpec) => ColSpec): Schema | null {
  if (schema.kind !== "columns") return null;
  const specs = schema.specs.map((spec, position) => (isSameName(specName(spec, position), name) ? change(spec) : spec));
  try {
    return makeSchema(specs);
  } catch {
    return null;
  }
}

function modelRemedy(label: Text, schema: Schema | null, consequence: string): ModelRemedy | null {
  return schema === null ? null : { label, schema, consequence };
}

/** Numbers that may be missing, or come now as integers and now as floats, are a double. */
function widened(expected: string, found: string): ColumnType | null {
  const type = typeOfFound(found);
  if (type?.kind === "scalar" && isNumber(type.name) && isNumber(expected)) return { kind: "scalar", name: "double" };
  return type;
}

function remediesForType(refusal: Refusal, schema: Schema, expected: DataType, via: Way): Remedies {
  const { column: name = null, found = "" } = refusal;
  // What has no type of its own to MLflow is taken by none but any.
  const type = widened(expected, found) ?? (found === "" ? null : ANY);
  const isMissing = refusal.found?.startsWith("float") === true && isInteger(expected);
  const shown = type?.kind === "scalar" ? type.name : "any";
  const changed =
    type === null
      ? null
      : withSpec(schema, name, (spec) => ({ ...spec, type, required: isMissing && spec.name !== undefined ? false : spec.required }));
  return {
    caller: callerCast({ name, found, expected }, via),
    model: modelRemedy(
      text`Declare ${columnLabel(name)} as ${shown}`,
      changed,
      isMissing ? MUST_HANDLE_MISSING : type === ANY ? VALIDATES_NOTHING : MUST_HANDLE_TYPE,
    ),
  };
}

function remediesForMissing(name: ColumnName, schema: Schema): Remedies {
  return {
    caller: { label: text`Add the column ${columnLabel(name)}`, consequence: "The signature requires it." },
    model: modelRemedy(
      text`Make ${columnLabel(name)} optional`,
      withSpec(schema, name, (spec) => ({ ...spec, required: false })),
      MUST_HANDLE_MISSING,
    ),
  };
}

const SEND_JSON: CallerRemedy = {
  label: text`Send what to_csv or to_json writes`,
  code: 'requests.post(url, json={"dataframe_split": df.to_dict(orient="split")})',
  consequence: "The scoring server takes commas, UTF-8 and a header, and no reader options; JSON keeps types.",
};

function remediesForTensor(refusal: Refusal, schema: Schema & { readonly kind: "tensors" }): Remedies {
  const spec = schema.specs.find((one, position) => refusal.column === undefined || isSameName(specName(one, position), refusal.column));
  if (spec === undefined) return { caller: null, model: null };
  const array = spec.name === undefined ? "array" : `arrays[${pythonLiteral(spec.name)}]`;
  const shape = `(${spec.shape.join(", ")}${spec.shape.length === 1 ? "," : ""})`;
  const code = `${array} = ${array}.astype("${spec.dtype}").reshape(${shape})`;
  return {
    caller: { label: text`Cast and reshape the array`, code, consequence: "Raises where the number of values does not fit." },
    model: null,
  };
}

const isDataType = (type: string): type is DataType => type in PANDAS_DTYPE;

/** The two ways out of a refusal, each with its consequence; null where there is none to offer. */
export function remediesFor(refusal: Refusal, schema: Schema, via: Way): Remedies {
  if (schema.kind === "tensors") return remediesForTensor(refusal, schema);
  const { column, expected } = refusal;
  if (column === undefined) return { caller: via === "scoring" && refusal.stage === "read" ? SEND_JSON : null, model: null };
  if (expected === undefined) return remediesForMissing(column, schema);
  if (isDataType(expected)) return remediesForType(refusal, schema, expected, via);
  return {
    caller: { label: text`Send ${columnLabel(column)} as ${expected}`, consequence: "Every value must have that form." },
    model: modelRemedy(
      text`Declare ${columnLabel(column)} as any`,
      withSpec(schema, column, (spec) => ({ ...spec, type: ANY })),
      VALIDATES_NOTHING,
    ),
  };
}
