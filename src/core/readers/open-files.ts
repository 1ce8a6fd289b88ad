import type { ByteSource, SourceFolder } from "../bytes/byte-source.ts";
import { firstSource } from "../bytes/first-source.ts";
import { bufferedSource, readTogether, type SourcePiece } from "../bytes/read-ahead.ts";
import { assertSignetError, SignetError, type Text, text } from "../errors.ts";
import { pythonLiteral } from "../python/repr.ts";
import { appliedCompression, compressionChoice } from "./applied-compression.ts";
import { detect, HEAD_BYTES } from "./detect.ts";
import { lateEncoding } from "./dialect/late-encoding.ts";
import { applyEncoding, type OptionProposal } from "./dialect/propose.ts";
import { folderNotes, folderOf } from "./folder-notes.ts";
import { withHivePartitions } from "./hive-partitions.ts";
import { withJsonOptions } from "./json-form.ts";
import { lakeLog, openLake } from "./lake/open-lake.ts";
import type { OpenedFile } from "./opened-file.ts";
import { isFolderRead, joinedParts } from "./parts.ts";
import { PartsProgress } from "./parts-progress.ts";
import { pythonRead } from "./python-read.ts";
import type { ReadContext, Reader } from "./reader.ts";
import { naming, openedFrom, openSource, READERS, readOne } from "./registry.ts";
import type { ReadSettings } from "./settings.ts";
import { isSideBySide, readSideBySide, wantedOfParts } from "./side-by-side.ts";

/** A part that pandas reads only with an option that the parts before it do not have. */
function ownOption({ name }: ByteSource, { options }: OptionProposal, why: Text): SignetError {
  const [[option, value] = ["", null]] = options;
  return new SignetError("Undecided", why, {
    place: { file: name },
    remedy: `Set ${option}=${pythonLiteral(value)} in the reader options, if all parts are written so.`,
  });
}

const otherEncoding = (source: ByteSource, found: OptionProposal) =>
  ownOption(
    source,
    found,
    text`${source.name} is not UTF-8, as the parts before it are: it reads as ${String(found.options.get("encoding"))}.`,
  );

/**
 * A text part after the first. Its Python is that of the first, and so are its options: neither a delimiter nor anything else is found for it
 * alone. Rejects with `Undecided` where pandas needs another encoding or compression for it.
 */
async function readTextPart(source: ByteSource, { settings }: OpenedFile, context: ReadContext): Promise<OpenedFile> {
  const { format, dialect, options } = settings;
  if (format !== undefined) return openedFrom(source, await openSource(source, settings), context);
  const found = await detect(source, READERS, compressionChoice(options.get("compression")));
  const detected = withJsonOptions(found, settings);
  const isCsv = detected.reader.kind === "csv";
  const [packed] = appliedCompression(source.name, found, options).filter((one) => one.options.size > 0);
  if (packed !== undefined) throw ownOption(source, packed, text`${source.name} is not packed as its name says.`);
  const encoding = isCsv && dialect !== "given" ? applyEncoding(found.head, options, found.head.length < HEAD_BYTES) : null;
  if (encoding !== null) throw otherEncoding(source, encoding);
  try {
    return await openedFrom(source, { detected, settings, applied: [] }, context);
  } catch (error) {
    const late = isCsv ? await lateEncoding(detected.source, settings, error) : null;
    throw late === null ? error : otherEncoding(source, late);
  }
}

/** A part after the first. Where its format has a magic it is read as the first was, and recognised only if that fails, to say what it is. */
async function readPart(source: ByteSource, reader: Reader, first: OpenedFile, context: ReadContext): Promise<OpenedFile> {
  if (!reader.hasMagic) return readTextPart(source, first, context);
  const detected = { reader, source, compression: null, reason: first.reason };
  try {
    return await openedFrom(source, { detected, settings: first.settings, applied: [] }, context);
  } catch (error) {
    assertSignetError(error, "UnreadableFile");
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
  const { pool } = context;
  const wanted = wantedOfParts(first);
  if (pool !== undefined && isSideBySide(sources, first, context)) {
    const readHere = (source: ByteSource, index: number) =>
      naming(source, () => readPart(source, reader, first, { ...context, ...wanted, ...progress.of(progress.firstPart + index) }), true);
    yield* readSideBySide(sources, first, reader, progress, { ...context, pool }, readHere);
    return;
  }
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
      const own = { ...context, ...wanted, ...progress.of(++index), signal };
      const part = naming(source, () => readPart(source, reader, first, own), true);
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
  const first = firstSource(sources);
  const rest = sources.slice(1);
  const folder = folderOf(sources);
  const log = lakeLog(folder);
  if (folder !== null && log !== null)
    return openLake(sources, folder, log, settings, (files, schema) =>
      readParts(files, schema, new PartsProgress(files, context.onProgress, 0), context),
    );
  const progress = new PartsProgress(sources, context.onProgress);
  const whole = await naming(first, () => readOne(first, settings, { ...context, ...progress.of(0) }), rest.length > 0);
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
