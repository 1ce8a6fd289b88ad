import type { SpecReport } from "../../core/ladders/infer-report.ts";
import { columnName, specType, typeClass } from "./format.ts";

/** Which rows of a table are shown. */
export interface RowFilter {
  readonly text: string;
  /** A type's class, as it is coloured. */
  readonly type: string | null;
  readonly offending: boolean;
}

export const ALL_ROWS: RowFilter = { text: "", type: null, offending: false };

export interface TypeCount {
  readonly type: string;
  readonly number: number;
}

/** How many columns have each type, the most frequent first. */
export function typeCounts(specs: readonly SpecReport[]): readonly TypeCount[] {
  const counts = new Map<string, number>();
  for (const { spec } of specs) counts.set(typeClass(spec), (counts.get(typeClass(spec)) ?? 0) + 1);
  return [...counts].map(([type, number]) => ({ type, number })).sort((left, right) => right.number - left.number);
}

/** The rows that a filter lets through, each with its place in the schema. */
export function filteredRows(
  specs: readonly SpecReport[],
  { text, type, offending }: RowFilter,
): readonly { readonly report: SpecReport; readonly index: number }[] {
  const wanted = text.toLowerCase();
  return specs
    .map((report, index) => ({ report, index }))
    .filter(
      ({ report }) =>
        (type === null || typeClass(report.spec) === type) &&
        (!offending || report.offence !== undefined) &&
        (wanted === "" ||
          columnName(report.name).toLowerCase().includes(wanted) ||
          (report.spec !== null && specType(report.spec).toLowerCase().includes(wanted))),
    );
}
