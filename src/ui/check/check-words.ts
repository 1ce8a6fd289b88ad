import { type CheckedData, reasonsOf } from "../../core/validation/reports/check-report.ts";
import type { Verdict } from "../../core/validation/verdict.ts";
import type { CheckRow } from "../store/state/check-state.ts";

/** Both ways into a model, as the subject of a sentence. */
export const WAY_NAMES = { predict: "predict", scoring: "The scoring server" } as const;

/** How a verdict is shown in a word and a mark; the tone is its colour. */
export interface VerdictWords {
  readonly mark: "✓" | "✗" | "?" | "–";
  readonly word: string;
  readonly tone: "fine" | "stops" | "warns";
}

export function verdictWords(verdict: Verdict): VerdictWords {
  const { kind, changes } = verdict;
  switch (kind) {
    case "accepted":
      if (changes.length > 0) return { mark: "✓", word: "accepted, but values change", tone: "warns" };
      return { mark: "✓", word: "accepted", tone: "fine" };
    case "refused":
      return { mark: "✗", word: `refused, ${reasonsOf(verdict)}`, tone: "stops" };
    case "undecided":
      return { mark: "?", word: "undecided", tone: "warns" };
    case "proves nothing":
      return { mark: "–", word: "proves nothing", tone: "warns" };
  }
}

/** The verdicts of both ways for one side: `accepted by predict, refused by scoring`. */
function sideText({ side, verdicts }: CheckedData): string {
  const prefix = side === "inputs" ? "" : `${side} `;
  const kinds = new Set(verdicts.map(({ kind }) => kind));
  const [only] = kinds;
  if (only === undefined) return "";
  if (kinds.size === 1)
    return `${prefix}${only}${side === "inputs" && verdicts.length > 1 && only !== "proves nothing" ? " both ways" : ""}`;
  return prefix + verdicts.map(({ kind, via }) => `${kind} by ${via}`).join(", ");
}

/** The line above the table: whether the data that made the signature is accepted, and the tone of the line. */
export interface OwnText {
  readonly text: string;
  readonly tone: VerdictWords["tone"] | "quiet";
  readonly mark: VerdictWords["mark"] | "";
}

/** Whether a model with the signature accepts its own data; null if there is none. */
export function ownText({ outcome }: Pick<CheckRow, "outcome">): OwnText | null {
  switch (outcome.phase) {
    case "waiting":
    case "running":
      return { text: "checking", tone: "quiet", mark: "" };
    case "failed":
      return { text: outcome.error.tag === "Aborted" ? "not checked" : "cannot be checked", tone: "quiet", mark: "" };
    case "done": {
      // Sides that say no more than the inputs do are not distinguished from them.
      const { checked } = outcome;
      if (checked.length === 0) return null;
      const texts = checked
        .filter(({ side, verdicts }) => side === "inputs" || verdicts.some(({ kind }) => kind !== "accepted"))
        .map(sideText);
      const verdicts = checked.flatMap((data) => data.verdicts);
      const worst = WORST_FIRST.find((kind) => verdicts.some((verdict) => verdict.kind === kind)) ?? "accepted";
      const [first] = verdicts.filter(({ kind }) => kind === worst);
      const { tone = "quiet", mark = "" } = first === undefined ? {} : verdictWords(first);
      return { text: texts.length === 0 ? "accepted" : texts.join("; "), tone, mark };
    }
  }
}

const WORST_FIRST = ["refused", "undecided", "proves nothing", "accepted"] as const;
