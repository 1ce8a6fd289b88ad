import { environmentOf } from "../evidence/in-environment.ts";
import type { AlikeParts } from "../evidence/parts-evidence.ts";
import { reportOfSeries } from "../ladders/infer-column.ts";
import type { PandasSeries } from "../ladders/pandas.ts";
import { seriesOfAlike } from "../ladders/parts-series.ts";
import type { ColSpec, ColumnType, DataType } from "../mlflow/types.ts";
import type { ColumnName } from "../python/value.ts";
import { enforceDatatype } from "../validation/enforce-datatype.ts";
import { countedSeries } from "../validation/series.ts";
import type { ProblemContext } from "./context.ts";

/** The files of a column that are alike, with the type that MLflow infers from them alone; null where it infers none. */
export interface Inferred {
  readonly series: PandasSeries;
  readonly spec: ColSpec | null;
  readonly parts: AlikeParts;
}

export function inferredParts(name: ColumnName, alike: readonly AlikeParts[], context: ProblemContext): readonly Inferred[] | null {
  const environment = environmentOf(context.input.dataset);
  const found = alike.map((parts) => {
    const outcome = seriesOfAlike(name, parts, environment);
    if (outcome.kind !== "series") return null;
    const { spec } = reportOfSeries(outcome.series, environment);
    return { series: outcome.series, spec: spec?.kind === "column" ? spec : null, parts };
  });
  return found.some((one) => one === null) ? null : (found as readonly Inferred[]);
}

export const ANY: ColumnType = { kind: "any" };
/** From the narrowest on. */
const CANDIDATES: readonly DataType[] = ["boolean", "integer", "long", "float", "double", "datetime", "binary", "string"];

/** Whether MLflow takes the column of those files under a type. */
function isTaken(name: string, { series, parts }: Inferred, type: DataType): boolean {
  try {
    enforceDatatype(name, countedSeries(series, parts.evidence), type);
    return true;
  } catch {
    return false;
  }
}

/** A type that every file's column fits, with the cast of every file that it needs; `any` where there is none. */
export function typeForAll(name: string, all: readonly Inferred[]): { readonly type: ColumnType; readonly cast?: string } {
  const taken = CANDIDATES.find((type) => all.every((one) => isTaken(name, one, type)));
  if (taken !== undefined) return { type: { kind: "scalar", name: taken } };
  // pandas makes a number of an Arrow boolean, not of the word in a text file.
  const isNumber = ({ series, parts }: Inferred) => (parts.evidence.kind === "text" ? "iuf" : "biuf").includes(series.dtype.kind);
  if (all.every(isNumber)) return { type: { kind: "scalar", name: "double" }, cast: "float64" };
  if (all.every(({ parts }) => parts.evidence.kind === "text")) return { type: { kind: "scalar", name: "string" }, cast: "str" };
  return { type: ANY };
}

/** What is inferred, where MLflow takes the files under it; it may infer types that it then refuses, as of times with a zone. */
export function takenSpec(inferred: ColSpec, all: readonly Inferred[]): ColSpec {
  const { type, name } = inferred;
  const isRefused = type.kind === "scalar" && all.some((one) => !isTaken(String(name), one, type.name));
  return isRefused ? { ...inferred, type: typeForAll(String(name), all).type } : inferred;
}
