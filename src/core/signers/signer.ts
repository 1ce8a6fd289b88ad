import type { Environment } from "../environment/environment.ts";
import type { Text } from "../errors.ts";
import type { Dataset, FileDisagreement } from "../evidence/dataset.ts";
import type { InferredSchema } from "../ladders/infer-report.ts";
import type { InferredParams } from "../ladders/params.ts";
import type { DataSide, SignaturePart } from "../mlflow/parts.ts";
import type { ModelSignature, Schema } from "../mlflow/types.ts";
import type { Cleaning } from "../python/cleaning.ts";
import type { Preprocessing, ToForm } from "../python/preprocessing.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";

export type { SpecReport } from "../ladders/infer-report.ts";

export type { DataSide };
export type Side = SignaturePart;

/** stops: it would fail; warns: it may fail; notes: worth knowing. */
export type Severity = "stops" | "warns" | "notes";

/** What the Python of a fix does: cleans cells of text into numbers, such as `sample`, for which `reason` says why no reader option is offered; reads dates, each in one of some formats, and takes off the zone that all have; or takes the zone off times. */
export type PythonChange =
  | { readonly kind: "clean"; readonly cleaning: Cleaning; readonly sample: string; readonly reason: string }
  | { readonly kind: "dates"; readonly formats: readonly string[]; readonly isZoned?: true }
  | { readonly kind: "naive-times" };

/** What a fix is called and does, in words, and what came of trying it. */
interface FixWords {
  readonly label: string;
  readonly consequence: string;
  /** What is offered instead where the fix turns out not to do what it is for. */
  readonly otherwise?: Fix;
  /** Absent until the fix was tried on the files themselves. */
  readonly tried?: Trial;
}

/** What came of trying a fix: everything is of the data with the fix, and was found by reading, signing and checking it. */
export interface Trial {
  /** The result for the fix's label: `double, optional`; empty where no type is at stake. */
  readonly result: string;
  /** What it does besides, in sentences: other columns that change, values that are lost, verdicts. Empty where there is nothing. */
  readonly effects: string;
  /** The side's schema. */
  readonly schema: Schema | null;
  /** What MLflow says of this file, both ways in; null where a way makes no sense for it. */
  readonly predict: TrialVerdict | null;
  readonly scoring: TrialVerdict | null;
  /** Cells that were values and are missing now, rows that are gone, columns that are gone. */
  readonly lost: { readonly cells: number; readonly rows: number; readonly columns: number };
  /** How many rows it was tried on, where these are not all. */
  readonly triedRows?: number;
}

export type TrialVerdict = "accepted" | "refused" | "undecided" | "proves nothing";

/** A change that the page can offer as a button and the command line can list. */
export type Fix = FixWords &
  (
    | { readonly kind: "astype"; readonly columns: readonly ColumnName[]; readonly dtype: string }
    | { readonly kind: "drop"; readonly columns: readonly ColumnName[] }
    /** `DataFrame.rename(columns=…)`, before all else; `names` has a new one for each of the columns. */
    | { readonly kind: "rename"; readonly columns: readonly ColumnName[]; readonly names: ReadonlyMap<ColumnName, string> }
    /** `ColSpec(required=False)`, after inferring. */
    | { readonly kind: "optional"; readonly columns: readonly ColumnName[] }
    /** Reader options that join those in force: dicts and lists of columns grow. The file is read again. */
    | {
        readonly kind: "option";
        readonly columns: readonly ColumnName[];
        readonly options: ReadonlyMap<string, PythonValue>;
        /** Of marks in numbers: what they do to each cell, so that none is taken for another number. */
        readonly cleaning?: Cleaning;
        /** Of marks in numbers: other columns of text that the marks make numbers of too, as they should. */
        readonly alongside?: readonly ColumnName[];
        /** Where columns were renamed since they were read: the new names by the reader's, which its options go by. */
        readonly rename?: ReadonlyMap<ColumnName, string>;
      }
    | { readonly kind: "to"; readonly to: ToForm }
    /** Lines of Python that change the DataFrame `df` before it is signed and before every `predict`: no setting of Signet's does it. */
    | { readonly kind: "python"; readonly columns: readonly ColumnName[]; readonly change: PythonChange; readonly python: string }
  );

/** One cause, with every column it touches. */
export interface Problem {
  readonly kind: string;
  readonly severity: Severity;
  readonly side: Side;
  readonly columns: readonly ColumnName[];
  readonly message: Text;
  /** What is said of each column by itself, where it is not the same of all. */
  readonly each?: readonly ColumnMessage[];
  /** The same message for each column alone, where that of all of them quotes the first one's cells. */
  readonly alone?: readonly ColumnMessage[];
  readonly fixes: readonly Fix[];
  /** Where the files of the side differ. */
  readonly files?: DisagreeingFiles;
}

/** Where the files of a data set differ, and what would fit them. Counts and rows only, no cell. */
export interface DisagreeingFiles extends Omit<FileDisagreement, "leftOut" | "layouts" | "groups"> {
  /** The columns with types that MLflow takes from every file; null where they are not known. */
  readonly fitsAll: Schema | null;
  readonly fitsMost: FittingFiles | null;
}

/** Columns whose types MLflow takes from so many files, more than half of them, and refuses from the others. */
export interface FittingFiles {
  readonly schema: Schema;
  readonly fileCount: number;
  /** The first of those that it refuses, by name. */
  readonly refused: readonly string[];
}

export interface ColumnMessage {
  readonly column: ColumnName;
  readonly message: Text;
}

/** A side's schema, exactly MLflow's, and what explains it. */
export interface SideResult extends InferredSchema {
  /** Rows read; null for tensors and for JSON that is not a list. */
  readonly rowCount: number | null;
  /** Set where the schema was given, not made from the data: whether it takes them is to be reported. */
  readonly isGiven?: true;
  /** Set where the schema is made of another reading than pandas', about which nothing else is reported. */
  readonly readBy?: "spark";
}

export interface SigningResult {
  readonly signature: ModelSignature;
  readonly sides: { readonly inputs?: SideResult; readonly outputs?: SideResult };
  /** What became of the params, where there were any. */
  readonly params?: InferredParams & Pick<SideResult, "isGiven">;
  readonly problems: readonly Problem[];
}

/** A side to sign: what was read, and how it is passed to MLflow. */
export interface SideInput {
  /** What was read, under the names that `rename` gives. */
  readonly dataset: Dataset;
  readonly preprocessing?: Preprocessing;
  /** How it was read, which no strategy signs by: what problems and their fixes depend on. */
  readonly read?: {
    readonly format: string;
    /** The reader options in force. */
    readonly options: ReadonlyMap<string, PythonValue>;
    /** Those among them that were applied by themselves. */
    readonly applied: readonly string[];
  };
}

export interface SignInput {
  readonly inputs?: SideInput;
  readonly outputs?: SideInput;
  readonly params?: PythonValue;
  /** Whose MLflow signs it; the sides have been read by its pandas. The current ones where nothing is said. */
  readonly environment?: Environment;
}

/** A side that was signed, and what is to be said of it. */
export interface SignedSide {
  readonly result: SideResult;
  readonly problems: readonly Problem[];
}

/** Params that were signed, and what is to be said of them. */
export interface SignedParams {
  readonly params: InferredParams;
  readonly problems: readonly Problem[];
}

/** What every signer's config has: the name of its strategy. */
export interface SignerConfigBase {
  readonly KIND: string;
}

/**
 * A strategy that makes a signature from evidence. It has a literal `KIND` and a config that is data, and it is a pure function:
 * it never reads a file, and gives the same signature for the same evidence and config.
 *
 * A strategy is one file here, one line in `registry.ts` and one folder in `tests/fixtures/signers`; most extend `SideSigner`.
 *
 * @example
 * class EmptySigner extends Signer {
 *   KIND = "EmptySigner";
 *   sign() {
 *     return { signature: { inputs: null, outputs: null, params: null }, sides: {}, problems: [] };
 *   }
 * }
 * new EmptySigner({ KIND: "EmptySigner" }).sign().signature.inputs;
 * // → null
 */
export abstract class Signer<Config extends SignerConfigBase = SignerConfigBase> {
  abstract readonly KIND: Config["KIND"];
  /** The config that the signer was made from, as data. */
  readonly config: Config;

  constructor(config: Config) {
    this.config = config;
  }

  /**
   * Signs what was read: `inputs` and `outputs` are evidence with its preprocessing, `params` is a Python value; each may be absent.
   * Returns the signature, what explains it, and problems with fixes; data that cannot be signed is a problem, not an error.
   * Throws only where the strategy itself cannot run, with a SignetError.
   */
  abstract sign(input: SignInput): SigningResult;
}
