import type { ErrorData } from "../../../core/errors.ts";
import type { Preprocessing } from "../../../core/python/preprocessing.ts";
import type { Progress } from "../../../core/readers/progress.ts";
import type { ReadSummary } from "../../../worker/protocol.ts";
import type { ReadySide, SideState, Verifying } from "./side-state.ts";
import { isSameRequest, type ReadRequest, type SideWork } from "./work.ts";

/** A reading on its way. */
export interface PendingReading {
  readonly of: ReadRequest;
  readonly startedAt: number;
  readonly progress: Progress | null;
  /** Whether the page shows it: a reading that takes no longer than a glance is never shown. */
  readonly isShown: boolean;
}

/** What files gave. */
export interface ReadyReading {
  readonly phase: "ready";
  readonly of: ReadRequest;
  readonly summary: ReadSummary;
  /** Set while pages that were left unread are being read; the answer stays until then. */
  readonly verifying: Verifying | null;
  /** What was done after this reading, for as long as another one is awaited. */
  readonly frozen: Preprocessing;
}

export interface FailedReading {
  readonly phase: "failed";
  readonly of: ReadRequest;
  readonly error: ErrorData;
}

/** The readings of one side: the one on its way, and the last that ended. */
export interface SideReading {
  readonly pending: PendingReading | null;
  readonly last: ReadyReading | FailedReading | null;
}

export const NOT_READ: SideReading = { pending: null, last: null };

/** What is done to the table of the last reading: as the work says, or as before while the work awaits another reading. */
function preprocessingOf({ of, frozen }: ReadyReading, work: SideWork): Preprocessing {
  return isSameRequest(of, work) ? work.preprocessing : frozen;
}

/** The reading after the work's side changed: without files there is none, and the one that stays while another is awaited keeps its preprocessing. */
export function followWork(reading: SideReading, before: SideWork | null, after: SideWork | null): SideReading {
  if (before === after) return reading;
  if (after === null) return NOT_READ;
  const { last } = reading;
  if (before === null || last?.phase !== "ready" || isSameRequest(before, after)) return reading;
  return { ...reading, last: { ...last, frozen: preprocessingOf(last, before) } };
}

function readySide(last: ReadyReading, work: SideWork): ReadySide {
  const { of, summary, verifying } = last;
  return {
    phase: "ready",
    files: of.files,
    asked: of.options,
    settings: summary.settings,
    preprocessing: preprocessingOf(last, work),
    summary,
    verifying,
  };
}

/** A side as the page shows it. */
export function sideState({ pending, last }: SideReading, work: SideWork | null): SideState {
  if (work === null) return { phase: "empty" };
  if (pending?.isShown === true) {
    const before = last?.phase === "ready" && last.of.files === pending.of.files ? { ...readySide(last, work), verifying: null } : null;
    const { of, progress, startedAt } = pending;
    return {
      phase: "reading",
      files: of.files,
      settings: { options: of.options, preprocessing: work.preprocessing },
      progress,
      startedAt,
      before,
    };
  }
  if (last === null) return { phase: "empty" };
  if (last.phase === "ready") return readySide(last, work);
  const { of, error } = last;
  return { phase: "failed", files: of.files, settings: { options: of.options, preprocessing: work.preprocessing }, error };
}
