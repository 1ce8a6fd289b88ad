import { useEffect, useMemo, useRef, useState } from "react";
import type { LoadedModel } from "../../core/mlflow/load-model.ts";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import { signatureOfReview } from "../../core/review/review.ts";
import { isSigned } from "../model/declared-result.ts";
import type { State } from "../state/state.ts";
import type { OpenedReview } from "./use-review.ts";
import { type Baseline, type WhatChanged, whatChanged } from "./what-changed.ts";

const PARTS = ["inputs", "outputs", "params"] as const;

/** The model that another one took the place of; null once that is removed. */
function useEarlierModel(model: LoadedModel | null): LoadedModel | null {
  const [earlier, setEarlier] = useState<LoadedModel | null>(null);
  const last = useRef(model);
  useEffect(() => {
    if (model === last.current) return;
    setEarlier(model === null ? null : last.current);
    last.current = model;
  }, [model]);
  return earlier;
}

/** What the signature that is shown is held against: another one than itself, the last that came. */
function baselineOf(
  shown: ModelSignature,
  { result, given, model }: State,
  opened: OpenedReview | null,
  earlier: LoadedModel | null,
): Baseline | null {
  // Without a review, that is; all that is shown may be the review itself.
  if (opened?.origin === "shared")
    return isSigned(result?.signature) ? { label: "the review", signature: signatureOfReview(opened.review) } : null;
  const isMade = PARTS.some((part) => shown[part] !== null && !given.includes(part));
  const against = isMade ? model : earlier;
  if (!isSigned(against?.signature)) return null;
  return { label: isMade ? `the ${against.origin}` : `the ${against.origin} before`, signature: against.signature };
}

/** What differs from the review or model that was opened beside what is shown; null where there is none. `signed` is without the review. */
export function useChanged(shown: ModelSignature | null, signed: State, opened: OpenedReview | null): WhatChanged | null {
  const earlier = useEarlierModel(signed.model);
  const baseline = useMemo(() => (shown === null ? null : baselineOf(shown, signed, opened, earlier)), [shown, signed, opened, earlier]);
  const { label, signature } = baseline ?? {};
  return useMemo(
    () => (shown === null || label === undefined || signature === undefined ? null : whatChanged({ label, signature }, shown)),
    [shown, label, signature],
  );
}
