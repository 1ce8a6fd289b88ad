import { defined } from "../../../core/defined.ts";
import { errorToData } from "../../../core/errors.ts";
import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import type { ModelSignature } from "../../../core/mlflow/types.ts";
import { parseParamsText } from "../../../core/python/params-text.ts";
import type { PythonValue } from "../../../core/python/value.ts";
import { enforceParams } from "../../../core/validation/enforce-params.ts";
import type { CheckedData } from "../../../core/validation/reports/check-report.ts";
import type { DataSide, FilePart } from "../../../worker/protocol.ts";
import { dataSetsOf, isRequest, nameOfSet, settingsOf, sideOf } from "../routing/check-plan.ts";
import { readTypedText } from "../routing/typed-text.ts";
import { isSameList } from "../selectors/derive.ts";
import { checkedSignature, isSigning, sidesOf } from "../selectors/selectors.ts";
import type { CheckAction, CheckAnswer, CheckRow, Outcome } from "../state/check-state.ts";
import { defectLines } from "../state/failure-line.ts";
import { answerOf } from "../state/side-state.ts";
import type { PageState } from "../state/state.ts";
import type { PageStore } from "../store.ts";
import type { Checker, CheckOptions } from "./checker.ts";
import { drawn } from "./drawn.ts";
import { newId } from "./new-id.ts";

/** A request is checked once typing pauses for this long. */
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

/**
 * Checks data against the signature that the page shows: the data that made it, files that were dropped to be checked, and the request that
 * is typed. When the signature or the reader options change, everything is checked again. Files are checked one after another, to save memory.
 */
export class CheckingEffect {
  private readonly controllers = new Map<string, AbortController>();
  private queue: Promise<void> = Promise.resolve();
  private signature: ModelSignature | null = null;
  private own: readonly unknown[] = [];
  private given: readonly unknown[] = [null, null];
  private typed: readonly unknown[] = ["", null];
  private timer: ReturnType<typeof setTimeout> | undefined;

  private readonly store: PageStore;
  private readonly checker: Checker;

  constructor(store: PageStore, checker: Checker) {
    this.store = store;
    this.checker = checker;
  }

  follow(): void {
    const state = this.store.getState();
    this.signature = checkedSignature(state);
    this.followOwn(state);
    this.followGiven(state);
    this.followTyped(state);
  }

  /** Stops all checks; {@link follow} starts them again. */
  end(): void {
    clearTimeout(this.timer);
    for (const key of [...this.controllers.keys()]) this.forget(key);
    this.own = [];
    this.given = [null, null];
    this.typed = ["", null];
  }

  /** Checks new data, each file by itself, a folder as one data set; without `side`, by the names. */
  add(files: readonly FilePart[], given?: DataSide): void {
    for (const set of dataSetsOf(files)) {
      const side = given ?? (this.signature === null ? "inputs" : sideOf(set[0]?.name ?? "", this.signature));
      const row = { key: `given ${newId()}`, name: nameOfSet(set), origin: "given", side, files: set } as const;
      this.dispatch({ kind: "opened", key: row.key });
      this.checkGiven({ ...row, outcome: { phase: "waiting" } });
    }
  }

  setSide(key: string, side: DataSide): void {
    const row = this.store.getState().check.rows.find((one) => one.key === key);
    if (row !== undefined) this.checkGiven({ ...row, side });
  }

  cancel(key: string): void {
    this.controllers.get(key)?.abort();
    this.dispatch({ kind: "outcome", key, outcome: { phase: "failed", error: { tag: "Aborted", message: ["Cancelled."], place: {} } } });
  }

  remove(key: string): void {
    this.forget(key);
    this.dispatch({ kind: "removed", key });
  }

  private followOwn(state: PageState): void {
    const sides = sidesOf(state);
    const read = DATA_SIDES.map((side) => answerOf(sides[side]));
    const { value: params } = state.params;
    const { signature } = this;
    if (isSigning(state)) {
      // What was found stays in sight until the new signature is there, and is checked again then.
      this.stop(OWN_KEY);
      this.own = [null];
      return;
    }
    const isNothing = signature === null || (read.every((side) => side === null) && params === undefined);
    const now = isNothing ? [] : [signature, params, ...read.flatMap((side) => [side?.summary, side?.preprocessing])];
    if (isSameList(now, this.own)) return;
    this.own = now;
    if (isNothing) {
      this.remove(OWN_KEY);
      return;
    }
    const names = read.flatMap((side) => (side === null ? [] : [nameOfSet(side.files)])).join(", ");
    const [inputs, outputs] = read;
    const preprocessing = defined({ inputs: inputs?.preprocessing, outputs: outputs?.preprocessing });
    this.run({ key: OWN_KEY, name: names === "" ? "params" : names, origin: "own", side: "inputs", files: [] }, async (options) => {
      await drawn();
      if (options.signal?.aborted === true) return { checked: [] };
      const { checked } = await this.checker.selfCheck(preprocessing, params, signature, options);
      return { checked };
    });
  }

  private followGiven({ check }: PageState): void {
    const now = [this.signature, check.options];
    if (isSameList(now, this.given)) return;
    this.given = now;
    for (const row of check.rows) if (row.origin === "given") this.checkGiven(row);
  }

  private followTyped({ check }: PageState): void {
    const now = [check.text, this.signature];
    if (isSameList(now, this.typed)) return;
    this.typed = now;
    clearTimeout(this.timer);
    const { signature } = this;
    if (signature === null || readTypedText(check.text, null).kind !== "request") {
      this.remove(REQUEST_KEY);
      return;
    }
    const body: FilePart = { name: "request.json", blob: new Blob([check.text]) };
    this.timer = setTimeout(() => {
      this.run({ key: REQUEST_KEY, name: "request", origin: "request", side: "inputs", files: [body] }, (options) =>
        this.checkRequest(body.blob, signature, options),
      );
    }, TYPING_PAUSE_MS);
  }

  /** Checks a row of new data; without a signature it waits for one. */
  private checkGiven(row: CheckRow): void {
    const { signature } = this;
    if (signature === null) this.dispatch({ kind: "put", row: { ...row, outcome: { phase: "waiting" } } });
    else this.run(row, (options) => this.answer(row, signature, options), true);
  }

  private async answer({ key, side, name, files }: CheckRow, signature: ModelSignature, options: CheckOptions): Promise<CheckAnswer> {
    const [first] = files;
    if (first === undefined) return { checked: [] };
    if (side === "params") return { checked: [paramsChecked(name, parseParamsText(await first.blob.text()), signature)] };
    if (side === "inputs" && (await isRequest(files))) return this.checkRequest(first.blob, signature, options);
    const state = this.store.getState();
    const settings = settingsOf(state.check.options, sidesOf(state)[side]);
    return { checked: [await this.checker.check(files, settings, signature, { side, keepAs: key, ...options })] };
  }

  private async checkRequest(body: Blob, signature: ModelSignature, options: CheckOptions): Promise<CheckAnswer> {
    const { checked, marks } = await this.checker.checkRequest(body, signature, options);
    return { checked, marks };
  }

  private run(row: Omit<CheckRow, "outcome">, job: (options: CheckOptions) => Promise<CheckAnswer>, isQueued = false): void {
    const { key } = row;
    this.stop(key);
    const controller = new AbortController();
    this.controllers.set(key, controller);
    const { signal } = controller;
    const isCurrent = () => this.controllers.get(key) === controller;
    const settle = (outcome: Outcome) => isCurrent() && !signal.aborted && this.dispatch({ kind: "outcome", key, outcome });
    this.dispatch({ kind: "put", row: { ...row, outcome: { phase: "waiting" } } });
    const work = async () => {
      if (signal.aborted) return;
      settle({ phase: "running", progress: null, startedAt: performance.now() });
      try {
        const onProgress: CheckOptions["onProgress"] = (progress) => isCurrent() && this.dispatch({ kind: "progress", key, progress });
        settle({ phase: "done", ...(await job({ signal, onProgress })) });
      } catch (thrown) {
        const error = errorToData(thrown);
        settle({ phase: "failed", error });
        if (isCurrent() && !signal.aborted) for (const line of defectLines(error, ["The check: "])) this.store.dispatch(line);
      }
    };
    if (isQueued) this.queue = this.queue.then(work);
    else void work();
  }

  private forget(key: string): void {
    if (!this.controllers.has(key)) return;
    this.stop(key);
    this.checker.forgetCheck(key);
  }

  private stop(key: string): void {
    this.controllers.get(key)?.abort();
    this.controllers.delete(key);
  }

  private dispatch(action: CheckAction): void {
    this.store.dispatch({ kind: "check", action });
  }
}
