import type { Datum, ErrorData } from "../errors.ts";
import type { SparkType } from "../spark/spark-type.ts";

/** A cell or record that made Spark take another type for a column; types are written as `DataFrame.dtypes` does. */
export interface SparkStep {
  readonly from: string;
  readonly to: string;
  /** Data rows count from 0. */
  readonly row: number;
  /** The cell, where the file has cells. */
  readonly sample?: Datum;
}

/** A column as Spark reads it. */
export interface SparkColumn {
  readonly name: string;
  readonly type: SparkType;
  readonly steps: readonly SparkStep[];
  /** Of a map: the keys that it has in any row, which MLflow asks Spark for; or why they cannot be asked for. */
  readonly keys?: readonly string[] | ErrorData;
}

/** What `spark.read` makes of a side's files. */
export interface SparkReading {
  readonly columns: readonly SparkColumn[];
  readonly rowCount: number;
  /** Spark raises while it reads; or what it does is not known here. The columns are then empty. */
  readonly failure?: { readonly stage: "read" | "undecided"; readonly error: ErrorData };
}
