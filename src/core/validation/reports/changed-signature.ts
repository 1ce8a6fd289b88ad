import { exportPythonSet, type LoggedModel } from "../../exporters/python-set.ts";
import type { ModelSignature } from "../../mlflow/types.ts";
import type { Remedy } from "../remedy.ts";

export type CheckedSide = "inputs" | "outputs" | "params";

/** The signature as a remedy has it; null where the remedy leaves it as it is. */
export function changedBy({ schema, params }: Remedy, side: CheckedSide, signature: ModelSignature): ModelSignature | null {
  if (side === "params") return params === undefined ? null : { ...signature, params };
  return schema === undefined ? null : { ...signature, [side]: schema };
}

/** The Python that sets a changed signature; null where nothing is changed. */
export const setCode = (changed: ModelSignature | null, model: LoggedModel | null): string | null =>
  changed === null ? null : exportPythonSet(changed, model);
