import type { LoadedModel } from "../../core/mlflow/load-model.ts";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import type { ColumnName } from "../../core/python/value.ts";
import type { CheckedData } from "../../core/validation/reports/check-report.ts";

/** The signature that data is held against, as what is found refers to it. */
export interface Against {
  readonly signature: ModelSignature;
  /** The model that it came with, for the lines that set another. */
  readonly model: LoadedModel | null;
  /** In words: `MLmodel`, `X.csv`. */
  readonly name: string;
  /** Shows a column in the table of its side. */
  openColumn(side: CheckedData["side"], column: ColumnName): void;
}
