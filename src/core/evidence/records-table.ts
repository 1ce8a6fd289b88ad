import type { Dataset, TableDataset } from "./dataset.ts";

/**
 * What was read as a table: itself, or the list of a JSON file, of which dicts have one column per key and anything else is one column without a
 * name, as MLflow signs them. Null for what has no rows.
 */
export function tableOfRecords(dataset: Dataset): TableDataset | null {
  if (dataset.kind === "table") return dataset;
  if (dataset.kind === "tensors") return null;
  const { lists } = dataset.value;
  if (lists?.tally.count !== 1) return null;
  const { items, lengths } = lists;
  const { dicts } = items;
  const columns =
    dicts?.tally.count === items.count
      ? [...dicts.keys].map(([name, evidence]) => ({ name, evidence }))
      : [{ name: null, evidence: items }];
  return { kind: "table", columns, rowCount: lengths.max, notes: [] };
}
