import { type Environment, environmentName, has } from "../environment/environment.ts";
import { SignetError, text } from "../errors.ts";
import type { ModelSignature, Schema } from "../mlflow/types.ts";
import { unknownParam, unknownType } from "../mlflow/unknown-types.ts";

const isOptional = (schema: Schema | null): boolean => schema?.kind === "columns" && schema.specs.some(({ required }) => !required);

/**
 * What a signature loses where it is written for an environment's MLflow, in sentences. Throws `InvalidSchema` where that MLflow has no such
 * type, and would not load what is written.
 */
export function lossesIn({ inputs, outputs, params }: ModelSignature, environment: Environment): readonly string[] {
  const unknown = unknownType(inputs, environment) ?? unknownType(outputs, environment) ?? unknownParam(params, environment);
  if (unknown !== null && unknown !== "params")
    throw new SignetError(
      "InvalidSchema",
      text`${environmentName(environment)} has no type ${unknown}, and would not load the signature.`,
      {
        remedy: "Change the columns of this type, or write for a newer MLflow.",
      },
    );
  const losesOptional = !has(environment, "optionalKey") && (isOptional(inputs) || isOptional(outputs));
  return [
    ...(unknown === "params" ? ["The params are left out: MLflow has them since 2.6."] : []),
    ...(losesOptional ? ["Optional columns become required: MLflow has optional ones since 2.4."] : []),
  ];
}
