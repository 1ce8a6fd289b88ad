import type { ErrorData } from "../../../core/errors.ts";
import type { LoadedModel } from "../../../core/mlflow/load-model.ts";
import type { SignaturePart } from "../../../core/mlflow/parts.ts";
import type { PythonValue } from "../../../core/python/value.ts";
import type { LogLevel, LogRecord } from "../../../core/signers/log.ts";
import type { SigningResult } from "../../../core/signers/signer.ts";
import type { DataSide, FilePart } from "../../../worker/protocol.ts";
import type { ChosenEnvironment } from "./chosen-environment.ts";
import type { ChosenSigner } from "./chosen-signer.ts";
import type { SideState } from "./side-state.ts";

/** The params box: its text is never discarded; `value` is what it parses to. */
export interface ParamsState {
  readonly text: string;
  readonly value: PythonValue | undefined;
  readonly error: ErrorData | null;
}

export type { LogLevel, SideState };

export interface LogEntry extends LogRecord {
  readonly id: number;
  readonly time: Date;
}

export interface Selection {
  readonly side: DataSide;
  readonly index: number;
  /** Within a nested column, the steps to the part that is selected. */
  readonly path?: readonly string[];
}

export interface State {
  readonly sides: Readonly<Record<DataSide, SideState>>;
  readonly params: ParamsState;
  /** The model, or the bare signature, that was dropped. */
  readonly model: LoadedModel | null;
  /** The folder or file that the model came in. */
  readonly modelName: string | null;
  /** The model's example of inputs. */
  readonly inputExample: FilePart | null;
  /** The model's signature for the tables; null if it has none. */
  readonly declared: SigningResult | null;
  /** Why the file that was given as a model is not one. */
  readonly modelError: ErrorData | null;
  readonly signer: ChosenSigner;
  readonly environment: ChosenEnvironment;
  readonly result: SigningResult | null;
  /** The parts of the result that were not signed here: a loaded model declares them, or a review that was opened has them. */
  readonly given: readonly SignaturePart[];
  /** Why the signer could not sign at all: it is one's own and failed, or its config lacks something. */
  readonly signError: ErrorData | null;
  /** Whether that is no longer what is kept: `result` is yet to follow what was read or changed last. */
  readonly isSigning: boolean;
  /** Whether the fixes of the problems were tried: only then are they offered. */
  readonly areFixesTried: boolean;
  readonly selection: Selection | null;
  /** The name of the param whose row is shown, as a check or an error message asks for it. */
  readonly shownParam: string | null;
  readonly log: readonly LogEntry[];
  /** A file whose name says that it has targets, until the user says whether they are predictions. */
  readonly targetsQuestion: string | null;
  /** The side whose reader options are open. */
  readonly openOptions: DataSide | null;
  /** What edits changed of what was inferred. */
  readonly edited: EditedParts;
  /** Which pane a narrow screen shows. */
  readonly pane: Pane;
}

/** Which parts of the signature edits changed, and whether MLflow can infer those: if it raises, Python cannot continue from its result. */
export interface EditedParts {
  readonly parts: readonly SignaturePart[];
  readonly isInferable: boolean;
}

export type Pane = "signature" | "why";
