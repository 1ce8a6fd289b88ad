import type { ErrorData, Text } from "../../core/errors.ts";
import type { Mlmodel } from "../../core/mlflow/mlmodel.ts";
import type { Handing } from "../../core/python/handing.ts";
import type { PythonValue } from "../../core/python/value.ts";
import type { Progress } from "../../core/readers/reader.ts";
import type { ReadSettings } from "../../core/readers/settings.ts";
import type { SigningResult } from "../../core/signers/signer.ts";
import type { DataSide, FilePart, ReadSummary } from "../../worker/protocol.ts";

/** One side of the page: nothing, a file being read, one that was read, or one that could not be. */
export type SideState =
  | { readonly phase: "empty" }
  | {
      readonly phase: "reading";
      readonly files: readonly FilePart[];
      readonly settings: ReadSettings;
      readonly progress: Progress | null;
      readonly startedAt: number;
    }
  | {
      readonly phase: "ready";
      readonly files: readonly FilePart[];
      readonly settings: ReadSettings;
      readonly handing: Handing;
      readonly summary: ReadSummary;
    }
  | { readonly phase: "failed"; readonly files: readonly FilePart[]; readonly settings: ReadSettings; readonly error: ErrorData };

/** The params box: its text is never discarded; `value` is what it parses to. */
export interface ParamsState {
  readonly text: string;
  readonly value: PythonValue | undefined;
  readonly error: ErrorData | null;
}

export type LogLevel = "info" | "warning" | "error";

export interface LogEntry {
  readonly id: number;
  readonly time: Date;
  readonly level: LogLevel;
  readonly message: Text;
}

export interface Selection {
  readonly side: DataSide;
  readonly index: number;
}

export interface State {
  readonly sides: Readonly<Record<DataSide, SideState>>;
  readonly params: ParamsState;
  readonly mlmodel: Mlmodel | null;
  readonly result: SigningResult | null;
  readonly selection: Selection | null;
  readonly log: readonly LogEntry[];
  /** A file whose name says that it holds targets, until the user says whether they are predictions. */
  readonly targetsQuestion: string | null;
}

export const INITIAL: State = {
  sides: { inputs: { phase: "empty" }, outputs: { phase: "empty" } },
  params: { text: "", value: undefined, error: null },
  mlmodel: null,
  result: null,
  selection: null,
  log: [],
  targetsQuestion: null,
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
  | { readonly kind: "progress"; readonly side: DataSide; readonly progress: Progress }
  | { readonly kind: "read"; readonly side: DataSide; readonly summary: ReadSummary }
  | { readonly kind: "failed"; readonly side: DataSide; readonly error: ErrorData }
  | { readonly kind: "removed"; readonly side: DataSide }
  | { readonly kind: "moved"; readonly from: DataSide }
  | { readonly kind: "handing"; readonly side: DataSide; readonly handing: Handing }
  | { readonly kind: "params"; readonly params: ParamsState }
  | { readonly kind: "mlmodel"; readonly mlmodel: Mlmodel | null }
  | { readonly kind: "signed"; readonly result: SigningResult | null }
  | { readonly kind: "selected"; readonly selection: Selection | null }
  | { readonly kind: "logged"; readonly level: LogLevel; readonly message: Text; readonly time: Date }
  | { readonly kind: "targets"; readonly name: string | null };

/** The log keeps this many lines; older ones go. */
const LOG_LIMIT = 500;

const withSide = (state: State, side: DataSide, value: SideState): State => ({ ...state, sides: { ...state.sides, [side]: value } });

/** The one place where the page's state changes. A pure function. */
export function reduce(state: State, action: Action): State {
  switch (action.kind) {
    case "reading":
      return withSide(state, action.side, {
        phase: "reading",
        files: action.files,
        settings: action.settings,
        progress: null,
        startedAt: action.startedAt,
      });
    case "progress": {
      const side = state.sides[action.side];
      return side.phase === "reading" ? withSide(state, action.side, { ...side, progress: action.progress }) : state;
    }
    case "read": {
      const side = state.sides[action.side];
      if (side.phase !== "reading") return state;
      const { astype, drop, to } = side.settings;
      const handing: Handing = {
        ...(astype === undefined ? {} : { astype }),
        ...(drop === undefined ? {} : { drop }),
        ...(to === undefined ? {} : { to }),
      };
      return withSide(state, action.side, {
        phase: "ready",
        files: side.files,
        settings: action.summary.settings,
        handing,
        summary: action.summary,
      });
    }
    case "failed": {
      const side = state.sides[action.side];
      if (side.phase === "empty") return state;
      return withSide(state, action.side, { phase: "failed", files: side.files, settings: side.settings, error: action.error });
    }
    case "removed":
      return {
        ...withSide(state, action.side, { phase: "empty" }),
        selection: null,
        ...(action.side === "outputs" ? { targetsQuestion: null } : {}),
      };
    case "moved":
      return { ...withSide(state, action.from, { phase: "empty" }), selection: null, targetsQuestion: null };
    case "handing": {
      const side = state.sides[action.side];
      return side.phase === "ready" ? withSide(state, action.side, { ...side, handing: action.handing }) : state;
    }
    case "params":
      return { ...state, params: action.params };
    case "mlmodel":
      return { ...state, mlmodel: action.mlmodel };
    case "signed":
      return { ...state, result: action.result };
    case "selected":
      return { ...state, selection: action.selection };
    case "logged": {
      const id = (state.log.at(-1)?.id ?? 0) + 1;
      return {
        ...state,
        log: [...state.log.slice(1 - LOG_LIMIT), { id, time: action.time, level: action.level, message: action.message }],
      };
    }
    case "targets":
      return { ...state, targetsQuestion: action.name };
  }
}
