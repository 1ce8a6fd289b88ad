/** Extensions of data files in a folder, without that of a compression. A test compares them with the readers' own. */
export const DATA_EXTENSIONS: readonly (readonly string[])[] = [
  ["parquet", "pq"],
  ["feather"],
  ["arrow", "arrows", "ipc"],
  ["csv", "txt", "tsv", "tab"],
  ["json"],
  ["jsonl", "ndjson"],
  ["npy"],
  ["npz"],
];

/** Extensions of compressed files. */
export const PACKED_EXTENSIONS: readonly string[] = ["gz", "zst", "zip", "bz2", "xz"];
