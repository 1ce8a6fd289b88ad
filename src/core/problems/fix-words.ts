import type { Fix } from "../signers/signer.ts";

/** A fix's label with its result: `Read as text → string`. */
export const fixLabel = ({ label, tried }: Fix): string =>
  tried === undefined || tried.result === "" ? label : `${label} → ${tried.result}`;

/** What a fix does, and what else came of trying it. */
export const fixConsequence = ({ consequence, tried }: Fix): string =>
  tried === undefined || tried.effects === "" ? consequence : `${consequence} ${tried.effects}`;
