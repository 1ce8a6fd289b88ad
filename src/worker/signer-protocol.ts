import type { ErrorData } from "../core/errors.ts";
import type { FurtherEvidence } from "../core/problems/find-problems.ts";
import type { SignerChoice } from "../core/signers/choice.ts";
import type { CustomDescription } from "../core/signers/custom-signer.ts";
import type { SignInput, SigningResult } from "../core/signers/signer.ts";

/** To the worker that runs users' own signers; only evidence goes there. Every request is answered once, by its id. */
export type SignerRequest =
  /** Loads a module to see what it is, for a form of its config. */
  | { readonly kind: "describe"; readonly id: number; readonly file: string; readonly source: string }
  | {
      readonly kind: "sign";
      readonly id: number;
      readonly choice: SignerChoice;
      readonly input: SignInput;
      readonly further: FurtherEvidence;
    };

/** The id of what no request asks for: whether the interpreter has started. */
export const STARTED = 0;

/** From the signers' worker. */
export type SignerResponse =
  | { readonly kind: "ready"; readonly id: typeof STARTED }
  | { readonly kind: "described"; readonly id: number; readonly description: CustomDescription }
  | { readonly kind: "signed"; readonly id: number; readonly result: SigningResult }
  | { readonly kind: "failed"; readonly id: number; readonly error: ErrorData };
