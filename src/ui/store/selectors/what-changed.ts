import { defined } from "../../../core/defined.ts";
import { diffSignatures, type SignatureDifference } from "../../../core/diff/diff-signatures.ts";
import type { EditSide } from "../../../core/edit/edit.ts";
import type { SpecReport } from "../../../core/ladders/infer-report.ts";
import { type SpecKey, specKeys } from "../../../core/mlflow/spec-keys.ts";
import type { ModelSignature, ParamSpec, Schema } from "../../../core/mlflow/types.ts";
import { appendTo } from "../../../core/multimap.ts";
import { jsonDumps } from "../../../core/python/json-dumps.ts";
import type { DataSide } from "../../../worker/protocol.ts";
import type { MarksOf, RowMark } from "../state/row.ts";

/** Another signature to compare with, and its name. */
export interface Baseline {
  readonly label: string;
  readonly signature: ModelSignature;
}

/** What differs from another signature, and the marks of the rows that do. */
export interface WhatChanged {
  readonly label: string;
  readonly differences: readonly SignatureDifference[];
  /** Also of the rows that are gone, which are after the others. */
  readonly marksOf: MarksOf;
  /** The rows that only the other signature has, in its order. */
  readonly gone: Readonly<Record<DataSide, readonly SpecReport[]>>;
  marksOfParam(name: string): readonly RowMark[];
  readonly goneParams: readonly ParamSpec[];
}

function sentence(label: string, { kind, before, after }: SignatureDifference): string {
  if (kind === "added") return `Not in ${label}.`;
  return kind === "removed" ? `Only in ${label}: ${before}.` : `In ${label} its ${kind} is ${before}; here ${after}.`;
}

function goneRows(
  before: Schema | null,
  now: readonly SpecKey[],
): { readonly keys: readonly SpecKey[]; readonly rows: readonly SpecReport[] } {
  const kept = new Set(now);
  const specs = before?.specs ?? [];
  const keys = specKeys(specs);
  const gone = specs.flatMap((spec, index) => (kept.has(keys[index] ?? "") ? [] : [{ spec, key: keys[index] ?? "" }]));
  return {
    keys: gone.map(({ key }) => key),
    rows: gone.map(({ spec }) => ({ ...defined({ name: spec.name }), spec, dtype: "", steps: [], missing: null, isUncounted: true })),
  };
}

/** The changes from another signature to this one, without sides that this one does not have: they were not read. */
export function whatChanged({ label, signature: before }: Baseline, now: ModelSignature): WhatChanged {
  const known: ModelSignature = {
    inputs: now.inputs === null ? null : before.inputs,
    outputs: now.outputs === null ? null : before.outputs,
    params: now.params === null ? null : before.params,
  };
  const differences = diffSignatures(known, now);
  const byRow = new Map<string, RowMark[]>();
  for (const difference of differences) {
    if (difference.kind === "order") continue;
    appendTo(byRow, `${difference.side} ${difference.key}`, { kind: "changed", label: sentence(label, difference) });
  }
  const marks = (side: EditSide, key: SpecKey | undefined) => byRow.get(`${side} ${key ?? ""}`) ?? [];
  const keys = { inputs: specKeys(now.inputs?.specs ?? []), outputs: specKeys(now.outputs?.specs ?? []) };
  const gone = { inputs: goneRows(known.inputs, keys.inputs), outputs: goneRows(known.outputs, keys.outputs) };
  const shown = { inputs: [...keys.inputs, ...gone.inputs.keys], outputs: [...keys.outputs, ...gone.outputs.keys] };
  const params = new Set(now.params?.params.map(({ name }) => name));
  return {
    label,
    differences,
    marksOf: ({ side, index, path }) => (path.length > 0 ? [] : marks(side, shown[side][index])),
    gone: { inputs: gone.inputs.rows, outputs: gone.outputs.rows },
    marksOfParam: (name) => marks("params", jsonDumps(name)),
    goneParams: known.params?.params.filter(({ name }) => !params.has(name)) ?? [],
  };
}
