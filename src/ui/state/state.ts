import type { ErrorData, Text } from "../../core/errors.ts";
import type { SignaturePart } from "../../core/exporters/python-explicit.ts";
import type { LoadedModel } from "../../core/mlflow/load-model.ts";
import type { Handing } from "../../core/python/handing.ts";
import type { PythonValue } from "../../core/python/value.ts";
import type { Progress } from "../../core/readers/progress.ts";
import type { ReadSettings } from "../../core/readers/settings.ts";
import type { LogLevel, LogRecord } from "../../core/signers/log.ts";
import type { Problem, SigningResult } from "../../core/signers/signer.ts";
import type { DataSide, DroppedModel, FilePart, ReadSummary } from "../../worker/protocol.ts";
import { newRecords } from "../log/new-records.ts";
import { declaredResult } from "../model/declared-result.ts";
import { type ChosenSigner, INFER } from "../signer/chosen-signer.ts";
import { type Held, heldOf, isSameHeld } from "./held.ts";
import { readBefore, type SideState } from "./side-state.ts";

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
  /** The example of inputs that lay beside the model. */
  readonly inputExample: FilePart | null;
  /** What the model's signature declares, for the tables; null where it has none. */
  readonly declared: SigningResult | null;
  /** Why what was given as a model is none. */
  readonly modelError: ErrorData | null;
  readonly signer: ChosenSigner;
  readonly result: SigningResult | null;
  /** The parts of the result that were not signed here: a loaded model declares them, or a review that was opened has them. */
  readonly given: readonly SignaturePart[];
  /** Why the signer could not sign at all: it is one's own and failed, or its config lacks something. */
  readonly signError: ErrorData | null;
  /** What `result` was signed of. */
  readonly signedOf: Held;
  /** Whether that is no longer what is held: `result` is yet to follow what was read or changed last. */
  readonly isSigning: boolean;
  readonly selection: Selection | null;
  /** The name of the param whose row is shown, as a check or an error message asks for it. */
  readonly shownParam: string | null;
  readonly log: readonly LogEntry[];
  /** A file whose name says that it holds targets, until the user says whether they are predictions. */
  readonly targetsQuestion: string | null;
  /** The side whose reader options are open. */
  readonly openOptions: DataSide | null;
  /** What edits changed of what was inferred. */
  readonly edited: EditedParts;
  /** Which pane a narrow screen shows. */
  readonly pane: Pane;
}

/** Which parts of the signature edits changed, and whether MLflow infers those at all: where it raises, no Python can go on from there. */
export interface EditedParts {
  readonly parts: readonly SignaturePart[];
  readonly isInferable: boolean;
}

export type Pane = "signature" | "why";

/** What came of signing what was held; no answer to anything else. */
export interface Signed {
  readonly of: Held;
  readonly result: SigningResult | null;
  readonly time: Date;
}

const NOTHING: Pick<State, "sides" | "params" | "signer"> = {
  sides: { inputs: { phase: "empty" }, outputs: { phase: "empty" } },
  params: { text: "", value: undefined, error: null },
  signer: INFER,
};

export const INITIAL: State = {
  ...NOTHING,
  model: null,
  inputExample: null,
  declared: null,
  modelError: null,
  result: null,
  signedOf: heldOf(NOTHING),
  given: [],
  signError: null,
  isSigning: false,
  selection: null,
  shownParam: null,
  log: [],
  targetsQuestion: null,
  openOptions: null,
  edited: { parts: [], isInferable: true },
  pane: "signature",
};

/** Everything that can happen to the page. */
export type Action =
  | {
      readonly kind: "reading";
      readonly side: DataSide;
      readonly files: readonly FilePart[];
      readonly settings: ReadSettings;
      readonly startedAt: number;
    }
  | { readonly kind: "verifying"; readonly side: DataSide; readonly startedAt: number }
  /** The verifying was cancelled: the answer stays as it is, unverified. */
  | { readonly kind: "unverified"; readonly side: DataSide }
  | { readonly kind: "progress"; readonly side: DataSide; readonly progress: Progress }
  | { readonly kind: "read"; readonly side: DataSide; readonly summary: ReadSummary; readonly handing: Handing; readonly signed?: Signed }
  | { readonly kind: "failed"; readonly side: DataSide; readonly error: ErrorData }
  | { readonly kind: "removed"; readonly side: DataSide }
  | { readonly kind: "moved"; readonly from: DataSide }
  | { readonly kind: "handing"; readonly side: DataSide; readonly handing: Handing }
  | { readonly kind: "params"; readonly params: ParamsState }
  | { readonly kind: "model"; readonly found: DroppedModel | null }
  | { readonly kind: "model-refused"; readonly error: ErrorData }
  | { readonly kind: "signer"; readonly signer: ChosenSigner }
  | { readonly kind: "signed"; readonly signed: Signed; readonly error?: ErrorData }
  /** Problems of the same result, since more is known of it. */
  | { readonly kind: "problems"; readonly of: Held; readonly problems: readonly Problem[]; readonly time: Date }
  | { readonly kind: "selected"; readonly selection: Selection | null }
  | { readonly kind: "param-shown"; readonly name: string }
  | { readonly kind: "logged"; readonly level: LogLevel; readonly message: Text; readonly time: Date }
  | { readonly kind: "targets"; readonly name: string | null }
  | { readonly kind: "options-opened"; readonly side: DataSide | null }
  | { readonly kind: "pane"; readonly pane: Pane };

/** The log keeps this many lines; older ones go. */
const LOG_LIMIT = 500;

const withSide = (state: State, side: DataSide, value: SideState): State => ({ ...state, sides: { ...state.sides, [side]: value } });

function withLog(state: State, records: readonly LogRecord[], time: Date): State {
  const next = (state.log.at(-1)?.id ?? 0) + 1;
  const entries = records.map((record, index): LogEntry => ({ ...record, id: next + index, time }));
  return { ...state, log: [...state.log, ...entries].slice(-LOG_LIMIT) };
}

/** What is signed, and in the log what it tells that the result before did not. */
const withResult = (state: State, { result, time }: Pick<Signed, "result" | "time">): State => ({
  ...(result === null ? state : withLog(state, newRecords(state.result, result), time)),
  result,
});

/** What was signed, if it is still what is held. */
const withSigned = (state: State, signed: Signed, error: ErrorData | null): State =>
  isSameHeld(signed.of, heldOf(state)) ? { ...withResult(state, signed), signError: error, signedOf: signed.of } : state;

/** The one place where the page's state changes. A pure function. */
export function reduce(state: State, action: Action): State {
  const next = change(state, action);
  const isSigning = !isSameHeld(next.signedOf, heldOf(next));
  return isSigning === next.isSigning ? next : { ...next, isSigning };
}

function change(state: State, action: Action): State {
  switch (action.kind) {
    case "reading":
      return withSide(state, action.side, {
        phase: "reading",
        files: action.files,
        settings: action.settings,
        progress: null,
        startedAt: action.startedAt,
        before: readBefore(state.sides[action.side], action.files),
      });
    case "progress": {
      const side = state.sides[action.side];
      if (side.phase === "reading") return withSide(state, action.side, { ...side, progress: action.progress });
      if (side.phase !== "ready" || side.verifying === null) return state;
      return withSide(state, action.side, { ...side, verifying: { ...side.verifying, progress: action.progress } });
    }
    case "verifying": {
      const side = state.sides[action.side];
      if (side.phase !== "ready") return state;
      return withSide(state, action.side, { ...side, verifying: { progress: null, startedAt: action.startedAt } });
    }
    case "unverified": {
      const side = state.sides[action.side];
      return side.phase === "ready" ? withSide(state, action.side, { ...side, verifying: null }) : state;
    }
    case "read": {
      const side = state.sides[action.side];
      // A side that was verified is handed over as it was set meanwhile.
      if (side.phase === "ready") return withSide(state, action.side, { ...side, summary: action.summary, verifying: null });
      if (side.phase !== "reading") return state;
      const read = withSide(state, action.side, {
        phase: "ready",
        files: side.files,
        asked: side.settings.options,
        settings: action.summary.settings,
        handing: action.handing,
        summary: action.summary,
        verifying: null,
      });
      return action.signed === undefined ? read : withSigned(read, action.signed, null);
    }
    case "failed": {
      const side = state.sides[action.side];
      if (side.phase === "empty") return state;
      if (action.error.tag === "Aborted" && side.phase === "reading" && side.before !== null)
        return withSide(state, action.side, side.before);
      return withSide(state, action.side, { phase: "failed", files: side.files, settings: side.settings, error: action.error });
    }
    case "removed":
      return {
        ...withSide(state, action.side, { phase: "empty" }),
        ...(state.selection?.side === action.side ? { selection: null } : {}),
        ...(state.openOptions === action.side ? { openOptions: null } : {}),
        ...(action.side === "outputs" ? { targetsQuestion: null } : {}),
      };
    case "moved":
      return { ...withSide(state, action.from, { phase: "empty" }), selection: null, targetsQuestion: null, openOptions: null };
    case "handing": {
      const side = state.sides[action.side];
      return side.phase === "ready" ? withSide(state, action.side, { ...side, handing: action.handing }) : state;
    }
    case "params":
      return { ...state, params: action.params };
    case "model": {
      const { model, inputExample } = action.found ?? { model: null, inputExample: null };
      return { ...state, model, inputExample, declared: model && declaredResult(model), modelError: null, selection: null };
    }
    case "model-refused":
      return { ...state, modelError: action.error };
    case "signer":
      return { ...state, signer: action.signer };
    case "signed":
      return withSigned(state, action.signed, action.error ?? null);
    case "problems":
      if (state.result === null || !isSameHeld(action.of, heldOf(state))) return state;
      return withResult(state, { result: { ...state.result, problems: action.problems }, time: action.time });
    case "param-shown":
      // The rows of params stand beside the tables, which a narrow window shows one pane at a time.
      return { ...state, shownParam: action.name, selection: null, pane: "signature" };
    case "selected":
      return { ...state, selection: action.selection, shownParam: null, pane: action.selection === null ? "signature" : "why" };
    case "logged": {
      const { level, message, time } = action;
      return withLog(state, [{ level, side: null, column: null, message }], time);
    }
    case "targets":
      return { ...state, targetsQuestion: action.name };
    case "options-opened":
      return { ...state, openOptions: action.side };
    case "pane":
      return { ...state, pane: action.pane };
  }
}
