import * as z from "zod";

export { z };

/** MLflow's types of a column that is a scalar. */
export type ScalarType = "boolean" | "integer" | "long" | "float" | "double" | "string" | "binary" | "datetime";

/** A type as MLflow writes it into a schema. */
export type TypeSpec =
  | { readonly type: ScalarType | "any" | "sparkml_vector" }
  | { readonly type: "array"; readonly items: TypeSpec }
  | { readonly type: "map"; readonly values: TypeSpec }
  | { readonly type: "object"; readonly properties: Readonly<Record<string, TypeSpec & { readonly required?: boolean }>> };

/** A column as `ColSpec.to_dict()` writes it. All columns of a schema are named, or none. */
export type ColumnSpec = TypeSpec & { readonly name?: string; readonly required?: boolean };

/** A tensor as `TensorSpec.to_dict()` writes it; -1 is an axis that varies. */
export interface TensorSpec {
  readonly type: "tensor";
  readonly name?: string;
  readonly "tensor-spec": { readonly dtype: string; readonly shape: readonly number[] };
}

/** A parameter as `ParamSpec.to_dict()` writes it; shape null is a scalar, [-1] a list. */
export type ParamSpec = TypeSpec & { readonly name: string; readonly default: unknown; readonly shape: null | readonly [-1] };

/** What was counted in one column, or of one tensor; no cell's value is among it. */
export interface SignerColumn {
  /** Absent for an unnamed tensor or value. A string, except in tables whose header is not one. */
  readonly name?: string | number | boolean | null | readonly unknown[];
  /** pandas' or NumPy's dtype: `int64`, `str`, `datetime64[us]`. */
  readonly dtype: string;
  /** What InferSigner gives; null where it can give none. */
  readonly spec: ColumnSpec | TensorSpec | null;
  /** Missing cells, and the first row that has one, from 1. */
  readonly missing: number;
  readonly firstMissingRow: number | null;
  /** Cells by what they read as: `int64`, `float`, `text`, `bool`, `missing` in text files; Python's types in JSON; `null`, `nan` in typed ones. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What was read of one side. */
export interface SignerSide {
  readonly kind: "table" | "tensors" | "value";
  /** Rows; null for tensors and JSON values. */
  readonly rows: number | null;
  readonly columns: readonly SignerColumn[];
  /** The schema that InferSigner gives, to return as it is or changed; null where it gives none. */
  readonly schema: readonly (ColumnSpec | TensorSpec)[] | null;
  /** Why InferSigner gives none, or falls back to `any`. */
  readonly problem: string | null;
}

/** The params that were given, with the schema that InferSigner gives. */
export interface SignerParams {
  readonly value: unknown;
  readonly schema: readonly ParamSpec[] | null;
  readonly problem: string | null;
}

/** What `sign` is given. A side without a file is null. */
export interface SignerArguments<Config> {
  readonly inputs: SignerSide | null;
  readonly outputs: SignerSide | null;
  readonly params: SignerParams | null;
  /** The config, checked by the signer's schema and with its defaults. */
  readonly config: Config;
}

/** Something to report next to the signature. */
export interface SignerProblem {
  /** stops: it would fail; warns: it may fail; notes: worth knowing. */
  readonly severity: "stops" | "warns" | "notes";
  readonly side: "inputs" | "outputs" | "params";
  readonly columns?: readonly string[];
  readonly message: string;
}

/** What `sign` returns: the parts as MLflow writes them; a part that is absent or null is not in the signature. */
export interface SignerReturn {
  readonly inputs?: readonly (ColumnSpec | TensorSpec)[] | null;
  readonly outputs?: readonly (ColumnSpec | TensorSpec)[] | null;
  readonly params?: readonly ParamSpec[] | null;
  readonly problems?: readonly SignerProblem[];
}

/** A signer of one's own: its name, its config's schema, and its function. */
export interface SignerDefinition<Schema extends z.ZodType = z.ZodType> {
  /** A name for logs and the page: `LongIdsSigner`. */
  readonly kind: string;
  /** An object of zod; absent: there is nothing to configure. */
  readonly config?: Schema;
  /** A pure function: the same arguments give the same signature. It may be async, but has nothing to wait for. */
  sign(args: SignerArguments<z.output<Schema>>): SignerReturn | Promise<SignerReturn>;
}

/**
 * Defines a signer; the module exports it as its default.
 *
 * @throws TypeError where `kind` or `sign` is missing.
 * @example
 * export default defineSigner({
 *   kind: "EverythingOptional",
 *   sign: ({ inputs }) => ({ inputs: inputs?.schema?.map((column) => ({ ...column, required: false })) }),
 * });
 */
export function defineSigner<Schema extends z.ZodType = z.ZodObject>(definition: SignerDefinition<Schema>): SignerDefinition<Schema> {
  if (typeof definition?.kind !== "string" || definition.kind === "") throw new TypeError("defineSigner needs a kind, the signer's name.");
  if (typeof definition.sign !== "function") throw new TypeError("defineSigner needs a function called sign.");
  return definition;
}
