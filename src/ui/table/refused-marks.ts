import { DATA_SIDES } from "../../core/mlflow/parts.ts";
import { appendTo } from "../../core/multimap.ts";
import type { SigningResult } from "../../core/signers/signer.ts";
import type { CheckedData } from "../../core/validation/reports/check-report.ts";
import type { DataSide } from "../../worker/protocol.ts";
import type { MarksOf, RowMark } from "../store/state/row.ts";
import { columnName } from "../store/text/format.ts";

const NONE: readonly RowMark[] = [];
const WAYS = { predict: "predict", scoring: "the scoring server" } as const;

/** The columns that MLflow refuses in the data that is open in the check, as marks of their rows. `name` is that of the data. */
export function refusedMarks(name: string, checked: readonly CheckedData[], { sides }: Pick<SigningResult, "sides">): MarksOf {
  const refused = new Map<string, RowMark[]>();
  for (const { side, verdicts } of checked)
    for (const { via, refusals } of verdicts) {
      const columns = new Set(refusals.flatMap(({ column }) => (column === undefined ? [] : [columnName(column)])));
      for (const column of columns)
        appendTo(refused, `${side} ${column}`, { kind: "refused", label: `Refused by ${WAYS[via]} in ${name}` });
    }
  const markedAt = new Map<DataSide, ReadonlyMap<number, readonly RowMark[]>>();
  for (const side of DATA_SIDES) {
    const specs = sides[side]?.specs ?? [];
    const found = specs.flatMap((spec, index) => {
      const marks = refused.get(`${side} ${columnName(spec.name ?? BigInt(index))}`);
      return marks === undefined ? [] : [[index, joined(marks)] as const];
    });
    markedAt.set(side, new Map(found));
  }
  return ({ side, index, path }) => (path.length === 0 ? (markedAt.get(side)?.get(index) ?? NONE) : NONE);
}

/** One mark for both ways, since there is little room. */
const joined = (marks: readonly RowMark[]): readonly RowMark[] => [{ kind: "refused", label: marks.map(({ label }) => label).join(". ") }];
