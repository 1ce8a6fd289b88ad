import { Gunzip } from "fflate";
import { Decompress as ZstdDecompress } from "fzstd";
import { SignetError, text } from "../errors.ts";
import type { ByteSource } from "./byte-source.ts";
import { concatBytes } from "./join-bytes.ts";
import { zipEntries, zipEntryStream } from "./zip.ts";

/** What may lie around a text file; the reference unpacks these by the file's name. */
export const COMPRESSIONS = ["gzip", "zstd", "zip", "bz2", "xz"] as const;

export type Compression = (typeof COMPRESSIONS)[number];

const MAGIC: readonly (readonly [Compression, readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["bz2", [0x42, 0x5a, 0x68]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
];

const EXTENSIONS: ReadonlyMap<string, Compression> = new Map([
  ["gz", "gzip"],
  ["zst", "zstd"],
  ["zip", "zip"],
  ["bz2", "bz2"],
  ["xz", "xz"],
]);

/** The compression whose magic the bytes begin with, or null. */
export function compressionByMagic(head: Uint8Array): Compression | null {
  return MAGIC.find(([, magic]) => magic.every((byte, index) => head[index] === byte))?.[0] ?? null;
}

/** The compression that a file's last extension names, or null. */
export function compressionByName(name: string): Compression | null {
  return EXTENSIONS.get(name.split(".").at(-1)?.toLowerCase() ?? "") ?? null;
}

/** A file's name without its compression's extension. */
export function uncompressedName(name: string): string {
  return compressionByName(name) === null ? name : name.slice(0, name.lastIndexOf("."));
}

const broken = (source: ByteSource, compression: Compression, byte: number) =>
  new SignetError("UnreadableFile", text`${source.name} is no whole ${compression} file: it breaks near byte ${byte}.`, {
    place: { file: source.name, byte },
    pythonError: compression === "gzip" ? "BadGzipFile" : "ZstdError",
    remedy: "Download or write the file again.",
  });

/** A decoder that is pushed to and calls back, as fflate's and fzstd's are. */
interface PushDecoder {
  push(chunk: Uint8Array, final: boolean): void;
}

async function* pushed(
  source: ByteSource,
  compression: Compression,
  make: (out: (chunk: Uint8Array) => void) => PushDecoder,
  signal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  const ready: Uint8Array[] = [];
  const decoder = make((chunk) => ready.push(chunk));
  let seen = 0;
  const push = (chunk: Uint8Array, final: boolean) => {
    try {
      decoder.push(chunk, final);
    } catch {
      throw broken(source, compression, seen);
    }
  };
  for await (const chunk of source.stream(signal === undefined ? {} : { signal })) {
    // The decoders keep what they have not used, so they get bytes of their own.
    push(chunk.slice(), false);
    seen += chunk.byteLength;
    yield* ready.splice(0);
  }
  push(new Uint8Array(), true);
  yield* ready.splice(0);
}

async function* unzipped(source: ByteSource, signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
  const entries = (await zipEntries(source)).filter(({ name }) => !name.endsWith("/"));
  const [only] = entries;
  if (entries.length !== 1 || only === undefined) {
    throw new SignetError("UnreadableFile", text`${source.name} holds ${entries.length} files; a table's archive holds one.`, {
      place: { file: source.name },
      pythonError: "ValueError",
      remedy: "Unpack it and choose the file.",
    });
  }
  yield* zipEntryStream(source, only, signal);
}

function streamOf(source: ByteSource, compression: Compression, signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
  switch (compression) {
    case "gzip":
      return pushed(source, compression, (out) => new Gunzip(out), signal);
    case "zstd":
      return pushed(source, compression, (out) => new ZstdDecompress(out), signal);
    case "zip":
      return unzipped(source, signal);
    case "bz2":
    case "xz":
      throw new SignetError("Undecided", text`${source.name} is compressed with ${compression}, which the browser cannot unpack.`, {
        place: { file: source.name },
        remedy: `Unpack it first: ${compression === "bz2" ? "bunzip2" : "unxz"} ${source.name}`,
      });
  }
}

/**
 * The file inside a compressed one. Its length is not known before it is read, so `byteLength` stays that of the compressed file and serves
 * for progress alone; `slice` unpacks from the start each time and is for the first bytes.
 * Reading rejects with `UnreadableFile` where the data are broken, `Undecided` for bz2 and xz.
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
