import { appendTo } from "../../core/multimap.ts";
import type { ColumnName } from "../../core/python/value.ts";
import type { Problem, SigningResult } from "../../core/signers/signer.ts";
import type { MarksOf, RowMark } from "../store/state/row.ts";
import { columnName } from "../store/text/format.ts";
import { rowMarks } from "./row-marks.ts";

const WORDS = { stops: "It would fail", warns: "It may fail" } as const;

/** Notes mark no rows: MLflow's hint on integers would mark half of them. */
const isMarked = ({ severity }: Problem): boolean => severity !== "notes";

const keyOf = (name: ColumnName | undefined): string => columnName(name === null ? undefined : name);

function markOf({ kind, severity }: Problem): RowMark {
  return { kind: "problem", weight: severity, label: `${WORDS[severity === "stops" ? "stops" : "warns"]}: ${kind.replaceAll("-", " ")}` };
}

const OFFENCE: RowMark = { kind: "problem", weight: "stops", label: "It would fail: the column has no type" };

/** The problems that name a column, as marks of its row; where a column is itself what fails, its row is marked too. */
export function problemMarks(result: SigningResult): MarksOf {
  const byColumn = new Map<string, RowMark[]>();
  for (const problem of result.problems.filter(isMarked))
    for (const name of problem.columns) appendTo(byColumn, `${problem.side} ${keyOf(name)}`, markOf(problem));
  return rowMarks(result, (side, { name, offence }) => byColumn.get(`${side} ${keyOf(name)}`) ?? (offence === undefined ? [] : [OFFENCE]));
}
