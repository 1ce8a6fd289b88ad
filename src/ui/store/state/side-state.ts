import type { ErrorData } from "../../../core/errors.ts";
import type { Preprocessing } from "../../../core/python/preprocessing.ts";
import type { PythonValue } from "../../../core/python/value.ts";
import type { Progress } from "../../../core/readers/progress.ts";
import type { ReadSettings } from "../../../core/readers/settings.ts";
import type { FilePart, ReadSummary } from "../../../worker/protocol.ts";

/** How far the reading of all pages is. */
export interface Verifying {
  readonly progress: Progress | null;
  readonly startedAt: number;
}

/** A side that was read. */
export interface ReadySide {
  readonly phase: "ready";
  readonly files: readonly FilePart[];
  /** The reader options that the user asked for; `settings` has those too that were applied by themselves. */
  readonly asked: ReadonlyMap<string, PythonValue>;
  readonly settings: ReadSettings;
  readonly preprocessing: Preprocessing;
  readonly summary: ReadSummary;
  /** Set while what was left unread is being read; the answer is until then. */
  readonly verifying: Verifying | null;
}

/** One side of the page: nothing, a file being read, one that was read, or one that could not be. */
export type SideState =
  | { readonly phase: "empty" }
  | {
      readonly phase: "reading";
      readonly files: readonly FilePart[];
      readonly settings: ReadSettings;
      readonly progress: Progress | null;
      readonly startedAt: number;
      /** What the same files gave with other settings: it is until this reading ends, and if it is cancelled. */
      readonly before: ReadySide | null;
    }
  | ReadySide
  | { readonly phase: "failed"; readonly files: readonly FilePart[]; readonly settings: ReadSettings; readonly error: ErrorData };

/** What a side answers with: what was read, and while the same files are read again, what they gave before. Null where there is neither. */
export function answerOf(side: SideState): ReadySide | null {
  if (side.phase === "ready") return side;
  return side.phase === "reading" ? side.before : null;
}
