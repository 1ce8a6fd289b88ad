import { defined } from "../../../core/defined.ts";
import type { SignaturePart } from "../../../core/mlflow/parts.ts";
import { SIGNATURE_PARTS } from "../../../core/mlflow/parts.ts";
import type { SigningResult } from "../../../core/signers/signer.ts";

/** A result, and which parts of it were given (a loaded model declares them, or a review has them) instead of signed here. */
export interface JoinedResult {
  readonly result: SigningResult | null;
  readonly given: readonly SignaturePart[];
}

/** Whether a part was signed here: it has a schema, or the reason why there is none. */
function isSignedHere({ signature, sides, params }: SigningResult, part: SignaturePart): boolean {
  return signature[part] !== null || (part === "params" ? params : sides[part]) !== undefined;
}

function merged(live: SigningResult, given: SigningResult): SigningResult {
  const from = (part: SignaturePart) => (isSignedHere(live, part) ? live : given);
  const { params } = from("params");
  const signature = {
    inputs: from("inputs").signature.inputs,
    outputs: from("outputs").signature.outputs,
    params: from("params").signature.params,
  };
  return {
    signature,
    sides: { ...given.sides, ...live.sides },
    ...defined({ params }),
    // A given side is not missing.
    problems: [...live.problems, ...given.problems.filter(({ side }) => from(side) === given)].filter(
      ({ kind, side }) => kind !== "missing-side" || signature[side] === null,
    ),
  };
}

/** What was signed here, joined with each part of another result that was not; the same object if there is no other. */
export function joinGiven(joined: JoinedResult, given: SigningResult | null): JoinedResult {
  if (given === null) return joined;
  const { result: live } = joined;
  const parts = SIGNATURE_PARTS.filter((part) => given.signature[part] !== null && (live === null || !isSignedHere(live, part)));
  return { result: live === null ? given : merged(live, given), given: [...new Set([...joined.given, ...parts])] };
}
