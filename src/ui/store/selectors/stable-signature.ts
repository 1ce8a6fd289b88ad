import { SIGNATURE_PARTS } from "../../../core/mlflow/parts.ts";
import { signatureToDict } from "../../../core/mlflow/signature-json.ts";
import type { ModelSignature } from "../../../core/mlflow/types.ts";

/** A signature in which each part with the same JSON as before is the same object as before, so that nothing is computed again for it. */
export function stableSignature(signature: ModelSignature | null, before: ModelSignature | null): ModelSignature | null {
  if (signature === before || signature === null || before === null) return signature;
  const [dict, known] = [signatureToDict(signature), signatureToDict(before)];
  const isSame = (part: (typeof SIGNATURE_PARTS)[number]) => dict[part] === known[part];
  const isInSame = signature.environment === before.environment;
  if (isInSame && SIGNATURE_PARTS.every(isSame)) return before;
  return {
    ...signature,
    inputs: isSame("inputs") ? before.inputs : signature.inputs,
    outputs: isSame("outputs") ? before.outputs : signature.outputs,
    params: isSame("params") ? before.params : signature.params,
  };
}
