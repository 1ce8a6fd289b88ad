import { useMemo } from "react";
import type { SideResult } from "../../core/signers/signer.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { specRow, withParts } from "../store/selectors/tree-rows.ts";
import type { TableRow } from "../store/state/row.ts";
import { type Counts, countRows, filteredRows, type MarkedRow, markedRows, sortedRows } from "./row-filter.ts";
import type { TableSlots } from "./table-slots.ts";
import type { TableView } from "./table-view.ts";

const NO_MARKS: MarkedRow["marks"] = [];
const NONE_GONE: NonNullable<TableSlots["gone"]> = [];

/** The rows of one table: all that there are, counted, and those that its view shows, with their parts. */
export function useRows(
  side: DataSide,
  { specs, rowCount }: SideResult,
  { filter, sort, unfolded }: TableView,
  { marksOf, only, gone = NONE_GONE }: TableSlots,
): { readonly counts: Counts; readonly shown: readonly MarkedRow[]; readonly rows: readonly TableRow[] } {
  const marked = useMemo(
    () =>
      markedRows(
        [
          ...specs.map((report, index) => specRow(side, index, report)),
          ...gone.map((report, index) => ({ ...specRow(side, specs.length + index, report), isGone: true as const })),
        ],
        ({ place }) => marksOf?.(place) ?? NO_MARKS,
        rowCount,
      ),
    [side, specs, gone, rowCount, marksOf],
  );
  const counts = useMemo(() => countRows(marked), [marked]);
  // Sorting takes longest, so it comes before filtering, which runs for each typed key.
  const sorted = useMemo(() => sortedRows(marked, sort), [marked, sort]);
  const onlyIndices = only?.indices ?? null;
  const found = useMemo(() => filteredRows(sorted, filter, onlyIndices), [sorted, filter, onlyIndices]);
  const rows = useMemo(
    () =>
      withParts(
        found.map(({ row }) => row),
        unfolded,
      ),
    [found, unfolded],
  );
  const shown = useMemo(
    () => (rows.length === found.length ? found : markedRows(rows, ({ place }) => marksOf?.(place) ?? NO_MARKS, rowCount)),
    [rows, found, rowCount, marksOf],
  );
  return { counts, shown, rows };
}
