import type { SourceFolder } from "../core/bytes/byte-source.ts";
import type { RequestCheck } from "../core/check/check-request.ts";
import type { SelfChecked } from "../core/check/check-signature.ts";
import type { VersionChange } from "../core/diff/version-changes.ts";
import type { Environment } from "../core/environment/environment.ts";
import type { NamedVersions } from "../core/environment/named-versions.ts";
import type { ErrorData } from "../core/errors.ts";
import type { Note } from "../core/evidence/dataset.ts";
import type { LoadedModel } from "../core/mlflow/load-model.ts";
import type { ModelSignature } from "../core/mlflow/types.ts";
import type { FurtherEvidence } from "../core/problems/find-problems.ts";
import type { ColumnDescription } from "../core/profile/describe.ts";
import type { Preprocessing } from "../core/python/preprocessing.ts";
import type { PythonValue } from "../core/python/value.ts";
import type { RowsAnswer, RowsQuery } from "../core/readers/file-rows.ts";
import type { OpenedFile } from "../core/readers/opened-file.ts";
import type { Progress } from "../core/readers/progress.ts";
import type { ReadDepth } from "../core/readers/reader.ts";
import type { ReadSettings } from "../core/readers/settings.ts";
import type { SideProfile } from "../core/sign.ts";
import type { SignerChoice } from "../core/signers/choice.ts";
import type { DataSide, Problem, SignInput, SigningResult } from "../core/signers/signer.ts";
import type { CheckedData } from "../core/validation/reports/check-report.ts";
import type { Way } from "../core/validation/verdict.ts";

/** The folder that a file was dropped in, with the files that describe the table that it is, by their paths in the folder. */
export interface PartFolder extends Omit<SourceFolder, "log"> {
  readonly log?: readonly { readonly name: string; readonly blob: Blob }[];
}

/** The parts of a File that the worker needs. Structured clone passes the Blob by reference, not its bytes. */
export interface FilePart {
  readonly name: string;
  readonly blob: Blob;
  /** Set if the file is from a dropped folder. */
  readonly folder?: PartFolder;
}

export type { SideProfile } from "../core/sign.ts";
/** The sides whose evidence the worker keeps, so that signing again never reads again. */
export type { DataSide } from "../core/signers/signer.ts";

/** The kept sides that a request is about, how each is preprocessed, and the params. */
interface KeptSides {
  readonly sides: Readonly<Partial<Record<DataSide, Preprocessing>>>;
  readonly params?: PythonValue;
  /** Whose pandas and MLflow sign them; the current ones where nothing is said. */
  readonly environment?: Environment;
}

/** The keys that checked inputs were kept under, which are compared with the signed ones: problems are reported for them too. */
interface WithComparison {
  readonly comparison?: readonly string[];
}

/** To the worker. Every request with an id is answered once, by its id. */
export type WorkerRequest =
  /** The ports of the threads that read parts of large files. */
  | { readonly kind: "part-workers"; readonly ports: readonly MessagePort[] }
  /** Reads made-up files, unless a real one has come. */
  | { readonly kind: "warm-up" }
  | {
      readonly kind: "read";
      readonly id: number;
      readonly side: DataSide;
      readonly files: readonly FilePart[];
      readonly settings: ReadSettings;
      /** `all` also reads what a reading with `needed` left unread; the kept evidence is replaced only once that has succeeded. */
      readonly pages: ReadDepth;
    }
  /** Loads the model among files. If there is none, the answer is null, or an error if it `isSure` that there is one. */
  | { readonly kind: "load-model"; readonly id: number; readonly files: readonly FilePart[]; readonly isSure: boolean }
  /** Finds out which files are not data, without reading them. */
  | { readonly kind: "recognise"; readonly id: number; readonly files: readonly FilePart[] }
  /** Signs what is kept; neither the preprocessing nor the signer changes what was counted. Only SparkSigner reads the files once more, as Spark does. */
  | ({
      readonly kind: "sign";
      readonly id: number;
      readonly signer?: SignerChoice;
    } & KeptSides &
      WithComparison)
  /** Signs the kept sides again, only for their problems: new evidence may add problems, and changes nothing else. */
  | ({
      readonly kind: "problems";
      readonly id: number;
      readonly signer?: SignerChoice;
    } & KeptSides &
      WithComparison)
  /** Returns the kept sides as a signer gets them, and the further evidence for problems, to be sent to the signers' worker. */
  | ({ readonly kind: "collect"; readonly id: number; readonly signer?: SignerChoice } & KeptSides & WithComparison)
  /** Reads the files of a side again for the distributions of its columns. Fails with `Aborted` if the side is read again or forgotten. */
  | { readonly kind: "profile"; readonly id: number; readonly side: DataSide }
  /** Checks files, the parts of one data set, against one side of a signature. Of inputs, the columns and which of them miss cells are kept under the key `keepAs`, for comparison. */
  | {
      readonly kind: "check";
      readonly id: number;
      readonly side: DataSide;
      readonly files: readonly FilePart[];
      readonly settings: ReadSettings;
      readonly signature: ModelSignature;
      readonly ways?: readonly Way[];
      readonly keepAs?: string;
    }
  /** Checks the body of a JSON request against a signature. */
  | { readonly kind: "check-request"; readonly id: number; readonly body: FilePart; readonly signature: ModelSignature }
  /** Checks kept sides against a signature, which need not be the one that was made from them. */
  | ({ readonly kind: "self-check"; readonly id: number; readonly signature: ModelSignature } & KeptSides)
  /** Finds what the versions `to` answer differently than `from` about the kept sides, and about them under the signature if there is one. */
  | ({
      readonly kind: "compare-versions";
      readonly id: number;
      readonly signer?: SignerChoice;
      readonly signature: ModelSignature | null;
      readonly from: Environment;
      readonly to: Environment;
    } & KeptSides)
  /** Reads the files of a side again, up to the rows that are wanted. */
  | { readonly kind: "rows"; readonly id: number; readonly side: DataSide; readonly query: RowsQuery }
  | { readonly kind: "forget"; readonly side: DataSide }
  | { readonly kind: "forget-check"; readonly key: string }
  | { readonly kind: "cancel"; readonly id: number };

/** What the page gets of a side that was read: everything but the evidence, which stays in the worker. */
export type ReadSummary = Omit<OpenedFile, "dataset"> & {
  readonly datasetKind: "table" | "tensors" | "value";
  readonly notes: readonly Note[];
  readonly rowCount: number | null;
  /** Whether the rows can be shown as they are in the file. */
  readonly hasRows?: true;
};

/** A model or signature that was dropped, with its example of inputs. */
export interface DroppedModel {
  /** The folder or file that it came in. */
  readonly name: string;
  readonly model: LoadedModel;
  readonly inputExample: FilePart | null;
  /** The versions that the model and the files next to it name, and which files do. */
  readonly named: NamedVersions & { readonly by: readonly string[] };
}

/** From the worker. */
export type WorkerResponse =
  /** `lock`: the name of a lock that the worker has for as long as it lives, where the browser has locks. */
  | { readonly kind: "ready"; readonly lock?: string }
  /** From a thread that reads parts of large files, which is as much as the worker. */
  | { readonly kind: "thread-ready"; readonly lock?: string }
  | { readonly kind: "progress"; readonly id: number; readonly progress: Progress }
  | { readonly kind: "read"; readonly id: number; readonly summary: ReadSummary }
  | { readonly kind: "model-loaded"; readonly id: number; readonly found: DroppedModel | null }
  /** For each file, why it is not data; null where it may be. */
  | { readonly kind: "recognised"; readonly id: number; readonly errors: readonly (ErrorData | null)[] }
  | { readonly kind: "signed"; readonly id: number; readonly result: SigningResult }
  | { readonly kind: "problems"; readonly id: number; readonly problems: readonly Problem[] }
  | { readonly kind: "collected"; readonly id: number; readonly input: SignInput; readonly further: FurtherEvidence }
  /** The next columns of a profile, which `profiled` then ends: ten thousand in one message would block the page. */
  | { readonly kind: "profiled-columns"; readonly id: number; readonly columns: readonly (ColumnDescription | null)[] }
  | { readonly kind: "profiled"; readonly id: number; readonly profile: SideProfile }
  | { readonly kind: "checked"; readonly id: number; readonly checked: CheckedData }
  | { readonly kind: "request-checked"; readonly id: number; readonly check: RequestCheck }
  | { readonly kind: "self-checked"; readonly id: number; readonly check: SelfChecked }
  | { readonly kind: "versions-compared"; readonly id: number; readonly changes: readonly VersionChange[] }
  | { readonly kind: "rows"; readonly id: number; readonly answer: RowsAnswer }
  | { readonly kind: "failed"; readonly id: number; readonly error: ErrorData };
