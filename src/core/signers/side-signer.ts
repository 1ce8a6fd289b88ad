import { defined } from "../defined.ts";
import { CURRENT, type Environment } from "../environment/environment.ts";
import { inferParams } from "../ladders/params.ts";
import type { PythonValue } from "../python/value.ts";
import type { DataSide, Problem, SideInput, SignedParams, SignedSide, SignerConfigBase, SignInput, SigningResult } from "./signer.ts";
import { Signer } from "./signer.ts";

/** Params as MLflow infers them, with a problem for each that it refuses. Source: `mlflow/types/utils.py _infer_param_schema`. */
export function signInferredParams(given: PythonValue, environment: Environment): SignedParams {
  const params = inferParams(given, environment);
  const problems = (params.refusals ?? []).map(
    ({ name, reason }): Problem => ({
      kind: "param-refused",
      severity: "stops",
      side: "params",
      columns: [name],
      message: reason,
      fixes: [],
    }),
  );
  return { params, problems };
}

/** A strategy that signs each side by itself, and params as MLflow does. Most strategies are one. */
export abstract class SideSigner<Config extends SignerConfigBase> extends Signer<Config> {
  /** Signs one side. Never throws on data: what is wrong with it is a problem. */
  protected abstract signSide(side: DataSide, input: SideInput): SignedSide;

  protected signParams(params: PythonValue, environment: Environment): SignedParams {
    return signInferredParams(params, environment);
  }

  sign({ inputs, outputs, params, environment = CURRENT }: SignInput): SigningResult {
    const signed = {
      inputs: inputs && this.signSide("inputs", inputs),
      outputs: outputs && this.signSide("outputs", outputs),
      params: params === undefined ? undefined : this.signParams(params, environment),
    };
    return joinSigned(signed);
  }
}

/** One result of what was signed side by side. */
export function joinSigned(signed: {
  readonly inputs: SignedSide | undefined;
  readonly outputs: SignedSide | undefined;
  readonly params: SignedParams | undefined;
}): SigningResult {
  const { inputs, outputs, params } = signed;
  return {
    signature: {
      inputs: inputs?.result.schema ?? null,
      outputs: outputs?.result.schema ?? null,
      params: params?.params.schema ?? null,
    },
    sides: defined({ inputs: inputs?.result, outputs: outputs?.result }),
    ...defined({ params: params?.params }),
    problems: [...(inputs?.problems ?? []), ...(outputs?.problems ?? []), ...(params?.problems ?? [])],
  };
}
