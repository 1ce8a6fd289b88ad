import type { SigningResult } from "../../core/signers/signer.ts";
import type { State } from "../state/state.ts";
import { isSigned } from "./declared-result.ts";

/** What the tables show and what is taken away: what the files gave, or else what the loaded model declares. */
export function shownResult({ result, declared }: Pick<State, "result" | "declared">): SigningResult | null {
  return isSigned(result?.signature) ? result : (declared ?? result);
}
