import type { ColumnType, Schema } from "../../mlflow/types.ts";
import { pythonLiteral } from "../../python/repr.ts";
import type { MessageAdvice } from "../entry.ts";
import { type AdviceMaker, named, namesOf } from "./facts.ts";

/** How many objects a type consists of. */
function countObjects(type: ColumnType): number {
  if (type.kind === "array") return countObjects(type.items);
  if (type.kind === "map") return countObjects(type.values);
  return type.kind === "object" ? type.properties.reduce((all, one) => all + countObjects(one.type), 1) : 0;
}

/** The column that a message about an object is about, and whether each cell has one or a list of them. */
interface ObjectColumn {
  readonly name: string;
  readonly isList: boolean;
}

/** The only column of a schema with an object, where it is the column's own type or that of its items. */
function objectColumn(schema: Schema | null): ObjectColumn | null {
  if (schema?.kind !== "columns") return null;
  const [only, second] = schema.specs.filter(({ type }) => countObjects(type) > 0);
  if (only?.name === undefined || second !== undefined || countObjects(only.type) !== 1) return null;
  const isList = only.type.kind === "array" && only.type.items.kind === "object";
  return isList || only.type.kind === "object" ? { name: String(only.name), isList } : null;
}

/** Python that replaces every object of a column. */
function eachObject(cell: string, made: string, isList: boolean): string {
  const listed = `[${made} for item in ${isList ? "items" : cell}]`;
  return `${cell} = ${isList ? `[${listed} for items in ${cell}]` : listed}`;
}

/** Properties that every object needs. */
export const fillProperties: AdviceMaker = ({ columns, schema }) => [
  missingProperties(columns, objectColumn(schema)),
  {
    by: "model",
    label: `Declare ${columns.length === 1 ? "it" : "them"} as optional`,
    python: `from mlflow.types.schema import Object, Property

Object([${columns.map((name) => `Property(${pythonLiteral(name)}, dtype, required=False)`).join(", ")}])`,
    dependsOn: "The model must handle objects without them. dtype is the type that is declared now.",
  },
];

function missingProperties(columns: readonly string[], column: ObjectColumn | null): MessageAdvice {
  const label = columns.length === 0 ? "Write every required property" : `Write ${namesOf(columns)} in every object`;
  if (column === null || columns.length === 0)
    return { by: "caller", label, dependsOn: "The message names neither the column nor the row." };
  const cell = `df[${pythonLiteral(column.name)}]`;
  const values = columns.map((name) => `${pythonLiteral(name)}: value`).join(", ");
  return {
    by: "caller",
    label: `${label} of ${named(column.name)}`,
    python: eachObject(cell, `{${values}, **item}`, column.isList),
    dependsOn: "Only you know the value. Objects that have one keep it.",
  };
}

/** Properties that the declared object does not have. */
export const dropProperties: AdviceMaker = ({ columns, schema }) => [
  unknownProperties(columns, objectColumn(schema)),
  {
    by: "model",
    label: "If the model needs them, infer the signature from objects that have them",
    python: `from mlflow.models import infer_signature, set_signature

set_signature(model_uri, infer_signature(X, model.predict(X)))`,
  },
];

function unknownProperties(columns: readonly string[], column: ObjectColumn | null): MessageAdvice {
  const lost = "The values of these properties are lost.";
  if (columns.length === 0)
    return { by: "caller", label: "Leave out undeclared properties", dependsOn: `The message does not name the column. ${lost}` };
  const cell = column === null ? "df[column]" : `df[${pythonLiteral(column.name)}]`;
  const made = "{key: value for key, value in item.items() if key not in unknown}";
  return {
    by: "caller",
    label: `Leave out ${namesOf(columns)}${column === null ? "" : ` of ${named(column.name)}`}`,
    python: `unknown = {${columns.map(pythonLiteral).join(", ")}}
${eachObject(cell, made, column?.isList === true)}`,
    dependsOn: column === null ? `The message does not name the column. ${lost}` : lost,
  };
}
