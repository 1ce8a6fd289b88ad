import type { ByteSource } from "../bytes/byte-source.ts";
import { must } from "../defined.ts";
import type { Dataset, TableDataset } from "../evidence/dataset.ts";
import { tableOfRecords } from "../evidence/records-table.ts";
import type { ColumnProfile } from "../profile/column-profile.ts";
import { mergeTableProfiles, type TableProfile } from "../profile/table-profile.ts";
import type { RowsAnswer, RowsQuery, RowsWindow } from "./file-rows.ts";
import type { OpenedFile } from "./opened-file.ts";
import { PartsProgress } from "./parts-progress.ts";
import type { ReadContext } from "./reader.ts";
import { naming, openSource, READERS } from "./registry.ts";

/** Whether columns are not the same in every file, so that they cannot be read by their places. */
const isDiffering = ({ disagreement, columns, lake }: TableDataset): boolean =>
  disagreement !== undefined || lake !== undefined || columns.some(({ evidence }) => evidence.kind === "parts");

/**
 * Profiles the columns of files that `openFiles` opened, in the same order: a second pass over every one of them.
 * Resolves to why there is none where the format has no profile. Rejects as `openFiles` does.
 */
export async function profileFiles(sources: readonly ByteSource[], opened: OpenedFile, context: ReadContext): Promise<TableProfile> {
  const { settings } = opened;
  const table = tableOfRecords(opened.dataset);
  if (table === null) return { kind: "unavailable", reason: "Only what has rows is profiled." };
  if (isDiffering(table))
    return { kind: "unavailable", reason: "The files do not have the same columns and types, so no distributions are shown." };
  const ofFolders = table.columns.filter(({ isFolders }) => isFolders === true).map(() => null);
  const dataset = { ...table, columns: table.columns.filter(({ isFolders }) => isFolders !== true) };
  let profiles: readonly (ColumnProfile | null)[] | null = null;
  const progress = new PartsProgress(sources, context.onProgress);
  for (const [index, source] of sources.entries()) {
    const { detected, settings: inForce } = await openSource(source, settings);
    const { reader } = detected;
    if (reader.profile === undefined) return { kind: "unavailable", reason: `Columns of ${reader.kind} files are not profiled.` };
    const { profile } = reader;
    const part = await naming(source, () => profile(detected.source, inForce, dataset, { ...context, ...progress.of(index) }));
    profiles = profiles === null ? part : mergeTableProfiles(profiles, part);
  }
  return { kind: "columns", columns: [...must(profiles), ...ofFolders] };
}

/** Whether a format's rows can be shown as they are. */
export const hasRows = (format: string): boolean => READERS.some(({ kind, rows }) => kind === format && rows !== undefined);

function firstColumnOf({ firstColumn, columnCount, around }: RowsQuery, dataset: Dataset): number {
  if (around === undefined || dataset.kind !== "table") return firstColumn;
  const at = Math.max(
    0,
    dataset.columns.findIndex(({ name }) => name === around),
  );
  return at - (at % columnCount);
}

/** Rows of files that `openFiles` opened, in the same order and counted through all of them; or why there are none. Rejects as `openFiles` does. */
export async function fileRows(
  sources: readonly ByteSource[],
  { dataset, settings }: OpenedFile,
  query: RowsQuery,
  context: ReadContext,
): Promise<RowsAnswer> {
  const { firstRow } = query;
  if (dataset.kind === "table" && isDiffering(dataset))
    return { kind: "unavailable", reason: "The files do not have the same columns and types, so their rows are not shown together." };
  let firstColumn = firstColumnOf(query, dataset);
  const progress = new PartsProgress(sources, context.onProgress);
  const rows: RowsWindow["rows"][number][] = [];
  let shape: Pick<RowsWindow, "columns" | "columnTotal"> = { columns: [], columnTotal: 0 };
  let passed = 0;
  for (const [index, source] of sources.entries()) {
    const { detected, settings: inForce } = await openSource(source, settings);
    const { reader } = detected;
    if (reader.rows === undefined) return { kind: "unavailable", reason: `Rows of ${reader.kind} files are not shown.` };
    const { rows: readRows } = reader;
    // Columns of a table were found by the evidence; those of other values are found by the reader.
    const { around: _, ...placed } = query;
    const asked = dataset.kind === "table" ? placed : query;
    const rest = { ...asked, firstColumn, firstRow: Math.max(0, firstRow - passed), rowCount: query.rowCount - rows.length };
    const part = await naming(source, () => readRows(detected.source, inForce, rest, { ...context, ...progress.of(index) }));
    rows.push(...part.rows);
    shape = { columns: part.columns, columnTotal: part.columnTotal };
    firstColumn = part.firstColumn ?? firstColumn;
    passed += part.passed;
    if (rows.length >= query.rowCount) break;
  }
  return { kind: "rows", firstRow, firstColumn, ...shape, rows };
}
