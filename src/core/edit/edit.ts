import type { ColSpec, ColumnType, ParamSpec, Property, TensorSpec } from "../mlflow/types.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";

/** The sides whose rows are columns or tensors. */
export type DataSide = "inputs" | "outputs";

export type EditSide = DataSide | "params";

/**
 * Which row is meant, by what was inferred: its name as JSON (`"price"`, `0`), with `#1` for the second of that name, or its place
 * where it has none (`#0`). A row that was added has a key of its own, `+1`. So an edit finds its row again after signing anew.
 */
export type SpecKey = string;

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
  /** Type, default and shape hang on each other, so they change together. */
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

type NamedRows = readonly { readonly name?: ColumnName }[];

/** Rows are never changed in place, and their keys asked for wherever they are shown. */
const knownKeys = new WeakMap<NamedRows, readonly SpecKey[]>();

/** The keys of rows, in their order. */
export function specKeys(specs: NamedRows): readonly SpecKey[] {
  const known = knownKeys.get(specs) ?? makeKeys(specs);
  knownKeys.set(specs, known);
  return known;
}

function makeKeys(specs: NamedRows): readonly SpecKey[] {
  const seen = new Map<string, number>();
  return specs.map(({ name }) => {
    // A column's name is one of Python's values.
    const written = name === undefined ? "" : jsonDumps(name as PythonValue);
    const nth = seen.get(written) ?? 0;
    seen.set(written, nth + 1);
    return name === undefined || nth > 0 ? `${written}#${nth}` : written;
  });
}

/** A key for a row that is added, which no edit has used. */
export function newKey(edits: readonly Edit[]): SpecKey {
  const used = edits.flatMap((edit) => (edit.kind === "add" || edit.kind === "add-param" ? [Number(edit.key.slice(1))] : []));
  return `+${Math.max(0, ...used) + 1}`;
}
