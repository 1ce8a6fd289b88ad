import type { Sort, SortKey } from "./row-filter.ts";

const HEADERS: readonly { readonly by: SortKey; readonly label: string; readonly does: string }[] = [
  { by: "marks", label: "", does: "Sort by problems and other marks" },
  { by: "name", label: "name", does: "Sort by name" },
  { by: "type", label: "type", does: "Sort by type" },
  { by: "required", label: "required", does: "Sort by whether it is required" },
  { by: "missing", label: "missing", does: "Sort by how much is missing" },
  { by: "dtype", label: "dtype", does: "Sort by pandas' dtype" },
];

function SortHeader({
  header: { by, label, does },
  sort,
  onSort,
}: {
  readonly header: (typeof HEADERS)[number];
  readonly sort: Sort | null;
  readonly onSort: (by: SortKey) => void;
}) {
  const order = sort?.by !== by ? "none" : sort.descending ? "descending" : "ascending";
  return (
    <th scope="col" className={`col-${by}`} aria-sort={order}>
      <button
        type="button"
        className="sort"
        tabIndex={-1}
        aria-label={label === "" ? "marks" : undefined}
        title={does}
        onClick={() => onSort(by)}
      >
        {label === "" ? "!" : label}
      </button>
    </th>
  );
}

/** The headers, each of which sorts the table. */
export function HeaderRow({
  sort,
  hasPictures,
  onSort,
}: {
  readonly sort: Sort | null;
  /** Whether there are values to show. */
  readonly hasPictures: boolean;
  readonly onSort: (by: SortKey) => void;
}) {
  const columns = hasPictures ? [...HEADERS.slice(0, -1).map(({ by }) => by), "values", "examples", "dtype"] : HEADERS.map(({ by }) => by);
  return (
    <>
      {/* Widths are the columns', so that a table whose header is hidden keeps them. */}
      <colgroup>
        {columns.map((name) => (
          <col key={name} className={`col-${name}`} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {HEADERS.slice(0, -1).map((header) => (
            <SortHeader key={header.by} header={header} sort={sort} onSort={onSort} />
          ))}
          {hasPictures && (
            <>
              <th scope="col" className="col-values">
                values
              </th>
              <th scope="col" className="col-examples">
                examples
              </th>
            </>
          )}
          {HEADERS.slice(-1).map((header) => (
            <SortHeader key={header.by} header={header} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
    </>
  );
}

/** Stands for rows that are not drawn. */
export function Spacer({ rows, height }: { readonly rows: number; readonly height: number }) {
  return rows > 0 ? <tr className="spacer" style={{ height: rows * height }} /> : null;
}
