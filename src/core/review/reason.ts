import { specTypeText } from "../edit/changes.ts";
import { grouped, type Text, text } from "../errors.ts";
import type { SpecReport } from "../ladders/infer-report.ts";
import type { LadderStep } from "../ladders/pandas.ts";

/** Rungs that one row decided: the types that were climbed through, and why. */
export interface Climb {
  readonly types: readonly string[];
  readonly because: Text;
  /** Counted from 0; null where no row decided. */
  readonly row: number | null;
}

/** The ladder's steps, those that the same row forced as one: `int64 → float64 → str`, for what makes the last of them needed. */
export function climbsOf(steps: readonly LadderStep[]): readonly Climb[] {
  const climbs: Climb[] = [];
  for (const { from, to, because, at } of steps) {
    const last = climbs.at(-1);
    const row = at?.row ?? null;
    const types = from === "" || from === to ? [to] : [from, to];
    const isSameRow = last !== undefined && row !== null && last.row === row;
    // The rung on which a column began, and why it went no higher, are one step if one row shows both.
    if (isSameRow && types.length === 1 && last.types.at(-1) === to) climbs[climbs.length - 1] = { ...last, because };
    else if (isSameRow && last.types.at(-1) === from && from !== to)
      climbs[climbs.length - 1] = { types: [...last.types, to], because, row };
    else climbs.push({ types, because, row });
  }
  return climbs;
}

const SAID_BY: Readonly<Record<NonNullable<SpecReport["declaredBy"]>, string>> = {
  footer: " from the footer",
  headers: " from the batches' headers",
};

/** Whether a signer declares the type and what is required, so that neither follows from what was counted. */
const isDeclared = ({ steps }: SpecReport): boolean => steps.some((step) => step.isDeclared === true);

/** Which cells are missing, as far as that was counted, and what follows. */
function missingText(report: SpecReport, required: boolean, hasCounts: boolean): string {
  const { missing, declaredBy } = report;
  const said = declaredBy === undefined ? "" : SAID_BY[declaredBy];
  const declared = isDeclared(report) ? `the signer declares it ${required ? "required" : "optional"}` : null;
  if (missing === null && declared !== null) return `No cell is missing${said}; ${declared}.`;
  if (missing === null) return required ? `No cell is missing${said}, so it is required.` : "It is optional.";
  const { count: lost, firstRow, atLeast } = missing;
  const number = hasCounts ? `${atLeast === true ? "At least " : ""}${grouped(lost)} missing` : "Cells are missing";
  const place = firstRow === null ? said : `, the first in row ${grouped(firstRow + 1)}`;
  return `${number}${place}: ${declared ?? (required ? "still required" : "so it is not required")}.`;
}

function requiredText(report: SpecReport, hasCounts: boolean): string {
  const { spec, isUncounted } = report;
  if (spec === null) return "So it has no type by itself.";
  const required = spec.kind === "tensor" || spec.required;
  if (isUncounted === true) return `It is ${required ? "required" : "optional"}.`;
  return spec.kind === "tensor" ? "Tensors are always required." : missingText(report, required, hasCounts);
}

/** One sentence of the reason for a column's type; names and types are in backquotes. */
export interface ReasonStep {
  readonly text: Text;
  /** The row that shows it, counted from 0; null where no row does. */
  readonly row: number | null;
}

/** Why a column has its type: the types that were tried, with the row that decided each, the dtype, and why it is required or optional. */
export function reasonSteps(
  report: SpecReport,
  { hasCounts }: { readonly hasCounts: boolean } = { hasCounts: true },
): readonly ReasonStep[] {
  const { steps, spec, dtype, isPython, missing, reason } = report;
  if (reason !== undefined) return reason.map((line) => ({ text: [line], row: null }));
  const climbs = climbsOf(steps).map(({ types, because, row }) => ({
    text: text`${types.map((type) => `\`${type}\``).join(" → ")}: ${because}`,
    row,
  }));
  const library = spec?.kind === "tensor" ? "NumPy" : isPython === true ? "Python" : "pandas";
  const written = spec === null || isDeclared(report) ? "" : `, so MLflow writes \`${specTypeText(spec)}\``;
  // A type that is declared has no dtype behind it, and no cells that were counted.
  const stored = dtype === "" ? [] : [{ text: [`${library} holds \`${dtype}\`${written}.`], row: null }];
  return [...climbs, ...stored, { text: [requiredText(report, hasCounts)], row: missing?.firstRow ?? null }];
}

/** Whether anything is known of why a column has its type. */
export const hasReason = ({ steps, dtype, offence, reason }: SpecReport): boolean =>
  steps.length > 0 || dtype !== "" || offence !== undefined || reason !== undefined;

/** Where the words around a quotation say as much without it, and what they become. */
const SHORTER: readonly (readonly [RegExp, string])[] = [
  [/ \(a cell(, a cell)*\)/g, ""],
  [/([:(]) ?row ([\d,]+) has a cell(?!,? which)/g, "$1 row $2"],
  [/\( row/g, "(row"],
  [/, row ([\d,]+) a cell/g, ", row $1"],
  [/, others a cell(, a cell)*/g, ""],
];

/**
 * A message without what it quotes from a file. Each quotation reads `a cell`, or is left out where the row says enough.
 *
 * @example withoutQuotations(text`Row ${1712} has ${datum("n.a.")}, which is no number.`) // "Row 1,712 has a cell, which is no number."
 * @example withoutQuotations(text`3 cells are not numbers: row ${8} has ${datum("n.a.")}.`) // "3 cells are not numbers: row 8."
 */
export function withoutQuotations(message: Text): string {
  if (!message.some((part) => typeof part === "string")) return "The message is not included, since it may quote cells.";
  const words = message.map((part) => (typeof part === "string" ? part : "a cell")).join("");
  return SHORTER.reduce((shorter, [pattern, by]) => shorter.replace(pattern, by), words);
}

const AS_SUCH = /: Row ([\d,]+) has a cell\.$/;

/** Sessions are kept after each edit, and edits change no report. */
const known = new WeakMap<SpecReport, readonly string[]>();

/** The same reason in sentences that quote no cell and count none; row numbers stay. Empty if nothing is known. */
export function sharedReason(report: SpecReport): readonly string[] {
  if (report.reason !== undefined || !hasReason(report)) return report.reason ?? [];
  const made = (): readonly string[] =>
    reasonSteps(report, { hasCounts: false }).map(({ text }) => withoutQuotations(text).replace(AS_SUCH, " in row $1."));
  const lines = known.get(report) ?? made();
  known.set(report, lines);
  return lines;
}
