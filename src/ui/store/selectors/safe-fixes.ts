import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import { schemaToValue } from "../../../core/mlflow/signature-json.ts";
import type { Schema } from "../../../core/mlflow/types.ts";
import { jsonDumps } from "../../../core/python/json-dumps.ts";
import type { ColumnName } from "../../../core/python/value.ts";
import type { Fix, Problem, SigningResult } from "../../../core/signers/signer.ts";
import type { DataSide } from "../../../worker/protocol.ts";
import type { ChosenFix } from "../state/work.ts";
import { derive, type Selector } from "./derive.ts";
import { shownState } from "./selectors.ts";

/** A fix that was tried and loses nothing, and the problem that it is for. */
export interface SafeFix extends ChosenFix {
  readonly problem: Problem;
}

/** Whether a fix loses no value and makes MLflow refuse nothing, as far as trying it showed. */
function isSafe({ kind, tried }: Fix): boolean {
  if (kind === "python" || kind === "drop" || tried === undefined) return false;
  const { cells, rows, columns } = tried.lost;
  return cells + rows + columns === 0 && tried.predict !== "refused" && tried.triedRows === undefined;
}

/** Whether a fix leaves the signature as it is, as keeping text as text does. */
function changesNothing({ tried }: Fix, schema: Schema | null | undefined): boolean {
  const text = (one: Schema | null | undefined) => (one == null ? "" : jsonDumps(schemaToValue(one)));
  return tried !== undefined && text(tried.schema) === text(schema);
}

/** The first fix of a problem, if it is safe and changes the side's signature. */
export function safeFixOf({ side, severity, fixes: [fix] }: Problem, sides: SigningResult["sides"]): Fix | null {
  if (side === "params" || severity === "notes" || fix === undefined || !isSafe(fix)) return null;
  return changesNothing(fix, sides[side]?.schema) ? null : fix;
}

/** The safe fix of each problem. A column is fixed once: what is left of it is seen after that. */
export function safeFixesOf(problems: readonly Problem[], sides: SigningResult["sides"]): readonly SafeFix[] {
  const fixed = new Map<DataSide, Set<ColumnName>>(DATA_SIDES.map((side) => [side, new Set()]));
  return problems.flatMap((problem): readonly SafeFix[] => {
    const { side, columns } = problem;
    const fix = safeFixOf(problem, sides);
    if (side === "params" || fix === null) return [];
    const before = fixed.get(side);
    if (columns.length === 0 || columns.some((name) => before?.has(name))) return [];
    for (const name of columns) before?.add(name);
    return [{ side, problem, fix }];
  });
}

/** The fixes that can be applied together, since each of them loses no value. */
export const safeFixes: Selector<readonly SafeFix[]> = derive(
  (state) => [shownState(state).result],
  (result) => (result === null ? [] : safeFixesOf(result.problems, result.sides)),
);
