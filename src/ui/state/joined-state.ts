import type { SignaturePart } from "../../core/exporters/python-explicit.ts";
import type { SigningResult } from "../../core/signers/signer.ts";
import type { State } from "./state.ts";

const PARTS: readonly SignaturePart[] = ["inputs", "outputs", "params"];

/** What was signed here of a part: its schema, or why there is none. */
function isSignedHere({ signature, sides, params }: SigningResult, part: SignaturePart): boolean {
  return signature[part] !== null || (part === "params" ? params : sides[part]) !== undefined;
}

/** What was signed here, and of another result, a model's or a review's, each part that was not. */
export function joinedResult(live: SigningResult | null, given: SigningResult | null): SigningResult | null {
  if (live === null || given === null) return live ?? given;
  const from = (part: SignaturePart) => (isSignedHere(live, part) ? live : given);
  const params = from("params").params;
  const signature = {
    inputs: from("inputs").signature.inputs,
    outputs: from("outputs").signature.outputs,
    params: from("params").signature.params,
  };
  return {
    signature,
    sides: { ...given.sides, ...live.sides },
    ...(params === undefined ? {} : { params }),
    // A side that is given is not missing.
    problems: live.problems.filter(({ kind, side }) => kind !== "missing-side" || signature[side] === null),
  };
}

/** The state with each part of a given result that was not signed here; the same object where there is none. */
export function joinedState(state: State, given: SigningResult | null): State {
  const result = joinedResult(state.result, given);
  if (given === null || result === null || result === state.result) return state;
  const { result: live } = state;
  const parts = PARTS.filter((part) => given.signature[part] !== null && (live === null || !isSignedHere(live, part)));
  return { ...state, result, given: [...new Set([...state.given, ...parts])] };
}
