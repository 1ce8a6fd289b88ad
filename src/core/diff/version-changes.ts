import { type Environment, versionsName } from "../environment/environment.ts";
import { type Text, text, withoutStop } from "../errors.ts";
import type { ColumnName } from "../python/value.ts";
import { renderDifference, type SignatureDifference } from "./diff-signatures.ts";

/** What MLflow says of one column, or of the data as a whole, under a signature. */
export type ColumnVerdict = "accepted" | "refused" | "undecided" | "proves nothing";

/** A verdict on data under one signature that another pair of versions answers differently. */
export interface VerdictChange {
  readonly kind: "verdict";
  readonly side: "inputs" | "outputs" | "params";
  /** Of what: the files' name. */
  readonly name: string;
  readonly via: "predict" | "scoring";
  /** The column or parameter; absent where it is the data as a whole. */
  readonly column?: ColumnName;
  /** The type that the signature declares for it. */
  readonly declared?: string;
  /** What it is inferred as by the versions before. */
  readonly inferred?: string;
  readonly before: ColumnVerdict;
  readonly after: ColumnVerdict;
  /** Why the versions before refuse, or else those after, in MLflow's words. */
  readonly reason?: Text;
}

/** What two pairs of versions answer differently for the same files. */
export type VersionChange =
  | { readonly kind: "signature"; readonly difference: SignatureDifference }
  /** A side that only one of them signs, or that both do not, for other reasons; null where it is signed. */
  | { readonly kind: "failure"; readonly side: "inputs" | "outputs"; readonly before: Text | null; readonly after: Text | null }
  | VerdictChange;

const WAYS = { predict: "predict", scoring: "the scoring server" } as const;

const SAYS: Readonly<Record<ColumnVerdict, string>> = {
  accepted: "accepts",
  refused: "refuses",
  undecided: "may or may not accept",
  "proves nothing": "accepts, without a check,",
};

function signatureSentence(difference: SignatureDifference, from: string, to: string): Text {
  const { side, kind, name, before, after } = difference;
  switch (kind) {
    case "type":
    case "required":
    case "default":
      return text`${side}, ${name}: ${before} with ${from}, ${after} with ${to}.`;
    case "added":
      return text`${side}, ${name}: only with ${to}, as ${after}.`;
    case "removed":
      return text`${side}, ${name}: only with ${from}, as ${before}.`;
    case "order":
      return [`${renderDifference(difference)}.`];
  }
}

function verdictSentence(change: VerdictChange, from: string, to: string): Text {
  const { side, name, via, column, declared, inferred, before, after, reason } = change;
  const what = column === undefined ? text`${side}, ${name}` : text`${side}, ${String(column)}`;
  const as = declared === undefined ? "" : ` as ${declared}`;
  const it = column === undefined ? "this data" : "it";
  const was = inferred === undefined || column === undefined ? "" : `this column is ${inferred}, and `;
  const because = reason === undefined ? [] : text` (${withoutStop(reason)})`;
  const isOfBefore = before === "refused" || before === "undecided";
  const [earlier, later] = isOfBefore ? [because, []] : [[], because];
  return text`${what}: with ${from}, ${was}${WAYS[via]} ${SAYS[before]} ${it}${as}${earlier}; with ${to}, ${WAYS[via]} ${SAYS[after]} it${as}${later}.`;
}

/**
 * A change as one sentence, which names both pairs of versions.
 *
 * @example
 * // inputs, d: with MLflow 3.17.2 with pandas 3.1.1, this column is string, and predict refuses it as datetime; …
 */
export function changeSentence(change: VersionChange, from: Environment, to: Environment): Text {
  const [before, after] = [versionsName(from), versionsName(to)];
  switch (change.kind) {
    case "signature":
      return signatureSentence(change.difference, before, after);
    case "failure": {
      const said = (reason: Text | null) => (reason === null ? ["there is a signature"] : text`there is none (${withoutStop(reason)})`);
      return text`${change.side}: with ${before} ${said(change.before)}; with ${after} ${said(change.after)}.`;
    }
    case "verdict":
      return verdictSentence(change, before, after);
  }
}
