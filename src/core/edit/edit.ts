import type { DataSide, SignaturePart } from "../mlflow/parts.ts";
import type { SpecKey } from "../mlflow/spec-keys.ts";
import type { ColSpec, ColumnType, ParamSpec, Property, TensorSpec } from "../mlflow/types.ts";
import type { PythonValue } from "../python/value.ts";

export type { DataSide };
export type EditSide = SignaturePart;

/** One step into a nested type: an array's items, a map's values, an object's property. */
export type PathStep = "items" | "values" | { readonly property: string };

/** A row, or, with a path, a part of its nested type. */
export interface Target {
  readonly key: SpecKey;
  readonly path?: readonly PathStep[];
}

/** One change, as data. Edits apply in order; each sees what those before it have made. */
export type Edit =
  | { readonly kind: "type"; readonly side: DataSide; readonly at: readonly Target[]; readonly type: ColumnType }
  /** Of rows, or of properties. */
  | { readonly kind: "required"; readonly side: DataSide; readonly at: readonly Target[]; readonly required: boolean }
  /** Several at once, since either all rows are named or none; null takes the name away. */
  | { readonly kind: "rename"; readonly side: EditSide; readonly names: readonly { readonly at: Target; readonly name: string | null }[] }
  | { readonly kind: "drop"; readonly side: EditSide; readonly at: readonly Target[] }
  /** Puts rows before another, in their own order; null: at the end. */
  | { readonly kind: "move"; readonly side: EditSide; readonly keys: readonly SpecKey[]; readonly before: SpecKey | null }
  | {
      readonly kind: "add";
      readonly side: DataSide;
      readonly key: SpecKey;
      readonly spec: ColSpec | TensorSpec;
      readonly before: SpecKey | null;
    }
  | { readonly kind: "add-property"; readonly side: DataSide; readonly at: Target; readonly property: Property }
  | {
      readonly kind: "tensor";
      readonly side: DataSide;
      readonly at: readonly Target[];
      readonly dtype?: string;
      /** -1 is a variable dimension. */
      readonly shape?: readonly number[];
    }
  /** Type, default and shape depend on each other, so they change together. */
  | {
      readonly kind: "param";
      readonly key: SpecKey;
      readonly type: ParamSpec["type"];
      readonly default: PythonValue;
      readonly shape: ParamSpec["shape"];
    }
  | { readonly kind: "add-param"; readonly key: SpecKey; readonly spec: ParamSpec; readonly before: SpecKey | null };

/** The side that an edit changes. */
export const sideOfEdit = (edit: Edit): EditSide => (edit.kind === "param" || edit.kind === "add-param" ? "params" : edit.side);

/** A key for a row that is added, which no edit has used. */
export function newKey(edits: readonly Edit[]): SpecKey {
  const used = edits.flatMap((edit) => (edit.kind === "add" || edit.kind === "add-param" ? [Number(edit.key.slice(1))] : []));
  return `+${Math.max(0, ...used) + 1}`;
}
