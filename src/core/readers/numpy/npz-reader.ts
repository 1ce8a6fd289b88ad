import type { ByteSource } from "../../bytes/byte-source.ts";
import { joinBytes } from "../../bytes/join-bytes.ts";
import { bufferedSource, readTogether } from "../../bytes/read-ahead.ts";
import { type ZipEntry, zipEntries, zipEntryHead, zipEntryStream } from "../../bytes/zip.ts";
import { SignetError, text } from "../../errors.ts";
import type { Dataset, Note, TensorEvidence } from "../../evidence/dataset.ts";
import { pagesUnread } from "../pages-unread.ts";
import type { ReadContext, Reader } from "../reader.ts";
import {
  hasNpyMagic,
  NPY_PREFIX_BYTES,
  type NpyHeader,
  npyDataStart,
  parseNpyHeader,
  requireData,
  tensorFromHeader,
} from "./npy-header.ts";
import { type ArrayFile, sparseMatrix, sparseNote } from "./scipy-sparse.ts";

/** Local header and array header, most of which are not longer: asked for at once of many arrays. */
const HEAD_BYTES = 1 << 12;
/** Arrays whose data are kept: the scalars in which scipy writes down the form of a sparse matrix. */
const KEPT_BYTES = 64;

/**
 * Named arrays in a zip archive, as `np.load` reads them; files in it that are not arrays are left out. The option `sparse` reads what
 * `scipy.sparse.save_npz` wrote as `scipy.sparse.load_npz` does.
 */
export const npzReader: Reader = {
  kind: "npz",
  extensions: ["npz"],
  hasMagic: true,
  sniff(head, name) {
    if (!hasZipMagic(head)) return { confidence: 0, reason: "it lacks the magic of a zip archive" };
    const hasArray = new TextDecoder("latin1").decode(head.subarray(30, 300)).includes(".npy");
    if (hasArray) return { confidence: 0.98, reason: "it is a zip archive of .npy files" };
    return { confidence: name.toLowerCase().endsWith(".npz") ? 0.9 : 0.2, reason: "it is a zip archive" };
  },
  async read(source, settings, context) {
    if (!hasZipMagic(await source.slice(0, 4))) throw refused(source, "does not begin as a zip archive does.");
    const arrays = await readArrays(source, await zipEntries(source), context);
    const unread = context.pages === "needed" && arrays.size > 0 ? [pagesUnread("headers")] : [];
    if (settings.options.get("sparse") === true) return sparseDataset(source, arrays, unread);
    const tensors = [...arrays].map(([name, { header }]): TensorEvidence => ({ name, ...tensorFromHeader(header) }));
    const note = sparseNote(arrays);
    return { kind: "tensors", named: true, tensors, notes: [...(note ? [note] : []), ...unread] };
  },
};

/** The local header of a file, or the end of an archive without any. Source: `numpy/lib/_npyio_impl.py load`. */
function hasZipMagic(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}

/** The archive's arrays by the names that NumPy gives them, in its order. */
async function readArrays(source: ByteSource, entries: readonly ZipEntry[], context: ReadContext): Promise<Map<string, ArrayFile>> {
  const arrays = new Map<string, ArrayFile>();
  const named = new Map(entries.map((entry) => [arrayName(entry), entry]));
  for (const entry of entries) named.set(entry.name, entry);
  const wanted = [...new Set(entries.map(arrayName))].flatMap((name) => {
    const entry = named.get(name);
    return entry === undefined ? [] : [{ name, entry, source, start: entry.offset, end: entry.offset + HEAD_BYTES }];
  });
  for await (const { piece, bytes: head } of readTogether(wanted, context.signal)) {
    const { name, entry } = piece;
    const array = await readArray(bufferedSource(source, piece.start, head), entry, context);
    if (array) arrays.set(name, array);
    const bytes = entry.offset + entry.compressedLength;
    context.onProgress?.({ bytes: Math.min(bytes, source.byteLength), byteLength: source.byteLength, rows: arrays.size });
  }
  context.onProgress?.({ bytes: source.byteLength, byteLength: source.byteLength, rows: arrays.size });
  return arrays;
}

function arrayName({ name }: ZipEntry): string {
  return name.endsWith(".npy") ? name.slice(0, -".npy".length) : name;
}

/** Python's `zipfile` asks for so many bytes of an entry at once, at least. Source: `ZipExtFile.MIN_READ_SIZE`. */
const MIN_READ_BYTES = 4096;
/** NumPy reads an array's data in such pieces. Source: `BUFFER_SIZE` in `numpy/lib/_format_impl.py`. */
const PIECE_BYTES = 1 << 18;

/** How much of an entry Python has unpacked when NumPy has read an array from it. Source: `ZipExtFile.read` in Python's `zipfile.py`, `read_array` in NumPy. */
function unpackedFor({ dataLength, dtype }: NpyHeader, dataStart: number): number {
  const itemsize = Math.max(1, dtype.itemsize);
  const piece = Math.floor(PIECE_BYTES / Math.min(PIECE_BYTES, itemsize)) * itemsize;
  const ends = [dataStart, dataStart + Math.floor(dataLength / piece) * piece, dataStart + dataLength];
  return ends.reduce((unpacked, end) => (end > unpacked ? Math.max(end, unpacked + MIN_READ_BYTES) : unpacked), MIN_READ_BYTES);
}

/** The bytes that describe an array: its header, and the data of a scalar. */
class ArrayHead {
  private readonly name: string;
  private bytes = new Uint8Array(0);
  private wanted = NPY_PREFIX_BYTES;

  constructor(name: string) {
    this.name = name;
  }

  get isWhole(): boolean {
    return this.bytes.length >= this.wanted + KEPT_BYTES;
  }

  add(chunk: Uint8Array): void {
    if (this.isWhole) return;
    this.bytes = joinBytes(this.bytes, chunk);
    if (hasNpyMagic(this.bytes) && this.bytes.length >= NPY_PREFIX_BYTES) this.wanted = npyDataStart(this.bytes, this.name);
  }

  /** Whether NumPy has the array when so many bytes could be unpacked. */
  isIn(byteLength: number): boolean {
    const { bytes, wanted, name } = this;
    return hasNpyMagic(bytes) && bytes.length >= wanted && byteLength >= wanted + parseNpyHeader(bytes, name).dataLength;
  }

  /** Whether Python, of so many bytes, has left some packed when NumPy has the array. Then it has not seen the end, where it compares the checksum. */
  isBefore(byteLength: number): boolean {
    const { bytes, wanted, name } = this;
    return this.isIn(byteLength) && byteLength > unpackedFor(parseNpyHeader(bytes, name), wanted);
  }

  /** The array of a file that has `byteLength` bytes; undefined if it is not one. */
  array(byteLength: number): ArrayFile | undefined {
    const { bytes, name } = this;
    if (!hasNpyMagic(bytes)) return undefined;
    const header = parseNpyHeader(bytes, name);
    const dataStart = npyDataStart(bytes, name);
    requireData(header, byteLength - dataStart, name);
    return { header, data: header.dataLength <= KEPT_BYTES ? bytes.slice(dataStart, dataStart + header.dataLength) : undefined };
  }
}

/**
 * Reads a file of the archive: as far as NumPy and Python read it, since its checksum counts if that is to its end; or as far as the array's header
 * where that is enough.
 */
async function readArray(source: ByteSource, entry: ZipEntry, { signal, pages }: ReadContext): Promise<ArrayFile | undefined> {
  const head = new ArrayHead(entry.name);
  if (pages === "needed") {
    for await (const chunk of zipEntryHead(source, entry, signal)) {
      head.add(chunk);
      if (head.isWhole) break;
    }
    return head.array(entry.byteLength);
  }
  let length = 0;
  try {
    for await (const chunk of zipEntryStream(source, entry, signal)) {
      length += chunk.byteLength;
      head.add(chunk);
      if (head.isBefore(length)) break;
    }
  } catch (error) {
    // Of data that are cut off, NumPy may have had enough.
    if (!(error instanceof SignetError && error.pythonError === "EOFError" && head.isIn(length))) throw error;
  }
  return head.array(length);
}

function sparseDataset(source: ByteSource, arrays: ReadonlyMap<string, ArrayFile>, notes: readonly Note[]): Dataset {
  const matrix = sparseMatrix(arrays);
  if (matrix === undefined) throw refused(source, "has no csr or csc matrix of scipy.sparse.save_npz.");
  return { kind: "tensors", named: false, tensors: [matrix], notes };
}

function refused(source: ByteSource, message: string): SignetError {
  return new SignetError("UnreadableFile", text`${source.name} ${message}`, { place: { file: source.name }, pythonError: "ValueError" });
}
