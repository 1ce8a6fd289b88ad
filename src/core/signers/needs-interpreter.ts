import type { SignerChoice } from "./choice.ts";

/** Whether a choice has a user's own signer in it, which only the signers' worker can run. */
export function needsInterpreter(choice: SignerChoice): boolean {
  return "KIND" in choice
    ? choice.KIND === "CustomSigner"
    : [choice.inputs, choice.outputs].some((config) => config?.KIND === "CustomSigner");
}
