import { must } from "../defined.ts";
import { typeText } from "../diff/diff-signatures.ts";
import { SIGNATURE_PARTS } from "../mlflow/parts.ts";
import type { SpecKey } from "../mlflow/spec-keys.ts";
import type { ColSpec, ParamSpec, TensorSpec } from "../mlflow/types.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import { tupleText } from "../python/repr.ts";
import type { PythonValue } from "../python/value.ts";
import type { EditedRow, EditedSide, EditedSignature } from "./apply-edits.ts";
import type { EditSide } from "./edit.ts";

/** What of a row an edit can change; each is reverted by itself. */
export const ASPECTS = ["row", "name", "type", "required", "default", "place"] as const;

export type Aspect = (typeof ASPECTS)[number];

/** One difference between a row and what was inferred for it. */
export interface SpecChange {
  readonly aspect: Aspect;
  readonly from: string;
  readonly to: string;
}

/** Everything about one row that differs from what was inferred. */
export interface RowChanges {
  readonly side: EditSide;
  readonly key: SpecKey;
  /** The row's name as it was inferred, or as it was added. */
  readonly name: string;
  readonly changes: readonly SpecChange[];
}

type Spec = ColSpec | TensorSpec | ParamSpec;

/** A name as the page shows it; `(unnamed)` if there is none. */
export function nameText(name: unknown): string {
  if (name === undefined) return "(unnamed)";
  // A column's name is one of Python's values.
  return typeof name === "string" ? name : jsonDumps(name as PythonValue);
}

/** A spec's type in words: `long`, `float32 (-1, 3)`, `double (-1,)`. */
export function specTypeText(spec: Spec): string {
  if ("dtype" in spec) return `${spec.dtype} ${tupleText(spec.shape)}`;
  return "shape" in spec && spec.shape !== null ? `${typeText(spec.type)} (-1,)` : typeText(spec.type);
}

const isParam = (spec: Spec): spec is ParamSpec => "default" in spec;
const requiredText = (spec: Spec) => (isParam(spec) ? "" : spec.kind === "tensor" || spec.required ? "required" : "optional");
const defaultText = (spec: Spec) => (isParam(spec) ? jsonDumps(spec.default) : "");

/** How a row differs from what was inferred; empty where it does not. */
export function changesOf(row: EditedRow<Spec>): readonly SpecChange[] {
  const { inferred, spec } = row;
  if (inferred === null) return [{ aspect: "row", from: "", to: specTypeText(spec) }];
  const pairs: readonly (readonly [Aspect, string, string])[] = [
    ["name", nameText(inferred.name), nameText(spec.name)],
    ["type", specTypeText(inferred), specTypeText(spec)],
    ["required", requiredText(inferred), requiredText(spec)],
    ["default", defaultText(inferred), defaultText(spec)],
  ];
  return pairs.flatMap(([aspect, from, to]) => (from === to ? [] : [{ aspect, from, to }]));
}

/** Whether rows that were there already are in another order, and that can be seen: unnamed rows may be alike. */
function isReordered(rows: readonly EditedRow<Spec>[], places: ReadonlyMap<SpecKey, number>): boolean {
  const placeOf = ({ key }: EditedRow<Spec>) => must(places.get(key));
  const kept = rows.filter(({ key }) => places.has(key));
  const before = [...kept].sort((left, right) => placeOf(left) - placeOf(right));
  return kept.some((row, index) => {
    const other = before[index];
    if (other === undefined || other === row || row.inferred === null || other.inferred === null) return false;
    return changesOf({ ...row, spec: other.inferred }).length > 0;
  });
}

function sideChanges(
  side: EditSide,
  { rows, dropped, isEdited }: EditedSide<Spec>,
  inferredKeys: readonly SpecKey[],
): readonly RowChanges[] {
  if (!isEdited) return [];
  const places = new Map(inferredKeys.map((key, index) => [key, index]));
  const reordered = isReordered(rows, places);
  const now = new Map(rows.map(({ key }, index) => [key, index]));
  const place = (index: number | undefined) => String((index ?? 0) + 1);
  const kept = rows.flatMap((row): RowChanges[] => {
    const changes = [
      ...changesOf(row),
      ...(reordered && row.isMoved ? [{ aspect: "place" as const, from: place(places.get(row.key)), to: place(now.get(row.key)) }] : []),
    ];
    return changes.length === 0 ? [] : [{ side, key: row.key, name: nameText((row.inferred ?? row.spec).name), changes }];
  });
  const left = dropped.map(
    ({ key, inferred }): RowChanges => ({
      side,
      key,
      name: nameText(inferred.name),
      changes: [{ aspect: "row", from: specTypeText(inferred), to: "" }],
    }),
  );
  return [...kept, ...left];
}

/** What differs from the inferred, row by row; the rows that were dropped come last. */
export function differencesOf(edited: EditedSignature): readonly RowChanges[] {
  return SIGNATURE_PARTS.flatMap((side) => {
    const given: EditedSide<Spec> = edited[side];
    return sideChanges(side, given, given.inferredKeys);
  });
}

/** A change in words: `type long → double`, `added double`, `dropped`. */
export function changeText({ aspect, from, to }: SpecChange): string {
  if (aspect === "place") return `moved from place ${from} to ${to}`;
  if (aspect !== "row") return `${aspect} ${from} → ${to}`;
  return to === "" ? `dropped (was ${from})` : `added: ${to}`;
}
