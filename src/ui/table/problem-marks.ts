import { DATA_SIDES } from "../../core/mlflow/parts.ts";
import { appendTo } from "../../core/multimap.ts";
import type { ColumnName } from "../../core/python/value.ts";
import type { Problem, SigningResult } from "../../core/signers/signer.ts";
import type { DataSide } from "../../worker/protocol.ts";
import type { MarksOf, RowMark } from "../store/state/row.ts";
import { columnName } from "../store/text/format.ts";

const WORDS = { stops: "It would fail", warns: "It may fail" } as const;

/** Notes mark no rows: MLflow's hint on integers would mark half of them. */
const isMarked = ({ severity }: Problem): boolean => severity !== "notes";

const keyOf = (name: ColumnName | undefined): string => columnName(name === null ? undefined : name);

function markOf({ kind, severity }: Problem): RowMark {
  return { kind: "problem", weight: severity, label: `${WORDS[severity === "stops" ? "stops" : "warns"]}: ${kind.replaceAll("-", " ")}` };
}

/** The problems that name a column, as marks of its row; where a column is itself what fails, its row is marked too. */
export function problemMarks({ problems, sides }: SigningResult): MarksOf {
  const marks = new Map<DataSide, Map<number, RowMark[]>>();
  for (const side of DATA_SIDES) {
    const ofSide = new Map<number, RowMark[]>();
    marks.set(side, ofSide);
    const byName = new Map<string, RowMark[]>();
    for (const problem of problems) {
      if (problem.side !== side || !isMarked(problem)) continue;
      for (const name of problem.columns) appendTo(byName, keyOf(name), markOf(problem));
    }
    for (const [index, { name, offence }] of (sides[side]?.specs ?? []).entries()) {
      const found = byName.get(keyOf(name)) ?? (offence === undefined ? [] : [OFFENCE]);
      if (found.length > 0) ofSide.set(index, found);
    }
  }
  return ({ side, index, path }) => (path.length === 0 ? (marks.get(side)?.get(index) ?? NONE) : NONE);
}

const OFFENCE: RowMark = { kind: "problem", weight: "stops", label: "It would fail: the column has no type" };
const NONE: readonly RowMark[] = [];
