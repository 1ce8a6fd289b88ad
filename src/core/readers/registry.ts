import type { ByteSource } from "../bytes/byte-source.ts";
import { SignetError, text } from "../errors.ts";
import { arrowReader, featherReader } from "./arrow/arrow-reader.ts";
import { csvReader } from "./csv/csv-reader.ts";
import { byExtension, type Detected, detect } from "./detect.ts";
import { applyDialect, type OptionProposal, offerOptions } from "./dialect/propose.ts";
import { jsonLinesReader, jsonReader } from "./json/json-reader.ts";
import { npyReader } from "./numpy/npy-reader.ts";
import { npzReader } from "./numpy/npz-reader.ts";
import type { OpenedFile } from "./opened-file.ts";
import { parquetReader } from "./parquet/parquet-reader.ts";
import { concatenated } from "./parts.ts";
import { pythonRead } from "./python-read.ts";
import type { ReadContext, Reader } from "./reader.ts";
import type { ReadSettings } from "./settings.ts";

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

interface Opened {
  readonly detected: Omit<Detected, "head">;
  readonly settings: ReadSettings;
  readonly applied: readonly OptionProposal[];
  readonly offered: readonly OptionProposal[];
}

const isTabbed = (name: string) => /\.(tsv|tab)$/i.test(name);

/** Finds the reader and what is applied by itself; with a `format`, nothing is guessed. */
async function open(source: ByteSource, settings: ReadSettings): Promise<Opened> {
  if (settings.format !== undefined) return { detected: byExtension(source, settings.format, READERS), settings, applied: [], offered: [] };
  const detected = await detect(source, READERS);
  const packed: OptionProposal[] =
    detected.compression === null
      ? []
      : [
          {
            kind: "compression",
            options: new Map(),
            message: text`Unpacked: ${source.name} is compressed with ${detected.compression}.`,
            columns: [],
          },
        ];
  if (detected.reader.kind !== "csv") return { detected, settings, applied: packed, offered: [] };
  const dialect = applyDialect(detected.head, settings.options, isTabbed(detected.source.name) ? "\t" : ",");
  const options = new Map([...dialect.flatMap((proposal) => [...proposal.options]), ...settings.options]);
  return { detected, settings: { ...settings, options }, applied: [...packed, ...dialect], offered: offerOptions(detected.head, options) };
}

async function readOne(source: ByteSource, settings: ReadSettings, context: ReadContext): Promise<OpenedFile> {
  const { detected, settings: inForce, applied, offered } = await open(source, settings);
  const dataset = await detected.reader.read(detected.source, inForce, context);
  const format = detected.reader.kind;
  const sparse = dataset.notes.filter(({ kind }) => kind === "scipy-sparse" && inForce.options.get("sparse") !== true);
  const head = format === "arrow" ? await source.slice(0, 6) : new Uint8Array();
  const isStream = head[0] !== 0x41;
  return {
    dataset,
    settings: inForce,
    format,
    reason: detected.reason,
    files: [{ name: source.name, byteLength: source.byteLength }],
    applied,
    offered: [
      ...offered,
      ...sparse.map(({ message }): OptionProposal => ({ kind: "sparse", options: new Map([["sparse", true]]), message, columns: [] })),
    ],
    pythonRead: pythonRead(format, source.name, inForce.options, { tabs: isTabbed(detected.source.name), isStream }),
  };
}

/**
 * Reads the files of one side; several are parts of one data set, in their order, and must be tables of the same columns.
 * Rejects with a SignetError: `UnknownFormat` with each reader's reason, `UnreadableFile` where parts do not fit, and what the readers reject with.
 */
export async function openFiles(sources: readonly ByteSource[], settings: ReadSettings, context: ReadContext): Promise<OpenedFile> {
  const [first, ...rest] = sources;
  if (first === undefined) throw new SignetError("UnreadableFile", "There is no file to read.", { remedy: "Choose a file." });
  const whole = await readOne(first, settings, context);
  if (rest.length === 0) return whole;
  const parts = [whole];
  for (const source of rest) parts.push(await readOne(source, whole.settings, context));
  return concatenated(parts);
}
