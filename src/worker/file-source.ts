import { type ByteSource, type SourceFolder, sourceFromBlob } from "../core/bytes/byte-source.ts";
import { defined } from "../core/defined.ts";
import type { FilePart, PartFolder } from "./protocol.ts";

/** All files of a folder share it, and those that describe it are many. */
const known = new WeakMap<PartFolder, SourceFolder>();

function folderOf(folder: PartFolder): SourceFolder {
  const { log, ...rest } = folder;
  const made = known.get(folder) ?? { ...rest, ...defined({ log: log?.map(({ name, blob }) => sourceFromBlob(blob, name)) }) };
  known.set(folder, made);
  return made;
}

/** A file of the page as a source, which knows the folder that was dropped. */
export function sourceFromPart({ blob, name, folder }: FilePart): ByteSource {
  return { ...sourceFromBlob(blob, name), ...defined({ folder: folder && folderOf(folder) }) };
}
