import { CURRENT, isSameEnvironment } from "../../../core/environment/environment.ts";
import { PROFILES } from "../../../core/environment/profiles.ts";
import { errorToData } from "../../../core/errors.ts";
import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import type { ModelSignature } from "../../../core/mlflow/types.ts";
import type { SignetClient } from "../../../worker/client.ts";
import { isSameList } from "../selectors/derive.ts";
import { checkedSignature, isSigning, signingInputs } from "../selectors/selectors.ts";
import { completeChoice } from "../state/chosen-signer.ts";
import { defectLines } from "../state/failure-line.ts";
import { preprocessingOf, type SigningInputs } from "../state/signing-inputs.ts";
import type { PageState } from "../state/state.ts";
import type { PageStore } from "../store.ts";
import { drawn } from "./drawn.ts";

/** What is compared: nothing while the page answers as the current versions and nobody asks, or something is being read. */
function comparedParts(state: PageState): readonly [SigningInputs, ModelSignature | null] | [] {
  const of = signingInputs(state);
  const isWanted = state.view.isComparing || !isSameEnvironment(of.environment, CURRENT);
  const isReading = DATA_SIDES.some((side) => state.readings[side].pending !== null);
  if (!isWanted || isReading || isSigning(state) || preprocessingOf(of) === null) return [];
  // Where these versions make no signature, others may.
  const hasData = DATA_SIDES.some((side) => state.readings[side].last?.phase === "ready");
  const signature = checkedSignature(state);
  return signature === null && !hasData ? [] : [of, signature];
}

/** Compares with the other profiles' versions, once the page is drawn, what was signed and whether the signature takes it. */
export class ComparingEffect {
  private of: readonly unknown[] = [];
  private controller: AbortController | null = null;

  private readonly store: PageStore;
  private readonly client: SignetClient;

  constructor(store: PageStore, client: SignetClient) {
    this.store = store;
    this.client = client;
  }

  follow(): void {
    const state = this.store.getState();
    const now = comparedParts(state);
    if (isSameList(now, this.of)) return;
    this.of = now;
    this.controller?.abort();
    if (state.comparison !== null) this.store.dispatch({ kind: "compared", comparison: null });
    const [of, signature] = now;
    if (of === undefined || signature === undefined) return;
    this.controller = new AbortController();
    void this.compare(of, signature, this.controller.signal);
  }

  /** Stops comparing; {@link follow} starts it again. */
  end(): void {
    this.controller?.abort();
    this.of = [];
  }

  private async compare(of: SigningInputs, signature: ModelSignature | null, signal: AbortSignal): Promise<void> {
    await drawn();
    const preprocessing = preprocessingOf(of);
    const { environment: from } = of;
    const changes = new Map<string, Awaited<ReturnType<SignetClient["compareVersions"]>>>();
    try {
      const signer = completeChoice(of.signer);
      for (const { id, environment: to } of PROFILES) {
        if (signal.aborted || preprocessing === null) return;
        if (isSameEnvironment(from, to)) continue;
        changes.set(
          id,
          await this.client.compareVersions({ sides: preprocessing, params: of.params, signer, signature, from, to }, { signal }),
        );
        if (!signal.aborted) this.store.dispatch({ kind: "compared", comparison: { from, changes: new Map(changes) } });
      }
    } catch (thrown) {
      if (!signal.aborted) for (const line of defectLines(errorToData(thrown), ["The comparison of versions: "])) this.store.dispatch(line);
    }
  }
}
