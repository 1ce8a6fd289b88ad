import { z } from "zod";
import { SIGNER_CHOICE } from "../../../core/signers/choice.ts";
import { writeSignerConfig } from "../../../core/signers/config-text.ts";
import type { ChosenSigner } from "../state/chosen-signer.ts";

/** The text of a config next to the signature: what was chosen, without the modules that it names. */
export const configText = ({ choice }: ChosenSigner): string => writeSignerConfig(choice, "yaml");

const REMEMBERED = z.object({ choice: SIGNER_CHOICE, files: z.record(z.string(), z.string()) });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The choice that this browser stored, checked; null if it is not valid, or of another version. */
export function readRemembered(text: string): ChosenSigner | null {
  const { data } = REMEMBERED.safeParse(parsed(text));
  return data === undefined ? null : { choice: data.choice, files: new Map(Object.entries(data.files)) };
}
