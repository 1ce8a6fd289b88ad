import { useCallback, useEffect, useMemo, useReducer, useRef } from "react";
import { errorToData } from "../../core/errors.ts";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import { parseParamsText } from "../../core/python/params-text.ts";
import type { PythonValue } from "../../core/python/value.ts";
import { enforceParams } from "../../core/validation/enforce-params.ts";
import type { CheckedData } from "../../core/validation/reports/check-report.ts";
import type { DataSide, FilePart } from "../../worker/protocol.ts";
import { fileFromText } from "../state/dropped-files.ts";
import { answerOf } from "../state/side-state.ts";
import type { State } from "../state/state.ts";
import { dataSetsOf, isRequest, nameOfSet, settingsOf, sideOf } from "./check-plan.ts";
import { type CheckAnswer, type CheckRow, type CheckState, NOTHING_CHECKED, type Outcome, reduceCheck } from "./check-state.ts";
import type { Checker, CheckOptions } from "./checker.ts";
import { readTypedText } from "./typed-text.ts";
import { useStableSignature } from "./use-stable-signature.ts";

/** What can be done in the place to check; every function is stable. */
export interface CheckActions {
  /** Holds new data against the signature, each file for itself, a folder as one data set; `side` absent: by its name. */
  add(files: readonly FilePart[], side?: DataSide): void;
  /** Takes what is in the box as data. */
  addTyped(): void;
  setSide(key: string, side: DataSide): void;
  cancel(key: string): void;
  remove(key: string): void;
  /** Shows the findings of a row, or of none. */
  open(key: string | null): void;
  show(isOpen: boolean): void;
  type(text: string): void;
  setOptions(options: string | null): void;
}

/** A request is checked once typing pauses for so long. */
const TYPING_PAUSE_MS = 250;

const OWN_KEY = "own";
const REQUEST_KEY = "request";

const paramsChecked = (name: string, params: PythonValue, signature: ModelSignature): CheckedData => ({
  name,
  side: "params",
  schema: null,
  params: signature.params,
  verdicts: [enforceParams(params, signature.params, "predict")],
});

/** The rows of what is checked, and how each is run: one after another for files, so that memory stays flat and progress tells something. */
function useRuns() {
  const [check, dispatch] = useReducer(reduceCheck, NOTHING_CHECKED);
  const controllers = useRef(new Map<string, AbortController>());
  const queue = useRef<Promise<void>>(Promise.resolve());

  const stop = useCallback((key: string) => {
    controllers.current.get(key)?.abort();
    controllers.current.delete(key);
  }, []);

  const run = useCallback(
    (row: Omit<CheckRow, "outcome">, job: (options: CheckOptions) => Promise<CheckAnswer>, isQueued = false) => {
      const { key } = row;
      stop(key);
      const controller = new AbortController();
      controllers.current.set(key, controller);
      const { signal } = controller;
      const isCurrent = () => controllers.current.get(key) === controller;
      const settle = (outcome: Outcome) => isCurrent() && dispatch({ kind: "outcome", key, outcome });
      dispatch({ kind: "put", row: { ...row, outcome: { phase: "waiting" } } });
      const work = async () => {
        if (signal.aborted) return;
        settle({ phase: "running", progress: null, startedAt: performance.now() });
        const onProgress: NonNullable<CheckOptions["onProgress"]> = (progress) =>
          isCurrent() && dispatch({ kind: "progress", key, progress });
        try {
          settle({ phase: "done", ...(await job({ signal, onProgress })) });
        } catch (thrown) {
          settle({ phase: "failed", error: errorToData(thrown) });
        }
      };
      if (isQueued) queue.current = queue.current.then(work);
      else void work();
    },
    [stop],
  );

  const cancel = useCallback((key: string) => {
    controllers.current.get(key)?.abort();
    dispatch({ kind: "outcome", key, outcome: { phase: "failed", error: { tag: "Aborted", message: ["Cancelled."], place: {} } } });
  }, []);

  return { check, dispatch, run, stop, cancel };
}

type Runs = ReturnType<typeof useRuns>;

/** Holds what made the signature against it, whenever it or the signature changes. */
function useOwnData(
  checker: Checker,
  { sides, params, isSigning }: State,
  signature: ModelSignature | null,
  { run, stop, dispatch }: Runs,
) {
  const [inputs, outputs] = [answerOf(sides.inputs) ?? undefined, answerOf(sides.outputs) ?? undefined];
  const names = [inputs, outputs].flatMap((side) => (side === undefined ? [] : [nameOfSet(side.files)])).join(", ");
  // What was read lies with the checker; its summary stands for it here, and is another object with each reading.
  const [inputsHanding, inputsRead, outputsHanding, outputsRead] = [inputs?.handing, inputs?.summary, outputs?.handing, outputs?.summary];
  const paramsValue = params.value;
  useEffect(() => {
    const held = {
      ...(inputsHanding === undefined || inputsRead === undefined ? {} : { inputs: inputsHanding }),
      ...(outputsHanding === undefined || outputsRead === undefined ? {} : { outputs: outputsHanding }),
    };
    if (signature === null || isSigning || (Object.keys(held).length === 0 && paramsValue === undefined)) {
      stop(OWN_KEY);
      dispatch({ kind: "removed", key: OWN_KEY });
      return;
    }
    run({ key: OWN_KEY, name: names === "" ? "params" : names, origin: "own", side: "inputs", files: [] }, async (options) => {
      const { checked } = await checker.selfCheck(held, paramsValue, signature, options);
      return { checked };
    });
  }, [checker, names, inputsHanding, inputsRead, outputsHanding, outputsRead, paramsValue, signature, isSigning, run, stop, dispatch]);
}

/** What new data is held against, and how it is read. */
interface Against {
  readonly state: State;
  readonly signature: ModelSignature;
  readonly options: string | null;
}

/** Checks one row of new data, by what it is. */
async function checkGiven(
  checker: Checker,
  { side, name, files }: CheckRow,
  { state, signature, options: typed }: Against,
  options: CheckOptions,
): Promise<CheckAnswer> {
  const [first] = files;
  if (first === undefined) return { checked: [] };
  if (side === "params") return { checked: [paramsChecked(name, parseParamsText(await first.blob.text()), signature)] };
  if (side === "inputs" && (await isRequest(files))) return requestAnswer(checker, first.blob, signature, options);
  return { checked: [await checker.check(files, settingsOf(typed, state.sides[side]), signature, { side, ...options })] };
}

async function requestAnswer(checker: Checker, body: Blob, signature: ModelSignature, options: CheckOptions): Promise<CheckAnswer> {
  const { checked, marks } = await checker.checkRequest(body, signature, options);
  return { checked, marks };
}

/** What is held against the page's signature, and what can be done there; `given` is the one that is taken away. */
export function useCheck(
  checker: Checker,
  state: State,
  given: ModelSignature | null,
): { readonly check: CheckState; readonly checkActions: CheckActions } {
  const signature = useStableSignature(given);
  const runs = useRuns();
  const { check, dispatch, run, stop, cancel } = runs;
  useOwnData(checker, state, signature, runs);

  const latest = useRef({ state, signature, check });
  latest.current = { state, signature, check };
  const nextId = useRef(1);

  const checkRow = useCallback(
    (row: CheckRow, against: ModelSignature | null, typed: string | null) => {
      // Without a signature a row waits for one.
      if (against === null) dispatch({ kind: "put", row: { ...row, outcome: { phase: "waiting" } } });
      else
        run(row, (options) => checkGiven(checker, row, { state: latest.current.state, signature: against, options: typed }, options), true);
    },
    [checker, dispatch, run],
  );

  // Another signature, or other options: what was checked is checked again.
  useEffect(() => {
    for (const row of latest.current.check.rows) if (row.origin === "given") checkRow(row, signature, check.options);
  }, [signature, check.options, checkRow]);

  useEffect(() => {
    const drop = () => {
      stop(REQUEST_KEY);
      dispatch({ kind: "removed", key: REQUEST_KEY });
    };
    if (signature === null || readTypedText(check.text).kind !== "request") return drop();
    const body: FilePart = { name: "request.json", blob: new Blob([check.text]) };
    const timer = setTimeout(() => {
      run({ key: REQUEST_KEY, name: "request", origin: "request", side: "inputs", files: [body] }, (options) =>
        requestAnswer(checker, body.blob, signature, options),
      );
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [checker, check.text, dispatch, run, signature, stop]);

  const checkActions = useMemo<CheckActions>(() => {
    const add = (files: readonly FilePart[], given?: DataSide) => {
      const { signature: against, check: held } = latest.current;
      for (const set of dataSetsOf(files)) {
        const name = nameOfSet(set);
        const side = given ?? (against === null ? "inputs" : sideOf(set[0]?.name ?? "", against));
        const row: CheckRow = { key: `given ${nextId.current++}`, name, origin: "given", side, files: set, outcome: { phase: "waiting" } };
        dispatch({ kind: "opened", key: row.key });
        checkRow(row, against, held.options);
      }
    };
    return {
      add,
      addTyped() {
        add([fileFromText(latest.current.check.text)]);
        dispatch({ kind: "typed", text: "" });
      },
      setSide(key, side) {
        const { signature: against, check: held } = latest.current;
        const row = held.rows.find((one) => one.key === key);
        if (row !== undefined) checkRow({ ...row, side }, against, held.options);
      },
      cancel,
      remove(key) {
        stop(key);
        dispatch({ kind: "removed", key });
      },
      open: (key) => dispatch({ kind: "opened", key }),
      show: (isOpen) => dispatch({ kind: "shown", isOpen }),
      type: (text) => dispatch({ kind: "typed", text }),
      setOptions: (options) => dispatch({ kind: "options", options }),
    };
  }, [cancel, checkRow, dispatch, stop]);

  return { check, checkActions };
}
