import type { ErrorData } from "../../../core/errors.ts";
import type { LoadedModel } from "../../../core/mlflow/load-model.ts";
import type { SpecKey } from "../../../core/mlflow/spec-keys.ts";
import type { Review, ReviewComment } from "../../../core/review/review.ts";
import type { SigningResult } from "../../../core/signers/signer.ts";
import type { DataSide, FilePart } from "../../../worker/protocol.ts";
import type { Session } from "../effects/kept-sessions.ts";
import type { Carried, Carry } from "./carry.ts";
import { type CheckState, NOTHING_CHECKED } from "./check-state.ts";
import type { Comparison } from "./comparison.ts";
import type { SideExamples } from "./first-cells.ts";
import { CLOSED, type GridState } from "./grid-state.ts";
import { NO_STEPS, type WorkHistory } from "./history.ts";
import { NO_PROFILE, type ProfileState } from "./profile-state.ts";
import { NOT_READ, type SideReading } from "./reading.ts";
import type { RowPlace } from "./row.ts";
import type { LogEntry, Pane, ParamsState, Selection } from "./shown-state.ts";
import { NOTHING_TO_SIGN, type SigningInputs } from "./signing-inputs.ts";

/** What came of signing, and of what. */
export interface Signing {
  readonly of: SigningInputs;
  readonly result: SigningResult | null;
  /** Why the signer could not sign at all: it is the user's own and failed, or its config lacks something. */
  readonly error: ErrorData | null;
  /** Whether the fixes of its problems were tried: only then are they offered. */
  readonly areFixesTried: boolean;
}

/** A review that is open on the page, and how it came there. */
export interface OpenedReview {
  readonly review: Review;
  /** `own`: a session of this browser, to be worked on; `shared`: from a link or file, read-only until it is copied. */
  readonly origin: "own" | "shared";
  readonly isForked: boolean;
  /** The part of the address that it was opened from; null if it came from elsewhere. */
  readonly link: string | null;
}

/** The review that is open, with the comments on it. */
export interface ReviewState {
  readonly opened: OpenedReview | null;
  readonly comments: readonly ReviewComment[];
  /** The name that comments are written under; empty if none was given. */
  readonly author: string;
  /** Why a link or file could not be opened. */
  readonly error: ErrorData | null;
}

/** The sessions that this browser keeps, and the one that this page is. */
export interface SessionsState {
  readonly list: readonly Session[];
  readonly id: string;
  /** False once the user had everything forgotten. */
  readonly isKeeping: boolean;
}

/** A signer's panel that is open, and the text that it began with; another `id` is another beginning. */
export interface OpenPanel {
  readonly id: number;
  readonly text: string | null;
}

/** What the page knows of signers apart from the one in use. */
export interface SignersState {
  readonly panel: OpenPanel | null;
  /** Texts of dropped modules by name. */
  readonly modules: ReadonlyMap<string, string>;
  readonly isRemembered: boolean;
}

/** The names of two files by the side that each was read as. */
export interface FilePair {
  readonly inputs: string;
  readonly outputs: string;
}

/** Dropped files that could be meant in several ways. */
export interface DropQuestion {
  readonly files: readonly FilePart[];
  /** Whether they are likely the outputs, which are empty, rather than more data like the inputs. */
  readonly areOutputs: boolean;
}

/** What is selected, opened or edited at the moment. */
export interface ViewState {
  readonly selection: Selection | null;
  /** The name of the param whose row is shown, as a check or an error message asks for it. */
  readonly shownParam: string | null;
  /** The side whose reader options are open. */
  readonly openOptions: DataSide | null;
  /** Which pane a narrow screen shows. */
  readonly pane: Pane;
  /** What the right pane shows: everything to review, or the selected column. */
  readonly tab: "review" | "column";
  /** Whether the comparison of versions is open. */
  readonly isComparing: boolean;
  /** Whether the list of keys is open. */
  readonly isHelpOpen: boolean;
  /** The row that is edited in the table. */
  readonly editing: RowPlace | null;
  /** Rows that are edited together. */
  readonly chosen: Readonly<Record<DataSide, ReadonlySet<SpecKey>>>;
  /** Why the last edit was not made. */
  readonly refusal: ErrorData | null;
  /** A file whose name says that it has targets, until the user says whether they are predictions. */
  readonly targetsQuestion: string | null;
  /** In the order in which they were dropped. */
  readonly dropQuestions: readonly DropQuestion[];
  /** Why dropped files were not taken, until the user has seen it. */
  readonly refusedFiles: readonly ErrorData[];
  /** Files that were told apart by their columns, until the user knows. */
  readonly pair: FilePair | null;
  /** A replaced file whose changes are to be carried over. */
  readonly carry: Carry | null;
  /** What was carried over, until the user has seen it. */
  readonly carried: Carried | null;
}

/** Everything that the page knows. */
export interface PageState {
  readonly history: WorkHistory;
  readonly readings: Readonly<Record<DataSide, SideReading>>;
  /** The params' text of the work with what it parses to. */
  readonly params: ParamsState;
  /** Why what was given as a model is not one. */
  readonly modelError: ErrorData | null;
  /** The model that the present one replaced. */
  readonly earlierModel: LoadedModel | null;
  readonly signing: Signing;
  readonly check: CheckState;
  readonly profiles: Readonly<Record<DataSide, ProfileState>>;
  readonly rows: GridState;
  readonly examples: Readonly<Record<DataSide, SideExamples | null>>;
  /** Null while nothing is compared. */
  readonly comparison: Comparison | null;
  readonly review: ReviewState;
  readonly sessions: SessionsState;
  readonly signers: SignersState;
  readonly view: ViewState;
  readonly log: readonly LogEntry[];
}

export const NONE_CHOSEN: ViewState["chosen"] = { inputs: new Set(), outputs: new Set() };

/** The page with nothing on it. */
export const initialState = (sessionId: string): PageState => ({
  history: NO_STEPS,
  readings: { inputs: NOT_READ, outputs: NOT_READ },
  params: { text: "", value: undefined, error: null },
  modelError: null,
  earlierModel: null,
  signing: { of: NOTHING_TO_SIGN, result: null, error: null, areFixesTried: true },
  check: NOTHING_CHECKED,
  profiles: { inputs: NO_PROFILE, outputs: NO_PROFILE },
  rows: CLOSED,
  examples: { inputs: null, outputs: null },
  comparison: null,
  review: { opened: null, comments: [], author: "", error: null },
  sessions: { list: [], id: sessionId, isKeeping: true },
  signers: { panel: null, modules: new Map(), isRemembered: false },
  view: {
    selection: null,
    shownParam: null,
    openOptions: null,
    pane: "signature",
    tab: "review",
    isComparing: false,
    isHelpOpen: false,
    editing: null,
    chosen: NONE_CHOSEN,
    refusal: null,
    targetsQuestion: null,
    dropQuestions: [],
    refusedFiles: [],
    pair: null,
    carry: null,
    carried: null,
  },
  log: [],
});
