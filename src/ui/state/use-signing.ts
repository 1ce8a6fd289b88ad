import { type Dispatch, useCallback, useEffect, useMemo, useRef } from "react";
import { errorToData, type Text } from "../../core/errors.ts";
import type { Handing } from "../../core/python/handing.ts";
import type { SignerChoice } from "../../core/signers/choice.ts";
import { needsInterpreter } from "../../core/signers/needs-interpreter.ts";
import type { SigningResult } from "../../core/signers/signer.ts";
import type { SignetClient } from "../../worker/client.ts";
import type { DataSide } from "../../worker/protocol.ts";
import { completeChoice } from "../signer/chosen-signer.ts";
import { type Action, besideOf, type LogLevel, OTHER, type SignedEarly, type State } from "./state.ts";

const NOTHING_BESIDE: readonly string[] = [];

/** What signing asks of the page besides what is signed. */
export interface Signing {
  /** Signs what is held with another signer, and changes nothing; null where nothing is held. */
  readonly trySigning: (choice: SignerChoice) => Promise<SigningResult | null>;
  /**
   * Signs a side that was just read with what is held beside it, so that it can be shown signed at once; undefined where that takes longer
   * or fails, which is told once the page knows of the side.
   */
  readonly signEarly: (side: DataSide, handing: Handing) => Promise<SignedEarly | undefined>;
  /** Names inputs that were checked, of which problems are told too. */
  readonly setBeside: (beside: readonly string[]) => void;
  /** Looks for problems anew, since the worker knows more of what is signed: a profile, or what a check in full has said. */
  readonly findProblems: () => void;
}

/** Signs whenever what is signed is not what the page holds; the worker has the evidence, so nothing is read again. */
export function useSigning(
  client: SignetClient,
  state: State,
  dispatch: Dispatch<Action>,
  log: (level: LogLevel, message: Text) => void,
): Signing {
  const { inputs, outputs } = state.sides;
  const inputsHanding = inputs.phase === "ready" ? inputs.handing : undefined;
  const outputsHanding = outputs.phase === "ready" ? outputs.handing : undefined;
  const inputsRead = inputs.phase === "ready" ? inputs.summary : undefined;
  const outputsRead = outputs.phase === "ready" ? outputs.summary : undefined;
  const paramsValue = state.params.value;
  const { signer, isSigning } = state;

  // What is signed: `…Read` stand for the evidence, which the worker holds, so that nothing is read again.
  const held = useMemo(() => {
    const sides = {
      ...(inputsHanding === undefined || inputsRead === undefined ? {} : { inputs: inputsHanding }),
      ...(outputsHanding === undefined || outputsRead === undefined ? {} : { outputs: outputsHanding }),
    };
    return Object.keys(sides).length === 0 && paramsValue === undefined ? null : { sides, params: paramsValue };
  }, [inputsHanding, outputsHanding, inputsRead, outputsRead, paramsValue]);
  const beside = useRef(NOTHING_BESIDE);
  const trySigning = useCallback(
    async (choice: SignerChoice) => (held === null ? null : client.sign(held.sides, held.params, choice, beside.current)),
    [client, held],
  );

  useEffect(() => {
    if (!isSigning) return;
    let stale = false;
    const sign = async () => trySigning(completeChoice(signer));
    sign().then(
      (result) => {
        if (!stale) dispatch({ kind: "signed", result, time: new Date() });
      },
      (thrown: unknown) => {
        if (stale) return;
        const error = errorToData(thrown);
        dispatch({ kind: "signed", result: null, error, time: new Date() });
        log("error", error.remedy === undefined ? error.message : [...error.message, ` ${error.remedy}`]);
      },
    );
    return () => {
      stale = true;
    };
  }, [dispatch, log, trySigning, signer, isSigning]);

  // Functions below read the newest of these without being made anew with each of them.
  const latest = useRef({ held, state });
  latest.current = { held, state };
  const signEarly = useCallback(
    async (side: DataSide, handing: Handing) => {
      const others = besideOf(side, latest.current.state);
      const { other, params, signer } = others;
      const sides = { [side]: handing, ...(other.phase === "ready" ? { [OTHER[side]]: other.handing } : {}) };
      try {
        const choice = completeChoice(signer);
        if (needsInterpreter(choice)) return undefined;
        return { beside: others, result: await client.sign(sides, params, choice, beside.current), time: new Date() };
      } catch {
        return undefined;
      }
    },
    [client],
  );
  const findProblems = useCallback(() => {
    const { held, state } = latest.current;
    if (held === null) return;
    const find = async () => client.problems(held.sides, held.params, completeChoice(state.signer), beside.current);
    find().then(
      (problems) => {
        // What was signed anew meanwhile was so with all that is known.
        const isCurrent = latest.current.held === held && latest.current.state.signer === state.signer;
        if (isCurrent) dispatch({ kind: "problems", problems, time: new Date() });
      },
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
