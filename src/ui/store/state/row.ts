import type { SpecReport } from "../../../core/ladders/infer-report.ts";
import type { ColumnType } from "../../../core/mlflow/types.ts";
import type { Severity } from "../../../core/signers/signer.ts";
import type { DataSide } from "../../../worker/protocol.ts";

/**
 * Where a row is: which spec of which side, and within a nested type which part. A step of `path` is a property's name under an object,
 * `items` under an array, `values` under a map; the column itself has no steps.
 */
export interface RowPlace {
  readonly side: DataSide;
  /** The spec's place in the schema, whatever the table is sorted by. */
  readonly index: number;
  readonly path: readonly string[];
}

/** One row of a schema's table: a column, a tensor, or a part of a nested column. */
export interface TableRow {
  readonly place: RowPlace;
  /** Equal for the same place of a side, so that it can be in a set. */
  readonly key: string;
  readonly name: string;
  /** How deep the row is nested; 0 is the column itself. */
  readonly level: number;
  /** The type as it is written; `no type` where the column has none. */
  readonly type: string;
  /** The word that colours the type. */
  readonly typeClass: string;
  /** Null where it does not apply: items, values, and columns without a type. */
  readonly required: boolean | null;
  /** The nested type that the row unfolds to; null where there is nothing to unfold. */
  readonly inner: ColumnType | null;
  /** The report of the whole column, also for its parts. */
  readonly report: SpecReport;
  /** Only another signature has the row. */
  readonly isGone?: true;
}

/** What a mark says: a problem, a refusal of the data that is checked, an edit, a difference from another signature, a reviewer's comment. */
export const MARK_KINDS = ["problem", "refused", "edited", "changed", "versions", "comment"] as const;

export type MarkKind = (typeof MARK_KINDS)[number];

/** Something that one row is marked with, and that the table can be filtered by. */
export interface RowMark {
  readonly kind: MarkKind;
  /** For problems. */
  readonly weight?: Severity;
  /** A sentence for the pointer and for screen readers; it must quote no value from a file. */
  readonly label: string;
}

/** Returns the marks of a row. It is called for every row of the table, so it must be a look-up. */
export type MarksOf = (place: RowPlace) => readonly RowMark[];

/** A row's key within its side. */
export function rowKey({ index, path }: Pick<RowPlace, "index" | "path">): string {
  return path.length === 0 ? String(index) : `${index} ${JSON.stringify(path)}`;
}
