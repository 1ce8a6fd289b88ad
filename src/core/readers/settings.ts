import type { Preprocessing } from "../python/preprocessing.ts";
import type { PythonValue } from "../python/value.ts";

/** Which numbers of a column are looked at: the extremes of its integers, the fractions of its floats; of both, which are not 0 or 1. */
export interface NumberFacts {
  readonly integers: boolean;
  readonly floats: boolean;
  /** Whether the cells are looked at as dates too. */
  readonly dates?: true;
}

/** How one side's file is read, in the reference's words. */
export interface ReadSettings {
  /** Keyword arguments of `pd.read_csv`, by pandas' names and as JSON gives them; `parseCsvOptions` checks them. */
  readonly options: ReadonlyMap<string, PythonValue>;
  /** What is done to the table after reading. */
  readonly preprocessing?: Preprocessing;
  /** A `dtype` per column by its place, as the scoring server declares them for columns without names: a dict of integers, which options cannot hold. */
  readonly positionalDtypes?: readonly string[];
  /** The extension that stands for the reader, without dot (`csv`, `tsv`, `parquet`); absent: found by content, then by name. */
  readonly format?: string;
  /** `given`: where the reader is found by content, delimiter and encoding are still only those of `options`; absent: they are guessed and applied. */
  readonly dialect?: "given";
  /**
   * Columns of which extremes and fractions of numbers, and the first rows of each kind of cell, are counted too: what a check asks for
   * where MLflow looks at each value, or where the rows at fault are to be listed. Slower.
   */
  readonly numberFacts?: readonly string[];
  /**
   * As `numberFacts`, where the file is text: there they cost little next to the rest, and a second reading is spared. Each column with what
   * of it is looked at next to the first rows of each kind.
   */
  readonly textFacts?: ReadonlyMap<string, NumberFacts>;
  /** Columns as a Parquet file stores them, with their ids: what pandas noted of them when it wrote the file is not looked at. */
  readonly stored?: true;
  /** Compression around the file; absent: by magic on the page, by the file's extension where `format` is given. */
  readonly compression?: "none" | "gzip" | "zstd" | "zip" | "bz2" | "xz";
}

export const DEFAULT_SETTINGS: ReadSettings = { options: new Map() };
