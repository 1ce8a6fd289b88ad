import { sentence } from "../../core/errors.ts";
import { logLine } from "../../core/signers/log.ts";
import type { LogEntry, LogLevel } from "../store/state/shown-state.ts";

/** Which lines of a log are wanted. */
export interface LogFilter {
  readonly least: LogLevel;
  /** A part of the message, side or column, in any case. */
  readonly words: string;
  /** Whether values quoted from files are shown, and so can be found. */
  readonly values: boolean;
}

/** Levels by their weight, the least first. */
export const LEVELS: readonly LogLevel[] = ["info", "warning", "error"];

/** The place of a line's cause: `inputs: price`; empty if it has none. */
export const placeOf = ({ side, column }: Pick<LogEntry, "side" | "column">): string =>
  [side, column].filter((part) => part !== null).join(": ");

export function filterLog(log: readonly LogEntry[], { least, words, values }: LogFilter): readonly LogEntry[] {
  const wanted = words.trim().toLowerCase();
  return log.filter(
    (entry) =>
      LEVELS.indexOf(entry.level) >= LEVELS.indexOf(least) &&
      `${placeOf(entry)} ${sentence(entry.message, { values })}`.toLowerCase().includes(wanted),
  );
}

/** Lines as `signet sign --log json` writes them: one object per line. */
export const logText = (log: readonly LogEntry[], values: boolean): string =>
  log.map((entry) => `${logLine(entry, entry.time, { values })}\n`).join("");
