import { appendTo } from "../../core/multimap.ts";
import type { SigningResult } from "../../core/signers/signer.ts";
import type { CheckedData } from "../../core/validation/reports/check-report.ts";
import type { OwnRefusal } from "../store/selectors/own-refusals.ts";
import type { MarksOf } from "../store/state/row.ts";
import { columnName } from "../store/text/format.ts";
import { rowMarks } from "./row-marks.ts";

const WAYS = { predict: "predict", scoring: "the scoring server" } as const;

/** The columns that MLflow refuses in the data that is open in the check, as marks of their rows. `name` is that of the data. */
export function refusedMarks(name: string, checked: readonly CheckedData[], result: Pick<SigningResult, "sides">): MarksOf {
  const refused = new Map<string, string[]>();
  for (const { side, verdicts } of checked)
    for (const { via, refusals } of verdicts) {
      const columns = new Set(refusals.flatMap(({ column }) => (column === undefined ? [] : [columnName(column)])));
      for (const column of columns) appendTo(refused, `${side} ${column}`, `Refused by ${WAYS[via]} in ${name}`);
    }
  // One mark for both ways, since there is little room.
  return rowMarks(result, (side, spec, index) => {
    const labels = refused.get(`${side} ${columnName(spec.name ?? BigInt(index))}`);
    return labels === undefined ? [] : [{ kind: "refused", label: labels.join(". ") }];
  });
}

/** The columns that `predict` refuses in the data that the signature is of, as marks of their rows. */
export function ownRefusedMarks(refused: readonly OwnRefusal[], result: Pick<SigningResult, "sides">): MarksOf {
  const stopping = refused.filter(({ severity }) => severity === "stops");
  if (stopping.length === 0) return () => [];
  const columns = new Set(
    stopping.flatMap(({ data, refusals }) =>
      refusals.flatMap(({ column }) => (column === undefined ? [] : [`${data.side} ${columnName(column)}`])),
    ),
  );
  return rowMarks(result, (side, spec, index) =>
    columns.has(`${side} ${columnName(spec.name ?? BigInt(index))}`) ? [{ kind: "refused", label: "Refused by predict in this data" }] : [],
  );
}
