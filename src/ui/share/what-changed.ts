import { diffSignatures, type SignatureDifference } from "../../core/diff/diff-signatures.ts";
import { specKeys } from "../../core/mlflow/spec-keys.ts";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import { appendTo } from "../../core/multimap.ts";
import type { MarksOf, RowMark } from "../table/row.ts";

/** Another signature that this one is held against, by what it is called. */
export interface Baseline {
  readonly label: string;
  readonly signature: ModelSignature;
}

/** What differs from another signature, and the marks of the rows that do. */
export interface WhatChanged {
  readonly label: string;
  readonly differences: readonly SignatureDifference[];
  readonly marksOf: MarksOf;
}

const sentence = (label: string, { kind, before, after }: SignatureDifference) =>
  kind === "added" ? `Not in ${label}.` : `In ${label} its ${kind} is ${before}; here ${after}.`;

/** What changed from another signature to this one. Sides that this one has nothing of are left out: they were not read. */
export function whatChanged({ label, signature: before }: Baseline, now: ModelSignature): WhatChanged {
  const known: ModelSignature = {
    inputs: now.inputs === null ? null : before.inputs,
    outputs: now.outputs === null ? null : before.outputs,
    params: now.params === null ? null : before.params,
  };
  const differences = diffSignatures(known, now);
  const byRow = new Map<string, RowMark[]>();
  for (const difference of differences) {
    if (difference.kind === "removed" || difference.kind === "order") continue;
    const at = `${difference.side} ${difference.key}`;
    appendTo(byRow, at, { kind: "changed", label: sentence(label, difference) });
  }
  const keys = { inputs: specKeys(now.inputs?.specs ?? []), outputs: specKeys(now.outputs?.specs ?? []) };
  return {
    label,
    differences,
    marksOf: ({ side, index, path }) => (path.length > 0 ? [] : (byRow.get(`${side} ${keys[side][index]}`) ?? [])),
  };
}
