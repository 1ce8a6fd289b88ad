import { SignetError } from "../../errors.ts";
import type { ColumnMetaData } from "./leaf-chunk.ts";

/** A page's bytes, and what is decoded of it at a time, are kept in memory: docs/limits.md. */
const MOST_PAGE_BYTES = 1 << 28;
const MOST_DECODED_BYTES = 1 << 28;

/** How many bytes each codec gives for one at most, and what it gives besides. Sources: the formats' own descriptions; brotli's longest copy is 16 MB. */
const RATIOS: Readonly<Record<string, number>> = {
  UNCOMPRESSED: 1,
  SNAPPY: 32,
  GZIP: 1032,
  LZ4: 255,
  LZ4_RAW: 255,
  ZSTD: 1 << 15,
  BROTLI: 1 << 24,
  LZO: 1 << 15,
};
const BESIDES = 1 << 17;

/** The most that so many bytes of a codec can unpack to. What is not packed is taken as it is, whatever the header says. */
export const mostUnpacked = (codec: ColumnMetaData["codec"], packed: number): number =>
  codec === "UNCOMPRESSED" ? Number.POSITIVE_INFINITY : packed * (RATIOS[codec] ?? 1 << 24) + BESIDES;

const tooLarge = (what: string, limit: number) =>
  new SignetError("Undecided", `A page says that it has ${what}, and Signet takes at most ${limit} at a time.`, {
    remedy: "Write the file with smaller pages and row groups: df.to_parquet(path, row_group_size=1_000_000).",
  });

/** Throws `Undecided` for a page that unpacks to more than is kept. */
export function checkPageBytes(byteLength: number): void {
  if (byteLength > MOST_PAGE_BYTES) throw tooLarge(`${byteLength} bytes`, MOST_PAGE_BYTES);
}

/** Throws `Undecided` where `count` values of so many bytes are more than is kept. Runs say any number in a few bytes. */
export function checkDecoded(count: number, byteLength: number): void {
  const limit = Math.floor(MOST_DECODED_BYTES / byteLength);
  if (count > limit) throw tooLarge(`${count} values`, limit);
}
