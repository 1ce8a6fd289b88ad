import type { ByteSource, SourceFolder } from "../../bytes/byte-source.ts";
import { defined } from "../../defined.ts";
import { SignetError, text } from "../../errors.ts";
import { isAlwaysCast, isSameButLayout } from "../../evidence/arrow-cast.ts";
import { type ArrowCounts, type ArrowEvidence, emptyArrowCounts } from "../../evidence/arrow-evidence.ts";
import { type ArrowType, childFields } from "../../evidence/arrow-type.ts";
import type { Note, TableColumn, TableDataset } from "../../evidence/dataset.ts";
import type { OptionProposal } from "../dialect/propose.ts";
import { JoinedColumn } from "../joined-column.ts";
import type { OpenedFile } from "../opened-file.ts";
import type { ReadSettings } from "../settings.ts";
import { deltaTable } from "./delta-log.ts";
import { icebergTable } from "./iceberg-metadata.ts";
import { brokenTable, LAKE_NAMES, type LakeColumn, type LakeFile, type LakeLog, type LakeTable, undecidedTable } from "./lake-table.ts";

/** The table that a folder is, by the files that describe it; null for a folder of data only. */
export function lakeLog(folder: SourceFolder | null): LakeLog | null {
  if (folder?.log === undefined || folder.log.length === 0) return null;
  return new Map(folder.log.map((source) => [source.name.slice(folder.path.length + 1), source]));
}

const tableOf = (log: LakeLog, path: string): Promise<LakeTable> =>
  [...log.keys()].some((name) => name.startsWith("_delta_log/")) ? deltaTable(log, path) : icebergTable(log, path);

const emptyOf = (type: ArrowType): ArrowCounts => emptyArrowCounts(childFields(type).map((field) => emptyOf(field.type)));

/** A column of which all rows of a file have one value, or none. */
function constantEvidence({ type }: LakeColumn, rowCount: number, isNull: boolean): ArrowEvidence {
  const nulls = isNull && rowCount > 0 ? { count: rowCount, first: { row: 0 } } : undefined;
  return { kind: "arrow", type, counts: { ...emptyOf(type), length: rowCount, ...defined({ nulls }) } };
}

/** What a file has of a column, under the column's type where every value becomes one. */
function underType({ type, storedType = type }: LakeColumn, evidence: ArrowEvidence): ArrowEvidence {
  if (!isSameButLayout(evidence.type, storedType) && !isAlwaysCast(evidence.type, type)) return evidence;
  const { extension: _, pandasDtype: __, stored: ___, ...rest } = evidence;
  return { ...rest, type };
}

/** The evidence of the table's column in one of its files. */
function evidenceIn(column: LakeColumn, file: LakeFile, { columns, rowCount }: TableDataset): ArrowEvidence {
  const hasIds = columns.some(({ fieldId }) => fieldId !== undefined);
  const found = columns.find((one) =>
    column.fieldId !== undefined && hasIds ? one.fieldId === column.fieldId : String(one.name) === column.storedName,
  );
  const constant = file.constants.get(column.name);
  if (found?.evidence.kind === "arrow" && constant === undefined) return underType(column, found.evidence);
  return constantEvidence(column, rowCount, constant === undefined ? column.hasDefault !== true : constant.isNull);
}

function checkSettings({ options }: ReadSettings, path: string, python: string): void {
  const [option] = options.keys();
  if (option !== undefined)
    throw new SignetError("InvalidOption", text`${option} is an option of pandas' readers. The table ${path} is read by ${python}.`, {
      remedy: `Remove ${option}.`,
    });
}

function noteOf({ kind, version, files, deletedRows, notes }: LakeTable, given: number, path: string): OptionProposal {
  const deleted =
    deletedRows === 0
      ? ""
      : Number.isFinite(deletedRows)
        ? text` ${deletedRows} rows of these files are deleted, and counted all the same.`
        : " Rows of these files are deleted by their values, and counted all the same.";
  const skipped = given > files.length ? text` ${given - files.length} other data files in the folder are not part of it.` : "";
  const what = kind === "delta" ? "version" : "snapshot";
  return {
    kind: "folder",
    options: new Map(),
    message: text`Read ${path} as ${kind === "delta" ? "a" : "an"} ${LAKE_NAMES[kind]}: ${what} ${version}, ${files.length} data files.${skipped}${deleted}${notes.flat()}`,
  };
}

/** How the files of a table are read: the parts of `first`, whose settings they share, in the order of `sources`. */
export type ReadFiles = (sources: readonly ByteSource[], first: OpenedFile) => AsyncIterable<OpenedFile>;

function sourcesOf({ files }: LakeTable, sources: readonly ByteSource[], { path }: SourceFolder): readonly ByteSource[] {
  const known = new Map(sources.map((source) => [source.name, source]));
  return files.map((file) => {
    const source = known.get(`${path}/${file.path}`);
    if (source === undefined) throw brokenTable(path, text`its data file ${file.path} is not in the folder.`);
    return source;
  });
}

/** The file that stands for a table's schema: what its data files are read after. */
function schemaFile(table: LakeTable, settings: ReadSettings, path: string): OpenedFile {
  return {
    dataset: { kind: "table", columns: [], rowCount: 0, notes: [] },
    settings: { ...settings, format: "parquet", stored: true },
    format: "parquet",
    reason: `the folder ${path} is ${table.kind === "delta" ? "a Delta table" : "an Iceberg table"}`,
    files: [],
    applied: [],
    pythonRead: table.pythonRead,
  };
}

/**
 * Reads a Delta or Iceberg table as it is now: the data files of its newest version, under its schema. Files that it no longer has do not count,
 * partition values come from its log, and columns are found by their ids or stored names. Rejects with a SignetError: `UnreadableFile` where files
 * are missing or broken, `Undecided` where the table uses what was not verified, `InvalidOption` for options of pandas' readers.
 */
export async function openLake(
  sources: readonly ByteSource[],
  folder: SourceFolder,
  log: LakeLog,
  settings: ReadSettings,
  readFiles: ReadFiles,
): Promise<OpenedFile> {
  const table = await tableOf(log, folder.path);
  checkSettings(settings, folder.path, table.pythonRead.expression);
  const first = schemaFile(table, settings, folder.path);
  const files = sourcesOf(table, sources, folder);
  const joined = table.columns.map((column) => {
    const whole = new JoinedColumn();
    whole.add(constantEvidence(column, 0, false), 0, 0);
    return whole;
  });
  const notes = new Map<string, Note>();
  let [rowCount, index] = [0, 0];
  for await (const { dataset } of readFiles(files, first)) {
    const file = table.files[index++];
    if (dataset.kind !== "table" || file === undefined) continue;
    for (const [at, column] of table.columns.entries()) joined[at]?.add(evidenceIn(column, file, dataset), rowCount, dataset.rowCount);
    rowCount += dataset.rowCount;
    for (const note of dataset.notes) notes.set(note.kind, note);
  }
  const { deletedRows } = table;
  if (deletedRows > 0 && deletedRows >= rowCount)
    throw undecidedTable(folder.path, "all of its rows may be deleted.", table.pythonRead.expression);
  const columns = table.columns.map(({ name }, at): TableColumn => {
    const evidence = joined[at]?.joined("first");
    if (evidence === undefined) throw new SignetError("Internal", text`The column ${name} was not read.`);
    return { name, evidence: evidence.kind === "arrow" && deletedRows > 0 ? { ...evidence, deletedRows } : evidence };
  });
  const dataset: TableDataset = { kind: "table", columns, rowCount, notes: [...notes.values()], lake: table.kind };
  return {
    ...first,
    dataset,
    settings,
    files: files.map(({ name, byteLength }) => ({ name, byteLength })),
    applied: [noteOf(table, sources.length, folder.path)],
  };
}
