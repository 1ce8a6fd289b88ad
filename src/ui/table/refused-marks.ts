import type { ColumnName } from "../../core/python/value.ts";
import type { SigningResult } from "../../core/signers/signer.ts";
import type { CheckedData } from "../../core/validation/reports/check-report.ts";
import type { OwnRefusal } from "../store/selectors/own-refusals.ts";
import type { MarksOf } from "../store/state/row.ts";
import { columnName } from "../store/text/format.ts";
import { rowMarks } from "./row-marks.ts";

const WAYS = { predict: "predict", scoring: "the scoring server" } as const;

/** One column that is refused, and the words for it. */
interface RefusedColumn {
  readonly side: CheckedData["side"];
  readonly column: ColumnName | undefined;
  readonly label: string;
}

/** One mark for each column, whatever ways refuse it, since there is little room. */
function marksFor(columns: readonly RefusedColumn[], result: Pick<SigningResult, "sides">): MarksOf {
  const labels = new Map<string, Set<string>>();
  for (const { side, column, label } of columns) {
    if (column === undefined) continue;
    const key = `${side} ${columnName(column)}`;
    labels.set(key, (labels.get(key) ?? new Set()).add(label));
  }
  return rowMarks(result, (side, spec, index) => {
    const found = labels.get(`${side} ${columnName(spec.name ?? BigInt(index))}`);
    return found === undefined ? [] : [{ kind: "refused", label: [...found].join(". ") }];
  });
}

/** The columns that MLflow refuses in the data that is open in the check, as marks of their rows. `name` is that of the data. */
export function refusedMarks(name: string, checked: readonly CheckedData[], result: Pick<SigningResult, "sides">): MarksOf {
  const columns = checked.flatMap(({ side, verdicts }) =>
    verdicts.flatMap(({ via, refusals }) => refusals.map(({ column }) => ({ side, column, label: `Refused by ${WAYS[via]} in ${name}` }))),
  );
  return marksFor(columns, result);
}

/** The columns that `predict` refuses in the data that the signature is of, as marks of their rows. */
export function ownRefusedMarks(refused: readonly OwnRefusal[], result: Pick<SigningResult, "sides">): MarksOf {
  const stopping = refused.filter(({ severity }) => severity === "stops");
  const columns = stopping.flatMap(({ data: { side }, refusals }) =>
    refusals.map(({ column }) => ({ side, column, label: "Refused by predict in this data" })),
  );
  return marksFor(columns, result);
}
