import { exportPythonSet, type LoggedModel } from "../../exporters/python-set.ts";
import type { ModelSignature } from "../../mlflow/types.ts";
import { remediesForParam } from "../param-remedies.ts";
import { remediesFor } from "../remedies.ts";
import type { Refusal, Verdict, Way } from "../verdict.ts";

export type CheckedSide = "inputs" | "outputs" | "params";

/** The signature as the model's remedy of a refusal has it; null where there is none. */
export function changedFor(refusal: Refusal, side: CheckedSide, via: Way, signature: ModelSignature): ModelSignature | null {
  if (side === "params") {
    const { model } = remediesForParam(refusal, signature.params, via);
    return model === null ? null : { ...signature, params: model.params };
  }
  const schema = signature[side];
  const model = schema === null ? null : remediesFor(refusal, schema, via).model;
  return model === null ? null : { ...signature, [side]: model.schema };
}

/** The signature with the model's remedies of all refusals of some data, by every way in; null where there is none. */
export function changedForAll(side: CheckedSide, verdicts: readonly Verdict[], signature: ModelSignature): ModelSignature | null {
  let changed: ModelSignature | null = null;
  for (const { via, refusals } of verdicts)
    for (const refusal of refusals) changed = changedFor(refusal, side, via, changed ?? signature) ?? changed;
  return changed;
}

/** The Python that sets a changed signature; null where nothing is changed. */
export const setCode = (changed: ModelSignature | null, model: LoggedModel | null): string | null =>
  changed === null ? null : exportPythonSet(changed, model);
