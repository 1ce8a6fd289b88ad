import { defined } from "../core/defined.ts";
import { type ErrorData, sentence } from "../core/errors.ts";
import { shellWord } from "../core/exporters/command.ts";
import { type LoggedFiles, type LogLevel, type LogRecord, logLine } from "../core/signers/log.ts";
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

const CELLS = ["column", "file", "has", "first row", "files", "most have"] as const;

/** Files by the first of them. */
const notIn = ([first = ""]: readonly string[], fileCount: number): string =>
  fileCount > 1 ? `${first} and ${fileCount - 1} more` : first;

/** Where files differ, as a table in columns, and the schemas that fit all of them and most. */
function filesTable({ count, differences, total, fitsAll, fitsMost }: LoggedFiles): readonly string[] {
  const rows = differences.map(({ column, files, fileCount, has, firstRow, most, mostCount }) => [
    column ?? "(order)",
    `${files[0] ?? ""}${fileCount > 1 ? ` and ${fileCount - 1} more` : ""}`,
    has ?? "no such column",
    firstRow === undefined ? "" : String(firstRow),
    `${fileCount} of ${count}`,
    `${most ?? "no such column"} (${mostCount})`,
  ]);
  const table = [[...CELLS], ...rows];
  const widths = CELLS.map((_, index) => Math.max(...table.map((row) => row[index]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [
    ...lines,
    ...(total > differences.length ? [`and ${total - differences.length} more differences`] : []),
    ...(fitsAll === null ? [] : [`fits all files: ${fitsAll}`]),
    ...(fitsMost === null
      ? []
      : [`fits ${fitsMost.fileCount} of ${count} files, not ${notIn(fitsMost.refused, count - fitsMost.fileCount)}: ${fitsMost.schema}`]),
  ];
}

/** Writes records to stderr: one sentence per line, or with `json` one object per line, with its time. Only the object has the trace of a defect. */
export function logTo(err: Streams["err"], form: LogForm): (record: LogRecord) => void {
  if (form === "json") return (record) => err(`${logLine(record, new Date())}\n`);
  return ({ level, side, column, message, problem }) => {
    const place = [side, column].filter((part) => part !== null).join(": ");
    err(`${WORDS[level]}: ${place === "" ? "" : `${place}: `}${sentence(message)}${listed(problem?.columns ?? [])}\n`);
    if (problem?.files !== undefined) for (const line of filesTable(problem.files)) err(`  ${line}\n`);
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
