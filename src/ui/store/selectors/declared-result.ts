import { defined } from "../../../core/defined.ts";
import { text } from "../../../core/errors.ts";
import type { SpecReport } from "../../../core/ladders/infer-report.ts";
import type { LoadedModel } from "../../../core/mlflow/load-model.ts";
import type { ModelSignature, Schema } from "../../../core/mlflow/types.ts";
import type { SideResult, SigningResult } from "../../../core/signers/signer.ts";

/** Whether a signature has any part; that of an MLmodel may be only nulls. */
export function isSigned(signature: ModelSignature | null | undefined): signature is ModelSignature {
  return (
    signature !== null && signature !== undefined && (signature.inputs !== null || signature.outputs !== null || signature.params !== null)
  );
}

function declaredSide(schema: Schema | null, origin: LoadedModel["origin"]): SideResult | undefined {
  if (schema === null) return undefined;
  const specs = schema.specs.map((spec): SpecReport => {
    const to = spec.kind === "tensor" ? spec.dtype : spec.type.kind === "scalar" ? spec.type.name : spec.type.kind;
    const steps = [{ from: "", to, because: text`The ${origin} declares it.` }];
    return { ...defined({ name: spec.name }), spec, dtype: "", steps, missing: null, isUncounted: true };
  });
  return { schema, failure: null, integerHint: false, specs, rowCount: null };
}

/** A loaded signature as a result for the tables. No file was read, so every type is explained as declared. */
export function declaredResult({ signature, origin }: LoadedModel): SigningResult | null {
  if (!isSigned(signature)) return null;
  const { inputs, outputs, params } = signature;
  return {
    signature,
    sides: defined({ inputs: declaredSide(inputs, origin), outputs: declaredSide(outputs, origin) }),
    ...(params === null ? {} : { params: { schema: params, failure: null, specs: params.params, refusals: [], surprises: [] } }),
    problems: [],
  };
}
