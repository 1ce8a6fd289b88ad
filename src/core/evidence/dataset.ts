import { defined } from "../defined.ts";
import type { Environment } from "../environment/environment.ts";
import type { Text } from "../errors.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";
import type { AlikeParts, Deviation, FileLayout, OneFileEvidence, PartsEvidence } from "./parts-evidence.ts";
import { mergeTally, type Tally } from "./sighting.ts";
import type { SparkReading } from "./spark-reading.ts";
import type { ValueEvidence } from "./value-evidence.ts";

/**
 * What was counted in one column, by what its format can know:
 * text cells (CSV), typed values (Parquet, Arrow), or Python values (JSON); or, where the files of a data set differ in it, each of these.
 */
export type ColumnEvidence = OneFileEvidence | PartsEvidence;

/** A column of a table: its name as the reference names it, and what was counted. Names may repeat in Arrow. */
export interface TableColumn {
  readonly name: ColumnName;
  /** The Python type of a label that JSON cannot write (`Timestamp`, `bytes`); `name` is then its text. */
  readonly labelType?: string;
  readonly evidence: ColumnEvidence;
  /** What the file's header says, where pandas made another name of it: nothing (`Unnamed: 0`), or a name that is there before (`a.1`). */
  readonly writtenAs?: string;
  /** The column's id in a Parquet file, where the file's own names are asked for. */
  readonly fieldId?: number;
  /**
   * How many files have categories of it. `pd.concat` keeps them where they are the same, which nobody counts; others become their values'
   * dtype.
   */
  readonly categoryFiles?: number;
  /** The column is in no file: the names of the folders give it. */
  readonly isFolders?: true;
}

/** What a text file shows next to the cells of its columns. */
export interface TextTableFacts {
  /** Rows with fewer cells than the table has fields; pandas takes those that they lack for missing. */
  readonly shortRows?: Tally;
  /** Leading columns without a name, which pandas makes the index: the first row has so many cells more than the header. */
  readonly impliedIndex?: number;
  /** The file begins with UTF-8's byte order mark. */
  readonly byteOrderMark?: true;
  /** What is between cells, where that is not a comma: given, or by the file's name. */
  readonly sep?: string;
  /** Lines above what looks like the header, and the reader options that pass over them. */
  readonly preamble?: { readonly lines: number; readonly options: ReadonlyMap<string, PythonValue>; readonly isSepLine: boolean };
}

/** Something worth reporting that is not a failure: an option that was applied or could be, pages unread. */
export interface Note {
  readonly kind: string;
  readonly message: Text;
}

/** One tensor: NumPy's `dtype.name` after MLflow's cleaning (`float32`, `str`, `datetime64[ns]`), and its real shape. */
export interface TensorEvidence {
  readonly name?: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** `csr` or `csc` for what `scipy.sparse.save_npz` wrote. */
  readonly sparse?: "csr" | "csc";
  /** Stored with the highest byte first, which a signature does not say and MLflow's enforcement refuses. */
  readonly isBigEndian?: true;
}

/** Where the files of a data set differ. */
export interface FileDisagreement {
  readonly fileCount: number;
  readonly joinedBy: PartsEvidence["joinedBy"];
  /** The first `MOST_DEVIATIONS`, by column. */
  readonly deviations: readonly Deviation[];
  /** How many there are in all. */
  readonly total: number;
  /** Columns that the first file does not have, which pyarrow leaves out where it reads all files by the schema of the first. */
  readonly leftOut: readonly TableColumn[];
  /** Which files are alike in all columns; null where there are too many kinds, or files without rows, whose dtypes are others. */
  readonly layouts: readonly FileLayout[] | null;
  /** By column, in the order in which the columns were first seen: its name, and the groups of files that are alike in it. */
  readonly groups: readonly { readonly name: ColumnName; readonly alike: readonly AlikeParts[] }[];
}

/** How the rows of a frame are labelled where not from 0 on: by columns of the file, or by a range. */
export type RowLabels = "stored" | { readonly start: number; readonly stop: number; readonly step: number };

/** A table; index columns are left out. */
export interface TableDataset {
  readonly kind: "table";
  readonly columns: readonly TableColumn[];
  /** Columns that pandas converts and leaves out of the frame, where a dtype is declared for them: one that does not fit is refused. */
  readonly outside?: readonly TableColumn[];
  readonly rowCount: number;
  readonly labels?: RowLabels;
  readonly notes: readonly Note[];
  readonly environment?: Environment;
  /** What Spark makes of the same files, where the signer asks for it. */
  readonly spark?: SparkReading;
  /** Of text tables. */
  readonly text?: TextTableFacts;
  /** Set of a table that says itself which files are its own: how it keeps them. */
  readonly lake?: "delta" | "iceberg";
  /** Where its files differ, of a data set in several. */
  readonly disagreement?: FileDisagreement;
}

/** Arrays: one unnamed (npy), or named ones in order (npz; `inputs`/`instances` of a request). */
export interface TensorDataset {
  readonly kind: "tensors";
  readonly named: boolean;
  readonly tensors: readonly TensorEvidence[];
  readonly notes: readonly Note[];
  readonly environment?: Environment;
  /** What Spark makes of the same files, where the signer asks for it. */
  readonly spark?: SparkReading;
}

/** A JSON value as Python's json.load gives it: a list, dict or scalar, by its shape. */
export interface ValueDataset {
  readonly kind: "value";
  readonly value: ValueEvidence;
  readonly notes: readonly Note[];
  readonly environment?: Environment;
  /** What Spark makes of the same files, where the signer asks for it. */
  readonly spark?: SparkReading;
}

/** What a reader makes of a file. It has counts and first sightings, never the file. `environment` is set where it is looked at in another than the current one. */
export type Dataset = TableDataset | TensorDataset | ValueDataset;

/** What two neighbouring parts of a text table show; the first one's head is taken for all. */
export function mergeTextFacts(left: TextTableFacts, right: TextTableFacts, leftRows: number): TextTableFacts {
  const shortRows = mergeTally(left.shortRows, right.shortRows, leftRows);
  return { ...left, ...defined({ shortRows }) };
}
