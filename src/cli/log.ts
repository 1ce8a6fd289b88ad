import { type ErrorData, renderText } from "../core/errors.ts";
import { type LogLevel, type LogRecord, logLine } from "../core/signers/log.ts";
import type { Streams } from "./exit.ts";

export const LOG_FORMS = ["text", "json"] as const;

export type LogForm = (typeof LOG_FORMS)[number];

const WORDS: Readonly<Record<LogLevel, string>> = { error: "error", warning: "warning", info: "note" };

/** Writes records to stderr: a sentence a line, or with `json` an object a line, with its time. */
export function logTo(err: Streams["err"], form: LogForm): (record: LogRecord) => void {
  if (form === "json") return (record) => err(`${logLine(record, new Date())}\n`);
  return ({ level, side, column, message }) => {
    const place = [side, column].filter((part) => part !== null).join(": ");
    err(`${WORDS[level]}: ${place === "" ? "" : `${place}: `}${renderText(message)}\n`);
  };
}

/** What ended a command, as a record: its message and what to do. */
export function recordOfError({ message, remedy, place }: ErrorData): LogRecord {
  return { level: "error", side: null, column: place.column ?? null, message: remedy === undefined ? message : [...message, ` ${remedy}`] };
}
