import { defined } from "../defined.ts";
import { CURRENT, type Environment, has, unknownAnswers } from "../environment/environment.ts";
import { assertSignetError, type ErrorData, errorToData, type Text, text } from "../errors.ts";
import type { TensorEvidence } from "../evidence/dataset.ts";
import { FALLBACK } from "../mlflow/fallback.ts";
import { makeSchema } from "../mlflow/schema.ts";
import type { Schema } from "../mlflow/types.ts";
import type { ColumnName } from "../python/value.ts";
import { columnLabel, reportOfSeries } from "./infer-column.ts";
import type { Failure, InferredSchema, SpecReport } from "./infer-report.ts";
import { reportsOfValue } from "./infer-value.ts";
import type { ModelData, SeriesOutcome } from "./pandas.ts";

/**
 * The schema that `infer_signature` writes for one side, or why there is none, with every column's own spec or offence.
 * Never throws. Source: `mlflow/types/utils.py _infer_schema`, with the fallback of `infer_signature`.
 */
export function inferSchema(data: ModelData, environment: Environment = CURRENT): InferredSchema {
  const unknown = unknownAnswers(environment);
  if (unknown !== null) return undecided([], { tag: "Undecided", message: [unknown], place: {} });
  switch (data.kind) {
    case "frame":
      return schemaOfColumns(data.columns, environment);
    case "series":
      return schemaOfColumns([data.column], environment);
    case "array":
      return schemaOfReports([reportOfTensor(data.tensor)], environment);
    case "arrays":
      return schemaOfReports(data.tensors.map(reportOfTensor), environment);
    case "value": {
      if (data.value.scalars.has("None")) return nothingToSign();
      return schemaOfReports(reportsOfValue(data.value, environment), environment);
    }
  }
}

function schemaOfColumns(columns: readonly SeriesOutcome[], environment: Environment): InferredSchema {
  const repeated = repeatedNames(columns.map((column) => (column.kind === "series" ? column.series.name : column.name)));
  const reports = columns.map((column): SpecReport => {
    if (column.kind !== "series") return unreadReport(column.name, column.error);
    const report = reportOfSeries(column.series, environment);
    return repeated.has(nameKey(column.series.name)) ? { ...report, offence: repeatedName(column.series.name) } : report;
  });
  const unread = columns.find((column) => column.kind === "refused") ?? columns.find((column) => column.kind === "undecided");
  if (unread === undefined) return writable(schemaOfReports(reports, environment), columns);
  const stage = unread.kind === "refused" ? "read" : "undecided";
  return { schema: null, failure: { stage, error: unread.error, column: unread.name }, integerHint: false, specs: reports };
}

/** A schema is written as JSON, which cannot hold some labels: then there is no signature. Source: `Schema.to_json`. */
function writable(inferred: InferredSchema, columns: readonly SeriesOutcome[]): InferredSchema {
  if (inferred.failure !== null) return inferred;
  const odd = columns.find((column) => column.kind === "series" && column.series.labelType !== undefined);
  if (odd?.kind !== "series") return inferred;
  const { name, labelType = "" } = odd.series;
  const error: ErrorData = {
    tag: "InvalidSchema",
    message: text`Object of type ${labelType} is not JSON serializable: the label of column ${columnLabel(name)} is not text.`,
    place: { column: columnLabel(name) },
    pythonError: "TypeError",
    remedy: "Rename the columns to text: df.columns = df.columns.map(str).",
  };
  return { ...inferred, schema: null, failure: { stage: "infer", error, column: name }, integerHint: false };
}

/** The schema of columns that have their types. Its own rules come last, as MLflow builds every spec before it. */
export function schemaOfReports(reports: readonly SpecReport[], environment: Environment): InferredSchema {
  // One column that surely fails decides, whatever else stays open.
  const offender = reports.find(({ offence }) => offence !== undefined && offence.tag !== "Undecided");
  const open = reports.find(({ offence }) => offence?.tag === "Undecided");
  if (open?.offence && offender === undefined) return undecided(reports, open.offence, open.name);
  if (offender?.offence) return fallBack(environment, reports, offender.offence, offender.name);
  try {
    const schema = makeSchema(reports.flatMap(({ spec }) => spec ?? []));
    return { schema, failure: null, integerHint: hasIntegers(schema), specs: reports };
  } catch (error) {
    assertSignetError(error, "InvalidSchema");
    return fallBack(environment, reports, errorToData(error));
  }
}

function hasIntegers({ kind, specs }: Schema): boolean {
  return kind === "columns" && specs.some(({ type }) => type.kind === "scalar" && (type.name === "integer" || type.name === "long"));
}

/** What fails leaves the type `any`, or before MLflow 2.19 no signature at all. */
function fallBack(environment: Environment, specs: readonly SpecReport[], error: ErrorData, column?: ColumnName): InferredSchema {
  const failure: Failure = { stage: "infer", error, ...defined({ column }) };
  return { schema: has(environment, "fallback") ? FALLBACK : null, failure, integerHint: false, specs };
}

function undecided(specs: readonly SpecReport[], error: ErrorData, column?: ColumnName): InferredSchema {
  const failure: Failure = { stage: "undecided", error, ...defined({ column }) };
  return { schema: null, failure, integerHint: false, specs };
}

function nothingToSign(): InferredSchema {
  const error = broken(text`At least one of inputs, outputs or params must be provided: the file contains only null.`);
  return { schema: null, failure: { stage: "infer", error }, integerHint: false, specs: [] };
}

/** The first dimension of every tensor is written as -1. Source: `mlflow/types/utils.py _get_tensor_shape`. */
function reportOfTensor({ name, dtype, shape }: TensorEvidence): SpecReport {
  const named = defined({ name });
  const report = { ...named, dtype, steps: [], missing: null };
  if (shape.length === 0) {
    const message = text`The specified variable_dimension 0 is out of bounds with respect to the number of dimensions 0 in the input dataset.`;
    return { ...report, spec: null, offence: broken(message, name) };
  }
  return { ...report, spec: { kind: "tensor", dtype, shape: [-1, ...shape.slice(1)], ...named } };
}

function unreadReport(name: ColumnName, offence: ErrorData): SpecReport {
  return { ...defined({ name: name ?? undefined }), spec: null, dtype: "", steps: [], missing: null, offence };
}

function repeatedName(name: ColumnName): ErrorData {
  const column = columnLabel(name);
  const message = text`Expected pandas.Series, got a DataFrame: several columns are called ${column}.`;
  return { ...broken(message, column), pythonError: "TypeError" };
}

function repeatedNames(names: readonly ColumnName[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const key of names.map(nameKey)) (seen.has(key) ? repeated : seen).add(key);
  return repeated;
}

/** Equal for names that Python considers equal: `1`, `1.0` and `True` are one key. */
function nameKey(name: ColumnName): string {
  if (typeof name === "string") return `"${name}`;
  if (Array.isArray(name)) return JSON.stringify(name.map(nameKey));
  return String(typeof name === "boolean" ? Number(name) : name);
}

function broken(message: Text, column?: string): ErrorData {
  return { tag: "InvalidSchema", message, place: defined({ column }), pythonError: "MlflowException" };
}
