import type { ByteSource, SourceFolder } from "../bytes/byte-source.ts";
import { text } from "../errors.ts";
import type { OptionProposal } from "./dialect/propose.ts";

/** Names that a sentence lists; of more, the number. */
const MOST_NAMES = 4;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(", ");
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}

/** The folder that all sources were found in, where a folder was given; null for files that were given one by one. */
export function folderOf(sources: readonly ByteSource[]): SourceFolder | null {
  const folder = sources[0]?.folder;
  return folder !== undefined && sources.every((source) => source.folder?.path === folder.path) ? folder : null;
}

/** Which files of a folder were read, where some were not. */
export function folderNotes(sources: readonly ByteSource[]): readonly OptionProposal[] {
  const folder = folderOf(sources);
  if (folder === null || folder.hidden.length + folder.skipped.length === 0) return [];
  const { path, hidden, skipped } = folder;
  const hiddenNote = hidden.length === 0 ? [] : text` Skipped ${listed(hidden)}: pandas and pyarrow skip names that begin with _ or a dot.`;
  const skippedNote =
    skipped.length === 0 ? [] : text` Skipped ${listed(skipped)}, which ${skipped.length === 1 ? "is" : "are"} not part of the data.`;
  const count = text`${sources.length} file${sources.length === 1 ? "" : "s"}`;
  return [
    {
      kind: "folder",
      options: new Map(),
      message: text`Read ${count} of the folder ${path}.${hiddenNote}${skippedNote}`,
    },
  ];
}
