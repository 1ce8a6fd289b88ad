import type { ByteSource } from "../bytes/byte-source.ts";
import { type Compression, compressionByMagic, compressionByName, decompressedSource } from "../bytes/decompress.ts";
import { heldSource } from "../bytes/read-ahead.ts";
import { zipEntries } from "../bytes/zip.ts";
import { SignetError, text } from "../errors.ts";
import type { Reader } from "./reader.ts";

const HEAD_BYTES = 1 << 16;
/** Where footers and directories stand, most of which are not longer. */
const TAIL_BYTES = 1 << 16;

/** A file with its reader, unpacked where it was packed. */
export interface Detected {
  readonly reader: Reader;
  readonly source: ByteSource;
  readonly compression: Compression | null;
  readonly head: Uint8Array;
  readonly reason: string;
}

/** Files that people drop and no reader takes, by their first bytes, with what to do instead. */
const FOREIGN: readonly { readonly name: string; readonly magic: readonly number[]; readonly offset?: number; readonly remedy: string }[] =
  [
    { name: "a pickle", magic: [0x80], remedy: "Write the data as Parquet: df.to_parquet('X.parquet')." },
    {
      name: "an HDF5 file",
      magic: [0x89, 0x48, 0x44, 0x46],
      remedy: "Write the table as Parquet: pd.read_hdf(path).to_parquet('X.parquet').",
    },
    { name: "an ORC file", magic: [0x4f, 0x52, 0x43], remedy: "Write it as Parquet: pd.read_orc(path).to_parquet('X.parquet')." },
    { name: "an Avro file", magic: [0x4f, 0x62, 0x6a, 0x01], remedy: "Write it as Parquet." },
    {
      name: "a SQLite database",
      magic: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65],
      remedy: "Write the table as Parquet: pd.read_sql(…).to_parquet('X.parquet').",
    },
    { name: "a PNG image", magic: [0x89, 0x50, 0x4e, 0x47], remedy: "Save what the model gets as an array: np.save('X.npy', array)." },
    { name: "a JPEG image", magic: [0xff, 0xd8, 0xff], remedy: "Save what the model gets as an array: np.save('X.npy', array)." },
    { name: "a PDF", magic: [0x25, 0x50, 0x44, 0x46], remedy: "Choose the table itself, as CSV or Parquet." },
    {
      name: "an old Excel file",
      magic: [0xd0, 0xcf, 0x11, 0xe0],
      remedy: "Write it as Parquet: pd.read_excel(path).to_parquet('X.parquet').",
    },
  ];

function refusal(source: ByteSource, name: string, remedy: string): SignetError {
  return new SignetError("UnknownFormat", text`${source.name} is ${name}, which Signet does not read.`, {
    place: { file: source.name },
    remedy,
  });
}

async function insideZip(source: ByteSource): Promise<"npz" | "table"> {
  const names = (await zipEntries(source)).map(({ name }) => name);
  if (names.includes("[Content_Types].xml"))
    throw refusal(source, "an Office file (Excel, Word)", "Write the sheet as Parquet: pd.read_excel(path).to_parquet('X.parquet').");
  if (names.some((name) => name.endsWith("data.pkl")))
    throw refusal(source, "a PyTorch file", "Save the model's inputs and outputs instead: np.save('X.npy', array).");
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

/**
 * Finds a file's reader by its content first, then by its name; unpacks what is packed.
 * Rejects with `UnknownFormat` and every reader's reason where none takes it.
 */
export async function detect(given: ByteSource, readers: readonly Reader[], choice: CompressionChoice = "infer"): Promise<Detected> {
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
  const atHand = heldSource(heldSource(given, 0, first), given.byteLength - last.byteLength, last);
  const { source, compression } = await unpack(atHand, first, choice);
  const head = compression === null ? first : await source.slice(0, HEAD_BYTES);
  const tail = compression === null ? last : new Uint8Array();
  const sniffed = readers
    .map((reader) => ({ reader, ...reader.sniff(head, source.name, tail) }))
    .sort((left, right) => right.confidence - left.confidence);
  const [best] = sniffed;
  if (best !== undefined && best.confidence >= 0.5) return { reader: best.reader, source, compression, head, reason: best.reason };
  const foreign = FOREIGN.find(({ magic }) => magic.every((byte, index) => head[index] === byte));
  if (foreign !== undefined) throw refusal(given, foreign.name, foreign.remedy);
  if (best !== undefined && best.confidence >= 0.1) return { reader: best.reader, source, compression, head, reason: best.reason };
  const reasons = sniffed.map(({ reader, reason }) => `${reader.kind}: ${reason}`).join("; ");
  throw new SignetError("UnknownFormat", text`No reader takes ${given.name}. ${reasons}.`, {
    place: { file: given.name },
    remedy: "Write the data as CSV, Parquet, Feather, JSON, npy or npz.",
  });
}

/** The reader that the reference takes for an extension, and the compression that the file's own name says. Throws `UnknownFormat`. */
export function byExtension(source: ByteSource, format: string, readers: readonly Reader[]): Omit<Detected, "head"> {
  const reader = readers.find(({ extensions }) => extensions.includes(format.toLowerCase()));
  if (reader === undefined) {
    throw new SignetError("UnknownFormat", text`No reader takes files that end in .${format}.`, {
      remedy: `Known are: ${readers.flatMap(({ extensions }) => extensions).join(", ")}.`,
    });
  }
  const compression = compressionByName(source.name);
  return {
    reader,
    source: compression === null ? source : decompressedSource(source, compression),
    compression,
    reason: `the format ${format} was asked for`,
  };
}
