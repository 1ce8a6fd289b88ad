import type { ByteSource } from "../bytes/byte-source.ts";
import { DATA_SIDES } from "../mlflow/parts.ts";
import type { ModelSignature } from "../mlflow/types.ts";
import type { PythonValue } from "../python/value.ts";
import type { ReadContext } from "../readers/reader.ts";
import type { ReadSide } from "../sign.ts";
import type { CheckedData } from "../validation/reports/check-report.ts";
import { type SelfCheck, selfCheckOf } from "../validation/self-check.ts";
import { checkParams, checkSide } from "./check-side.ts";

/** A side that was read, with its files, which are read again only where the evidence does not settle a verdict. */
export interface OpenedSide {
  readonly sources: readonly ByteSource[];
  readonly opened: ReadSide;
}

/** What a signature was made from, or an edited one would have to take. */
export interface OpenedSides {
  readonly inputs?: OpenedSide;
  readonly outputs?: OpenedSide;
  readonly params?: PythonValue;
}

/** Whether a signature accepts its own data, with every verdict that says so. */
export interface SelfChecked extends SelfCheck {
  readonly checked: readonly CheckedData[];
}

/**
 * Checks what was read against a signature, by every way in: will a model with it take the very files that made it?
 * A side that the signature or the data lacks is passed over. Rejects where a file has to be read again and cannot be.
 */
export async function checkSignature(sides: OpenedSides, signature: ModelSignature, context: ReadContext = {}): Promise<SelfChecked> {
  const checked: CheckedData[] = [];
  for (const side of DATA_SIDES) {
    const own = sides[side];
    if (own === undefined || signature[side] === null) continue;
    const { sources, opened } = own;
    checked.push(await checkSide({ side, sources, settings: opened.settings, signature, opened }, context));
  }
  if (sides.params !== undefined && signature.params !== null) checked.push(checkParams("params", sides.params, signature));
  return { ...selfCheckOf(checked.flatMap(({ verdicts }) => verdicts)), checked };
}
