import { defined } from "../core/defined.ts";
import { type ErrorData, sentence } from "../core/errors.ts";
import { shellWord } from "../core/exporters/command.ts";
import { type LogLevel, type LogRecord, logLine } from "../core/signers/log.ts";
import type { Streams } from "./exit.ts";

export const LOG_FORMS = ["text", "json"] as const;

export type LogForm = (typeof LOG_FORMS)[number];

const WORDS: Readonly<Record<LogLevel, string>> = { error: "error", warning: "warning", info: "note" };

const MOST_COLUMNS = 6;

/** Several columns in brackets; one is at the head of the line. */
function listed(columns: readonly string[]): string {
  if (columns.length < 2) return "";
  const more = columns.length - MOST_COLUMNS;
  return ` (${columns.slice(0, MOST_COLUMNS).join(", ")}${more > 0 ? ` and ${more} more` : ""})`;
}

/** Writes records to stderr: one sentence per line, or with `json` one object per line, with its time. Only the object has the trace of a defect. */
export function logTo(err: Streams["err"], form: LogForm): (record: LogRecord) => void {
  if (form === "json") return (record) => err(`${logLine(record, new Date())}\n`);
  return ({ level, side, column, message, problem }) => {
    const place = [side, column].filter((part) => part !== null).join(": ");
    err(`${WORDS[level]}: ${place === "" ? "" : `${place}: `}${sentence(message)}${listed(problem?.columns ?? [])}\n`);
    for (const { label, consequence, read, python } of problem?.fixes ?? [])
      err(
        `  fix: ${label}: ${consequence}${python === undefined ? ` --read-${side ?? "inputs"} ${shellWord(read)}` : `\n${python.replace(/^/gm, "    ")}`}\n`,
      );
  };
}

/** What ended a command, as a record: its message and what to do. */
export function recordOfError({ message, remedy, place, trace }: ErrorData): LogRecord {
  return {
    level: "error",
    side: null,
    column: place.column ?? null,
    message: remedy === undefined ? message : [...message, ` ${remedy}`],
    ...defined({ trace }),
  };
}
