import { typeText } from "../diff/diff-signatures.ts";
import type { ColSpec, Schema, TensorSpec } from "../mlflow/types.ts";
import type { EditedRow } from "./apply-edits.ts";
import type { DataSide, Edit } from "./edit.ts";

/**
 * The edits that make the rows of a side those of a schema that differs in types and in what is required; null where it differs in anything
 * else, such as its names.
 */
export function editsToward(side: DataSide, rows: readonly EditedRow<ColSpec | TensorSpec>[], schema: Schema): readonly Edit[] | null {
  if (schema.kind !== "columns" || schema.specs.length !== rows.length) return null;
  const edits: Edit[] = [];
  for (const [index, { name, type, required }] of schema.specs.entries()) {
    const row = rows[index];
    if (row === undefined || row.spec.kind !== "column" || row.spec.name !== name) return null;
    const at = [{ key: row.key }];
    if (typeText(row.spec.type) !== typeText(type)) edits.push({ kind: "type", side, at, type });
    if (row.spec.required !== required) edits.push({ kind: "required", side, at, required });
  }
  return edits;
}
