import type { ByteSource } from "../bytes/byte-source.ts";
import { type Compression, compressionByMagic, compressionByName } from "../bytes/compression.ts";
import { decompressedSource } from "../bytes/decompress.ts";
import { bufferedSource } from "../bytes/read-ahead.ts";
import { zipEntries } from "../bytes/zip.ts";
import { isSignetError, SignetError, text } from "../errors.ts";
import type { Reader } from "./reader.ts";
import { extensionOf, readerOf } from "./reader-of.ts";
import { beginningOf } from "./recognise/beginning.ts";
import { foreignByName, foreignRefusal } from "./recognise/foreign.ts";
import type { ForeignKind } from "./recognise/foreign-data.ts";
import { toParquet } from "./recognise/python-line.ts";

/** Bytes by which a file is recognised. */
export const HEAD_BYTES = 1 << 16;
/** Where footers and directories are, most of which are not longer. */
const TAIL_BYTES = 1 << 16;

/** A file with its reader, unpacked where it was packed. */
export interface Detected {
  readonly reader: Reader;
  readonly source: ByteSource;
  readonly compression: Compression | null;
  readonly head: Uint8Array;
  readonly reason: string;
}

/** Archives that are one file of another program, by a file in them. */
const IN_ZIP: readonly { readonly has: (names: readonly string[]) => boolean; readonly kind: Omit<ForeignKind, "isIt"> }[] = [
  {
    has: (names) => names.includes("xl/workbook.bin"),
    kind: {
      is: "a binary Excel file (xlsb)",
      remedy: toParquet((path) => `pd.read_excel(${path}, engine='calamine')`, { install: "python-calamine" }),
    },
  },
  {
    has: (names) => names.includes("xl/workbook.xml"),
    kind: { is: "an Excel file", remedy: toParquet((path) => `pd.read_excel(${path})`, { install: "openpyxl" }) },
  },
  {
    has: (names) => names.includes("[Content_Types].xml"),
    kind: { is: "an Office document", remedy: () => ({ task: "Choose the table itself, as CSV or Parquet" }) },
  },
  {
    has: (names) => names.includes("mimetype") && names.includes("content.xml"),
    kind: {
      is: "an OpenDocument file",
      remedy: toParquet((path) => `pd.read_excel(${path}, engine='calamine')`, { install: "python-calamine" }),
    },
  },
  {
    has: (names) => names.some((name) => name.endsWith("data.pkl")),
    kind: {
      is: "a PyTorch file",
      remedy: () => ({ task: "Save the model's inputs and outputs instead", code: "np.save('X.npy', array)" }),
    },
  },
];

async function insideZip(source: ByteSource): Promise<"npz" | "table"> {
  const names = (await zipEntries(source)).map(({ name }) => name);
  const foreign = IN_ZIP.find(({ has }) => has(names));
  if (foreign !== undefined) throw foreignRefusal(source, foreign.kind);
  return names.length > 0 && names.every((name) => name.endsWith(".npy")) ? "npz" : "table";
}

/** `"infer"` takes what the magic says; the reader option `compression` may say otherwise, `null` for none. */
export type CompressionChoice = Compression | "infer" | null;

async function unpack(
  source: ByteSource,
  head: Uint8Array,
  choice: CompressionChoice,
): Promise<{ readonly source: ByteSource; readonly compression: Compression | null }> {
  const compression = choice === "infer" ? compressionByMagic(head) : choice;
  if (compression === null || (compression === "zip" && (await insideZip(source)) === "npz")) return { source, compression: null };
  return { source: decompressedSource(source, compression), compression };
}

/** The first bytes once unpacked. A name of another program's files explains why there are none (`.rds` of R is packed in several ways). */
async function unpackedHead(given: ByteSource, first: Uint8Array, { source, compression }: Awaited<ReturnType<typeof unpack>>) {
  if (compression === null) return first;
  const foreign = foreignByName(beginningOf(first, new Uint8Array(), given.name));
  const head = await source.slice(0, HEAD_BYTES).catch((error: unknown) => {
    throw foreign !== null && isSignetError(error) ? foreignRefusal(given, foreign) : error;
  });
  if (foreign !== null && head.byteLength === 0) throw foreignRefusal(given, foreign);
  return head;
}

/**
 * Finds a file's reader by its content first, then by its name; unpacks what is packed.
 * Rejects with `UnknownFormat` where the file belongs to another program, or no reader takes it.
 */
export async function detect(given: ByteSource, readers: readonly Reader[], choice: CompressionChoice = "infer"): Promise<Detected> {
  const emptyLines =
    given.byteLength === 0
      ? readers.find(({ kind, extensions }) => kind === "jsonl" && extensions.includes(extensionOf(given.name)))
      : undefined;
  // A file without lines has no documents, as the reference reads it.
  if (emptyLines !== undefined)
    return { reader: emptyLines, source: given, compression: null, head: new Uint8Array(), reason: "its name says that it has JSON lines" };
  if (given.byteLength === 0)
    throw new SignetError("UnreadableFile", text`${given.name} is empty.`, {
      place: { file: given.name },
      pythonError: "EmptyDataError",
      remedy: "Choose a file with content.",
    });
  // Together: to ask the browser's process costs some milliseconds each time.
  const [first, last] = await Promise.all([
    given.slice(0, HEAD_BYTES),
    given.slice(Math.max(0, given.byteLength - TAIL_BYTES), given.byteLength),
  ]);
  const buffered = bufferedSource(bufferedSource(given, 0, first), given.byteLength - last.byteLength, last);
  const unpacked = await unpack(buffered, first, choice);
  const { source, compression } = unpacked;
  const head = await unpackedHead(given, first, unpacked);
  const tail = compression === null ? last : new Uint8Array();
  const { reader, reason } = readerOf(given, beginningOf(head, tail, source.name), readers);
  return { reader, source, compression, head, reason };
}

/** The reader that the reference takes for an extension, and the compression that the file's own name says. Throws `UnknownFormat`. */
export function byExtension(
  source: ByteSource,
  format: string,
  readers: readonly Reader[],
  choice: CompressionChoice = "infer",
): Omit<Detected, "head"> {
  const reader = readers.find(({ extensions }) => extensions.includes(format.toLowerCase()));
  if (reader === undefined) {
    throw new SignetError("UnknownFormat", text`Signet does not read files that end in .${format}.`, {
      remedy: `Known are: ${readers.flatMap(({ extensions }) => extensions).join(", ")}.`,
    });
  }
  const compression = reader.kind === "csv" && choice !== "infer" ? choice : compressionByName(source.name);
  return {
    reader,
    source: compression === null ? source : decompressedSource(source, compression),
    compression,
    reason: `the format ${format} was requested`,
  };
}
