import { defined } from "../../../core/defined.ts";
import { CURRENT, type Environment, isSameEnvironment } from "../../../core/environment/environment.ts";
import type { Preprocessing } from "../../../core/python/preprocessing.ts";
import type { PythonValue } from "../../../core/python/value.ts";
import type { DataSide, ReadSummary } from "../../../worker/protocol.ts";
import { type ChosenSigner, INFER } from "./chosen-signer.ts";
import { answerOf, type SideState } from "./side-state.ts";

/** A side that was read, and what is done to it after reading. The summary stands for the evidence, which the worker has. */
export interface SigningSide {
  readonly summary: ReadSummary;
  readonly preprocessing: Preprocessing;
}

/** Everything that a signature is made from, and the signer: a result answers one of these and no other. */
export interface SigningInputs {
  readonly inputs: SigningSide | null;
  readonly outputs: SigningSide | null;
  readonly params: PythonValue | undefined;
  readonly signer: ChosenSigner;
  readonly environment: Environment;
}

/** The inputs of signing before anything is given. */
export const NOTHING_TO_SIGN: SigningInputs = { inputs: null, outputs: null, params: undefined, signer: INFER, environment: CURRENT };

export function signingInputsOf(
  sides: Readonly<Record<DataSide, SideState>>,
  params: PythonValue | undefined,
  signer: ChosenSigner,
  environment: Environment,
): SigningInputs {
  return { inputs: answerOf(sides.inputs), outputs: answerOf(sides.outputs), params, signer, environment };
}

const isSameSide = (a: SigningSide | null, b: SigningSide | null): boolean =>
  a?.summary === b?.summary && a?.preprocessing === b?.preprocessing;

export function isSameInputs(a: SigningInputs, b: SigningInputs): boolean {
  const isSameData = isSameSide(a.inputs, b.inputs) && isSameSide(a.outputs, b.outputs) && Object.is(a.params, b.params);
  return isSameData && a.signer === b.signer && isSameEnvironment(a.environment, b.environment);
}

/** What is done after reading to each side that was read; null if there is nothing to sign. */
export function preprocessingOf({ inputs, outputs, params }: SigningInputs): Partial<Record<DataSide, Preprocessing>> | null {
  if (inputs === null && outputs === null && params === undefined) return null;
  return defined({ inputs: inputs?.preprocessing, outputs: outputs?.preprocessing });
}
