import { type Environment, has } from "../environment/environment.ts";
import type { DictEvidence, ValueEvidence } from "../evidence/value-evidence.ts";
import { columnSource } from "./column-source.ts";
import type { SpecReport } from "./infer-report.ts";
import { missingValues, pythonTypeSteps } from "./value-series.ts";
import { type Standing, typeOfColumn } from "./value-type.ts";

/**
 * The specs that MLflow gives to a list, dict or scalar of Python, or the offences that make it fall back:
 * a list of dicts and a dict have one column per key, any other list and a scalar are one unnamed column.
 * Source: the branches for `list` and `dict` of `mlflow/types/utils.py _infer_schema`.
 */
export function reportsOfValue(value: ValueEvidence, environment: Environment): readonly SpecReport[] {
  const { lists, dicts } = value;
  if (dicts)
    return [...dicts.keys].map(([name, values]) => reportOfKey(name, values, missingInside(values), { environment, standing: "value" }));
  if (lists === undefined) return [reportOfUnnamed(value, { environment, standing: "value" })];
  const { items } = lists;
  if (items.count === 0) return [EMPTY_LIST];
  const records = items.dicts;
  if (records?.tally.count === items.count) {
    return [...records.keys].map(([name, values]) =>
      reportOfKey(name, values, missingFromRecords(records, name, values, environment), { environment, standing: "items" }),
    );
  }
  return [reportOfUnnamed(items, { environment, standing: "items" })];
}

/** Whose rules hold, and where the values are. */
interface Asked {
  readonly environment: Environment;
  readonly standing: Standing;
}

/** MLflow keeps an empty list a string, for the sake of versions before 2.9. */
const EMPTY_LIST: SpecReport = {
  spec: { kind: "column", type: { kind: "scalar", name: "string" }, required: true },
  dtype: "list",
  isPython: true,
  steps: [],
  missing: null,
};

function reportOfKey(name: string, values: ValueEvidence, missing: Missing | null, { environment, standing }: Asked): SpecReport {
  const report = {
    name,
    dtype: pythonTypes(values),
    isPython: true as const,
    steps: pythonTypeSteps(values),
    missing,
    source: columnSource(values),
  };
  const verdict = typeOfColumn(values, { column: name }, environment, standing);
  if (verdict.kind === "offence") return { ...report, spec: null, offence: verdict.error };
  return { ...report, spec: { kind: "column", type: verdict.type, name, required: missing === null } };
}

/** MLflow writes every unnamed column as required, whatever is missing from it. */
function reportOfUnnamed(values: ValueEvidence, { environment, standing }: Asked): SpecReport {
  const report = {
    dtype: pythonTypes(values),
    isPython: true as const,
    steps: pythonTypeSteps(values),
    missing: null,
    source: columnSource(values),
  };
  const verdict = typeOfColumn(values, {}, environment, standing);
  if (verdict.kind === "offence") return { ...report, spec: null, offence: verdict.error };
  return { ...report, spec: { kind: "column", type: verdict.type, required: true } };
}

type Missing = NonNullable<SpecReport["missing"]>;

/** What `_infer_required` finds missing in a dict's value: the value itself, or an item of it where it is a list. */
function missingInside(values: ValueEvidence): Missing | null {
  const missing = missingValues(values.lists?.items ?? values);
  return missing ? { count: missing.count, firstRow: missing.first.row } : null;
}

/** In a list of dicts `None`, since MLflow 2.19, and an absent key make a column optional; NaN does not. */
function missingFromRecords(records: DictEvidence, key: string, values: ValueEvidence, environment: Environment): Missing | null {
  const none = has(environment, "anyType") ? values.scalars.get("None") : undefined;
  const firstAbsent = records.absent.get(key);
  if (none === undefined && firstAbsent === undefined) return null;
  const rows = [none?.first.row, firstAbsent?.row].filter((row) => row !== undefined);
  return { count: records.tally.count - values.count + (none?.count ?? 0), firstRow: Math.min(...rows) };
}

/** The Python types seen, as a type hint would join them. */
function pythonTypes({ scalars, lists, arrays, dicts }: ValueEvidence): string {
  const names = [...scalars.keys()].map((scalar) => (scalar === "nan" ? "float" : scalar));
  const containers = [lists && "list", arrays && "numpy.ndarray", dicts && "dict"].filter((name) => name !== undefined);
  return [...new Set([...names, ...containers])].join(" | ");
}
