import { defined } from "../defined.ts";
import { type ErrorTrace, sentence, type Text, traceText } from "../errors.ts";
import type { Deviation } from "../evidence/parts-evidence.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import { schemaToJson } from "../mlflow/signature-json.ts";
import type { DisagreeingFiles, Problem, Severity, Side, SideResult, SigningResult } from "./signer.ts";

export type LogLevel = "info" | "warning" | "error";

/** One line of a log: what happened while signing, on which side and to which column. The caller adds the time. */
export interface LogRecord {
  readonly level: LogLevel;
  readonly side: Side | null;
  readonly column: string | null;
  readonly message: Text;
  /** Of a problem: its kind, all of its columns, and what can be done about it. */
  readonly problem?: {
    readonly kind: string;
    readonly columns: readonly string[];
    readonly fixes: readonly LoggedFix[];
    /** Where the files of a data set differ, one entry per difference, and the schemas that fit all files and most, as MLflow writes them. */
    readonly files?: LoggedFiles;
  };
  /** Of a defect of Signet's own: where in its code it is. */
  readonly trace?: ErrorTrace;
}

/** A fix as a log has it: `read` is the side's settings with it, as `--read` takes them; `python` the user's own code, where that is the fix. */
export interface LoggedFix {
  readonly label: string;
  readonly consequence: string;
  readonly read: string;
  readonly python?: string;
}

export interface LoggedFiles {
  readonly count: number;
  readonly differences: readonly Deviation[];
  readonly total: number;
  readonly fitsAll: string | null;
  readonly fitsMost: { readonly schema: string; readonly fileCount: number; readonly refused: readonly string[] } | null;
}

const loggedFiles = ({ fileCount, deviations, total, fitsAll, fitsMost }: DisagreeingFiles): LoggedFiles => ({
  count: fileCount,
  // Rows count from 1 for whoever reads them.
  differences: deviations.map(({ firstRow, ...rest }) => ({
    ...rest,
    ...defined({ firstRow: firstRow === undefined ? undefined : firstRow + 1 }),
  })),
  total,
  fitsAll: fitsAll && schemaToJson(fitsAll),
  fitsMost: fitsMost && { ...fitsMost, schema: schemaToJson(fitsMost.schema) },
});

const LEVELS: Readonly<Record<Severity, LogLevel>> = { stops: "error", warns: "warning", notes: "info" };

function offences(side: Side, result: SideResult | undefined): readonly LogRecord[] {
  const { readBy, failure = null, specs = [] } = result ?? {};
  // Problems are of pandas' reading: that another one failed is reported here, where no column says so.
  if (readBy !== undefined && failure !== null && failure.stage !== "infer" && specs.every(({ offence }) => offence === undefined))
    return [{ level: "error", side, column: null, message: failure.error.message }];
  return (result?.specs ?? []).flatMap(({ name, offence }): LogRecord[] =>
    offence === undefined
      ? []
      : [{ level: "error", side, column: name === undefined ? null : columnLabel(name), message: offence.message }],
  );
}

/** What a result reports, the most important first: each problem with the fixes that `fixesOf` writes out and what it says of each column, then what each offending column has by itself. */
export function logOfResult(
  { problems, sides }: SigningResult,
  fixesOf: (problem: Problem) => readonly LoggedFix[] = () => [],
): readonly LogRecord[] {
  const records = problems.flatMap((problem): LogRecord[] => {
    const { kind, severity, side, columns, message, each = [], files } = problem;
    const [only, ...more] = columns;
    const level = LEVELS[severity];
    const record: LogRecord = {
      level,
      side,
      column: only === undefined || only === null || more.length > 0 ? null : columnLabel(only),
      message,
      problem: { kind, columns: columns.map(columnLabel), fixes: fixesOf(problem), ...defined({ files: files && loggedFiles(files) }) },
    };
    return [record, ...each.map(({ column, message: own }): LogRecord => ({ level, side, column: columnLabel(column), message: own }))];
  });
  return [...records, ...offences("inputs", sides.inputs), ...offences("outputs", sides.outputs)];
}

/** A record as one line of JSON, its keys in a fixed order; `values` false leaves out what is quoted from a file, fixes among it. */
export function logLine(
  { level, side, column, message, problem, trace }: LogRecord,
  time: Date,
  options: { readonly values: boolean } = { values: true },
): string {
  const details = problem === undefined ? {} : { problem: options.values ? problem : { ...problem, fixes: [] } };
  const where = defined({ trace: trace && traceText(trace, options).split("\n") });
  return JSON.stringify({ time: time.toISOString(), level, side, column, message: sentence(message, options), ...details, ...where });
}
