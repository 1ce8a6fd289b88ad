import { DATA_EXTENSIONS, PACKED_EXTENSIONS } from "./data-extensions.ts";

/** Which files of a folder are data, and which are passed over; directories that are passed over end in a slash. */
export interface FolderFiles {
  readonly used: readonly string[];
  /** Names that pandas and pyarrow pass over too: they begin with `_` or `.`. */
  readonly hidden: readonly string[];
  /** Files that are not data, or data of another kind. */
  readonly skipped: readonly string[];
}

/** Whether pyarrow passes a name over; a folder's own name does not count. Source: `ignore_prefixes` of `pyarrow.dataset.dataset`. */
export const isHiddenName = (name: string): boolean => /^[._]/.test(name);

/** The folder in a Delta table that says which files are its own, and the files there that do. */
export const DELTA_LOG = "_delta_log";
export const DELTA_LOG_FILE = /^\d{20}\..*(?:json|parquet)$/;

/** The files of an Iceberg table that say which data files are its own; none for a folder of another kind. */
export function icebergMetadata(paths: readonly string[]): readonly string[] {
  if (!paths.some((path) => /^metadata\/[^/]+\.metadata\.json$/.test(path))) return [];
  return paths.filter((path) => path.startsWith("metadata/"));
}

/** Names without an extension that are not data. Others without one are data, as Hive and Spark write them. */
const NOT_DATA = /^(readme|licen[cs]e|notice|changelog|makefile|dockerfile|mlmodel|thumbs\.db|desktop\.ini)/i;

/** The extension of a file's kind, without that of a compression; empty if there is none. */
function extensionOf(path: string): string {
  const parts = (path.split("/").at(-1) ?? "").toLowerCase().split(".");
  if (parts.length > 1 && PACKED_EXTENSIONS.includes(parts.at(-1) ?? "")) parts.pop();
  return parts.length > 1 ? (parts.at(-1) ?? "") : "";
}

/** The kind of data that a name suggests: the index of the readers of its extension, -1 without extension, null if it is not data. */
function kindOf(path: string): number | null {
  const name = path.split("/").at(-1) ?? "";
  const extension = extensionOf(path);
  const kind = DATA_EXTENSIONS.findIndex((extensions) => extensions.includes(extension));
  if (kind >= 0) return /^(readme|licen[cs]e|requirements)\b/i.test(name) ? null : kind;
  return extension === "" && !NOT_DATA.test(name) ? -1 : null;
}

/** The kind that most files have; the first of several equally frequent ones. */
function mostFrequent(kinds: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort(([left, many], [right, more]) => more - many || left - right)[0]?.[0] ?? -1;
}

/**
 * Which of a folder's files are one data set. `paths` are relative to the folder, in any order; hidden directories may stand for what is in
 * them. With `oneKind`, data of other formats than most are passed over too. Where nothing looks like data, everything is kept.
 *
 * @example folderFiles(["_SUCCESS", "part-0.csv", "README.md"], { oneKind: true }) // used: part-0.csv; hidden: _SUCCESS; skipped: README.md
 */
export function folderFiles(paths: readonly string[], { oneKind }: { readonly oneKind: boolean }): FolderFiles {
  const sorted = [...paths].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  const hidden = sorted.filter((path) => path.split("/").some(isHiddenName));
  const visible = sorted.filter((path) => !path.split("/").some(isHiddenName));
  const kinds = visible.map(kindOf);
  const data = kinds.filter((kind) => kind !== null);
  if (data.length === 0) return { used: visible, hidden, skipped: [] };
  const wanted = mostFrequent(data);
  const isUsed = (_: string, index: number) => (oneKind ? kinds[index] === wanted : kinds[index] !== null);
  return { used: visible.filter(isUsed), hidden, skipped: visible.filter((path, index) => !isUsed(path, index)) };
}
