import type { ByteSource } from "../bytes/byte-source.ts";
import type { Dataset, TableDataset } from "../evidence/dataset.ts";
import type { ColumnProfile } from "../profile/column-profile.ts";
import type { RowsQuery, RowsWindow } from "./file-rows.ts";
import type { PartPool } from "./part-pool.ts";
import type { Watch } from "./progress.ts";
import type { ReadSettings } from "./settings.ts";

/** The formats of the reference's table; a reader's `kind` is one of them. */
export const FORMATS = ["csv", "parquet", "feather", "arrow", "json", "jsonl", "npy", "npz"] as const;

export type Format = (typeof FORMATS)[number];

/**
 * How deep a typed file is read. `all`: every page and buffer, so that a broken page or invalid text is found. `needed`: only what the signature
 * depends on; what the file's own statistics answer is taken from them, and the data set says so in a note `pages-unread`.
 * Text formats are always read whole.
 */
export type ReadDepth = "all" | "needed";

export interface ReadContext extends Watch {
  /** `all` where absent. */
  readonly pages?: ReadDepth;
  /** `unwanted`: the first rows are those of a part before this one. The cells of the first rows are kept where absent. */
  readonly firstCells?: "unwanted";
  /** Other threads to read parts of a large file; absent: this one reads it alone. The result is the same. */
  readonly pool?: PartPool;
}

/** How deep a typed file is read: whole where facts about its numbers are asked for, since not every file has statistics of them. */
export function typedDepth({ numberFacts }: ReadSettings, { pages = "all" }: ReadContext): ReadDepth {
  return numberFacts === undefined ? pages : "all";
}

/** How sure a reader is that a file is its own, from the first bytes and the name: 0 is no, 1 is proved by its magic. */
export interface Sniff {
  readonly confidence: number;
  readonly reason: string;
}

/** Rows of one file; `passed` is how many it has, or had been seen when the last that was wanted was found. */
export interface ReadRows extends Pick<RowsWindow, "columns" | "columnTotal" | "rows"> {
  /** Where the columns begin, if only the reader knows them by their names. */
  readonly firstColumn?: number;
  readonly passed: number;
}

/** One format. Readers count; they never decide a type. */
export interface Reader {
  readonly kind: Format;
  /** Extensions that the reference reads this way, without the dot. */
  readonly extensions: readonly string[];
  /**
   * Whether `read` refuses every file of another format by its magic. Parts of a data set are then read as the first was, without being
   * recognised again, and several at a time.
   */
  readonly hasMagic: boolean;
  /** Bytes of the file's end that `read` begins with; of the parts of a data set they are asked for several at a time. */
  readonly tailBytes?: number;
  /** Files from this size on are read by several threads together. */
  readonly splitBytes?: number;
  /** `head` and `tail` are the file's first and last bytes (64 KiB and 16 at most), decompressed where a compression was found. */
  sniff(head: Uint8Array, name: string, tail: Uint8Array): Sniff;
  /**
   * Reads the whole file, every page and cell, unless the context asks only for what is needed.
   * Resolves to what was counted; rejects with a SignetError: `UnreadableFile` where the reference refuses the file too,
   * `Undecided` where it may not, `InvalidOption`, `Aborted`.
   */
  read(source: ByteSource, settings: ReadSettings, context: ReadContext): Promise<Dataset>;
  /**
   * Reads the file again for the profile of each column of `dataset`, which `read` made of it, alone or as one of several parts.
   * A column whose type has no profile gets null; absent where the format has none at all. Resolves once every value was seen; rejects as `read` does.
   */
  profile?(
    source: ByteSource,
    settings: ReadSettings,
    dataset: TableDataset,
    context: ReadContext,
  ): Promise<readonly (ColumnProfile | null)[]>;
  /**
   * Reads the file again up to the rows that are wanted, and gives them as they are. Absent where the format cannot give them cheaply.
   * Rejects as `read` does.
   */
  rows?(source: ByteSource, settings: ReadSettings, query: RowsQuery, context: ReadContext): Promise<ReadRows>;
}
