import { defined } from "../defined.ts";
import { CURRENT, type Environment, unknownAnswers } from "../environment/environment.ts";
import type { Text } from "../errors.ts";
import type { Dataset } from "../evidence/dataset.ts";
import { naturalColumn } from "../ladders/text-natural.ts";
import { PANDAS_DTYPES } from "../mlflow/dtypes.ts";
import type { Schema } from "../mlflow/types.ts";
import type { Preprocessing } from "../python/preprocessing.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";
import { castFrame } from "./cast-frame.ts";
import { convertTensorRequest } from "./convert-json.ts";
import { columnsWithTexts, inputFromDataset, refusedColumns } from "./dataset-input.ts";
import { enforceColumns, hasNames, isSameName, specName } from "./enforce-columns.ts";
import { enforceTensors } from "./enforce-tensors.ts";
import { columnTypeName } from "./enforce-type.ts";
import { unparsedRows } from "./failing-rows.ts";
import { type Enforcement, Findings } from "./findings.ts";
import { columnsWithCells, documentInput, requestFrame } from "./json-input.ts";
import type { ModelInput } from "./model-input.ts";
import { requestParts, type ServedModel } from "./request-form.ts";
import { enforceTypeHint } from "./type-hint.ts";
import type { Verdict, Way } from "./verdict.ts";

/** How a verdict is asked for. */
export interface CheckMode extends ServedModel {
  readonly via: Way;
  /** False for outputs, which MLflow does not enforce. */
  readonly isEnforced: boolean;
}

/** A verdict, and the columns whose numbers it depends on and no reader has looked at. */
export interface CheckOutcome {
  readonly verdict: Verdict;
  readonly needsNumbers: readonly string[];
}

/** The object that a user's code passes to `predict`; null where pandas refuses to read it. */
export function dataInput(data: FileData, schema: Schema, environment: Environment = CURRENT): ModelInput | null {
  const findings = new Findings();
  let input: ModelInput | null = null;
  findings.attempt("read", {}, () => {
    input = predictInput(data, schema, { findings, environment }, "");
  });
  return findings.refusals.length > 0 ? null : input;
}

/** The verdict on an input that was read, or made of what was read. */
export function checkInput(input: ModelInput, schema: Schema, mode: CheckMode): CheckOutcome {
  const findings = new Findings();
  enforce(input, schema, findings, mode);
  return finish(findings, schema, mode);
}

function finish(findings: Findings, schema: Schema, { via, isEnforced, environment }: CheckMode): CheckOutcome {
  const provesNothing = schema.kind === "columns" && schema.specs.some(({ type }) => type.kind === "any");
  const verdict = { ...findings.verdict(via, isEnforced, provesNothing), ...defined({ environment }) };
  return { verdict, needsNumbers: findings.needsNumbers };
}

function enforce(
  input: ModelInput,
  schema: Schema,
  findings: Findings,
  { via, fromTypeHint = false, environment = CURRENT }: CheckMode,
): void {
  const unknown = unknownAnswers(environment);
  if (unknown !== null) {
    findings.undecided.push({ message: [unknown] });
    return;
  }
  if (fromTypeHint) enforceTypeHint(input, schema, via, findings);
  else if (schema.kind === "columns") enforceColumns(input, schema, { findings, environment });
  else enforceTensors(input, schema, findings);
  // Only a DataFrame has columns that are dropped; a dict's other arrays are passed over in silence.
  if (input.kind !== "frame") findings.extra = [];
}

/** Checks what was read; where a part of it could not be, the rest is checked as far as it does not depend on that part. */
function enforceRead(input: ModelInput, schema: Schema, findings: Findings, mode: CheckMode): void {
  if (findings.refusals.length + findings.undecided.length === 0) {
    enforce(input, schema, findings, mode);
    return;
  }
  // MLflow refuses a tensor as a whole, and so what a type hint declares.
  if (schema.kind === "tensors" || mode.fromTypeHint === true) return;
  const next = new Findings();
  enforce(input, schema, next, mode);
  findings.addNext(next);
}

/** What a file has, for a verdict: what was counted, and of JSON the document itself. */
export interface FileData {
  readonly dataset: Dataset;
  readonly preprocessing?: Preprocessing;
  /** The document of a JSON file, the list of them of JSON lines. */
  readonly document?: PythonValue;
  /** The cells of a column as text; null where they are not known. Given where a verdict depends on them. */
  readonly texts?: (name: ColumnName) => readonly (string | null)[] | null;
}

const evidenceOf = (dataset: Dataset, name: ColumnName) =>
  dataset.kind === "table" ? dataset.columns.find((column) => isSameName(column.name, name))?.evidence : undefined;

/** The object that is passed to `predict`. Columns that are refused while they are read are among the findings, and in it by name only. */
function predictInput(
  { dataset, preprocessing = {}, document, texts }: FileData,
  schema: Schema,
  { findings, environment }: Enforcement,
  prefix: string,
): ModelInput {
  if (document !== undefined && dataset.kind !== "table") return documentInput(document, dataset);
  const refused = refusedColumns(dataset, preprocessing);
  for (const { name, error } of refused) {
    const message: Text = prefix === "" ? error.message : [prefix, ...error.message];
    const pythonError = prefix === "" ? (error.pythonError ?? "ValueError") : "MlflowException";
    const spec = schema.specs.find((one, position) => isSameName(specName(one, position), name));
    const expected = spec?.kind === "column" ? { expected: columnTypeName(spec.type) } : {};
    const evidence = evidenceOf(dataset, name);
    const found = evidence?.kind === "text" ? { found: naturalColumn(evidence).dtype } : {};
    const rows = spec?.kind === "column" && spec.type.kind === "scalar" ? unparsedRows(evidence, spec.type.name) : null;
    const located = defined({ rows: rows ?? undefined });
    findings.refusals.push({ stage: "read", column: name, error: pythonError, message, ...found, ...expected, ...located });
  }
  const input = inputFromDataset(dataset, preprocessing, "keep name");
  if (input.kind !== "frame") return input;
  if (document !== undefined) return columnsWithCells(input, document, environment);
  return texts === undefined ? input : columnsWithTexts(input, texts);
}

/** Checks data against a schema as `predict` does: the schema is enforced on what a user's code has read. */
export function checkData(data: FileData, schema: Schema, mode: CheckMode): CheckOutcome {
  return checkParsedTable(data, schema, mode, "");
}

/** What the scoring server says before the reason for which pandas refuses a body. */
export const CSV_PARSE_FAILED =
  "Failed to parse input as a Pandas DataFrame. Ensure that the input is a valid CSV-formatted Pandas DataFrame produced using the `pandas.DataFrame.to_csv()` method. Error: ";
export const PARQUET_PARSE_FAILED =
  "Failed to parse input as a Pandas DataFrame. Ensure that the input is a valid Parquet Pandas DataFrame produced using the `pandas.DataFrame.to_parquet()` method. Error: ";

/** {@link checkData} for a table that the scoring server has parsed; `prefix` goes before what pandas refuses while parsing. */
export function checkParsedTable(data: FileData, schema: Schema, mode: CheckMode, prefix: string): CheckOutcome {
  const findings = new Findings();
  let input: ModelInput | null = null;
  findings.attempt("read", {}, () => {
    input = predictInput(data, schema, { findings, environment: mode.environment ?? CURRENT }, prefix);
  });
  if (input !== null) enforceRead(input, schema, findings, mode);
  return finish(findings, schema, mode);
}

/** The `dtype` with which the scoring server reads `text/csv`, or why it cannot. Source: `parse_csv_input`, `Schema.pandas_types`. */
export function csvDtypes(schema: Schema): ReadonlyMap<string, string> | readonly string[] | string {
  if (schema.kind === "tensors") return "TensorSpec only supports numpy types, use numpy_types() instead";
  const dtypes: (readonly [ColumnName, string])[] = [];
  for (const [position, spec] of schema.specs.entries()) {
    if (spec.type.kind !== "scalar") return "Failed to get pandas types as some of the inputs types are not DataType.";
    dtypes.push([specName(spec, position), PANDAS_DTYPES[spec.type.name]]);
  }
  if (!hasNames(schema)) return dtypes.map(([, dtype]) => dtype);
  return new Map(dtypes.map(([name, dtype]) => [String(name), dtype]));
}

/** A request that the scoring server cannot parse. */
export function unparsedVerdict(message: Text, pythonError: string, mode: CheckMode): Verdict {
  const findings = new Findings();
  findings.refusals.push({ stage: "read", error: pythonError, message });
  return findings.verdict(mode.via, mode.isEnforced, false);
}

/** Data of which only Python, or a longer look than Signet takes, can decide. */
export function undecidedVerdict(message: Text, mode: CheckMode): Verdict {
  const findings = new Findings();
  findings.undecided.push({ message });
  return findings.verdict(mode.via, mode.isEnforced, false);
}

/**
 * Checks the body of a JSON request against a schema as MLflow's scoring server does: it is cast to the schema while it is parsed, then enforced.
 * `dataset` is the table that `pd.DataFrame` makes of it, for the two envelopes that are frames; null for the others.
 * Source: `_parse_json_data`, `infer_and_parse_data` in `mlflow/pyfunc/scoring_server`.
 */
export function checkJsonBody(document: PythonValue, dataset: Dataset | null, schema: Schema, mode: CheckMode): CheckOutcome {
  const findings = new Findings();
  const { environment = CURRENT } = mode;
  let input: ModelInput | null = null;
  findings.attempt("read", {}, () => {
    const { envelope, data } = requestParts(document, mode);
    if (envelope === null || mode.fromTypeHint === true) input = { kind: "value", value: data };
    else if (envelope === "inputs" || envelope === "instances")
      input = convertTensorRequest(envelope, data, schema, { findings, environment });
    else input = castFrame(requestFrame(envelope, data, dataset, document, environment), schema, { findings, environment });
  });
  if (input !== null) enforceRead(input, schema, findings, mode);
  return finish(findings, schema, mode);
}
