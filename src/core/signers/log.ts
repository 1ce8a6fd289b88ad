import { renderText, type Text } from "../errors.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { Severity, Side, SideResult, SigningResult } from "./signer.ts";

export type LogLevel = "info" | "warning" | "error";

/** One line of a log: what happened while signing, on which side and to which column. The caller adds the time. */
export interface LogRecord {
  readonly level: LogLevel;
  readonly side: Side | null;
  readonly column: string | null;
  readonly message: Text;
}

const LEVELS: Readonly<Record<Severity, LogLevel>> = { stops: "error", warns: "warning", notes: "info" };

function offences(side: Side, result: SideResult | undefined): readonly LogRecord[] {
  return (result?.specs ?? []).flatMap(({ name, offence }): LogRecord[] =>
    offence === undefined
      ? []
      : [{ level: "error", side, column: name === undefined ? null : columnLabel(name), message: offence.message }],
  );
}

/** What a result has to tell, most telling first: each problem, then what each offending column has by itself. */
export function logOfResult({ problems, sides }: SigningResult): readonly LogRecord[] {
  const told = problems.map(({ severity, side, columns, message }): LogRecord => {
    const [only, ...more] = columns;
    return {
      level: LEVELS[severity],
      side,
      column: only === undefined || only === null || more.length > 0 ? null : columnLabel(only),
      message,
    };
  });
  return [...told, ...offences("inputs", sides.inputs), ...offences("outputs", sides.outputs)];
}

/** A record as one line of JSON, its keys in a fixed order; `values` false leaves out what is quoted from a file. */
export function logLine(
  { level, side, column, message }: LogRecord,
  time: Date,
  options: { readonly values: boolean } = { values: true },
): string {
  return JSON.stringify({ time: time.toISOString(), level, side, column, message: renderText(message, options) });
}
