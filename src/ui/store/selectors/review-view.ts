import type { LoadedModel } from "../../../core/mlflow/load-model.ts";
import { SIGNATURE_PARTS } from "../../../core/mlflow/parts.ts";
import type { ModelSignature } from "../../../core/mlflow/types.ts";
import { signatureOfReview } from "../../../core/review/review.ts";
import type { SigningResult } from "../../../core/signers/signer.ts";
import type { OpenedReview } from "../state/state.ts";
import { isSigned } from "./declared-result.ts";
import { derive, type Selector } from "./derive.ts";
import { signatureOf, unedited, workOf } from "./selectors.ts";
import { type Baseline, type WhatChanged, whatChanged } from "./what-changed.ts";

/** The signature to compare the shown one with: the open review, the loaded model, or the model before it. */
function baselineOf(
  shown: ModelSignature,
  { result, given }: { readonly result: SigningResult | null; readonly given: readonly string[] },
  { opened, model, earlier }: { opened: OpenedReview | null; model: LoadedModel | null; earlier: LoadedModel | null },
): Baseline | null {
  // The review is excluded: everything that is shown may be the review itself.
  if (opened?.origin === "shared")
    return isSigned(result?.signature) ? { label: "the review", signature: signatureOfReview(opened.review) } : null;
  const isMade = SIGNATURE_PARTS.some((part) => shown[part] !== null && !given.includes(part));
  const against = isMade ? model : earlier;
  if (!isSigned(against?.signature)) return null;
  return { label: isMade ? `the ${against.origin}` : `the ${against.origin} before`, signature: against.signature };
}

/** What differs from the review or model that was opened next to what is shown; null if there is none. */
export const changedSince: Selector<WhatChanged | null> = derive(
  (state) => [
    signatureOf(state),
    unedited(state).result,
    unedited(state).given,
    state.review.opened,
    workOf(state).model,
    state.earlierModel,
  ],
  (shown, result, given, opened, found, earlier) => {
    if (shown === null) return null;
    const baseline = baselineOf(shown, { result, given }, { opened, model: found?.model ?? null, earlier });
    return baseline === null ? null : whatChanged(baseline, shown);
  },
);
