import { useEffect, useState } from "react";
import { diffSignatures, type SignatureDifference } from "../../core/diff/diff-signatures.ts";
import { type ErrorData, errorToData } from "../../core/errors.ts";
import { fixFor } from "../../core/problems/apply-fix.ts";
import type { SignerChoice } from "../../core/signers/choice.ts";
import type { Problem, SigningResult } from "../../core/signers/signer.ts";
import { isSameList } from "../store/selectors/derive.ts";
import { type ChosenSigner, completeChoice } from "../store/state/chosen-signer.ts";
import type { ChosenFix } from "../store/state/work.ts";
import { losses } from "./losses.ts";

/** A signer tried on the files: what it would change, or why it cannot sign them. */
export type Trial =
  /** There is nothing to sign yet. */
  | { readonly phase: "idle" }
  | { readonly phase: "trying" }
  | {
      readonly phase: "tried";
      readonly differences: readonly SignatureDifference[];
      readonly problems: readonly Problem[];
      /** The casts without which `predict` refuses the data; without those that would round. */
      readonly casts: readonly ChosenFix[];
    }
  | { readonly phase: "failed"; readonly error: ErrorData };

/** Signs the kept sides with another signer; null if there are none. */
export type TrySigning = (choice: SignerChoice) => Promise<SigningResult | null>;

/** A config is tried once typing pauses for this long, in milliseconds. */
const PAUSE_MS = 150;

/** The problems that a signer brings, and what is lost of columns that it declares double, known or not. */
function ownProblems(
  before: SigningResult | null,
  after: readonly Problem[],
  differences: readonly SignatureDifference[],
): readonly Problem[] {
  const key = ({ kind, side, severity, columns }: Problem) => JSON.stringify([kind, side, severity, columns]);
  const known = new Set((before?.problems ?? []).map(key));
  return after.filter((problem) => !known.has(key(problem)) || losses([problem], differences).length > 0);
}

/** The casts that go with a signer, of the inputs whose integers stay the same. */
function castsIn(problems: readonly Problem[]): readonly ChosenFix[] {
  const inputs = problems.filter(({ side }) => side === "inputs");
  const rounded = new Set(inputs.filter(({ kind }) => kind === "integers-past-double").flatMap(({ columns }) => columns));
  return inputs.flatMap(({ kind, fixes: [fix], columns }) => {
    const kept = new Set(columns.filter((name) => !rounded.has(name)));
    return kind === "cast-before-predict" && fix !== undefined && kept.size > 0 ? [{ side: "inputs", fix: fixFor(fix, kept) }] : [];
  });
}

const NO_SIGNATURE = { inputs: null, outputs: null, params: null };

const TRYING: Trial = { phase: "trying" };

/**
 * Tries a signer whenever it, or what is signed, changes; the answer is compared with `current`. `areRangesKnown`: whether the files' values
 * were described, so that casts which round are known.
 */
export function useTrial(
  chosen: ChosenSigner | null,
  current: SigningResult | null,
  trySigning: TrySigning,
  areRangesKnown: boolean,
): Trial {
  const [last, setLast] = useState<{ readonly of: readonly unknown[]; readonly trial: Trial }>({ of: [], trial: TRYING });
  useEffect(() => {
    if (chosen === null) return;
    let stale = false;
    const settle = (next: Trial) => {
      if (!stale) setLast({ of: [chosen, current, trySigning, areRangesKnown], trial: next });
    };
    const attempt = async (): Promise<Trial> => {
      const result = await trySigning(completeChoice(chosen));
      if (result === null) return { phase: "idle" };
      const differences = diffSignatures(current?.signature ?? NO_SIGNATURE, result.signature);
      const problems = ownProblems(current, result.problems, differences);
      return { phase: "tried", differences, problems, casts: areRangesKnown ? castsIn(result.problems) : [] };
    };
    const timer = setTimeout(
      () => attempt().then(settle, (thrown: unknown) => settle({ phase: "failed", error: errorToData(thrown) })),
      PAUSE_MS,
    );
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [chosen, current, trySigning, areRangesKnown]);
  // While a config is invalid, the last answer stays.
  return chosen === null || isSameList(last.of, [chosen, current, trySigning, areRangesKnown]) ? last.trial : TRYING;
}
