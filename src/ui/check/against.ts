import type { LoadedModel } from "../../core/mlflow/load-model.ts";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import type { ColumnName } from "../../core/python/value.ts";
import type { Remedy } from "../../core/validation/remedy.ts";
import type { CheckedData } from "../../core/validation/reports/check-report.ts";

/** The signature that data is checked against, as what is found refers to it. */
export interface Against {
  readonly signature: ModelSignature;
  /** The model that it came with, for the lines that set another. */
  readonly model: LoadedModel | null;
  /** In words: `MLmodel`, `X.csv`. */
  readonly name: string;
  /** Makes the page's signature that of a remedy; null where it cannot be edited so. */
  applied(side: CheckedData["side"], remedy: Remedy): (() => void) | null;
  /** Selects a column in the table of its side; the check stays open. */
  markColumn(side: CheckedData["side"], column: ColumnName): void;
  /** Shows a column with why it has its type, in the check's place. */
  openColumn(side: CheckedData["side"], column: ColumnName): void;
}
