/** Fresh texts under random combinations of read_csv's options, valid and invalid. */
export function run({ ask, seed }) {
  ask("read_csv's options", "csv-options", ["csv_options.py", "800", String(seed)]);
}
