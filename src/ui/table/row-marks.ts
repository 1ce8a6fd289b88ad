import type { SpecReport } from "../../core/ladders/infer-report.ts";
import { DATA_SIDES } from "../../core/mlflow/parts.ts";
import type { SigningResult } from "../../core/signers/signer.ts";
import type { DataSide } from "../../worker/protocol.ts";
import type { MarksOf, RowMark } from "../store/state/row.ts";

const NONE: readonly RowMark[] = [];

/** The marks that `of` gives each column, by the place of its row; the parts of a nested column have none of their own. */
export function rowMarks(
  { sides }: Pick<SigningResult, "sides">,
  of: (side: DataSide, report: SpecReport, index: number) => readonly RowMark[],
): MarksOf {
  const marks = new Map(DATA_SIDES.map((side) => [side, (sides[side]?.specs ?? []).map((report, index) => of(side, report, index))]));
  return ({ side, index, path }) => (path.length === 0 ? (marks.get(side)?.[index] ?? NONE) : NONE);
}
