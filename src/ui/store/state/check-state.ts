import type { RequestCheck } from "../../../core/check/check-request.ts";
import { defined } from "../../../core/defined.ts";
import type { ErrorData } from "../../../core/errors.ts";
import type { Progress } from "../../../core/readers/progress.ts";
import type { CheckedData } from "../../../core/validation/reports/check-report.ts";
import type { DataSide, FilePart } from "../../../worker/protocol.ts";

/** What was found: the verdicts, and of a request the places at fault. */
export interface CheckAnswer {
  readonly checked: readonly CheckedData[];
  readonly marks?: RequestCheck["marks"];
}

/** How far the check of one row is. */
export type Outcome =
  | { readonly phase: "waiting" }
  | { readonly phase: "running"; readonly progress: Progress | null; readonly startedAt: number }
  | ({ readonly phase: "done" } & CheckAnswer)
  | { readonly phase: "failed"; readonly error: ErrorData };

/**
 * One thing that is checked against the signature: `own` data that made it, data that was `given` to be checked, or the `request` that is typed.
 */
export interface CheckRow {
  readonly key: string;
  readonly name: string;
  readonly origin: "own" | "given" | "request";
  readonly side: DataSide | "params";
  readonly files: readonly FilePart[];
  readonly outcome: Outcome;
  /** What was last found, while the same is checked again. */
  readonly before?: CheckAnswer;
}

/** Everything that the place to check has. */
export interface CheckState {
  /** In the order in which they came. */
  readonly rows: readonly CheckRow[];
  /** The row whose findings are shown. */
  readonly openedKey: string | null;
  readonly isOpen: boolean;
  /** A request or an error message that is typed or pasted; never discarded. */
  readonly text: string;
  /** Reader options for data that is checked, as they are typed; null: those of the side that signed. */
  readonly options: string | null;
}

export const NOTHING_CHECKED: CheckState = { rows: [], openedKey: null, isOpen: false, text: "", options: null };

export type CheckAction =
  /** Adds a row, or puts it again in its place. */
  | { readonly kind: "put"; readonly row: CheckRow }
  | { readonly kind: "outcome"; readonly key: string; readonly outcome: Outcome }
  | { readonly kind: "progress"; readonly key: string; readonly progress: Progress }
  | { readonly kind: "removed"; readonly key: string }
  | { readonly kind: "opened"; readonly key: string | null }
  | { readonly kind: "shown"; readonly isOpen: boolean }
  | { readonly kind: "typed"; readonly text: string }
  | { readonly kind: "options"; readonly options: string | null };

const withOutcome = (state: CheckState, key: string, change: (outcome: Outcome) => Outcome): CheckState => ({
  ...state,
  rows: state.rows.map((row) => (row.key === key ? { ...row, outcome: change(row.outcome) } : row)),
});

/** The one place where what is checked changes. A pure function. */
export function reduceCheck(state: CheckState, action: CheckAction): CheckState {
  switch (action.kind) {
    case "put": {
      const { row } = action;
      const known = state.rows.find(({ key }) => key === row.key);
      if (known === undefined) return { ...state, rows: [...state.rows, row] };
      const before = known.outcome.phase === "done" ? known.outcome : known.before;
      return { ...state, rows: state.rows.map((one) => (one === known ? { ...row, ...defined({ before }) } : one)) };
    }
    case "outcome":
      return withOutcome(state, action.key, () => action.outcome);
    case "progress":
      return withOutcome(state, action.key, (outcome) =>
        outcome.phase === "running" ? { ...outcome, progress: action.progress } : outcome,
      );
    case "removed":
      return {
        ...state,
        rows: state.rows.filter(({ key }) => key !== action.key),
        openedKey: state.openedKey === action.key ? null : state.openedKey,
      };
    case "opened":
      return { ...state, openedKey: action.key, isOpen: state.isOpen || action.key !== null };
    case "shown":
      return { ...state, isOpen: action.isOpen };
    case "typed":
      return { ...state, text: action.text };
    case "options":
      return { ...state, options: action.options };
  }
}

/** What was found of a row, also while it is checked again; null if nothing is known or the check failed. */
export function foundOf({ outcome, before }: Pick<CheckRow, "outcome" | "before">): CheckAnswer | null {
  if (outcome.phase === "done") return outcome;
  return outcome.phase === "failed" ? null : (before ?? null);
}

/** What was checked and answered, for reports and for finding whether an error is reproduced. */
export function checkedOf(rows: readonly CheckRow[]): readonly CheckedData[] {
  return rows.flatMap(({ outcome }) => (outcome.phase === "done" ? outcome.checked : []));
}
