import type { ByteSource } from "../bytes/byte-source.ts";
import { SignetError, text } from "../errors.ts";
import type { Reader, Sniff } from "./reader.ts";
import { type Beginning, isBinary } from "./recognise/beginning.ts";
import { foreignByContent, foreignByName, foreignRefusal } from "./recognise/foreign.ts";

interface Sniffed extends Sniff {
  readonly reader: Reader;
}

/** What follows the last dot of a name, in lower case. */
export const extensionOf = (name: string): string => /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";

/** The reader that a name asks for, where the content has no magic: a broken `.json` is a broken JSON. Any text may be called `.csv`. */
function byName(given: ByteSource, readers: readonly Reader[], { name, head }: Beginning): Sniffed | null {
  const extension = extensionOf(name);
  const reader = readers.find(({ kind, extensions }) => kind !== "csv" && extensions.includes(extension));
  if (reader === undefined) return null;
  if (reader.hasMagic && !isBinary(head))
    throw new SignetError("UnreadableFile", text`${given.name} is text, though its name ends in .${extension}.`, {
      place: { file: given.name },
      pythonError: "ArrowInvalid",
      remedy: "Rename it to what it is, such as .csv or .json, or choose the file that was meant.",
    });
  return { reader, confidence: 1, reason: `its name ends in .${extension}` };
}

/** What each reader makes of the beginning, the surest first. */
const sniffedBy = (readers: readonly Reader[], { head, name, tail }: Beginning): readonly Sniffed[] =>
  readers.map((reader) => ({ reader, ...reader.sniff(head, name, tail) })).sort((left, right) => right.confidence - left.confidence);

/**
 * Whose file it is: what a magic proves, then what belongs to another program, then what the name says of a text, then what a text looks
 * like. Throws `UnknownFormat` for files of other programs, and where no reader takes the file.
 */
export function readerOf(given: ByteSource, file: Beginning, readers: readonly Reader[]): Sniffed {
  const proved = sniffedBy(
    readers.filter(({ hasMagic }) => hasMagic),
    file,
  ).find(({ confidence }) => confidence >= 0.5);
  if (proved !== undefined) return proved;
  const foreign = foreignByContent(file);
  if (foreign !== null) throw foreignRefusal(given, foreign);
  const named = byName(given, readers, file);
  if (named !== null) return named;
  const foreignName = foreignByName(file);
  if (foreignName !== null) throw foreignRefusal(given, foreignName);
  const sniffed = sniffedBy(readers, file);
  const [best] = sniffed;
  if (best !== undefined && best.confidence >= 0.1) return best;
  if (isBinary(file.head))
    throw new SignetError("UnknownFormat", text`${given.name} is binary, in a format that Signet does not know.`, {
      place: { file: given.name },
      remedy: "Write the data as Parquet: df.to_parquet('X.parquet'), or an array with np.save('X.npy', array).",
    });
  const reasons = sniffed.map(({ reader, reason }) => `${reader.kind}: ${reason}`).join("; ");
  throw new SignetError("UnknownFormat", text`No reader recognises ${given.name}. ${reasons}.`, {
    place: { file: given.name },
    remedy: "Write the data as CSV, Parquet, Feather, JSON, npy or npz.",
  });
}
