import { useCallback, useMemo } from "react";
import type { SignetClient } from "../../worker/client.ts";
import { takenSignature } from "../state/exports.ts";
import type { State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import type { Against } from "./against.ts";
import { nameOfSet } from "./check-plan.ts";
import type { CheckState } from "./check-state.ts";
import type { FirstRowsOf } from "./SampleRequest.tsx";
import { useAgainst } from "./use-against.ts";
import { type CheckActions, useCheck } from "./use-check.ts";
import { type Drops, useDrops } from "./use-drops.ts";

/** Everything about checking that the page shows or can do. */
export interface Checking {
  readonly check: CheckState;
  readonly checkActions: CheckActions;
  readonly against: Against | null;
  /** The first rows of the inputs; null where they cannot be had. */
  readonly firstRows: FirstRowsOf | null;
  readonly drops: Drops;
  /** Holds the files that were signed against the loaded model's signature instead. */
  readonly holdAgainstModel: () => void;
  /** The page's actions, with drops that find what they are meant for. */
  readonly actions: Actions;
}

/** So many rows make a sample. */
const SAMPLE_ROWS = 3;
const MOST_COLUMNS = 100_000;

function useFirstRows({ sides: { inputs } }: State, { rows }: Actions): FirstRowsOf | null {
  const files = inputs.phase === "ready" && inputs.summary.hasRows === true ? inputs.files : null;
  const rename = inputs.phase === "ready" ? inputs.handing.rename : undefined;
  return useMemo(() => {
    if (files === null) return null;
    return {
      name: nameOfSet(files),
      async read() {
        const wish = { firstRow: 0, rowCount: SAMPLE_ROWS, firstColumn: 0, columnCount: MOST_COLUMNS, isWhole: true };
        const answer = await rows("inputs", wish);
        if (answer.kind !== "rows") return null;
        return {
          columns: answer.columns.map((name) => rename?.get(name) ?? name),
          rows: answer.rows.map((row) => row.map(({ text, as }) => (as === "missing" ? null : text.data))),
        };
      },
    };
  }, [files, rows, rename]);
}

/** Holds data against the signature that the page shows, and sends what is dropped to where it belongs. */
export function useChecking(state: State, plain: Actions, client: SignetClient): Checking {
  const signature = takenSignature(state);
  const { check, checkActions } = useCheck(client, state, signature);
  const against = useAgainst(state, signature, plain);
  const drops = useDrops(state, plain, checkActions, client);
  const { drop } = drops;
  const actions = useMemo<Actions>(() => ({ ...plain, drop }), [plain, drop]);
  const { sides } = state;
  const holdAgainstModel = useCallback(() => {
    for (const side of ["inputs", "outputs"] as const) {
      const current = sides[side];
      if (current.phase === "empty") continue;
      plain.remove(side);
      checkActions.add(current.files, side);
    }
  }, [sides, plain, checkActions]);
  const firstRows = useFirstRows(state, plain);
  return { check, checkActions, against, firstRows, drops, holdAgainstModel, actions };
}
