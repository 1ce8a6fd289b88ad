import { text } from "../../errors.ts";
import { limitOf, overLimit } from "../../limits.ts";
import type { ColumnMetaData } from "./file-metadata.ts";

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

const REMEDY = { remedy: "Write the file with smaller pages and row groups: df.to_parquet(path, row_group_size=1_000_000)." };

/** Throws `Undecided` for a page that unpacks to more than is kept. */
export function checkPageBytes(byteLength: number): void {
  if (byteLength > limitOf("parquet-page")) throw overLimit("parquet-page", text`A page says that it has ${byteLength} bytes.`, REMEDY);
}

/** Throws `Undecided` where `count` values of so many bytes are more than is kept. Runs say any number in a few bytes. */
export function checkDecoded(count: number, byteLength: number): void {
  if (count * byteLength <= limitOf("parquet-values")) return;
  throw overLimit("parquet-values", text`A page says that it has ${count} values of ${byteLength} bytes.`, REMEDY);
}
