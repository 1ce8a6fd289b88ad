import type { ErrorData, Text } from "../errors.ts";
import type { DeclaredBy } from "../evidence/arrow-evidence.ts";
import type { TensorEvidence } from "../evidence/dataset.ts";
import type { MissingTally, Sighting, Tally } from "../evidence/sighting.ts";
import type { ValueEvidence } from "../evidence/value-evidence.ts";
import type { ColumnName } from "../python/value.ts";
import type { ColumnSource } from "./column-source.ts";

/** A dtype as pandas prints it (`int64`, `Int64`, `double[pyarrow]`, `datetime64[us, UTC]`, `str`, `category`), with what MLflow reads of it. */
export interface PandasDtype {
  readonly name: string;
  /** NumPy's one-letter kind, as MLflow's `_infer_numpy_dtype` reads it; the nullable and Arrow dtypes have one too. */
  readonly kind: "b" | "i" | "u" | "f" | "c" | "U" | "S" | "O" | "M" | "m" | "V";
  /** Bytes an item. */
  readonly itemsize: number;
}

/** One rung of the ladder that was climbed: the type before and after, and what forced the change. */
export interface LadderStep {
  readonly from: string;
  readonly to: string;
  readonly because: Text;
  readonly at?: Sighting;
  /** Set where a signer declares the type, whatever the data has: MLflow would not infer it. */
  readonly isDeclared?: true;
}

/** A column as pandas would hold it after reading and casting. */
export interface PandasSeries {
  readonly name: ColumnName;
  /** The Python type of a label that JSON cannot write. */
  readonly labelType?: string;
  readonly dtype: PandasDtype;
  readonly length: number;
  /** None, NaN, NaT and NA: what MLflow's `_infer_required` counts as missing when it walks the column. */
  readonly missing?: MissingTally;
  /** Set where what is missing was not looked for everywhere: the file's own statistics say it. */
  readonly declaredBy?: DeclaredBy;
  /** For a dtype of kind `O`: the Python values that `Series.to_list()` would give. */
  readonly values?: ValueEvidence;
  /** Of a `category`: the dtype of its categories, by which NumPy takes it, and MLflow if there are no rows. */
  readonly categories?: string;
  /** Texts on which Python fails when MLflow walks the column. */
  readonly undecodable?: Tally;
  /** The time zone of an Arrow-backed column where Python finds none of that name: it fails on the first time that MLflow walks over. */
  readonly unknownZone?: string;
  /** The column as it is in its file, whatever was cast since. */
  readonly source?: ColumnSource;
  readonly steps: readonly LadderStep[];
}

/**
 * What became of a column:
 * `refused`: the reference raises while reading or casting, so the whole side has no schema;
 * `undecided`: outside the proved rules, with the value and the Python line that decides.
 */
export type SeriesOutcome =
  | { readonly kind: "series"; readonly series: PandasSeries }
  | { readonly kind: "refused"; readonly name: ColumnName; readonly error: ErrorData }
  | { readonly kind: "undecided"; readonly name: ColumnName; readonly error: ErrorData };

/** What would be passed to `infer_signature`. */
export type ModelData =
  | { readonly kind: "frame"; readonly columns: readonly SeriesOutcome[]; readonly rowCount: number }
  | { readonly kind: "series"; readonly column: SeriesOutcome }
  | { readonly kind: "array"; readonly tensor: TensorEvidence }
  | { readonly kind: "arrays"; readonly tensors: readonly TensorEvidence[] }
  | { readonly kind: "value"; readonly value: ValueEvidence };
