import { useCallback, useEffect, useMemo, useReducer, useRef } from "react";
import { type ErrorData, errorToData, type Text, text } from "../../core/errors.ts";
import { type Handing, handingOf } from "../../core/python/handing.ts";
import { parseParamsText } from "../../core/python/params-text.ts";
import type { PythonValue } from "../../core/python/value.ts";
import type { ReadDepth } from "../../core/readers/reader.ts";
import type { ReadSettings } from "../../core/readers/settings.ts";
import type { SignerChoice } from "../../core/signers/choice.ts";
import type { SigningResult } from "../../core/signers/signer.ts";
import { SignetClient } from "../../worker/client.ts";
import type { DataSide, FilePart } from "../../worker/protocol.ts";
import type { SignerClient } from "../../worker/signer-client.ts";
import type { WorkerLike } from "../../worker/worker-like.ts";
import { sampleFiles } from "../sample-data.ts";
import type { ChosenSigner } from "../signer/chosen-signer.ts";
import { BegunSides, beginsLate } from "./begun-sides.ts";
import { assignRoles, looksLikeTargets, type Role } from "./file-roles.ts";
import { count } from "./format.ts";
import { INITIAL, type LogLevel, type Pane, reduce, type Selection, type SideState, type State } from "./state.ts";
import { useSigning } from "./use-signing.ts";

const NO_OPTIONS: ReadSettings = { options: new Map() };

/** Up to this size a file is read whole at once: it takes no longer than a glance, and nothing is left to verify. */
const WHOLE_BYTES = 4 << 20;

function depthFor(files: readonly FilePart[]): ReadDepth {
  return files.reduce((sum, { blob }) => sum + blob.size, 0) <= WHOLE_BYTES ? "all" : "needed";
}

/** What the page can do; every function is stable. */
export interface Actions {
  /** Takes files for a role, or, where they fell on none, for those that their names say. */
  drop(files: readonly FilePart[], on: Role | null): void;
  /** Reads a side's files again with other options; without `handing`, what was cast and dropped stays. */
  readAgain(side: DataSide, options: ReadonlyMap<string, PythonValue>, handing?: Handing): void;
  hand(side: DataSide, handing: Handing): void;
  /** Reads what was left unread; the answer may be revised. */
  verify(side: DataSide): void;
  cancel(side: DataSide): void;
  remove(side: DataSide): void;
  move(from: DataSide): void;
  setParams(source: string): void;
  /** Reads files as further parts of what a side has. */
  addParts(side: DataSide, files: readonly FilePart[]): void;
  removeModel(): void;
  select(selection: Selection | null): void;
  /** Shows the row of a param. */
  showParam(name: string): void;
  answerTargets(): void;
  trySample(): void;
  openOptions(side: DataSide | null): void;
  showPane(pane: Pane): void;
  /** Names inputs that were checked, so that problems are told of them too. */
  setBeside(keys: readonly string[]): void;
  /** Looks for problems anew, since the worker knows more of what is signed. */
  findProblems(): void;
  /** Reads a side's files again, for how its columns are distributed; {@link SignetClient.profile}. */
  profile: SignetClient["profile"];
  /** Reads a side's files again up to some rows; {@link SignetClient.rows}. */
  rows: SignetClient["rows"];
  log(level: LogLevel, message: Text): void;
  /** What is being read and not drawn as that yet. */
  readonly begun: BegunSides;
  /** Signs with another signer from now on; nothing is read again. */
  chooseSigner(signer: ChosenSigner): void;
}

const OTHER: Readonly<Record<DataSide, DataSide>> = { inputs: "outputs", outputs: "inputs" };

/** The page's state and what can be done to it; `spawn` starts the worker, `signers` the one for users' own signers. */
export function useSignet(
  spawn: () => WorkerLike,
  signers: () => Promise<SignerClient>,
): {
  readonly state: State;
  readonly actions: Actions;
  readonly client: SignetClient;
  /** Signs what is held with another signer, and changes nothing; null where nothing is held. */
  readonly trySigning: (choice: SignerChoice) => Promise<SigningResult | null>;
} {
  const [state, dispatch] = useReducer(reduce, INITIAL);
  const client = useMemo(() => new SignetClient(spawn, signers), [spawn, signers]);
  const controllers = useRef(new Map<DataSide, AbortController>());

  // The worker is started before the first drop, since starting it costs more than reading a small file.
  useEffect(() => client.warmUp(), [client]);

  const log = useCallback((level: LogLevel, message: Text) => dispatch({ kind: "logged", level, message, time: new Date() }), []);

  // Functions below read the newest state without being made anew with each of it.
  const latest = useRef(state);
  latest.current = state;
  const begun = useMemo(() => new BegunSides(), []);

  const { trySigning, signEarly, setBeside, findProblems } = useSigning(client, state, dispatch, log);

  /** Reads a side's files in place of whatever is being read for it; `isCurrent` until something else is. */
  const startReading = useCallback(
    (side: DataSide, files: readonly FilePart[], settings: ReadSettings, pages: ReadDepth) => {
      controllers.current.get(side)?.abort();
      const controller = new AbortController();
      controllers.current.set(side, controller);
      const isCurrent = () => controllers.current.get(side) === controller;
      const summary = client.read(side, files, settings, {
        pages,
        signal: controller.signal,
        onProgress: (progress) => isCurrent() && dispatch({ kind: "progress", side, progress }),
      });
      return { summary, isCurrent };
    },
    [client],
  );

  const read = useCallback(
    async (side: DataSide, files: readonly FilePart[], settings: ReadSettings) => {
      begun.begin(side, latest.current.sides[side]);
      const name = files.map((file) => file.name).join(", ");
      const startedAt = performance.now();
      const { summary: reading, isCurrent } = startReading(side, files, settings, depthFor(files));
      const begin = beginsLate(() => {
        dispatch({ kind: "reading", side, files, settings, startedAt });
        log("info", text`Reading ${name} as ${side}.`);
      }, isCurrent);
      try {
        const summary = await reading;
        if (!isCurrent()) return;
        const handing = handingOf(settings);
        const signed = await signEarly(side, { summary, handing });
        if (!isCurrent()) return;
        begin();
        dispatch({ kind: "read", side, summary, handing, ...(signed === undefined ? {} : { signed }) });
        log(
          "info",
          text`${name} is ${summary.format} (${summary.reason})${summary.rowCount === null ? "" : `: ${count(summary.rowCount)} rows`}.`,
        );
        for (const { message } of summary.applied) log("warning", message);
      } catch (thrown) {
        if (!isCurrent()) return;
        begin();
        const error: ErrorData = errorToData(thrown);
        dispatch({ kind: "failed", side, error });
        log(error.tag === "Aborted" ? "warning" : "error", [`${name}: `, ...error.message]);
      }
    },
    [startReading, log, signEarly, begun],
  );

  const verify = useCallback(
    async (side: DataSide, files: readonly FilePart[], settings: ReadSettings) => {
      dispatch({ kind: "verifying", side, startedAt: performance.now() });
      const { summary: reading, isCurrent } = startReading(side, files, settings, "all");
      try {
        const summary = await reading;
        if (!isCurrent()) return;
        dispatch({ kind: "read", side, summary, handing: handingOf(settings) });
        log("info", text`The ${side} are verified: every page was read.`);
      } catch (thrown) {
        if (!isCurrent()) return;
        const error = errorToData(thrown);
        if (error.tag === "Aborted") dispatch({ kind: "unverified", side });
        else {
          dispatch({ kind: "failed", side, error });
          log("error", [`Verifying the ${side} failed: `, ...error.message]);
        }
      }
    },
    [startReading, log],
  );

  const setParams = useCallback((source: string) => {
    if (source.trim() === "") {
      dispatch({ kind: "params", params: { text: source, value: undefined, error: null } });
      return;
    }
    try {
      dispatch({ kind: "params", params: { text: source, value: parseParamsText(source), error: null } });
    } catch (thrown) {
      dispatch({ kind: "params", params: { text: source, value: undefined, error: errorToData(thrown) } });
    }
  }, []);

  const loadModel = useCallback(
    async (files: readonly FilePart[]) => {
      try {
        const found = await client.loadModel(files);
        dispatch({ kind: "model", found });
        log("info", text`Loaded ${files[0]?.name ?? "a model"}.`);
      } catch (thrown) {
        const error = errorToData(thrown);
        dispatch({ kind: "model-refused", error });
        log("error", error.message);
      }
    },
    [client, log],
  );

  const actions = useMemo<Actions>(() => {
    const readText = (file: FilePart, use: (source: string) => void) =>
      file.blob.text().then(use, () => log("error", text`${file.name} cannot be read.`));
    const take = (role: Role, files: readonly FilePart[]) => {
      const [first] = files;
      if (first === undefined) return;
      if (role === "params") readText(first, setParams);
      else if (role === "mlmodel") void loadModel(files);
      else {
        void read(role, files, NO_OPTIONS);
        if (role === "outputs") dispatch({ kind: "targets", name: looksLikeTargets(first.name) ? first.name : null });
      }
    };
    return {
      drop(files, on) {
        if (on === "params" || on === "mlmodel") return take(on, files);
        const { sides } = latest.current;
        const free =
          (sides.inputs.phase !== "empty" || controllers.current.has("inputs")) && sides.outputs.phase === "empty" ? "outputs" : "inputs";
        for (const [role, share] of assignRoles(files, on, free)) take(role, share);
      },
      readAgain(side, options, handing) {
        const current = latest.current.sides[side];
        if (current.phase === "empty") return;
        const kept = current.phase === "ready" ? current.handing : handingOf(current.settings);
        void read(side, current.files, { ...(handing ?? kept), options });
      },
      addParts(side, files) {
        const current = latest.current.sides[side];
        if (current.phase === "empty") return take(side, files);
        const settings = current.phase === "ready" ? { ...current.handing, options: current.asked } : current.settings;
        void read(side, [...current.files, ...files], settings);
      },
      hand: (side, handing) => dispatch({ kind: "handing", side, handing }),
      verify(side) {
        const current = latest.current.sides[side];
        if (current.phase === "ready" && current.verifying === null) void verify(side, current.files, { options: current.asked });
      },
      cancel: (side) => controllers.current.get(side)?.abort(),
      remove(side) {
        controllers.current.get(side)?.abort();
        controllers.current.delete(side);
        client.forget(side);
        dispatch({ kind: "removed", side });
      },
      move(from) {
        const { [from]: moved, [OTHER[from]]: other } = latest.current.sides;
        if (moved.phase === "empty") return;
        // Only what was asked for goes along: what was applied by itself is found, and told, again.
        const asked = (side: SideState) =>
          side.phase === "empty" ? new Map() : side.phase === "ready" ? side.asked : side.settings.options;
        controllers.current.get(from)?.abort();
        controllers.current.delete(from);
        dispatch({ kind: "moved", from });
        void read(OTHER[from], moved.files, { options: asked(moved) });
        const newOutputs = from === "inputs" ? moved : other;
        const [first] = newOutputs.phase === "empty" ? [] : newOutputs.files;
        if (first !== undefined && looksLikeTargets(first.name)) dispatch({ kind: "targets", name: first.name });
        if (other.phase !== "empty") void read(from, other.files, { options: asked(other) });
        else client.forget(from);
      },
      setParams,
      removeModel: () => dispatch({ kind: "model", found: null }),
      select: (selection) => dispatch({ kind: "selected", selection }),
      showParam: (name) => dispatch({ kind: "param-shown", name }),
      answerTargets: () => dispatch({ kind: "targets", name: null }),
      trySample() {
        const sample = sampleFiles();
        void read("inputs", [sample.inputs], NO_OPTIONS);
        void read("outputs", [sample.outputs], NO_OPTIONS);
        setParams(sample.params);
      },
      openOptions: (side) => dispatch({ kind: "options-opened", side }),
      showPane: (pane) => dispatch({ kind: "pane", pane }),
      setBeside,
      findProblems,
      profile: async (side, options) => {
        const profile = await client.profile(side, options);
        findProblems();
        return profile;
      },
      rows: (side, wish, options) => client.rows(side, wish, options),
      log,
      begun,
      chooseSigner: (signer) => dispatch({ kind: "signer", signer }),
    };
  }, [client, loadModel, log, read, setParams, verify, begun, setBeside, findProblems]);

  return { state, actions, client, trySigning };
}
