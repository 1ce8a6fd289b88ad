import { useEffect } from "react";
import { besideKey } from "../../worker/protocol.ts";
import type { CheckState } from "../check/check-state.ts";
import type { Actions } from "../state/use-signet.ts";

/** Inputs that were dropped to be checked are other data at hand: what they miss is told among the problems. */
export function useDataBeside({ rows }: CheckState, { setBeside }: Pick<Actions, "setBeside">): void {
  // A row that is checked again is known from the check before.
  const keys = rows
    .filter(
      ({ origin, side, outcome }) => origin === "given" && side === "inputs" && (outcome.phase === "done" || outcome.phase === "running"),
    )
    .map(({ files, outcome }) => `${outcome.phase === "done"} ${besideKey(files)}`)
    .filter((key, index, all) => all.indexOf(key) === index);
  const joined = JSON.stringify(keys);
  useEffect(() => {
    // What was written a line above is a list of strings.
    setBeside((JSON.parse(joined) as readonly string[]).map((key) => key.slice(key.indexOf(" ") + 1)));
  }, [joined, setBeside]);
}
