import { useMemo } from "react";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import type { ColumnName } from "../../core/python/value.ts";
import { isMade } from "../state/exports.ts";
import { columnName } from "../state/format.ts";
import { answerOf } from "../state/side-state.ts";
import type { Selection, State } from "../state/state.ts";
import type { Against } from "./against.ts";
import { nameOfSet } from "./check-plan.ts";
import { useStableSignature } from "./use-stable-signature.ts";

/** Where the signature comes from, in a few words. */
function originOf({ sides, params, model, given }: Pick<State, "sides" | "params" | "model" | "given">): string {
  if (model !== null && !isMade({ sides, params })) return model.origin;
  const files = [sides.inputs, sides.outputs].flatMap((side) => {
    const answer = answerOf(side);
    return answer === null ? [] : [nameOfSet(answer.files)];
  });
  const made = files.length === 0 ? ["params"] : files;
  return [...made, ...(model !== null && given.length > 0 ? [model.origin] : [])].join(" and ");
}

/** The signature that data is held against, with how its columns are shown; null while there is none. */
export function useAgainst(
  state: State,
  given: ModelSignature | null,
  { select, showParam }: { select(selection: Selection | null): void; showParam(name: string): void },
): Against | null {
  const signature = useStableSignature(given);
  const name = originOf(state);
  const { model } = state;
  return useMemo(() => {
    if (signature === null) return null;
    return {
      signature,
      model,
      name,
      openColumn(side, column: ColumnName) {
        if (side === "params") {
          showParam(columnName(column));
          return;
        }
        const index = signature[side]?.specs.findIndex(
          (spec, position) => columnName(spec.name ?? BigInt(position)) === columnName(column),
        );
        if (index !== undefined && index >= 0) select({ side, index });
      },
    } satisfies Against;
  }, [signature, model, name, select, showParam]);
}
