import { type Dispatch, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { errorToData, type Text } from "../../core/errors.ts";
import type { SignerChoice } from "../../core/signers/choice.ts";
import type { SigningResult } from "../../core/signers/signer.ts";
import type { SignetClient } from "../../worker/client.ts";
import { newRecords } from "../log/new-records.ts";
import { completeChoice } from "../signer/chosen-signer.ts";
import type { Action, LogLevel, State } from "./state.ts";

const NOTHING_BESIDE: readonly string[] = [];

/** What signing asks of the page besides what is signed. */
export interface Signing {
  /** Signs what is held with another signer, and changes nothing; null where nothing is held. */
  readonly trySigning: (choice: SignerChoice) => Promise<SigningResult | null>;
  /** Names inputs that were checked, of which problems are told too. */
  readonly setBeside: (beside: readonly string[]) => void;
  /** Looks for problems anew, since the worker knows more of what is signed: a profile, or what a check in full has said. */
  readonly findProblems: () => void;
}

/** Signs whenever what is signed changes; the worker holds the evidence, so nothing is read again. */
export function useSigning(
  client: SignetClient,
  state: State,
  dispatch: Dispatch<Action>,
  log: (level: LogLevel, message: Text) => void,
): Signing {
  const [beside, setBeside] = useState(NOTHING_BESIDE);
  const { inputs, outputs } = state.sides;
  const inputsHanding = inputs.phase === "ready" ? inputs.handing : undefined;
  const outputsHanding = outputs.phase === "ready" ? outputs.handing : undefined;
  const inputsRead = inputs.phase === "ready" ? inputs.summary : undefined;
  const outputsRead = outputs.phase === "ready" ? outputs.summary : undefined;
  const paramsValue = state.params.value;
  const { signer } = state;

  // What is signed: `…Read` stand for the evidence, which the worker holds, so that nothing is read again.
  const held = useMemo(() => {
    const sides = {
      ...(inputsHanding === undefined || inputsRead === undefined ? {} : { inputs: inputsHanding }),
      ...(outputsHanding === undefined || outputsRead === undefined ? {} : { outputs: outputsHanding }),
    };
    return Object.keys(sides).length === 0 && paramsValue === undefined ? null : { sides, params: paramsValue };
  }, [inputsHanding, outputsHanding, inputsRead, outputsRead, paramsValue]);
  const trySigning = useCallback(
    async (choice: SignerChoice) => (held === null ? null : client.sign(held.sides, held.params, choice, beside)),
    [client, held, beside],
  );

  const lastResult = useRef<SigningResult | null>(null);
  // Signs whenever what is signed, or who signs it, changes.
  useEffect(() => {
    let stale = false;
    const settle = (result: SigningResult | null) => {
      if (stale) return;
      dispatch({ kind: "signed", result });
      if (result === null) return;
      dispatch({ kind: "recorded", records: newRecords(lastResult.current, result), time: new Date() });
      lastResult.current = result;
    };
    const sign = async () => settle(await trySigning(completeChoice(signer)));
    sign().catch((thrown: unknown) => {
      if (stale) return;
      const error = errorToData(thrown);
      dispatch({ kind: "signed", result: null, error });
      log("error", error.remedy === undefined ? error.message : [...error.message, ` ${error.remedy}`]);
    });
    return () => {
      stale = true;
    };
  }, [dispatch, log, trySigning, signer]);

  const latest = useRef({ held, signer, beside });
  latest.current = { held, signer, beside };
  const findProblems = useCallback(() => {
    const { held, signer, beside } = latest.current;
    if (held === null) return;
    const find = async () => {
      const problems = await client.problems(held.sides, held.params, completeChoice(signer), beside);
      // What was signed anew meanwhile was so with all that is known.
      if (latest.current.held !== held || latest.current.signer !== signer || lastResult.current === null) return;
      const result = { ...lastResult.current, problems };
      dispatch({ kind: "problems", problems });
      dispatch({ kind: "recorded", records: newRecords(lastResult.current, result), time: new Date() });
      lastResult.current = result;
    };
    find().catch((thrown: unknown) => log("error", errorToData(thrown).message));
  }, [client, dispatch, log]);
  return { trySigning, setBeside, findProblems };
}
