import type { FilePart } from "../../worker/protocol.ts";
import type { Place } from "./file-roles.ts";

/** Files that were given to the page, and the place that they were given to, where it was one. */
export interface Drop {
  readonly files: readonly FilePart[];
  readonly on: Place | null;
}

/** Files that operating systems and Spark leave in folders, and that are no data. */
const NO_DATA = /^(\.|_SUCCESS$|_metadata$|_common_metadata$|Thumbs\.db$)/;

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

/** Files keep the folders that they were dropped in, as the path from there that Python would take. */
async function filesOf(entry: FileSystemEntry, folder = ""): Promise<FilePart[]> {
  if (NO_DATA.test(entry.name)) return [];
  if (entry.isDirectory) {
    // The entry says of itself which of the two it is.
    const inner = await entriesOf(entry as FileSystemDirectoryEntry);
    const nested = await Promise.all(inner.map((one) => filesOf(one, `${folder}${entry.name}/`)));
    return nested.flat().sort((left, right) => (left.name < right.name ? -1 : 1));
  }
  const blob = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
  return [{ name: folder + entry.name, blob }];
}

/** The files of a drop, those within folders too, in the order of their names. */
export async function filesFromDrop(transfer: DataTransfer): Promise<FilePart[]> {
  // Entries must be taken before anything is awaited: the transfer is emptied then.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return filesFromList(transfer.files);
  return (await Promise.all(entries.map((entry) => filesOf(entry)))).flat();
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
  return [...(list ?? [])].map((file) => ({ name: file.name, blob: file }));
}
