import type { Rename } from "../python/preprocessing.ts";
import type { Dataset } from "./dataset.ts";

/**
 * What was read, with its columns under other names; names that no column has are passed over, as pandas does. Only tables have columns.
 *
 * @example renamed({ kind: "table", columns: [{ name: "Unnamed: 0", … }], … }, new Map([["Unnamed: 0", "row"]])) // its column is `row`
 */
export function renamed<Data extends Dataset>(dataset: Data, rename: Rename | undefined): Data {
  if (rename === undefined || rename.size === 0 || dataset.kind !== "table") return dataset;
  const columns = dataset.columns.map((column) => {
    const name = rename.get(column.name);
    if (name === undefined) return column;
    // What was in the header is no longer what the column is called after.
    const { writtenAs: _, labelType: __, ...rest } = column;
    return { ...rest, name };
  });
  return { ...dataset, columns };
}
