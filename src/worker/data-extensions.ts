/** Extensions by which data that a reader takes are known in a folder, without a compression's. A test compares them with the readers' own. */
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

/** Extensions of what lies around text. */
export const PACKED_EXTENSIONS: readonly string[] = ["gz", "zst", "zip", "bz2", "xz"];
