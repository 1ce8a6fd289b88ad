import { DELTA_LOG, DELTA_LOG_FILE, folderFiles, icebergMetadata, isHiddenName } from "../../../worker/folder-files.ts";
import type { FilePart } from "../../../worker/protocol.ts";
import { type Place, roleByName } from "./file-roles.ts";

/** Files that were given to the page, and the place where they were dropped, if any. */
export interface Drop {
  readonly files: readonly FilePart[];
  readonly on: Place | null;
}

async function entriesOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // A reader gives at most a hundred entries at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** A file of a dropped folder by its path there; without a file, a directory that is skipped. */
type Found = readonly [path: string, file: File | null];

/** The files of an entry, by their paths from `folder`; hidden directories are not searched. */
async function foundIn(entry: FileSystemEntry, folder: string): Promise<readonly Found[]> {
  const path = folder + entry.name;
  if (!entry.isDirectory) return [[path, await fileOf(entry)]];
  if (isHiddenName(entry.name)) return [[`${path}/`, null]];
  // The entry says of itself which of the two it is.
  const inner = await entriesOf(entry as FileSystemDirectoryEntry);
  return (await Promise.all(inner.map((one) => foundIn(one, `${path}/`)))).flat();
}

const fileOf = (entry: FileSystemEntry) =>
  new Promise<File>((resolve, reject) => {
    (entry as FileSystemFileEntry).file(resolve, reject);
  });

/** The files of the log of a Delta table, by their paths in its folder; none for a folder of another kind. */
async function deltaLogIn(inner: readonly FileSystemEntry[]): Promise<readonly (readonly [path: string, file: File])[]> {
  const log = inner.find(({ name, isDirectory }) => isDirectory && name === DELTA_LOG);
  if (log === undefined) return [];
  const entries = (await entriesOf(log as FileSystemDirectoryEntry)).filter(({ isFile, name }) => isFile && DELTA_LOG_FILE.test(name));
  return Promise.all(entries.map(async (entry) => [`${DELTA_LOG}/${entry.name}`, await fileOf(entry)] as const));
}

/** The data of a folder as one data set; if their names say that they are a model's, or inputs and outputs, all data files. */
async function filesOfFolder(entry: FileSystemDirectoryEntry): Promise<FilePart[]> {
  const inner = await entriesOf(entry);
  const found = new Map((await Promise.all(inner.map((one) => foundIn(one, "")))).flat());
  const named = (path: string): FilePart[] => {
    const blob = found.get(path);
    return blob === undefined || blob === null ? [] : [{ name: `${entry.name}/${path}`, blob }];
  };
  const paths = [...found.keys()];
  if (paths.some((path) => roleByName(path) === "mlmodel")) return paths.flatMap(named);
  const metadata = icebergMetadata(paths);
  const log = [...(await deltaLogIn(inner)), ...metadata.flatMap((path) => named(path).map(({ blob }) => [path, blob] as const))];
  const data = paths.filter((path) => !metadata.includes(path));
  const isTable = log.length > 0;
  const { used, hidden, skipped } = folderFiles(data, { oneKind: isTable || data.every((path) => roleByName(path) === null) });
  const described = isTable ? { log: log.map(([path, blob]) => ({ name: `${entry.name}/${path}`, blob })) } : {};
  const folder = { path: entry.name, hidden, skipped, ...described };
  // A table without data files is one all the same.
  if (isTable && used.length === 0) return described.log?.slice(0, 1).map((part) => ({ ...part, folder })) ?? [];
  return used.flatMap((path) => named(path).map((part) => ({ ...part, folder })));
}

/** A dropped file, or the files of a dropped folder, by the path from there that Python would take. */
async function filesOf(entry: FileSystemEntry): Promise<readonly FilePart[]> {
  if (entry.isDirectory) return filesOfFolder(entry as FileSystemDirectoryEntry);
  return [{ name: entry.name, blob: await fileOf(entry) }];
}

/** Files that operating systems and Spark write next to data. They are ignored if there are others. */
const NEXT_TO_DATA = /^(\.|_SUCCESS$|_metadata$|_common_metadata$|_committed_|_started_|Thumbs\.db$)/;

function meant(files: readonly FilePart[]): FilePart[] {
  const kept = files.filter(({ name, folder }) => folder !== undefined || !NEXT_TO_DATA.test(name));
  return [...(kept.length === 0 ? files : kept)];
}

/** The files of a drop, those within folders too, in the order of their names. */
export async function filesFromDrop(transfer: DataTransfer): Promise<FilePart[]> {
  // Entries must be taken before anything is awaited: the transfer is emptied then.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return filesFromList(transfer.files);
  return meant((await Promise.all(entries.map(filesOf))).flat());
}

/** Text from the clipboard as a file, named by what it looks like: JSON, the tabs that a spreadsheet copies, or commas. */
export function fileFromText(pasted: string): FilePart {
  const isJson = /^\s*[[{]/.test(pasted);
  const [line = ""] = pasted.split("\n");
  const extension = isJson ? "json" : line.includes("\t") ? "tsv" : "csv";
  return { name: `pasted.${extension}`, blob: new Blob([pasted]) };
}

/** The files of a file chooser. */
export function filesFromList(list: FileList | null): FilePart[] {
  return meant([...(list ?? [])].map((file) => ({ name: file.name, blob: file })));
}
