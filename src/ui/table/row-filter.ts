import type { MarkKind, RowMark, TableRow } from "../store/state/row.ts";

/** Which rows of a table are shown: those that fit every part of it. */
export interface RowFilter {
  readonly text: string;
  /** A type's class, as it is coloured. */
  readonly type: string | null;
  readonly required: boolean | null;
  readonly mark: MarkKind | null;
}

export const ALL_ROWS: RowFilter = { text: "", type: null, required: null, mark: null };

export const isFiltering = ({ text, type, required, mark }: RowFilter): boolean =>
  text !== "" || type !== null || required !== null || mark !== null;

/** A column of the table that it can be sorted by. */
export const SORT_KEYS = ["name", "type", "required", "missing", "dtype", "marks"] as const;

export type SortKey = (typeof SORT_KEYS)[number];

/** Null is the schema's own order. */
export interface Sort {
  readonly by: SortKey;
  readonly descending: boolean;
}

/** A row with its marks and its searchable text, which are computed once. */
export interface MarkedRow {
  readonly row: TableRow;
  readonly marks: readonly RowMark[];
  readonly searched: string;
  /** Missing cells as a share of the rows; null where it is not known. */
  readonly missing: number | null;
}

const MOST_SEARCHED = 2000;

/** Prepares rows for filters and sorting, so that each typed key only compares texts. */
export function markedRows(
  rows: readonly TableRow[],
  marksOf: (row: TableRow) => readonly RowMark[],
  rowCount: number | null,
): readonly MarkedRow[] {
  return rows.map((row) => {
    const { missing, spec } = row.report;
    const share =
      missing === null ? (spec?.kind === "column" ? 0 : null) : rowCount === null || rowCount === 0 ? null : missing.count / rowCount;
    // The type's text contains nested names, so a search for a property finds its column.
    return { row, marks: marksOf(row), searched: `${row.name}\n${row.type}`.slice(0, MOST_SEARCHED).toLowerCase(), missing: share };
  });
}

export interface Counts {
  /** How many columns have each type, the most frequent first. */
  readonly types: readonly { readonly type: string; readonly number: number }[];
  readonly required: number;
  readonly optional: number;
  readonly marks: ReadonlyMap<MarkKind, number>;
  /** Whether a row is marked with an error. */
  readonly hasErrors: boolean;
}

/** Counts of what is in a table, for the buttons that filter it. */
export function countRows(rows: readonly MarkedRow[]): Counts {
  const types = new Map<string, number>();
  const marked = new Map<MarkKind, number>();
  let required = 0;
  let optional = 0;
  for (const { row, marks } of rows) {
    for (const kind of new Set(marks.map((mark) => mark.kind))) marked.set(kind, (marked.get(kind) ?? 0) + 1);
    // Rows that are gone are not columns of the signature.
    if (row.isGone) continue;
    types.set(row.typeClass, (types.get(row.typeClass) ?? 0) + 1);
    if (row.required === true) required++;
    if (row.required === false) optional++;
  }
  return {
    types: [...types].map(([type, number]) => ({ type, number })).sort((left, right) => right.number - left.number),
    required,
    optional,
    marks: marked,
    hasErrors: rows.some(({ marks }) => marks.some(({ weight }) => weight === "stops")),
  };
}

/** The rows that a filter lets through, in the order in which they come. */
export function filteredRows(
  rows: readonly MarkedRow[],
  { text, type, required, mark }: RowFilter,
  only: ReadonlySet<number> | null = null,
): readonly MarkedRow[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter(
    ({ row, marks, searched }) =>
      (only === null || only.has(row.place.index)) &&
      (type === null || row.typeClass === type) &&
      (required === null || row.required === required) &&
      (mark === null || marks.some(({ kind }) => kind === mark)) &&
      (wanted === "" || searched.includes(wanted)),
  );
}

const byWords = new Intl.Collator("en", { numeric: true });
const WEIGHTS = { stops: 3, warns: 2, notes: 1 } as const;

const heaviest = (marks: readonly RowMark[]): number =>
  marks.reduce((most, { weight }) => Math.max(most, weight === undefined ? 0.5 : WEIGHTS[weight]), 0);

function compare(left: MarkedRow, right: MarkedRow, by: SortKey): number {
  switch (by) {
    case "name":
      return byWords.compare(left.row.name, right.row.name);
    case "type":
      return byWords.compare(left.row.type, right.row.type);
    case "required":
      return Number(right.row.required) - Number(left.row.required);
    case "missing":
      return (left.missing ?? -1) - (right.missing ?? -1);
    case "dtype":
      return byWords.compare(left.row.report.dtype, right.row.report.dtype);
    case "marks":
      return heaviest(left.marks) - heaviest(right.marks);
  }
}

/** The rows in another order; equal ones keep the schema's. */
export function sortedRows(rows: readonly MarkedRow[], sort: Sort | null): readonly MarkedRow[] {
  if (sort === null) return rows;
  const sign = sort.descending ? -1 : 1;
  return [...rows].sort((left, right) => sign * compare(left, right, sort.by));
}
