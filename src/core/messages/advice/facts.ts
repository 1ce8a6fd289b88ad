import type { Schema } from "../../mlflow/types.ts";
import { pythonLiteral } from "../../python/repr.ts";
import type { Way } from "../../validation/verdict.ts";
import type { Capture, MessageAdvice } from "../entry.ts";

/** What a message contains, as advice needs it. */
export interface MessageFacts {
  readonly columns: readonly string[];
  readonly extra: readonly string[];
  readonly found: string | null;
  readonly expected: string | null;
  readonly via: Way | null;
  readonly schema: Schema | null;
  readonly inner: string | null;
  /** The values as they are written in the message. */
  readonly written: ReadonlyMap<Capture, string>;
}

/** Makes advice of what a message contains; empty where it contains too little for any. */
export type AdviceMaker = (facts: MessageFacts) => readonly MessageAdvice[];

/** A name in backquotes, as it reads in a sentence. */
export const named = (name: string) => `\`${name}\``;

const SHOWN = 5;

/** Names in a sentence, the first few of many. */
export function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).map(named).join(", ");
  return names.length > SHOWN ? `${shown} and ${names.length - SHOWN} more` : shown;
}

/** A column's label in Python: pandas numbers the columns of data without names. */
export function labelLiteral(name: string, schema: Schema | null): string {
  const hasNames = schema === null || schema.specs.some((spec) => spec.name !== undefined);
  return !hasNames && /^\d+$/.test(name) ? name : pythonLiteral(name);
}

/** Python that sets the signature of a logged model with one of its specs replaced. */
export const setSpec = (
  name: string,
  spec: string,
  imports: string,
) => `from mlflow.models import ModelSignature, get_model_info, set_signature
from mlflow.types import ${imports}

# The logged model, models:/<model_id> (before MLflow 3 runs:/<run_id>/<path>): a registered version is read-only.
signature = get_model_info(model_uri).signature
specs = [${spec} if spec.name == ${pythonLiteral(name)} else spec for spec in signature.inputs]
set_signature(model_uri, ModelSignature(Schema(specs), signature.outputs, signature.params))`;
