import type { Text } from "../../../core/errors.ts";
import type { SpecReport } from "../../../core/ladders/infer-report.ts";
import type { LadderStep } from "../../../core/ladders/pandas.ts";
import { count } from "../../store/text/format.ts";

/** Rungs that one row decided: the types that were climbed through, and why. */
export interface Climb {
  readonly types: readonly string[];
  readonly because: Text;
  /** Counted from 0; null where no row decided. */
  readonly row: number | null;
}

/** The ladder's steps, those that the same row forced as one: `int64 → float64 → str`, for what makes the last of them needed. */
export function climbsOf(steps: readonly LadderStep[]): readonly Climb[] {
  const climbs: Climb[] = [];
  for (const { from, to, because, at } of steps) {
    const last = climbs.at(-1);
    const row = at?.row ?? null;
    const types = from === "" || from === to ? [to] : [from, to];
    const isSameRow = last !== undefined && row !== null && last.row === row;
    // The rung on which a column began, and why it went no higher, are one where one row tells both.
    if (isSameRow && types.length === 1 && last.types.at(-1) === to) climbs[climbs.length - 1] = { ...last, because };
    else if (isSameRow && last.types.at(-1) === from && from !== to)
      climbs[climbs.length - 1] = { types: [...last.types, to], because, row };
    else climbs.push({ types, because, row });
  }
  return climbs;
}

const SAID_BY: Readonly<Record<NonNullable<SpecReport["declaredBy"]>, string>> = {
  footer: " from the footer",
  headers: " from the batches' headers",
};

/** Whether a signer declares the type and what is required, so that neither follows from what was counted. */
export const isDeclared = ({ steps }: SpecReport): boolean => steps.some((step) => step.isDeclared === true);

/** How many cells are missing, as far as that was counted, and what follows. */
export function missingText(report: SpecReport, required: boolean): string {
  const { missing, declaredBy } = report;
  const said = declaredBy === undefined ? "" : SAID_BY[declaredBy];
  const declared = isDeclared(report) ? `the signer declares it ${required ? "required" : "optional"}` : null;
  if (missing === null && declared !== null) return `No cell is missing${said}; ${declared}.`;
  if (missing === null) return required ? `No cell is missing${said}, so it is required.` : "It is optional.";
  const { count: lost, firstRow, atLeast } = missing;
  const number = `${atLeast === true ? "At least " : ""}${count(lost)} missing`;
  const place = firstRow === null ? said : `, the first in row ${count(firstRow + 1)}`;
  return `${number}${place}: ${declared ?? (required ? "still required" : "so it is not required")}.`;
}
