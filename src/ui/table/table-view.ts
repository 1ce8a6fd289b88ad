import { ALL_ROWS, type RowFilter, type Sort, type SortKey } from "./row-filter.ts";

/** The view of one table: filter, order and unfolded rows. It is not part of the signature. */
export interface TableView {
  readonly filter: RowFilter;
  readonly sort: Sort | null;
  /** Keys of the rows that are unfolded. */
  readonly unfolded: ReadonlySet<string>;
}

export const WHOLE_TABLE: TableView = { filter: ALL_ROWS, sort: null, unfolded: new Set() };

export type ViewAction =
  | { readonly kind: "filtered"; readonly filter: Partial<RowFilter> }
  | { readonly kind: "shown-all" }
  /** A header was pressed. */
  | { readonly kind: "sorted"; readonly by: SortKey }
  | { readonly kind: "folded"; readonly key: string; readonly isUnfolded: boolean };

/** The keys whose first order is descending, so that the interesting rows come first. */
const FALLING_FIRST: ReadonlySet<SortKey> = new Set(["missing", "marks"]);

/** Pressing a header again turns the order round, and a third time gives back the schema's. */
function nextSort(sort: Sort | null, by: SortKey): Sort | null {
  const first = FALLING_FIRST.has(by);
  if (sort?.by !== by) return { by, descending: first };
  return sort.descending === first ? { by, descending: !first } : null;
}

/** The one place where a table's view changes. A pure function. */
export function reduceView(view: TableView, action: ViewAction): TableView {
  switch (action.kind) {
    case "filtered":
      return { ...view, filter: { ...view.filter, ...action.filter } };
    case "shown-all":
      return { ...view, filter: ALL_ROWS };
    case "sorted":
      return { ...view, sort: nextSort(view.sort, action.by) };
    case "folded": {
      if (view.unfolded.has(action.key) === action.isUnfolded) return view;
      const unfolded = new Set(view.unfolded);
      if (action.isUnfolded) unfolded.add(action.key);
      else unfolded.delete(action.key);
      return { ...view, unfolded };
    }
  }
}
