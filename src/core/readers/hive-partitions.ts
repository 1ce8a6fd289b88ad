import type { SourceFolder } from "../bytes/byte-source.ts";
import { defined, must } from "../defined.ts";
import { datum, SignetError, text } from "../errors.ts";
import { type ArrowCounts, type ArrowEvidence, emptyArrowCounts } from "../evidence/arrow-evidence.ts";
import type { ArrowType } from "../evidence/arrow-type.ts";
import type { TableColumn } from "../evidence/dataset.ts";
import { pythonLiteral } from "../python/repr.ts";
import type { OpenedFile } from "./opened-file.ts";

/** How Hive writes a missing value in a folder's name. */
const NO_VALUE = "__HIVE_DEFAULT_PARTITION__";

/** The names that folders on the way to a file give to columns (`year=2026`), each with its value there, the deepest of a name last. */
type Keys = ReadonlyMap<string, string>;

function decoded(segment: string, file: string): string {
  try {
    // What is not an escape stays as it is.
    return decodeURIComponent(segment.replaceAll(/%(?![0-9A-Fa-f]{2})/g, "%25"));
  } catch {
    throw new SignetError("UnreadableFile", text`${file} is in a folder whose name is not UTF-8 after its escapes are decoded.`, {
      place: { file },
      pythonError: "ArrowInvalid",
      remedy: "Rename the folder.",
    });
  }
}

function keysOf(folders: readonly string[], file: string): Keys {
  const keys = new Map<string, string>();
  for (const folder of folders) {
    const equals = folder.indexOf("=");
    if (equals >= 0) keys.set(decoded(folder.slice(0, equals), file), decoded(folder.slice(equals + 1), file));
  }
  return keys;
}

/** The folder that has all files, if it gives no column a name: pyarrow reads no keys from the folder that it is asked to read. */
function rootOf(names: readonly string[]): string | null {
  const root = must(must(names[0]).split("/")[0]);
  return !root.includes("=") && names.every((name) => name.startsWith(`${root}/`)) ? root : null;
}

function isInt32(value: string): boolean {
  if (/^0[xX][0-9a-fA-F]{1,8}$/.test(value)) return true;
  return /^-?\d+$/.test(value) && BigInt(value) === BigInt.asIntN(32, BigInt(value));
}

const INT32: ArrowType = { kind: "int", bits: 32, signed: true };

function evidenceOf(
  key: string,
  keys: readonly Keys[],
  files: OpenedFile["files"],
  rowCounts: readonly number[],
  like: ArrowEvidence | undefined,
): ArrowEvidence {
  let length = 0;
  let nulls: ArrowCounts["nulls"];
  const values = new Set<string>();
  for (const [index, rows] of rowCounts.entries()) {
    const value = keys[index]?.get(key);
    if (value === NO_VALUE) {
      throw new SignetError("UnreadableFile", text`pyarrow reads no data set in which a folder has no value for ${datum(key)}.`, {
        place: { file: must(files[index]?.name) },
        pythonError: "ArrowInvalid",
        remedy: `Read the files without the folder ${key}=${NO_VALUE}.`,
      });
    }
    if (value !== undefined) values.add(value);
    else if (rows > 0) nulls = { count: (nulls?.count ?? 0) + rows, first: nulls?.first ?? { row: length } };
    length += rows;
  }
  const type: ArrowType = [...values].every(isInt32) ? INT32 : { kind: "utf8", layout: "small" };
  return {
    kind: "arrow",
    type: { kind: "dictionary", id: -1n, index: INT32, values: type, ordered: false },
    counts: { length, ...defined({ nulls }), children: [] },
    dictionary: { ...emptyArrowCounts(), length: values.size },
    ...defined({ dtypeBackend: like?.dtypeBackend }),
  };
}

function refuseSharedName(name: string, file: string): never {
  throw new SignetError("UnreadableFile", text`Both the files and the names of their folders have a column ${datum(name)}.`, {
    place: { file },
    pythonError: "ArrowTypeError",
    remedy: "Rename the folders or the column, or read the files one by one.",
  });
}

/**
 * A Parquet data set with the columns that the names of its folders give (`year=2026/part-0.parquet`): categories of int32 where all values are
 * such, else of text, as `pd.read_parquet(folder)` reads them. Null where the names have no such folders.
 * `opened` has the evidence of all files and the Python of the first; `rowCounts`: rows of each file; `folder`: the one that was given, above
 * which no name counts. Throws `UnreadableFile` where pyarrow does.
 * Source: `cpp/src/arrow/dataset/partition.cc` of Apache Arrow.
 */
export function withHivePartitions(
  opened: OpenedFile,
  rowCounts: readonly number[],
  folder: SourceFolder | null = null,
): OpenedFile | null {
  const { dataset, files, format, settings, pythonRead } = opened;
  if (format !== "parquet" || dataset.kind !== "table" || !files.some(({ name }) => /=.*\//.test(name))) return null;
  const names = files.map(({ name }) => name);
  const root = folder?.path ?? rootOf(names);
  const foldersOf = (name: string) =>
    name
      .slice(root === null ? 0 : root.length + 1)
      .split("/")
      .slice(0, -1);
  const keys = names.map((name) => keysOf(foldersOf(name), name));
  const found = [...new Set(keys.flatMap((one) => [...one.keys()]))];
  if (found.length === 0) return null;
  // Only the files' own columns can be asked for.
  if ((settings.options.get("columns") ?? null) !== null) return null;
  const like = dataset.columns.find(({ evidence }) => evidence.kind === "arrow")?.evidence;
  const columns = found.map((key): TableColumn => {
    if (dataset.columns.some(({ name }) => name === key)) refuseSharedName(key, must(names[0]));
    return { name: key, evidence: evidenceOf(key, keys, files, rowCounts, like?.kind === "arrow" ? like : undefined), isFolders: true };
  });
  const first = pythonLiteral(must(names[0]));
  return {
    ...opened,
    dataset: { ...dataset, columns: [...dataset.columns, ...columns] },
    pythonRead: {
      ...pythonRead,
      expression: pythonRead.expression.replaceAll(
        first,
        pythonLiteral(folder !== null && folder.skipped.length > 0 ? names : (root ?? names)),
      ),
    },
  };
}
