import type { Handing } from "../../core/python/handing.ts";
import type { PythonValue } from "../../core/python/value.ts";
import type { DataSide, ReadSummary } from "../../worker/protocol.ts";
import type { ChosenSigner } from "../signer/chosen-signer.ts";
import { answerOf, type SideState } from "./side-state.ts";

/** A side that was read and how it is handed over. The summary stands for the evidence, which the worker has. */
export interface HeldSide {
  readonly summary: ReadSummary;
  readonly handing: Handing;
}

/** All that a signature is made from, and who makes it: what was signed is an answer to this, and to nothing else. */
export interface Held {
  readonly inputs: HeldSide | null;
  readonly outputs: HeldSide | null;
  readonly params: PythonValue | undefined;
  readonly signer: ChosenSigner;
}

/** What of the page's state is held. */
interface Holding {
  readonly sides: Readonly<Record<DataSide, SideState>>;
  readonly params: { readonly value: PythonValue | undefined };
  readonly signer: ChosenSigner;
}

export function heldOf({ sides, params, signer }: Holding): Held {
  return { inputs: answerOf(sides.inputs), outputs: answerOf(sides.outputs), params: params.value, signer };
}

const isSameSide = (a: HeldSide | null, b: HeldSide | null): boolean => a?.summary === b?.summary && a?.handing === b?.handing;

export function isSameHeld(a: Held, b: Held): boolean {
  return isSameSide(a.inputs, b.inputs) && isSameSide(a.outputs, b.outputs) && Object.is(a.params, b.params) && a.signer === b.signer;
}

/** How each side that is held is handed over; null where there is nothing to sign. */
export function handingsOf({ inputs, outputs, params }: Held): Partial<Record<DataSide, Handing>> | null {
  if (inputs === null && outputs === null && params === undefined) return null;
  return { ...(inputs === null ? {} : { inputs: inputs.handing }), ...(outputs === null ? {} : { outputs: outputs.handing }) };
}
