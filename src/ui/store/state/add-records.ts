import type { LogRecord } from "../../../core/signers/log.ts";
import type { LogEntry } from "./shown-state.ts";

/** The log keeps this many lines; older ones go. */
const LOG_LIMIT = 500;

/** A log with more records, each with its own id and the time. */
export function addRecords(log: readonly LogEntry[], records: readonly LogRecord[], time: Date): readonly LogEntry[] {
  if (records.length === 0) return log;
  const next = (log.at(-1)?.id ?? 0) + 1;
  return [...log, ...records.map((record, index): LogEntry => ({ ...record, id: next + index, time }))].slice(-LOG_LIMIT);
}
