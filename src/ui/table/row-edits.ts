import type { EditedRow } from "../../core/edit/apply-edits.ts";
import { type DataSide, type Edit, newKey, type Target } from "../../core/edit/edit.ts";
import { type PartChange, partChanges } from "../../core/edit/part-changes.ts";
import type { SpecKey } from "../../core/mlflow/spec-keys.ts";
import type { ColSpec, TensorSpec } from "../../core/mlflow/types.ts";
import { targetOf } from "../store/selectors/edit-model.ts";
import type { Edits } from "../store/selectors/edits-view.ts";
import type { RowPlace } from "../store/state/row.ts";

type Row = EditedRow<ColSpec | TensorSpec>;

/** The target of an edit: all chosen rows if the row is one of them, or else the row or its part. */
export function targetsOf({ edited, chosen }: Edits, { side, index, path }: RowPlace): readonly Target[] {
  const row = edited[side].rows[index];
  if (row === undefined) return [];
  if (path.length === 0 && chosen[side].has(row.key)) return [...chosen[side]].map((key) => ({ key }));
  return [targetOf(row.key, row.spec, path)];
}

/** How a part of a nested row differs from what was inferred for it, each with the edit that takes it back. */
export function changesOfPart({ edited }: Edits, { side, index, path }: RowPlace): readonly PartChange[] {
  const row = edited[side].rows[index];
  // Most rows are as they were inferred, and the same object.
  if (row === undefined || row.spec === row.inferred) return [];
  return partChanges(side, row, targetOf(row.key, row.spec, path).path ?? []);
}

/** The edit that moves rows one place up or down, and the new place of the first; null at the end of the table. */
export function moveBy(
  rows: readonly Row[],
  side: DataSide,
  keys: readonly SpecKey[],
  step: 1 | -1,
): { readonly edit: Edit; readonly index: number } | null {
  const places = rows.flatMap(({ key }, index) => (keys.includes(key) ? [index] : []));
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (step === -1 ? first === 0 : last === rows.length - 1) return null;
  const before = step === -1 ? rows[first - 1]?.key : rows[last + 2]?.key;
  const passed = step === -1 ? first - 1 : last + 1 - keys.length + 1;
  return {
    edit: { kind: "move", side, keys: rows.flatMap(({ key }) => (keys.includes(key) ? key : [])), before: before ?? null },
    index: passed,
  };
}

/** A name that no row has yet. */
function freshName(rows: readonly Row[]): string {
  const names = new Set(rows.map(({ spec }) => spec.name));
  let number = 1;
  while (names.has(`column_${number}`)) number++;
  return `column_${number}`;
}

/** The edit that adds a row of the same kind as the others, named if they are. */
export function addRow({ edited, list }: Edits, side: DataSide, index: number): Edit {
  const { rows } = edited[side];
  const isNamed = rows.every(({ spec }) => spec.name !== undefined);
  const name = isNamed ? { name: freshName(rows) } : {};
  const spec: ColSpec | TensorSpec =
    rows[0]?.spec.kind === "tensor"
      ? { kind: "tensor", dtype: "float64", shape: [-1], ...name }
      : { kind: "column", type: { kind: "scalar", name: "double" }, required: true, ...name };
  return { kind: "add", side, key: newKey(list), spec, before: rows[index]?.key ?? null };
}
