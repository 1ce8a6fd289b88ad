import { must } from "../defined.ts";

/** What may lie around a text file; the reference unpacks these by the file's name. */
export const COMPRESSIONS = ["gzip", "zstd", "zip", "bz2", "xz", "tar"] as const;

export type Compression = (typeof COMPRESSIONS)[number];

const isTarName = (name: string) => /\.tar(\.(gz|bz2|xz))?$/i.test(name);

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
  if (isTarName(name)) return "tar";
  return EXTENSIONS.get(must(name.split(".").at(-1)?.toLowerCase())) ?? null;
}

/** A file's name without its compression's extension. */
export function uncompressedName(name: string): string {
  if (isTarName(name)) return name.replace(/\.tar(\.\w+)?$/i, "");
  return compressionByName(name) === null ? name : name.slice(0, name.lastIndexOf("."));
}
