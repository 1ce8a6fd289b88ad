import type { ByteSource, SourceFolder } from "../bytes/byte-source.ts";
import { bufferedSource, readTogether, type SourcePiece } from "../bytes/read-ahead.ts";
import { isSignetError, SignetError, text, withFile } from "../errors.ts";
import { appliedCompression, compressionChoice } from "./applied-compression.ts";
import { arrowReader, featherReader } from "./arrow/arrow-reader.ts";
import { csvReader } from "./csv/csv-reader.ts";
import { byExtension, type Detected, detect, HEAD_BYTES } from "./detect.ts";
import { lateEncoding } from "./dialect/late-encoding.ts";
import { type Preamble, preambleOf } from "./dialect/preamble.ts";
import { applyDialect, type OptionProposal } from "./dialect/propose.ts";
import { folderNotes, folderOf } from "./folder-notes.ts";
import { withHivePartitions } from "./hive-partitions.ts";
import { jsonLinesReader, jsonReader } from "./json/json-reader.ts";
import { readExplained, withJsonOptions } from "./json-form.ts";
import { lakeLog, openLake } from "./lake/open-lake.ts";
import { npyReader } from "./numpy/npy-reader.ts";
import { npzReader } from "./numpy/npz-reader.ts";
import type { OpenedFile } from "./opened-file.ts";
import { parquetReader } from "./parquet/parquet-reader.ts";
import { isFolderRead, joinedParts } from "./parts.ts";
import { PartsProgress } from "./parts-progress.ts";
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

const isTabbed = (name: string) => /\.(tsv|tab)$/i.test(name);
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
  const [first] = sources;
  if (first === undefined) throw new SignetError("UnreadableFile", "There is no file to read.", { remedy: "Choose a file." });
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

async function openedFrom(source: ByteSource, { detected, settings, applied }: OpenedSource, context: ReadContext): Promise<OpenedFile> {
  const read = await readExplained(source, detected, settings, context);
  const format = detected.reader.kind;
  const preamble =
    detected.head === undefined || format !== "csv"
      ? null
      : preambleOf(detected.head, settings.options, detected.source, defaultSepOf(detected.source));
  const dataset = preamble === null || read.kind !== "table" ? read : { ...read, text: { ...read.text, preamble } };
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

async function readOne(source: ByteSource, settings: ReadSettings, context: ReadContext): Promise<OpenedFile> {
  const opened = await openSource(source, settings);
  try {
    return await openedFrom(source, opened, context);
  } catch (error) {
    const { detected, settings: inForce } = opened;
    const late = detected.reader.kind === "csv" ? await lateEncoding(detected.source, inForce, error) : null;
    if (late === null) throw error;
    const options = new Map([...inForce.options, ...late.options]);
    return openedFrom(source, { detected, settings: { ...inForce, options }, applied: [...opened.applied, late] }, context);
  }
}

/** Runs what reads a file; a defect of the reader's is reported with the file's name. */
export async function naming<Result>({ name }: ByteSource, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw withFile(error, name);
  }
}

/** A part after the first. Where its format has a magic it is read as the first was, and recognised only if that fails, to say what it is. */
async function readPart(source: ByteSource, reader: Reader, first: OpenedFile, context: ReadContext): Promise<OpenedFile> {
  if (!reader.hasMagic) {
    const part = await readOne(source, first.settings, context);
    const own = part.applied.find(({ kind }) => kind === "encoding")?.options.get("encoding");
    if (own === undefined) return part;
    throw new SignetError("Undecided", text`${source.name} is not UTF-8, as the parts before it are: it reads as ${String(own)}.`, {
      place: { file: source.name },
      remedy: `Set encoding='${String(own)}' in the reader options, if all parts are written in it.`,
    });
  }
  const detected = { reader, source, compression: null, reason: first.reason };
  try {
    return await openedFrom(source, { detected, settings: first.settings, applied: [] }, context);
  } catch (error) {
    if (!isSignetError(error, "UnreadableFile")) throw error;
    return readOne(source, first.settings, context);
  }
}

/** Parts that are read at a time: waiting for one is used to read others, and as many pieces of files are kept. */
const PARTS_AHEAD = 8;

/** Files up to this size are asked for whole: the bytes of so many cost no more than a second request does. */
const SMALL_BYTES = 1 << 19;

/** What is asked for of a part before it is read, several parts at a time. */
function beginningOf(source: ByteSource, { tailBytes = 0 }: Reader): SourcePiece {
  const { byteLength } = source;
  return { source, start: byteLength <= SMALL_BYTES ? 0 : byteLength - tailBytes, end: byteLength };
}

/** Parts in their order, some of them read ahead of their turn where the format allows it; the first that fails, in their order, is reported. */
async function* readParts(
  sources: readonly ByteSource[],
  first: OpenedFile,
  progress: PartsProgress,
  context: ReadContext,
): AsyncGenerator<OpenedFile> {
  const reader = READERS.find(({ kind }) => kind === first.format);
  if (reader === undefined) throw new SignetError("Internal", text`No reader is called ${first.format}.`);
  const ahead = reader.hasMagic ? PARTS_AHEAD : 1;
  const stop = new AbortController();
  const signal = context.signal === undefined ? stop.signal : AbortSignal.any([context.signal, stop.signal]);
  const asked: Promise<OpenedFile>[] = [];
  try {
    let index = progress.firstPart - 1;
    const beginnings = function* () {
      for (const source of sources) yield beginningOf(source, reader);
    };
    for await (const { piece, bytes } of readTogether(beginnings(), signal)) {
      const source = bufferedSource(piece.source, piece.start, bytes);
      const own = { ...context, ...progress.of(++index), signal };
      const part = naming(source, () => readPart(source, reader, first, own));
      // Its failure is reported when its turn comes.
      part.catch(() => undefined);
      asked.push(part);
      // There is one: it was asked for right above.
      if (asked.length >= ahead) yield await (asked.shift() as Promise<OpenedFile>);
    }
    for (const part of asked) yield await part;
  } finally {
    stop.abort();
  }
}

/** The Python that reads a folder of Parquet is one call, where pandas passes over what was passed over here and nothing else. */
function ofFolder(opened: OpenedFile, folder: SourceFolder | null): OpenedFile {
  const { settings, files } = opened;
  if (
    folder === null ||
    !isFolderRead(
      opened,
      files.map(({ name }) => name),
      folder,
    )
  )
    return opened;
  return {
    ...opened,
    pythonRead: pythonRead("parquet", folder.path, settings.options, { tabs: false, isStream: false, compression: null }),
  };
}

/**
 * Reads the files of one side; several are parts of one data set, in their order: tables, or JSON lines. Where tables differ, the data set says
 * where. Rejects with a SignetError: `UnknownFormat` with each reader's reason, `UnreadableFile` where files are no parts of one data set, and what
 * the readers reject with.
 */
export async function openFiles(sources: readonly ByteSource[], settings: ReadSettings, context: ReadContext): Promise<OpenedFile> {
  const [first, ...rest] = sources;
  if (first === undefined) throw new SignetError("UnreadableFile", "There is no file to read.", { remedy: "Choose a file." });
  const folder = folderOf(sources);
  const log = lakeLog(folder);
  if (folder !== null && log !== null)
    return openLake(sources, folder, log, settings, (files, schema) =>
      readParts(files, schema, new PartsProgress(files, context.onProgress, 0), context),
    );
  const progress = new PartsProgress(sources, context.onProgress);
  const whole = await naming(first, () => readOne(first, settings, { ...context, ...progress.of(0) }));
  const notes = folderNotes(sources);
  const noted = (opened: OpenedFile) => ofFolder({ ...opened, applied: [...notes, ...opened.applied] }, folderOf(sources));
  if (rest.length === 0) {
    const { dataset } = whole;
    return noted((dataset.kind === "table" ? withHivePartitions(whole, [dataset.rowCount], folderOf(sources)) : null) ?? whole);
  }
  const names = sources.map(({ name }) => name);
  const joined = joinedParts(whole, names, folderOf(sources));
  for await (const part of readParts(rest, whole, progress, context)) joined.add(part);
  return noted(joined.opened());
}
