import { grouped, renderText, type Text } from "../../errors.ts";
import { columnLabel } from "../../ladders/infer-column.ts";
import type { ParamSchema, Schema } from "../../mlflow/types.ts";
import { type ParamRemedies, remediesForParam } from "../param-remedies.ts";
import { type Remedies, remediesFor } from "../remedies.ts";
import type { FailingRows, Refusal, Verdict } from "../verdict.ts";

export type CheckedSide = "inputs" | "outputs" | "params";

/** One file, or one data set of several, held against one side of a signature, by each way that was asked for. */
export interface CheckedData {
  readonly name: string;
  readonly side: CheckedSide;
  /** Null for params. */
  readonly schema: Schema | null;
  /** Null for data, and where the signature has no params. */
  readonly params: ParamSchema | null;
  readonly verdicts: readonly Verdict[];
}

/** What a report tells. `signature` names where the signature came from. */
export interface CheckReport {
  readonly signature: string;
  readonly checked: readonly CheckedData[];
}

/** How a report is written: without `showValues`, no value of a cell is in it. */
export interface ReportStyle {
  readonly showValues: boolean;
}

/** One refusal, in words that hold no value unless asked for. */
export interface Finding {
  readonly column: string | null;
  readonly error: string;
  readonly message: string;
  readonly rows: string | null;
  readonly remedies: readonly {
    readonly who: "caller" | "model";
    readonly label: string;
    readonly code: string | null;
    readonly consequence: string;
  }[];
}

const say = (message: Text, { showValues }: ReportStyle) => renderText(message, { values: showValues });

/** Which rows are at fault, in a few words. */
export function rowsText({ count, first, sample }: FailingRows, style: ReportStyle): string {
  const shown = first.slice(0, 10).join(", ");
  const many = count === null ? `first in row ${shown}` : `${grouped(count)} ${count === 1 ? "row" : "rows"}, first ${shown}`;
  return style.showValues && sample !== undefined ? `${many} (${sample.data})` : many;
}

function remedyLines({ caller, model }: Remedies | ParamRemedies, style: ReportStyle): Finding["remedies"] {
  return [
    ...(caller === null
      ? []
      : [{ who: "caller" as const, label: say(caller.label, style), code: caller.code ?? null, consequence: caller.consequence }]),
    ...(model === null ? [] : [{ who: "model" as const, label: say(model.label, style), code: null, consequence: model.consequence }]),
  ];
}

function findingOf(refusal: Refusal, { via }: Verdict, { schema, params, side }: CheckedData, style: ReportStyle): Finding {
  const remedies = side === "params" ? remediesForParam(refusal, params, via) : schema === null ? null : remediesFor(refusal, schema, via);
  return {
    column: refusal.column === undefined ? null : columnLabel(refusal.column),
    error: refusal.error,
    message: say(refusal.message, style),
    rows: refusal.rows === undefined ? null : rowsText(refusal.rows, style),
    remedies: remedies === null ? [] : remedyLines(remedies, style),
  };
}

/** The refusals of a verdict and what only Python can tell, in words. */
export function findingsOf(verdict: Verdict, data: CheckedData, style: ReportStyle): readonly Finding[] {
  return [
    ...verdict.refusals.map((refusal) => findingOf(refusal, verdict, data, style)),
    ...verdict.unproved.map(
      ({ column, message }): Finding => ({
        column: column === undefined ? null : columnLabel(column),
        error: "Undecided",
        message: say(message, style),
        rows: null,
        remedies: [],
      }),
    ),
  ];
}

const WAYS_IN = { predict: "handed to predict", scoring: "sent to the scoring server" } as const;

/** How a verdict is headed: `X.csv as inputs, handed to predict`. */
export function headingOf({ name, side }: CheckedData, { via, isEnforced }: Verdict): string {
  if (side === "params") return `${name} as params`;
  return `${name} as ${side}, ${isEnforced ? WAYS_IN[via] : "by the same rules (MLflow does not enforce outputs)"}`;
}

/** A verdict in one line. */
export function outcomeOf({ kind, refusals, rowCount }: Verdict): string {
  const rows = rowCount === null ? "" : ` (${grouped(rowCount)} ${rowCount === 1 ? "row" : "rows"})`;
  switch (kind) {
    case "accepted":
      return `accepted${rows}`;
    case "refused":
      return `refused: ${refusals.length} ${refusals.length === 1 ? "reason" : "reasons"}${rows}`;
    case "undecided":
      return "undecided: only Python can tell";
    case "proves nothing":
      return "taken, which proves nothing: a signature of any takes whatever comes";
  }
}

/** What MLflow would change in silence: conversions, dropped columns, absent optional ones. */
export function changesOf({ conversions, extra, absent }: Verdict): readonly string[] {
  return [
    ...conversions.map(({ column, from, to }) => `${columnLabel(column)} is converted from ${from} to ${to}`),
    ...(extra.length === 0 ? [] : [`not in the signature, dropped with a warning: ${extra.map(columnLabel).join(", ")}`]),
    ...(absent.length === 0 ? [] : [`optional and absent: ${absent.map(columnLabel).join(", ")}`]),
  ];
}

/** Whether anything was refused, and whether anything stayed open. */
export function isRefused({ checked }: CheckReport): boolean {
  return checked.some(({ verdicts }) => verdicts.some(({ kind }) => kind === "refused"));
}
