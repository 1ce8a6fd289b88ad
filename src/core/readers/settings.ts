import type { PythonValue } from "../python/value.ts";

/** What `predict` returned, where that was not the DataFrame: the frame's array, its first column as an array, or as a Series. */
export const TO_FORMS = ["numpy", "column", "series"] as const;

export type ToForm = (typeof TO_FORMS)[number];

/** How one side's file is read, in the reference's words. */
export interface ReadSettings {
  /** Keyword arguments of `pd.read_csv`, by pandas' names and as JSON gives them; `parseCsvOptions` checks them. */
  readonly options: ReadonlyMap<string, PythonValue>;
  /** The extension that stands for the reader, without dot (`csv`, `tsv`, `parquet`); absent: found by content, then by name. */
  readonly format?: string;
  /** Compression around the file; absent: by magic on the page, by the file's extension where `format` is given. */
  readonly compression?: "none" | "gzip" | "zstd" | "zip" | "bz2" | "xz";
  /** `DataFrame.astype` after reading: one dtype, or a dtype a column. */
  readonly astype?: string | ReadonlyMap<string, string>;
  readonly to?: ToForm;
}

export const DEFAULT_SETTINGS: ReadSettings = { options: new Map() };
