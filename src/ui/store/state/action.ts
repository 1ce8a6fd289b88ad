import type { Aspect } from "../../../core/edit/changes.ts";
import type { Edit, EditSide } from "../../../core/edit/edit.ts";
import type { Environment } from "../../../core/environment/environment.ts";
import type { NamedVersions } from "../../../core/environment/named-versions.ts";
import type { ErrorData, ErrorTrace, Text } from "../../../core/errors.ts";
import type { SpecKey } from "../../../core/mlflow/spec-keys.ts";
import type { ColumnName } from "../../../core/python/value.ts";
import type { Progress } from "../../../core/readers/progress.ts";
import type { ReviewComment } from "../../../core/review/review.ts";
import type { LogLevel } from "../../../core/signers/log.ts";
import type { Problem, SigningResult } from "../../../core/signers/signer.ts";
import type { DataSide, DroppedModel, FilePart, ReadSummary } from "../../../worker/protocol.ts";
import type { Session } from "../effects/kept-sessions.ts";
import type { Carry } from "./carry.ts";
import type { CheckAction } from "./check-state.ts";
import type { ChosenSigner } from "./chosen-signer.ts";
import type { Comparison } from "./comparison.ts";
import type { Examples } from "./first-cells.ts";
import type { GridAction } from "./grid-state.ts";
import type { ProfileAction } from "./profile-state.ts";
import type { RowPlace } from "./row.ts";
import type { Pane, Selection } from "./shown-state.ts";
import type { SigningInputs } from "./signing-inputs.ts";
import type { DropQuestion, FilePair, OpenedReview } from "./state.ts";
import type { ChosenFix, ReadRequest, SideWork } from "./work.ts";

/** What the user does to the work: each is a step that undo takes back, except filling an empty place. */
export type WorkAction =
  | { readonly kind: "files-given"; readonly side: DataSide; readonly files: readonly FilePart[] }
  /** The columns of a file are known that replaced another, whose changes are done to it; null where it cannot be read as the other one was. */
  | { readonly kind: "carried-over"; readonly carry: Carry; readonly names: readonly ColumnName[] | null }
  | { readonly kind: "parts-added"; readonly side: DataSide; readonly files: readonly FilePart[] }
  | { readonly kind: "side-removed"; readonly side: DataSide }
  /** The files of a side become the other side's, and the other way round. */
  | { readonly kind: "sides-swapped" }
  | { readonly kind: "settings-changed"; readonly side: DataSide; readonly settings: Partial<Omit<SideWork, "files">> }
  /** Fixes of one side or both, as one step. */
  | { readonly kind: "fixes-applied"; readonly fixes: readonly ChosenFix[] }
  /** The text of the params, typed at a time in milliseconds. */
  | { readonly kind: "params-typed"; readonly text: string; readonly at: number }
  | { readonly kind: "params-given"; readonly text: string }
  | { readonly kind: "model-given"; readonly found: DroppedModel }
  | { readonly kind: "model-removed" }
  /** `fixes`: what is changed along with it, such as the casts without which MLflow would refuse the data. */
  | { readonly kind: "signer-chosen"; readonly signer: ChosenSigner; readonly fixes?: readonly ChosenFix[] }
  | { readonly kind: "environment-chosen"; readonly environment: Environment }
  /** Files or a text name versions. */
  | { readonly kind: "versions-named"; readonly named: NamedVersions; readonly by: readonly string[] }
  | { readonly kind: "edited"; readonly edit: Edit }
  | { readonly kind: "row-reverted"; readonly side: EditSide; readonly key: SpecKey; readonly aspect?: Aspect }
  /** Reverts one difference within a nested type by an edit; if none is left, the edits of the type are removed. */
  | { readonly kind: "part-reverted"; readonly side: DataSide; readonly key: SpecKey; readonly back: Edit }
  | { readonly kind: "all-reverted" }
  | { readonly kind: "undone" }
  | { readonly kind: "redone" };

/** What becomes of readings. */
export type ReadingAction =
  | { readonly kind: "reading-started"; readonly side: DataSide; readonly of: ReadRequest; readonly startedAt: number }
  | { readonly kind: "reading-shown"; readonly side: DataSide }
  | { readonly kind: "progress"; readonly side: DataSide; readonly progress: Progress }
  | { readonly kind: "read"; readonly side: DataSide; readonly summary: ReadSummary; readonly signed?: SignedAnswer }
  | { readonly kind: "reading-failed"; readonly side: DataSide; readonly error: ErrorData }
  | { readonly kind: "reading-cancelled"; readonly side: DataSide }
  | { readonly kind: "verifying"; readonly side: DataSide; readonly startedAt: number }
  | { readonly kind: "verified"; readonly side: DataSide; readonly summary: ReadSummary }
  | { readonly kind: "verifying-ended"; readonly side: DataSide; readonly error: ErrorData };

/** What came of signing, and when. */
export interface SignedAnswer {
  readonly of: SigningInputs;
  readonly result: SigningResult | null;
  readonly error: ErrorData | null;
  readonly time: Date;
}

export type SigningAction =
  | { readonly kind: "signed"; readonly answer: SignedAnswer }
  /** Problems of the same result, since more is known about it. */
  | { readonly kind: "problems"; readonly of: SigningInputs; readonly problems: readonly Problem[]; readonly time: Date }
  | { readonly kind: "model-refused"; readonly error: ErrorData | null }
  /** The signer that this browser remembers, with which the page begins: not a step. */
  | { readonly kind: "signer-remembered"; readonly signer: ChosenSigner }
  | { readonly kind: "remembering"; readonly isRemembered: boolean }
  | { readonly kind: "module-given"; readonly name: string; readonly text: string }
  | { readonly kind: "signer-panel"; readonly open: boolean; readonly text: string | null };

export type ReviewAction =
  | ({ readonly kind: "review-opened"; readonly sessionId: string } & Pick<OpenedReview, "review" | "origin" | "link">)
  | { readonly kind: "review-refused"; readonly error: ErrorData }
  | { readonly kind: "review-closed"; readonly sessionId: string }
  | { readonly kind: "review-forked" }
  | { readonly kind: "comments"; readonly change: (comments: readonly ReviewComment[]) => readonly ReviewComment[] }
  | { readonly kind: "author-named"; readonly name: string }
  /** Goes on under another id, since another tab has the same session. */
  | { readonly kind: "session-parted"; readonly sessionId: string }
  | { readonly kind: "sessions-listed"; readonly list: readonly Session[] }
  | { readonly kind: "session-params"; readonly text: string }
  | { readonly kind: "everything-forgotten" };

export type ViewAction =
  /** `isKept`: the right pane goes on showing what it shows. */
  | { readonly kind: "selected"; readonly selection: Selection | null; readonly isKept?: boolean }
  | { readonly kind: "tab"; readonly tab: "review" | "column" }
  | { readonly kind: "param-shown"; readonly name: string }
  | { readonly kind: "options-opened"; readonly side: DataSide | null }
  | { readonly kind: "pane"; readonly pane: Pane }
  /** The comparison of versions. */
  | { readonly kind: "comparing"; readonly isOpen: boolean }
  /** The list of keys. */
  | { readonly kind: "help"; readonly isOpen: boolean }
  | { readonly kind: "editing"; readonly place: RowPlace | null }
  | { readonly kind: "chosen"; readonly side: DataSide; readonly keys: ReadonlySet<SpecKey> }
  | { readonly kind: "targets-asked"; readonly name: string | null }
  /** Two files were told apart by their columns; null once that is known. */
  | { readonly kind: "pair-told"; readonly pair: FilePair | null }
  /** The user has seen what was carried over. */
  | { readonly kind: "carried-told" }
  | { readonly kind: "drop-asked"; readonly question: DropQuestion }
  | { readonly kind: "drop-answered"; readonly question: DropQuestion }
  /** Dropped files were not taken; an empty list once the user has seen why. */
  | { readonly kind: "files-refused"; readonly errors: readonly ErrorData[] }
  | { readonly kind: "logged"; readonly level: LogLevel; readonly message: Text; readonly time: Date; readonly trace?: ErrorTrace };

export type PartAction =
  | { readonly kind: "compared"; readonly comparison: Comparison | null }
  | { readonly kind: "check"; readonly action: CheckAction }
  | { readonly kind: "profile"; readonly side: DataSide; readonly action: ProfileAction }
  | { readonly kind: "rows"; readonly action: GridAction }
  | { readonly kind: "examples"; readonly side: DataSide; readonly summary: ReadSummary; readonly examples: Examples };

/** Everything that can happen to the page. */
export type PageAction = WorkAction | ReadingAction | SigningAction | ReviewAction | ViewAction | PartAction;
