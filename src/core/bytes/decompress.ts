import { defined } from "../defined.ts";
import { SignetError, text } from "../errors.ts";
import { behindXz, unpackXz } from "./block-codecs.ts";
import { breather } from "./breathe.ts";
import type { ByteSource } from "./byte-source.ts";
import { BrokenBzip2, bunzip2 } from "./bzip2.ts";
import { type Compression, compressionByMagic, uncompressedName } from "./compression.ts";
import { BrokenGzip, gunzip } from "./gzip.ts";
import { concatBytes, wholeOf } from "./join-bytes.ts";
import { assertWebAssembly } from "./kernel-pool.ts";
import { onlyTarMember } from "./tar.ts";
import { zipEntries, zipEntryStream } from "./zip.ts";
import { BrokenZstd, unzstd } from "./zstd.ts";

const PYTHON_ERRORS: Readonly<Record<Compression, string>> = {
  gzip: "BadGzipFile",
  xz: "LZMAError",
  bz2: "OSError",
  zstd: "ZstdError",
  zip: "BadZipFile",
  tar: "ReadError",
};

/** What is wrong with packed data, as far as it is known: a sentence about "they", and where. */
interface Fault {
  readonly message?: string;
  readonly byte?: number;
  readonly pythonError?: string;
}

function broken({ name }: ByteSource, compression: Compression, { message, byte, pythonError }: Fault = {}): SignetError {
  const because = message === undefined ? "" : `: ${message}`;
  return new SignetError("UnreadableFile", text`${name} is incomplete or damaged. Its ${compression} data cannot be unpacked${because}.`, {
    place: defined({ file: name, byte }),
    pythonError: pythonError ?? PYTHON_ERRORS[compression],
    remedy: "Download or write the file again.",
  });
}

/** Streams that Signet unpacks itself, and the error of each where the data are damaged. */
const UNPACKERS = {
  gzip: { unpack: gunzip, Broken: BrokenGzip },
  zstd: { unpack: unzstd, Broken: BrokenZstd },
  bz2: { unpack: bunzip2, Broken: BrokenBzip2 },
} as const;

async function* unpacked(
  source: ByteSource,
  compression: keyof typeof UNPACKERS,
  signal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  const { unpack, Broken } = UNPACKERS[compression];
  try {
    yield* unpack(chunksOf(source, signal), breather(signal));
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    throw broken(source, compression, error);
  }
}

async function* unzipped(source: ByteSource, signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
  // Folders count, as they do for pandas.
  const entries = await zipEntries(source);
  const [only] = entries;
  if (entries.length !== 1 || only === undefined) {
    throw new SignetError("UnreadableFile", text`${source.name} has ${entries.length} files; pandas reads an archive with one.`, {
      place: { file: source.name },
      pythonError: "ValueError",
      remedy: "Unpack it and choose the file.",
    });
  }
  yield* zipEntryStream(source, only, signal);
}

const chunksOf = (source: ByteSource, signal: AbortSignal | undefined) => source.stream(defined({ signal }));

/** Bytes at the end of a file among which the end of its last xz stream is looked for. */
const XZ_TAIL_BYTES = 1 << 16;

/** Whether data are of a kind that liblzma unpacks and the decoder here does not: LZMA alone, and xz with SHA-256. */
const isOtherLzma = ([first, , , , , , , flags = 0]: Uint8Array): boolean => first === 0x5d || (first === 0xfd && (flags & 15) === 10);

async function* unpackedXz(source: ByteSource, signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
  const { byteLength, name } = source;
  if (isOtherLzma(await source.slice(0, 8)))
    throw new SignetError("Undecided", text`${name} is LZMA data of a kind that Signet does not unpack.`, {
      place: { file: name, byte: 0 },
      remedy: `Unpack it first: unxz ${name}`,
    });
  const behind = behindXz(await source.slice(Math.max(0, byteLength - XZ_TAIL_BYTES), byteLength));
  const end = byteLength - behind.byteLength;
  if (behind.is === "cut-off")
    throw broken(source, "xz", { message: "they are followed by what is cut off", byte: end, pythonError: "EOFError" });
  if (behind.is === "unknown")
    throw new SignetError("Undecided", text`${name} goes on for ${behind.byteLength} bytes behind its xz data.`, {
      place: { file: name, byte: end },
      remedy: `Unpack it first: unxz ${name}`,
    });
  assertWebAssembly();
  try {
    yield* unpackXz(source.stream(defined({ signal, end })));
  } catch (error) {
    throw signal?.aborted === true ? error : broken(source, "xz");
  }
}

/** A tar archive, itself packed or not; Python looks into it for that. */
async function* unpackedTar(source: ByteSource, signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
  const inner = compressionByMagic(await source.slice(0, 8));
  const isPacked = inner === "gzip" || inner === "bz2" || inner === "xz";
  yield onlyTarMember(await wholeOf(isPacked ? streamOf(source, inner, signal) : chunksOf(source, signal)), source.name);
}

function streamOf(source: ByteSource, compression: Compression, signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
  switch (compression) {
    case "gzip":
    case "zstd":
    case "bz2":
      return unpacked(source, compression, signal);
    case "zip":
      return unzipped(source, signal);
    case "xz":
      return unpackedXz(source, signal);
    case "tar":
      return unpackedTar(source, signal);
  }
}

/**
 * The file inside a compressed one. Its length is not known before it is read, so `byteLength` stays that of the compressed file and serves
 * only for progress; `slice` unpacks from the start each time and is for the first bytes.
 * Reading rejects with `UnreadableFile` where the data are broken.
 */
export function decompressedSource(source: ByteSource, compression: Compression): ByteSource {
  return {
    name: uncompressedName(source.name),
    byteLength: source.byteLength,
    stream: ({ signal } = {}) => streamOf(source, compression, signal),
    async slice(start, end) {
      const parts: Uint8Array[] = [];
      let at = 0;
      for await (const chunk of streamOf(source, compression, undefined)) {
        if (at + chunk.byteLength > start) parts.push(chunk.slice(Math.max(0, start - at), end - at));
        at += chunk.byteLength;
        if (at >= end) break;
      }
      return concatBytes(parts);
    },
  };
}
