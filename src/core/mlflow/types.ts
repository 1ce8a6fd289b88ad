import type { Environment } from "../environment/environment.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";

/** MLflow's scalar types, in the order in which its enum lists them. */
export const DATA_TYPES = ["boolean", "integer", "long", "float", "double", "string", "binary", "datetime"] as const;

export type DataType = (typeof DATA_TYPES)[number];

/** A column's type. The makers in this folder enforce MLflow's construction rules; a literal of this shape does not. */
export type ColumnType =
  | { readonly kind: "scalar"; readonly name: DataType }
  | { readonly kind: "array"; readonly items: ColumnType }
  | { readonly kind: "object"; readonly properties: readonly Property[] }
  | { readonly kind: "map"; readonly values: ColumnType }
  | { readonly kind: "any" }
  | { readonly kind: "sparkml_vector" };

export interface Property {
  readonly name: string;
  readonly type: ColumnType;
  readonly required: boolean;
}

export interface ColSpec {
  readonly kind: "column";
  readonly type: ColumnType;
  /** Absent: unnamed. */
  readonly name?: ColumnName;
  readonly required: boolean;
}

export interface TensorSpec {
  readonly kind: "tensor";
  /** NumPy's `dtype.name`; `str` and `bytes` without size. */
  readonly dtype: string;
  /** -1 is a variable dimension. */
  readonly shape: readonly number[];
  readonly name?: string;
}

/** Columns or tensors, never both: either all are named or none. */
export type Schema =
  | { readonly kind: "columns"; readonly specs: readonly ColSpec[] }
  | { readonly kind: "tensors"; readonly specs: readonly TensorSpec[] };

export interface ParamSpec {
  readonly name: string;
  readonly type:
    | { readonly kind: "scalar"; readonly name: DataType }
    | { readonly kind: "object"; readonly properties: readonly Property[] };
  /** As JSON writes it: a datetime is its isoformat. */
  readonly default: PythonValue;
  /** null: a scalar; [-1]: a list. */
  readonly shape: readonly [-1] | null;
}

export interface ParamSchema {
  readonly params: readonly ParamSpec[];
}

/** At least one part is present in what MLflow makes. */
export interface ModelSignature {
  readonly inputs: Schema | null;
  readonly outputs: Schema | null;
  readonly params: ParamSchema | null;
  /** The inputs were made from the type hint of `predict`, by which MLflow checks data instead of by the schema. */
  readonly fromTypeHint?: true;
  /** Whose MLflow and pandas hold data against it; the current ones where nothing is said. */
  readonly environment?: Environment;
}
