import { must } from "../../defined.ts";
import { type Datum, grouped, renderText, type Text } from "../../errors.ts";
import type { LoggedModel } from "../../exporters/python-set.ts";
import { columnLabel } from "../../ladders/infer-column.ts";
import type { ModelSignature, ParamSchema, Schema } from "../../mlflow/types.ts";
import type { Advice, Remedy } from "../remedy.ts";
import type { FailingRows, Refusal, ValueChange, Verdict } from "../verdict.ts";
import { type CheckedSide, changedBy, setCode } from "./changed-signature.ts";

/** One file, or one data set of several, checked against one side of a signature, by each way that was asked for. */
export interface CheckedData {
  readonly name: string;
  readonly side: CheckedSide;
  /** Null for params. */
  readonly schema: Schema | null;
  /** Null for data, and where the signature has no params. */
  readonly params: ParamSchema | null;
  readonly verdicts: readonly Verdict[];
  /** The ways out of each verdict, in the same order; absent where none were asked for. */
  readonly advice?: readonly Advice[];
  /** The change of the signature with which no verdict refuses the data any more; absent if there is none. */
  readonly change?: Remedy;
  /** Of a request that is refused: how the model would take it, where that keeps its values. It is data. */
  readonly corrected?: Datum;
}

/** What a report contains. `signature` names where the signature came from. */
export interface CheckReport {
  readonly signature: string;
  /** The signature itself, for the changes that would make it take what it refuses; null where it is gone. */
  readonly declared: ModelSignature | null;
  /** Where it was logged, for the line that sets another; null where that is not known. */
  readonly model: LoggedModel | null;
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
    /** Python that changes the data; null where nothing of it is changed. */
    readonly code: string | null;
    /** Python that sets the changed signature; null where it stays as it is. */
    readonly signatureCode: string | null;
    readonly consequence: string;
  }[];
}

const say = (message: Text, { showValues }: ReportStyle) => renderText(message, { values: showValues });

/** Which rows are at fault, in a few words. */
function rowsText({ count, first, sample }: FailingRows, style: ReportStyle): string {
  const shown = first.slice(0, 10).join(", ");
  const total = count === null ? "" : `${grouped(count)} ${count === 1 ? "row" : "rows"}`;
  const many = [total, shown === "" ? "" : `first ${count === null ? "in row " : ""}${shown}`].filter((part) => part !== "").join(", ");
  if (!style.showValues || sample === undefined) return many;
  // Others may be refused for another value.
  return `${many} (${count === 1 ? "" : "the first: "}${sample.data === "" ? "an empty cell" : sample.data})`;
}

/** Who applies a remedy, as every report for readers writes it. */
export const WHO = { caller: "Fix the data", model: "Change the signature" } as const;

function remedyLine(
  remedy: Remedy,
  { side }: CheckedData,
  { declared, model }: CheckReport,
  style: ReportStyle,
): Finding["remedies"][number] {
  const changed = declared === null ? null : changedBy(remedy, side, declared);
  return {
    who: remedy.by,
    label: say(remedy.label, style),
    code: remedy.python ?? null,
    signatureCode: setCode(changed, model),
    consequence: say(remedy.consequence, style),
  };
}

function findingOf(refusal: Refusal, remedies: readonly Remedy[], data: CheckedData, report: CheckReport, style: ReportStyle): Finding {
  return {
    column: refusal.column === undefined ? null : columnLabel(refusal.column),
    error: refusal.error,
    message: say(refusal.message, style),
    rows: refusal.rows === undefined ? null : rowsText(refusal.rows, style) || null,
    remedies: remedies.map((remedy) => remedyLine(remedy, data, report, style)),
  };
}

/**
 * The code that a report shows below a remedy: what changes the data, and with it what sets the signature. A change of the signature alone is
 * shown once, at the end, with all of its changes.
 */
export const remedyCode = ({ code, signatureCode }: Finding["remedies"][number]): readonly string[] =>
  code === null ? [] : signatureCode === null ? [code] : [code, signatureCode];

/** The ways out of one verdict of some data; none where none were asked for. */
export const adviceOn = ({ verdicts, advice }: CheckedData, verdict: Verdict): Advice | undefined => advice?.[verdicts.indexOf(verdict)];

/** The refusals of a verdict and what only Python can decide, in words. */
export function findingsOf(verdict: Verdict, data: CheckedData, report: CheckReport, style: ReportStyle): readonly Finding[] {
  const advice = adviceOn(data, verdict);
  return [
    ...verdict.refusals.map((refusal, index) => findingOf(refusal, advice?.perRefusal[index] ?? [], data, report, style)),
    ...verdict.undecided.map(
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

/** What ends the account of some data: how all of its refusals would be gone. */
export interface WaysOut {
  /** The Python that sets the signature with every change that a remedy makes; null where none makes one. */
  readonly setCode: string | null;
  /** The corrected request; null if there is none, or values are not shown. */
  readonly corrected: string | null;
}

/** The ways out of all refusals of some data at once. */
export function waysOutOf({ side, change, corrected }: CheckedData, { declared, model }: CheckReport, style: ReportStyle): WaysOut {
  return {
    setCode: declared === null || change === undefined ? null : setCode(changedBy(change, side, declared), model),
    corrected: style.showValues ? (corrected?.data ?? null) : null,
  };
}

/** A way out as a report lays it out: code under a title, or a sentence. */
export type WayOutPart =
  | { readonly kind: "code"; readonly title: string; readonly language: "json" | "python"; readonly code: string }
  | { readonly kind: "sentence"; readonly sentence: string };

/** The ways out in the order and the words that every report for readers has; each renders the parts in its own form. */
export function wayOutParts(data: CheckedData, report: CheckReport, style: ReportStyle): readonly WayOutPart[] {
  const { setCode: code, corrected } = waysOutOf(data, report, style);
  const parts: WayOutPart[] = [];
  for (const { notes } of data.advice ?? [])
    parts.push(...notes.map(({ message }) => ({ kind: "sentence", sentence: say(message, style) }) as const));
  for (const { perRefusal, whole } of data.advice ?? []) {
    const together = perRefusal.length > 1 ? whole.find(({ by, python }) => by === "caller" && python !== undefined) : undefined;
    if (together?.python !== undefined)
      parts.push({ kind: "code", title: `${WHO.caller}, all columns at once`, language: "python", code: together.python });
  }
  if (corrected !== null) parts.push({ kind: "code", title: `${WHO.caller}: the corrected request`, language: "json", code: corrected });
  else if (data.corrected !== undefined)
    parts.push({
      kind: "sentence",
      sentence: "There is a corrected request that keeps every value. It is left out here because it contains them.",
    });
  if (code !== null) parts.push({ kind: "code", title: `${WHO.model}: the Python that sets it`, language: "python", code });
  return parts;
}

const BODY_NAMES = { csv: "CSV", json: "JSON", parquet: "Parquet" } as const;

/** How data reaches the scoring server: `POST /invocations, CSV body`. */
export const requestText = ({ body }: Pick<Verdict, "body">): string =>
  body === undefined ? "POST /invocations" : `POST /invocations, ${BODY_NAMES[body]} body`;

/** How a verdict is headed: `X.csv as inputs, scoring server (POST /invocations, CSV body)`. */
export function headingOf({ name, side }: CheckedData, verdict: Verdict): string {
  if (side === "params") return `${name} as params`;
  const way = verdict.via === "predict" ? "predict" : `scoring server (${requestText(verdict)})`;
  return `${name} as ${side}, ${verdict.isEnforced ? way : "by the same rules (MLflow does not enforce outputs)"}`;
}

/** How many reasons a refusal has, and whether more may come. */
export function reasonsOf({ refusals, onlyRead }: Verdict): string {
  const reasons = `${grouped(refusals.length)} ${refusals.length === 1 ? "reason" : "reasons"}`;
  return onlyRead === true ? `${reasons} while reading, the rest is not checked yet` : reasons;
}

const WORST_FIRST = ["refused", "undecided", "proves nothing", "accepted"] as const;

/**
 * The verdict on a whole request, data and params, at its first part; null for a request without params, for its second part, and for files.
 * `checked` is all that was checked: the params of a request are next to its inputs.
 */
export function requestVerdict(data: CheckedData, checked: readonly CheckedData[]): Verdict | null {
  const params = checked[checked.indexOf(data) + 1];
  const [own, paramVerdict] = [data.verdicts[0], params?.verdicts[0]];
  if (data.side !== "inputs" || params?.side !== "params" || own === undefined || paramVerdict?.via !== "scoring") return null;
  const verdicts = [own, paramVerdict];
  const kind = WORST_FIRST.find((one) => verdicts.some((verdict) => verdict.kind === one)) ?? own.kind;
  return { ...own, kind, refusals: verdicts.flatMap(({ refusals }) => refusals), changes: kind === "refused" ? [] : own.changes };
}

/** The line above the parts of a request that has params; none for anything else. */
export function requestLine(data: CheckedData, checked: readonly CheckedData[]): readonly { heading: string; outcome: string }[] {
  const verdict = requestVerdict(data, checked);
  if (verdict === null) return [];
  return [{ heading: `${data.name}, scoring server (${requestText(verdict)})`, outcome: outcomeOf(verdict) }];
}

/** A verdict in one line. */
export function outcomeOf(verdict: Verdict): string {
  const { kind, changes, rowCount } = verdict;
  const rows = rowCount === null ? "" : ` (${grouped(rowCount)} ${rowCount === 1 ? "row" : "rows"})`;
  switch (kind) {
    case "accepted":
      return `accepted${rows}${changes.length === 0 ? "" : ", but values change"}`;
    case "refused":
      return `refused: ${reasonsOf(verdict)}${rows}`;
    case "undecided":
      return "undecided: only Python can decide";
    case "proves nothing":
      return "accepted, which proves nothing: a signature of any accepts everything";
  }
}

/** How the values of a column change on the way to the model: a warning, with the first row. */
function changeLine({ column, rows: { count, first, sample }, becomes }: ValueChange, { showValues }: ReportStyle): string {
  const many = count === 1 || count === null ? "1 value changes" : `${grouped(count)} values change`;
  const shown = showValues && sample !== undefined ? `: ${sample.data} becomes ${becomes.data}` : "";
  return `warning: ${columnLabel(column)}: ${many} on the way to the model. Row ${must(first[0])}${shown === "" ? "" : shown}`;
}

/** What MLflow would change in silence: values, conversions, dropped columns, absent optional ones. */
export function changesOf({ changes, conversions, extra, absent }: Verdict, style: ReportStyle): readonly string[] {
  return [
    ...changes.map((change) => changeLine(change, style)),
    ...conversions.map(({ column, from, to }) => `${columnLabel(column)} is converted from ${from} to ${to}`),
    ...(extra.length === 0 ? [] : [`not in the signature, dropped with a warning: ${extra.map(columnLabel).join(", ")}`]),
    ...(absent.length === 0 ? [] : [`optional and absent: ${absent.map(columnLabel).join(", ")}`]),
  ];
}

/** Whether anything was refused, and whether anything stayed open. */
export function isRefused({ checked }: CheckReport): boolean {
  return checked.some(({ verdicts }) => verdicts.some(({ kind }) => kind === "refused"));
}
