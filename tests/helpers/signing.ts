import type { ReadSettings } from "../../src/core/readers/settings.ts";
import { readSide } from "../../src/core/sign.ts";
import type { SideInput } from "../../src/core/signers/signer.ts";
import { textSource } from "./sources.ts";

/** A text file as a signer is given it. */
export async function sideOf(text: string, name = "data.csv", options: ReadSettings["options"] = new Map()): Promise<SideInput> {
  const { dataset } = await readSide([textSource(text, name)], { options });
  return { dataset };
}
