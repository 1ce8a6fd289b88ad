import { markOptional } from "../signers/optional-columns.ts";
import type { Signer, SignInput, SigningResult } from "../signers/signer.ts";
import { type FurtherEvidence, problemsOf } from "./find-problems.ts";

/** Signs evidence, marks what is to be optional, and finds every problem. Throws only where the strategy cannot run, with a SignetError. */
export function signEvidence(input: SignInput, signer: Signer, further: FurtherEvidence = {}): SigningResult {
  const result = markOptional(signer.sign(input), input);
  return { ...result, problems: problemsOf(input, result, further) };
}
