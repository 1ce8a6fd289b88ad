import { errorToData } from "../../../core/errors.ts";
import type { ModelSignature } from "../../../core/mlflow/types.ts";
import type { SignerChoice } from "../../../core/signers/choice.ts";
import { needsInterpreter } from "../../../core/signers/needs-interpreter.ts";
import type { SigningResult } from "../../../core/signers/signer.ts";
import type { SignetClient } from "../../../worker/client.ts";
import { isSameList } from "../selectors/derive.ts";
import { signingInputs } from "../selectors/selectors.ts";
import type { SignedAnswer } from "../state/action.ts";
import { completeChoice } from "../state/chosen-signer.ts";
import { failureLine } from "../state/failure-line.ts";
import { preprocessingOf, type SigningInputs } from "../state/signing-inputs.ts";
import type { PageState } from "../state/state.ts";
import type { PageStore } from "../store.ts";
import { drawn } from "./drawn.ts";
import type { SignEarly } from "./reading.ts";

/**
 * Inputs that were dropped to be checked, since problems are reported for them too: for each whether its check is done, and its key. If one
 * is checked again, its earlier check counts until then.
 */
function comparisonKeys({ check }: PageState): readonly string[] {
  return check.rows
    .filter(({ origin, side, outcome }) => origin === "given" && side === "inputs" && ["done", "running"].includes(outcome.phase))
    .map(({ key, outcome }) => `${outcome.phase === "done"} ${key}`);
}

/** The check of the signature's own data, if the signature was given by hand: its problems come from those verdicts. */
function givenVerdicts({ check, signing }: PageState): unknown {
  const isGiven = Object.values(signing.result?.sides ?? {}).some((side) => side.isGiven === true);
  const outcome = check.rows.find(({ origin }) => origin === "own")?.outcome;
  return isGiven && outcome?.phase === "done" ? outcome.checked : null;
}

/** Signs whenever something to be signed has changed. The worker has the evidence, so nothing is read again. */
export class SigningEffect {
  private running: SigningInputs | null = null;
  private comparison: readonly string[] = [];
  private verdicts: unknown = null;
  /** The signature whose problems were last looked for, with their fixes. */
  private tried: ModelSignature | null = null;
  /** How often problems were asked for, and which of the answers came last. */
  private asked = 0;
  private answered = 0;

  private readonly store: PageStore;
  private readonly client: SignetClient;

  constructor(store: PageStore, client: SignetClient) {
    this.store = store;
    this.client = client;
  }

  follow(): void {
    const state = this.store.getState();
    const inputs = signingInputs(state);
    if (inputs !== state.signing.of && inputs !== this.running) void this.sign(inputs);
    if (inputs === state.signing.of) this.running = null;
    this.followProblems(state);
  }

  /** Signs with another signer and changes nothing; null if there is nothing to sign. */
  readonly trySigning = (choice: SignerChoice): Promise<SigningResult | null> => this.signed(signingInputs(this.store.getState()), choice);

  readonly signEarly: SignEarly = async (side, { summary, work }) => {
    const of = { ...signingInputs(this.store.getState()), [side]: { summary, preprocessing: work.preprocessing } };
    try {
      const choice = completeChoice(of.signer);
      if (needsInterpreter(choice)) return undefined;
      return { of, result: await this.signed(of, choice), error: null, time: new Date() } satisfies SignedAnswer;
    } catch {
      // It fails again, and is reported, once the page knows of the side.
      return undefined;
    }
  };

  /** Looks for problems again, since the worker has more evidence: a profile, or a full check. */
  readonly findProblems = (): void => {
    const of = signingInputs(this.store.getState());
    const preprocessing = preprocessingOf(of);
    if (preprocessing === null) return;
    const number = ++this.asked;
    const find = async () => this.client.problems(preprocessing, of.params, completeChoice(of.signer), this.comparedKeys(), of.environment);
    find().then(
      (problems) => {
        // What was asked with less evidence may take longer, since it was the first to try the fixes.
        if (number < this.answered) return;
        this.answered = number;
        this.store.dispatch({ kind: "problems", of, problems, time: new Date() });
      },
      (thrown: unknown) => this.store.dispatch(failureLine(errorToData(thrown))),
    );
  };

  private followProblems(state: PageState): void {
    const comparison = comparisonKeys(state);
    const verdicts = givenVerdicts(state);
    // Fixes are tried once the signature is drawn, and offered then.
    const signature = signingInputs(state) === state.signing.of ? (state.signing.result?.signature ?? null) : this.tried;
    const isNew =
      !isSameList(comparison, this.comparison) ||
      (verdicts !== null && verdicts !== this.verdicts) ||
      (signature !== null && signature !== this.tried);
    this.comparison = comparison;
    this.tried = signature;
    this.verdicts = verdicts;
    if (isNew) void drawn().then(this.findProblems);
  }

  private comparedKeys(): readonly string[] {
    return this.comparison.map((key) => key.slice(key.indexOf(" ") + 1));
  }

  private async signed(of: SigningInputs, choice: SignerChoice): Promise<SigningResult | null> {
    const preprocessing = preprocessingOf(of);
    return preprocessing === null ? null : this.client.sign(preprocessing, of.params, choice, this.comparedKeys(), of.environment);
  }

  private async sign(of: SigningInputs): Promise<void> {
    this.running = of;
    const settle = (result: SigningResult | null, error: SignedAnswer["error"]) =>
      this.store.dispatch({ kind: "signed", answer: { of, result, error, time: new Date() } });
    try {
      settle(await this.signed(of, completeChoice(of.signer)), null);
    } catch (thrown) {
      const isStale = signingInputs(this.store.getState()) !== of;
      const error = errorToData(thrown);
      settle(null, error);
      const message = error.remedy === undefined ? error.message : [...error.message, ` ${error.remedy}`];
      if (!isStale) this.store.dispatch(failureLine({ ...error, message }));
    }
  }
}
