/** Fresh unusual typed files: every type at every depth, pandas' metadata as others write it, every codec, encoding and page. */
export function run({ ask, seed }) {
  ask("fresh unusual Parquet, Feather, Arrow and NumPy files", "typed", ["typed_files.py", "400", String(seed)]);
}
