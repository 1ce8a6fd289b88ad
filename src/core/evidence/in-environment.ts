import { defined, must } from "../defined.ts";
import { CURRENT, type Environment, has } from "../environment/environment.ts";
import type { ColumnEvidence, Dataset, TableColumn } from "./dataset.ts";
import type { DateEvidence } from "./date-evidence.ts";
import { joinTallies, type Tally } from "./sighting.ts";
import { TEXT_MARKS, type TextEvidence, type TextKind, type TextMark } from "./text-evidence.ts";

/** The environment that a data set is looked at in; the current one where nothing is said. */
export const environmentOf = ({ environment = CURRENT }: Dataset): Environment => environment;

/** Cells with a mark as another kind than their own. */
function moved(evidence: TextEvidence, mark: TextMark, to: TextKind): TextEvidence {
  const cells = evidence.marks?.get(mark);
  if (cells === undefined) return evidence;
  const kinds = new Map<TextKind, Tally>(evidence.kinds);
  const from = TEXT_MARKS[mark];
  if (cells.others === undefined) kinds.delete(from);
  else kinds.set(from, cells.others);
  kinds.set(to, must(joinTallies(kinds.get(to), cells.marked)));
  return { ...evidence, kinds };
}

/** Dates before pandas 3 are in nanoseconds, as only those with a fraction of so many digits are now. */
function inNanoseconds(dates: DateEvidence): DateEvidence {
  return { ...dates, ...defined({ fine: dates.fine ?? dates.first }) };
}

function textIn(environment: Environment, evidence: TextEvidence): TextEvidence {
  let seen: TextEvidence = { ...evidence, environment };
  if (!has(environment, "noneIsMissing")) seen = moved(seen, "none", "text");
  if (!has(environment, "endlessFloats") && evidence.options.byPython !== true)
    seen = moved(moved(seen, "pastFloat", "text"), "negativePastFloat", "negativeText");
  if (!has(environment, "microseconds") && seen.dates !== undefined) seen = { ...seen, dates: inNanoseconds(seen.dates) };
  return seen;
}

function evidenceIn<Evidence extends ColumnEvidence>(environment: Environment, evidence: Evidence): Evidence {
  if (evidence.kind === "text") return textIn(environment, evidence) as Evidence;
  if (evidence.kind !== "parts") return evidence;
  const alike = evidence.alike.map((one) => ({ ...one, evidence: evidenceIn(environment, one.evidence) }));
  return { ...evidence, alike };
}

/** What was read does not change, and the same data set is asked for with every signing and every verdict. */
const seen = new WeakMap<Dataset, Map<string, Dataset>>();

function lookedAt(dataset: Dataset, environment: Environment): Dataset {
  if (dataset.kind !== "table") return { ...dataset, environment };
  const within = (columns: readonly TableColumn[]) =>
    columns.map((column) => ({ ...column, evidence: evidenceIn(environment, column.evidence) }));
  const { columns, outside } = dataset;
  return { ...dataset, environment, columns: within(columns), ...defined({ outside: outside && within(outside) }) };
}

/**
 * What was read, as an environment's pandas reads it. Nothing is read again: cells that versions read differently are counted separately. `dataset`
 * is as a reader gave it; its columns may have been renamed.
 */
export function datasetIn<Data extends Dataset>(environment: Environment, dataset: Data): Data {
  if (environmentOf(dataset) === environment) return dataset;
  const known = seen.get(dataset) ?? new Map<string, Dataset>();
  seen.set(dataset, known);
  const key = `${environment.mlflow} ${environment.pandas}`;
  const found = known.get(key) ?? lookedAt(dataset, environment);
  known.set(key, found);
  // The same kind of data set as it was.
  return found as Data;
}
