import { useEffect, useState } from "react";
import { diffSignatures, type SignatureDifference } from "../../core/diff/diff-signatures.ts";
import { type ErrorData, errorToData } from "../../core/errors.ts";
import type { SignerChoice } from "../../core/signers/choice.ts";
import type { Problem, SigningResult } from "../../core/signers/signer.ts";
import { isSameList } from "../store/selectors/derive.ts";
import { type ChosenSigner, completeChoice } from "../store/state/chosen-signer.ts";

/** A signer tried on the files: what it would change, or why it cannot sign them. */
export type Trial =
  /** There is nothing to sign yet. */
  | { readonly phase: "idle" }
  | { readonly phase: "trying" }
  | { readonly phase: "tried"; readonly differences: readonly SignatureDifference[]; readonly problems: readonly Problem[] }
  | { readonly phase: "failed"; readonly error: ErrorData };

/** Signs the kept sides with another signer; null if there are none. */
export type TrySigning = (choice: SignerChoice) => Promise<SigningResult | null>;

/** A config is tried once typing pauses for this long, in milliseconds. */
const PAUSE_MS = 150;

/** The problems that a result has and another has not. */
function newProblems(before: SigningResult | null, after: SigningResult): readonly Problem[] {
  const key = ({ kind, side, severity, columns }: Problem) => JSON.stringify([kind, side, severity, columns]);
  const known = new Set((before?.problems ?? []).map(key));
  return after.problems.filter((problem) => !known.has(key(problem)));
}

const NO_SIGNATURE = { inputs: null, outputs: null, params: null };

const TRYING: Trial = { phase: "trying" };

/** Tries a signer whenever it, or what is signed, changes; the answer is compared with `current`. */
export function useTrial(chosen: ChosenSigner | null, current: SigningResult | null, trySigning: TrySigning): Trial {
  const [last, setLast] = useState<{ readonly of: readonly unknown[]; readonly trial: Trial }>({ of: [], trial: TRYING });
  useEffect(() => {
    if (chosen === null) return;
    let stale = false;
    const settle = (next: Trial) => {
      if (!stale) setLast({ of: [chosen, current, trySigning], trial: next });
    };
    const attempt = async (): Promise<Trial> => {
      const result = await trySigning(completeChoice(chosen));
      if (result === null) return { phase: "idle" };
      const differences = diffSignatures(current?.signature ?? NO_SIGNATURE, result.signature);
      return { phase: "tried", differences, problems: newProblems(current, result) };
    };
    const timer = setTimeout(
      () => attempt().then(settle, (thrown: unknown) => settle({ phase: "failed", error: errorToData(thrown) })),
      PAUSE_MS,
    );
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [chosen, current, trySigning]);
  // While a config is invalid, the last answer stays.
  return chosen === null || isSameList(last.of, [chosen, current, trySigning]) ? last.trial : TRYING;
}
