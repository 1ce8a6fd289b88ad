import { CURRENT, type Environment, environmentName, has } from "../environment/environment.ts";
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

/**
 * Why an environment's MLflow, such as that of the model that the signature is for, does not load it as it is written; null where it does.
 * Params that it does not know are passed over.
 */
export function loadFailure(signature: ModelSignature, reader: Environment): string | null {
  const { inputs, outputs, params, environment: writer = CURRENT } = signature;
  const unknown = unknownType(inputs, reader) ?? unknownType(outputs, reader) ?? unknownParam(params, reader);
  if (unknown !== null && unknown !== "params") return `it has no type ${unknown}`;
  const hasColumns = [inputs, outputs].some((schema) => schema?.kind === "columns" && schema.specs.length > 0);
  if (hasColumns && has(writer, "requiredKey") && !has(reader, "requiredKey")) return "it does not know the key required of a column";
  const writesOptional = has(writer, "optionalKey") && !has(writer, "requiredKey") && (isOptional(inputs) || isOptional(outputs));
  const readsOptional = has(reader, "optionalKey") && !has(reader, "optionalKeyGone");
  return writesOptional && !readsOptional ? "it does not know the key optional of a column" : null;
}
