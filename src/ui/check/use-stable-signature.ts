import { useRef } from "react";
import { signatureToDict } from "../../core/mlflow/signature-json.ts";
import type { ModelSignature } from "../../core/mlflow/types.ts";

const PARTS = ["inputs", "outputs", "params"] as const;

/** The signature, each part the same object for as long as it writes the same JSON: what hangs on it is then done once. */
export function useStableSignature(signature: ModelSignature | null): ModelSignature | null {
  const held = useRef<{ readonly given: ModelSignature | null; readonly stable: ModelSignature | null }>({ given: null, stable: null });
  const { given, stable } = held.current;
  if (signature === given) return stable;
  held.current = { given: signature, stable: signature === null || stable === null ? signature : withPartsOf(signature, stable) };
  return held.current.stable;
}

function withPartsOf(signature: ModelSignature, before: ModelSignature): ModelSignature {
  const [dict, known] = [signatureToDict(signature), signatureToDict(before)];
  const isSame = (part: (typeof PARTS)[number]) => dict[part] === known[part];
  if (PARTS.every(isSame)) return before;
  return {
    inputs: isSame("inputs") ? before.inputs : signature.inputs,
    outputs: isSame("outputs") ? before.outputs : signature.outputs,
    params: isSame("params") ? before.params : signature.params,
  };
}
