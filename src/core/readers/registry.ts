import type { ByteSource } from "../bytes/byte-source.ts";
import { firstSource } from "../bytes/first-source.ts";
import { errorToData, isSignetError, SignetError, text, withFile } from "../errors.ts";
import { isTabbed } from "../python/read-csv.ts";
import { appliedCompression, compressionChoice } from "./applied-compression.ts";
import { arrowReader, featherReader } from "./arrow/arrow-reader.ts";
import { csvReader } from "./csv/csv-reader.ts";
import { byExtension, type Detected, detect, HEAD_BYTES } from "./detect.ts";
import { lateEncoding } from "./dialect/late-encoding.ts";
import { type Preamble, preambleOf } from "./dialect/preamble.ts";
import { applyDialect, type OptionProposal } from "./dialect/propose.ts";
import { jsonLinesReader, jsonReader } from "./json/json-reader.ts";
import { readExplained, withJsonOptions } from "./json-form.ts";
import { npyReader } from "./numpy/npy-reader.ts";
import { npzReader } from "./numpy/npz-reader.ts";
import type { OpenedFile } from "./opened-file.ts";
import { parquetReader } from "./parquet/parquet-reader.ts";
import { pythonRead } from "./python-read.ts";
import type { ReadContext, Reader } from "./reader.ts";
import { contentNotes } from "./recognise/content-notes.ts";
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

/** A file with its reader, and the settings in force for it. */
export interface OpenedSource {
  readonly detected: Omit<Detected, "head"> & Partial<Pick<Detected, "head">>;
  readonly settings: ReadSettings;
  readonly applied: readonly OptionProposal[];
}

const defaultSepOf = ({ name }: ByteSource) => (isTabbed(name) ? "\t" : ",");

/** Finds the reader and what is applied by itself; with a `format`, nothing is guessed. */
export async function openSource(source: ByteSource, settings: ReadSettings): Promise<OpenedSource> {
  if (settings.format !== undefined)
    return {
      detected: withJsonOptions(
        byExtension(source, settings.format, READERS, compressionChoice(settings.options.get("compression"))),
        settings,
      ),
      settings,
      applied: [],
    };
  const found = await detect(source, READERS, compressionChoice(settings.options.get("compression")));
  const detected = withJsonOptions(found, settings);
  const seen = [...appliedCompression(source.name, detected, settings.options), ...contentNotes(found, READERS)];
  if (detected.reader.kind !== "csv" || settings.dialect === "given") return { detected, settings, applied: seen };
  const isWhole = detected.head.length < HEAD_BYTES;
  const dialect = applyDialect(detected.head, settings.options, isTabbed(detected.source.name) ? "\t" : ",", isWhole);
  const applied = [...seen, ...dialect];
  const options = new Map([...applied.flatMap((proposal) => [...proposal.options]), ...settings.options]);
  return { detected, settings: { ...settings, options }, applied };
}

/** Lines above the header of a file that cannot be read as it is; null where it has none, or is not text. Rejects as reading does. */
export async function preambleOfFile(source: ByteSource, settings: ReadSettings): Promise<Preamble | null> {
  const { detected, settings: inForce } = await openSource(source, settings);
  return detected.head === undefined || detected.reader.kind !== "csv"
    ? null
    : preambleOf(detected.head, inForce.options, detected.source, defaultSepOf(detected.source));
}

/** What is known of files without their content: a table without columns. For files that pandas cannot read, and another reader may. */
export async function openUnread(sources: readonly ByteSource[], settings: ReadSettings): Promise<OpenedFile> {
  const first = firstSource(sources);
  const { detected, settings: inForce, applied } = await openSource(first, settings);
  const format = detected.reader.kind;
  const how = { tabs: isTabbed(detected.source.name), isStream: false, compression: detected.compression };
  return {
    dataset: { kind: "table", columns: [], rowCount: 0, notes: [] },
    settings: inForce,
    format,
    reason: detected.reason,
    files: sources.map(({ name, byteLength }) => ({ name, byteLength })),
    applied,
    pythonRead: pythonRead(format, first.name, inForce.options, how),
  };
}

/** A table with the lines above its header, which its problems name. */
function withPreamble(opened: OpenedFile, { detected: { head, source } }: OpenedSource): OpenedFile {
  const { dataset, format, settings } = opened;
  if (head === undefined || format !== "csv" || dataset.kind !== "table") return opened;
  const preamble = preambleOf(head, settings.options, source, defaultSepOf(source));
  return preamble === null ? opened : { ...opened, dataset: { ...dataset, text: { ...dataset.text, preamble } } };
}

/** Reads a file that was opened. Rejects as its reader does, with why it is not the JSON that it seems. */
export async function openedFrom(
  source: ByteSource,
  { detected, settings, applied }: OpenedSource,
  context: ReadContext,
): Promise<OpenedFile> {
  const dataset = await readExplained(source, detected, settings, context);
  const format = detected.reader.kind;
  const head = format === "arrow" ? await source.slice(0, 6) : new Uint8Array();
  const isStream = head[0] !== 0x41;
  return {
    dataset,
    settings,
    format,
    reason: detected.reason,
    files: [{ name: source.name, byteLength: source.byteLength }],
    applied,
    pythonRead: pythonRead(format, source.name, settings.options, {
      tabs: isTabbed(detected.source.name),
      isStream,
      compression: detected.compression,
      ...(settings.options.get("literals") === true ? { literals: true as const } : {}),
    }),
  };
}

/** Opens and reads a file, in the encoding that is found where the first bytes do not show it. Rejects as {@link openedFrom} does. */
export async function readOne(source: ByteSource, settings: ReadSettings, context: ReadContext): Promise<OpenedFile> {
  const opened = await openSource(source, settings);
  try {
    return withPreamble(await openedFrom(source, opened, context), opened);
  } catch (error) {
    const { detected, settings: inForce } = opened;
    const late = detected.reader.kind === "csv" ? await lateEncoding(detected.source, inForce, error) : null;
    if (late === null) throw error;
    const options = new Map([...inForce.options, ...late.options]);
    const again = { detected, settings: { ...inForce, options }, applied: [...opened.applied, late] };
    return withPreamble(await openedFrom(source, again, context), again);
  }
}

/** What is wrong with one of several files, which its message names: it is thrown by readers, who know only their own. */
function withNameOfFile(error: unknown, file: string): unknown {
  if (!isSignetError(error) || error.place.file !== undefined || (error.tag !== "UnreadableFile" && error.tag !== "Undecided"))
    return error;
  const { tag, message, place, ...more } = errorToData(error);
  return new SignetError(tag, text`${file}: ${message}`, { ...more, place: { ...place, file }, cause: error });
}

/** Runs what reads a file; a defect of the reader's is reported with the file's name, and so is anything else where it is one of several. */
export async function naming<Result>({ name }: ByteSource, run: () => Promise<Result>, isOneOfSeveral = false): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw withFile(isOneOfSeveral ? withNameOfFile(error, name) : error, name);
  }
}
