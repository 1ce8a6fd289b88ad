import { useMemo } from "react";
import type { SignetClient } from "../../worker/client.ts";
import { takenSignature } from "../state/exports.ts";
import type { State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import type { Against } from "./against.ts";
import type { CheckState } from "./check-state.ts";
import { useAgainst } from "./use-against.ts";
import { type CheckActions, useCheck } from "./use-check.ts";
import { type Drops, useDrops } from "./use-drops.ts";

/** Everything about checking that the page shows or can do. */
export interface Checking {
  readonly check: CheckState;
  readonly checkActions: CheckActions;
  readonly against: Against | null;
  readonly drops: Drops;
  /** The page's actions, with drops that find what they are meant for. */
  readonly actions: Actions;
}

/** Holds data against the signature that the page shows, and sends what is dropped to where it belongs. */
export function useChecking(state: State, plain: Actions, client: SignetClient): Checking {
  const signature = takenSignature(state);
  const { check, checkActions } = useCheck(client, state, signature);
  const against = useAgainst(state, signature, plain.select);
  const drops = useDrops(state, plain, checkActions, client);
  const { drop } = drops;
  const actions = useMemo<Actions>(() => ({ ...plain, drop }), [plain, drop]);
  return { check, checkActions, against, drops, actions };
}
