import { type Dispatch, useCallback, useEffect, useRef } from "react";
import { type ErrorData, errorToData, type Text } from "../../core/errors.ts";
import type { SignerChoice } from "../../core/signers/choice.ts";
import { needsInterpreter } from "../../core/signers/needs-interpreter.ts";
import type { SigningResult } from "../../core/signers/signer.ts";
import type { SignetClient } from "../../worker/client.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { completeChoice } from "../signer/chosen-signer.ts";
import { type Held, type HeldSide, handingsOf, heldOf, isSameHeld } from "./held.ts";
import type { Action, LogLevel, Signed, State } from "./state.ts";

const NOTHING_BESIDE: readonly string[] = [];

/** What signing asks of the page besides what is signed. */
export interface Signing {
  /** Signs what is held with another signer, and changes nothing; null where nothing is held. */
  readonly trySigning: (choice: SignerChoice) => Promise<SigningResult | null>;
  /**
   * Signs a side that was just read with what is held beside it, so that it is shown signed at once; undefined where that takes longer or
   * fails, which is told once the page knows of the side.
   */
  readonly signEarly: (side: DataSide, read: HeldSide) => Promise<Signed | undefined>;
  /** Names inputs that were checked, of which problems are told too. */
  readonly setBeside: (beside: readonly string[]) => void;
  /** Looks for problems anew, since the worker knows more of what is signed: a profile, or what a check in full has said. */
  readonly findProblems: () => void;
}

/** What is held, as long as nothing of it changes the same object. */
function useHeld(state: State): Held {
  const now = heldOf(state);
  const last = useRef(now);
  if (!isSameHeld(last.current, now)) last.current = now;
  return last.current;
}

/** Signs whenever what is signed is not what the page holds; the worker has the evidence, so nothing is read again. */
export function useSigning(
  client: SignetClient,
  state: State,
  dispatch: Dispatch<Action>,
  log: (level: LogLevel, message: Text) => void,
): Signing {
  const held = useHeld(state);
  const { isSigning } = state;
  const beside = useRef(NOTHING_BESIDE);
  const signHeld = useCallback(
    async (of: Held, choice: SignerChoice) => {
      const handings = handingsOf(of);
      return handings === null ? null : client.sign(handings, of.params, choice, beside.current);
    },
    [client],
  );
  const trySigning = useCallback((choice: SignerChoice) => signHeld(held, choice), [signHeld, held]);

  useEffect(() => {
    if (!isSigning) return;
    let isStale = false;
    const settle = (result: SigningResult | null, error?: ErrorData) => {
      if (!isStale) dispatch({ kind: "signed", signed: { of: held, result, time: new Date() }, ...(error === undefined ? {} : { error }) });
    };
    const sign = async () => settle(await signHeld(held, completeChoice(held.signer)));
    sign().catch((thrown: unknown) => {
      const error = errorToData(thrown);
      settle(null, error);
      if (!isStale) log("error", error.remedy === undefined ? error.message : [...error.message, ` ${error.remedy}`]);
    });
    return () => {
      isStale = true;
    };
  }, [dispatch, log, signHeld, held, isSigning]);

  // Functions below read the newest of it without being made anew with it.
  const latest = useRef(held);
  latest.current = held;
  const signEarly = useCallback(
    async (side: DataSide, read: HeldSide) => {
      const of = { ...latest.current, [side]: read };
      try {
        const choice = completeChoice(of.signer);
        return needsInterpreter(choice) ? undefined : { of, result: await signHeld(of, choice), time: new Date() };
      } catch {
        return undefined;
      }
    },
    [signHeld],
  );
  const findProblems = useCallback(() => {
    const of = latest.current;
    const handings = handingsOf(of);
    if (handings === null) return;
    const find = async () => client.problems(handings, of.params, completeChoice(of.signer), beside.current);
    find().then(
      (problems) => dispatch({ kind: "problems", of, problems, time: new Date() }),
      (thrown: unknown) => log("error", errorToData(thrown).message),
    );
  }, [client, dispatch, log]);
  const setBeside = useCallback(
    (keys: readonly string[]) => {
      beside.current = keys;
      findProblems();
    },
    [findProblems],
  );
  return { trySigning, signEarly, setBeside, findProblems };
}
