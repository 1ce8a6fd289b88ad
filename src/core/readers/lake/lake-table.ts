import type { ByteSource } from "../../bytes/byte-source.ts";
import { SignetError, type Text, text } from "../../errors.ts";
import type { ArrowType } from "../../evidence/arrow-type.ts";
import type { PythonRead } from "../../python/preprocessing.ts";

/** The kinds of tables that say in files of their own which data files are theirs. */
export type LakeKind = "delta" | "iceberg";

/** How the kinds are called. */
export const LAKE_NAMES: Readonly<Record<LakeKind, string>> = { delta: "Delta table", iceberg: "Iceberg table" };

/** A column of the table as it is now, and how its data files know it. */
export interface LakeColumn {
  readonly name: string;
  readonly type: ArrowType;
  /** The type in data files that keep other names for the fields within it. */
  readonly storedType?: ArrowType;
  /** The column's name in data files, where these have no ids. */
  readonly storedName: string;
  /** The id that the column has in data files under any name. */
  readonly fieldId?: number;
  /** Set where values that old data files lack are not null: their type's own, of which the table says one. */
  readonly hasDefault?: true;
}

/** A data file of the table as it is now. */
export interface LakeFile {
  /** Relative to the table's folder, with slashes. */
  readonly path: string;
  /** Columns that the file need not have, since one value holds for all its rows: whether that is null. */
  readonly constants: ReadonlyMap<string, { readonly isNull: boolean }>;
}

/** A table as it is now: the schema and the files of its newest version. */
export interface LakeTable {
  readonly kind: LakeKind;
  /** `3`, the id of a snapshot. */
  readonly version: string;
  readonly columns: readonly LakeColumn[];
  readonly files: readonly LakeFile[];
  /** Rows of these files that are deleted, by files of their own; they are counted all the same. */
  readonly deletedRows: number;
  /** The file, below the table's folder, by which Python opens the table; empty for the folder. */
  readonly pythonRead: PythonRead;
  /** What else is to be said, in sentences. */
  readonly notes: readonly Text[];
}

/** The files that describe a table, by their paths below its folder. */
export type LakeLog = ReadonlyMap<string, ByteSource>;

/** A table whose own files are broken or missing. */
export function brokenTable(file: string, message: string | Text): SignetError {
  return new SignetError("UnreadableFile", text`${file}: ${message}`, {
    place: { file },
    pythonError: "Exception",
    remedy: "Give the whole folder of the table, as it was written.",
  });
}

/** A table that uses what lies outside the rules that were proved. */
export function undecidedTable(path: string, message: string | Text, python: string): SignetError {
  return new SignetError("Undecided", text`${path}: ${message}`, { place: { file: path }, remedy: `Ask Python: ${python}` });
}

const decoder = new TextDecoder();

/** A file of the log as text. */
export const textOf = async (source: ByteSource): Promise<string> => decoder.decode(await source.slice(0, source.byteLength));

/** JSON of a table's own files, which is an object. Throws as {@link brokenTable}. */
export function jsonObject(json: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Reported below.
  }
  throw brokenTable(file, "it is not a JSON object.");
}
