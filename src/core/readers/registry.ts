import type { ByteSource } from "../bytes/byte-source.ts";
import { compressionByName, decompressedSource, uncompressedName } from "../bytes/decompress.ts";
import { SignetError, type Text, text } from "../errors.ts";
import type { Dataset } from "../evidence/dataset.ts";
import type { PythonValue } from "../python/value.ts";
import { arrowReader, featherReader } from "./arrow/arrow-reader.ts";
import { csvReader } from "./csv/csv-reader.ts";
import { jsonLinesReader, jsonReader } from "./json/json-reader.ts";
import { npyReader } from "./numpy/npy-reader.ts";
import { npzReader } from "./numpy/npz-reader.ts";
import { parquetReader } from "./parquet/parquet-reader.ts";
import type { Format, ReadContext, Reader } from "./reader.ts";
import type { ReadSettings } from "./settings.ts";

/** A reader option that was applied by itself, or is offered: one keyword of `pd.read_csv` and why. */
export interface OptionProposal {
  readonly kind: "delimiter" | "encoding" | "compression" | "index_col" | "header" | "leading_zeros" | "parse_dates";
  readonly options: ReadonlyMap<string, PythonValue>;
  readonly message: Text;
  /** The columns it touches. */
  readonly columns: readonly string[];
}

/** A file, or a data set in parts, that was read whole. */
export interface OpenedFile {
  readonly dataset: Dataset;
  /** The settings in force, applied proposals included: read again with them, the answer is the same. */
  readonly settings: ReadSettings;
  readonly format: Format;
  /** Why it was taken for that format. */
  readonly reason: string;
  readonly files: readonly { readonly name: string; readonly byteLength: number }[];
  /** Only delimiter, encoding and compression are ever applied by themselves. */
  readonly applied: readonly OptionProposal[];
  readonly offered: readonly OptionProposal[];
  /** The Python that reads these files the same way: `pd.read_csv("X.csv", sep=";")`. */
  readonly pythonRead: string;
}

/** A new format is one reader file, one fixture folder and one line here. */
export const READERS: readonly Reader[] = [
  parquetReader,
  arrowReader,
  featherReader,
  npyReader,
  npzReader,
  jsonReader,
  jsonLinesReader,
  csvReader,
];

/** The reader that the reference chooses for an extension. Throws `UnknownFormat`. */
export function readerFor(extension: string): Reader {
  const reader = READERS.find(({ extensions }) => extensions.includes(extension.toLowerCase()));
  if (reader !== undefined) return reader;
  const known = READERS.flatMap(({ extensions }) => extensions).join(", ");
  throw new SignetError("UnknownFormat", text`No reader takes files that end in .${extension}.`, { remedy: `Known are: ${known}.` });
}

/** Finds the reader, applies what may be applied by itself, and reads. */
export async function openFiles(sources: readonly ByteSource[], settings: ReadSettings, context: ReadContext): Promise<OpenedFile> {
  const [source] = sources;
  if (source === undefined) throw new SignetError("UnreadableFile", "There is no file to read.", { remedy: "Choose a file." });
  const reader = readerFor(settings.format ?? uncompressedName(source.name).split(".").at(-1) ?? "");
  const compression = compressionByName(source.name);
  const dataset = await reader.read(compression === null ? source : decompressedSource(source, compression), settings, context);
  return {
    dataset,
    settings,
    format: reader.kind,
    reason: `by its extension`,
    files: sources.map(({ name, byteLength }) => ({ name, byteLength })),
    applied: [],
    offered: [],
    pythonRead: "",
  };
}
