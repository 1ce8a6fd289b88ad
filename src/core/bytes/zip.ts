import { SignetError, text } from "../errors.ts";
import { breather } from "./breathe.ts";
import type { ByteSource } from "./byte-source.ts";
import { crc32 } from "./crc32.ts";
import { BrokenDeflate, inflate } from "./inflate.ts";
import { PulledBytes } from "./pulled-bytes.ts";

/** One file in a zip archive, as its central directory lists it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated; others are refused when read. */
  readonly method: number;
  /** Encrypted, or made of patches. */
  readonly isSpecial: boolean;
  readonly compressedLength: number;
  readonly byteLength: number;
  /** CRC-32 of its decompressed bytes. */
  readonly checksum: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_END_BYTES = 56;
/** Of the format, as Python knows it: 6.3. Source: `MAX_EXTRACT_VERSION` in Python's `zipfile.py`. */
const MAX_VERSION = 63;
/** Encryption, patches, strong encryption. */
const SPECIAL_FLAGS = 1 | 0x20 | 0x40;
/** The end record may be followed by a comment of up to 64 KiB. Source: PKWARE's APPNOTE 4.3.16. */
const MAX_COMMENT_BYTES = 0xffff;

/** Code page 437 from 0x80 on, of names that are not flagged as UTF-8. */
const CODE_PAGE_437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";
const UTF8_FLAG = 0x800;

function decodeName(bytes: Uint8Array, flags: number): string {
  if ((flags & UTF8_FLAG) !== 0) return new TextDecoder().decode(bytes);
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : CODE_PAGE_437[byte - 0x80])).join("");
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const notZip = (source: ByteSource, message: string, pythonError = "BadZipFile") =>
  new SignetError("UnreadableFile", text`${source.name} is not a whole zip archive: ${message}`, {
    place: { file: source.name },
    pythonError,
    remedy: "Download or write the file again.",
  });

interface Directory {
  /** Where it begins: its length before the record that ends the archive. */
  readonly start: number;
  readonly byteLength: number;
  /** Bytes before the archive begins, as in a self-extracting file: negative where the record says that the directory begins later than it does. */
  readonly prefix: number;
}

/** Source: `_RealGetContents` in Python's `zipfile.py`. */
const directory = (end: number, byteLength: number, offset: number): Directory => ({
  start: end - byteLength,
  byteLength,
  prefix: end - byteLength - offset,
});

async function findDirectory(source: ByteSource): Promise<Directory> {
  const start = Math.max(0, source.byteLength - END_BYTES - MAX_COMMENT_BYTES);
  const tail = await source.slice(start, source.byteLength);
  const view = viewOf(tail);
  // The last signature counts, also where it is part of a comment. Source: `_EndRecData` in Python's `zipfile.py`.
  for (let at = tail.length - 4; at >= 0; at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    if (at + END_BYTES > tail.length) break;
    const byteLength = view.getUint32(at + 12, true);
    const offset = view.getUint32(at + 16, true);
    const large = await zip64Directory(source, start + at);
    return large ?? directory(start + at, byteLength, offset);
  }
  throw notZip(source, "its directory is missing.");
}

/** The directory of a large archive (zip64); null if the archive has none. Source: `_EndRecData64` in Python's `zipfile.py`. */
async function zip64Directory(source: ByteSource, endAt: number): Promise<Directory | null> {
  const at = endAt - ZIP64_LOCATOR_BYTES - ZIP64_END_BYTES;
  const bytes = await source.slice(Math.max(0, at), endAt);
  if (bytes.byteLength < ZIP64_LOCATOR_BYTES) return null;
  const locator = viewOf(bytes.subarray(-ZIP64_LOCATOR_BYTES));
  if (locator.getUint32(0, true) !== 0x07064b50) return null;
  if (locator.getUint32(4, true) !== 0 || locator.getUint32(16, true) > 1) throw notZip(source, "it is one part of several.");
  const end = viewOf(bytes);
  if (at < 0 || end.getUint32(0, true) !== 0x06064b50) return null;
  return directory(at, Number(end.getBigUint64(40, true)), Number(end.getBigUint64(48, true)));
}

/** Throws where an extra field ends behind the others. Source: `ZipInfo._decodeExtra` in Python's `zipfile.py`. */
function checkExtra(source: ByteSource, view: DataView, start: number, end: number): void {
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true))
    if (at + 4 + view.getUint16(at + 2, true) > end) throw notZip(source, "an extra field is damaged.");
}

/** Sizes past 4 GiB are in the zip64 extra field, in this order, where the plain field is all ones. */
function zip64Sizes(view: DataView, extraStart: number, extraEnd: number, plain: readonly number[]): number[] {
  const sizes = [...plain];
  for (let at = extraStart; at + 4 <= extraEnd; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    for (const [index, size] of plain.entries()) {
      if (size !== 0xffffffff || field + 8 > extraEnd) continue;
      sizes[index] = Number(view.getBigUint64(field, true));
      field += 8;
    }
  }
  return sizes;
}

/**
 * The files of an archive, in the order of its directory. Folders are listed too, by names that end in a slash.
 * Rejects with `UnreadableFile` (`BadZipFile`) where the directory is missing or broken.
 */
export async function zipEntries(source: ByteSource): Promise<ZipEntry[]> {
  const { start, byteLength, prefix } = await findDirectory(source);
  if (start < 0) throw notZip(source, "its directory is outside the file.");
  const bytes = await source.slice(start, start + byteLength);
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  // The directory's length counts, not the number of files that the end record says.
  for (let at = 0; at < byteLength; ) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY_SIGNATURE) throw notZip(source, "its directory is broken.");
    if (view.getUint8(at + 6) > MAX_VERSION) throw notZip(source, "it needs another version of zip.", "NotImplementedError");
    const flags = view.getUint16(at + 8, true);
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const extraEnd = Math.min(nameEnd + view.getUint16(at + 30, true), bytes.length);
    checkExtra(source, view, nameEnd, extraEnd);
    const [length = 0, compressedLength = 0, local = 0] = zip64Sizes(view, nameEnd, extraEnd, [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true),
    ]);
    entries.push({
      name: decodeName(bytes.subarray(at + 46, nameEnd), flags),
      method: view.getUint16(at + 10, true),
      isSpecial: (flags & SPECIAL_FLAGS) !== 0,
      compressedLength,
      byteLength: length,
      checksum: view.getUint32(at + 16, true),
      offset: local + prefix,
    });
    at = extraEnd + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Bytes that are asked for at once of an entry that is read to its end, and of one whose beginning is enough. */
const STEP_BYTES = 1 << 20;
const HEAD_STEP_BYTES = 1 << 10;

/** Where an entry's bytes begin: its local header, with name and extra field, goes before them. */
async function dataStart(source: ByteSource, entry: ZipEntry): Promise<number> {
  // The name here is the directory's unless the archive is broken, so one read mostly has all of it.
  const guess = entry.offset + 30 + 3 * entry.name.length;
  const header = await source.slice(entry.offset, Math.min(source.byteLength, guess));
  const view = viewOf(header);
  if (header.byteLength < 30 || view.getUint32(0, true) !== LOCAL_SIGNATURE) throw notZip(source, `the header of ${entry.name} is broken.`);
  const nameEnd = entry.offset + 30 + view.getUint16(26, true);
  const bytes = nameEnd <= guess ? header.subarray(30, nameEnd - entry.offset) : await source.slice(entry.offset + 30, nameEnd);
  const name = decodeName(bytes, view.getUint16(6, true));
  if (name !== entry.name) throw notZip(source, `a file is called ${entry.name} in its directory, and otherwise in its own header.`);
  const start = nameEnd + view.getUint16(28, true);
  return start;
}

/** The bytes of one entry as they lie in the archive. */
async function* compressedBytes(
  source: ByteSource,
  entry: ZipEntry,
  { signal, step }: { readonly signal: AbortSignal | undefined; readonly step: number },
): AsyncIterable<Uint8Array> {
  const start = await dataStart(source, entry);
  // Deflate data say their own end, so that Python reads on without having looked at the length.
  const end = Math.min(start + entry.compressedLength, source.byteLength);
  for (let at = start; at < end; at += step) {
    signal?.throwIfAborted();
    yield await source.slice(at, Math.min(end, at + step));
  }
}

/** bzip2 and LZMA, next to stored and deflate data. Source: `_check_compression` in Python's `zipfile`. */
const PYTHON_METHODS = new Set([12, 14]);

/** Throws where an entry's bytes cannot be had. */
function requireReadable(source: ByteSource, entry: ZipEntry): void {
  if (entry.isSpecial) throw notZip(source, `${entry.name} is encrypted, or packed as patches.`);
  if (entry.method === 0 || entry.method === 8) return;
  if (!PYTHON_METHODS.has(entry.method))
    throw notZip(
      source,
      `${entry.name} is compressed by a method that Python's zipfile does not have (${entry.method}).`,
      "NotImplementedError",
    );
  throw new SignetError("Undecided", text`${entry.name} is compressed by a method that the browser does not have (${entry.method}).`, {
    place: { file: source.name },
    remedy: "Pack it again with deflate.",
  });
}

/** What is reported of data that cannot be unpacked. Python takes what is cut off for whole, if its checksum is right as far as it goes. */
function unpackingError(source: ByteSource, { name }: ZipEntry, error: unknown, signal: AbortSignal | undefined): unknown {
  if (error instanceof SignetError || signal?.aborted === true) return error;
  if (!(error instanceof BrokenDeflate && error.isCut)) return notZip(source, `the data of ${name} are broken.`);
  return new SignetError("Undecided", text`The data of ${name} in ${source.name} end too early, which Python need not notice.`, {
    place: { file: source.name },
    remedy: "Download or write the file again.",
  });
}

/**
 * The beginning of one entry, in chunks; whoever has enough stops, and nothing more is read. Neither length nor checksum is looked at.
 * Rejects as {@link zipEntryStream} does.
 */
export async function* zipEntryHead(source: ByteSource, entry: ZipEntry, signal?: AbortSignal): AsyncIterable<Uint8Array> {
  requireReadable(source, entry);
  const packed = compressedBytes(source, entry, { signal, step: HEAD_STEP_BYTES });
  try {
    yield* entry.method === 0 ? packed : inflated(packed, signal);
  } catch (error) {
    throw unpackingError(source, entry, error, signal);
  }
}

/**
 * The contents of one entry, decompressed in chunks: as many bytes as the directory says, and fewer where there are fewer. More are not looked at.
 * Rejects with `UnreadableFile` where its data are broken, encrypted or cut off (`EOFError`), or their checksum is another; `Undecided` for other
 * methods. Source: `ZipExtFile._read1` in Python's `zipfile.py`.
 */
export async function* zipEntryStream(source: ByteSource, entry: ZipEntry, signal?: AbortSignal): AsyncIterable<Uint8Array> {
  requireReadable(source, entry);
  const packed = compressedBytes(source, entry, { signal, step: STEP_BYTES });
  let length = 0;
  let checksum = 0;
  try {
    for await (const unpacked of entry.method === 0 ? packed : inflated(packed, signal)) {
      const chunk = unpacked.subarray(0, entry.byteLength - length);
      length += chunk.byteLength;
      checksum = crc32(chunk, checksum);
      yield chunk;
      if (length === entry.byteLength) break;
    }
  } catch (error) {
    throw unpackingError(source, entry, error, signal);
  }
  if (length < Math.min(entry.compressedLength, entry.byteLength) && entry.method === 0)
    throw notZip(source, `${entry.name} is cut off.`, "EOFError");
  if (checksum !== entry.checksum) throw notZip(source, `the checksum of ${entry.name} is not what the directory says.`);
}

const inflated = (packed: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): AsyncIterable<Uint8Array> =>
  inflate(new PulledBytes(packed), breather(signal));
