import { useEffect, useMemo, useReducer } from "react";
import { errorToData } from "../../core/errors.ts";
import type { DataSide } from "../../worker/protocol.ts";
import type { State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import { CLOSED, type GridGoal, type GridState, reduceGrid } from "./grid-state.ts";

export interface Grid {
  readonly state: GridState;
  readonly show: (goal: GridGoal) => void;
  readonly close: () => void;
  readonly turn: (rows: -1 | 0 | 1, columns: -1 | 0 | 1) => void;
  readonly toggle: (side: DataSide) => void;
}

/** The rows of a side's file, read again up to those that are asked for; what is asked for next gives up what is being read. */
export function useGrid(state: State, { rows }: Pick<Actions, "rows">): Grid {
  const [grid, dispatch] = useReducer(reduceGrid, CLOSED);
  const { goal, wish } = grid;
  const side = goal?.side ?? null;
  const current = side === null ? null : state.sides[side];
  const summary = current?.phase === "ready" ? current.summary : null;
  const isGone = current !== null && current.phase !== "ready" && current.phase !== "reading";
  useEffect(() => {
    if (isGone) dispatch({ kind: "closed" });
  }, [isGone]);
  useEffect(() => {
    if (side === null || wish === null || summary === null) return;
    const controller = new AbortController();
    dispatch({ kind: "started" });
    rows(side, wish, {
      signal: controller.signal,
      onProgress: (progress) => {
        if (!controller.signal.aborted) dispatch({ kind: "progress", progress });
      },
    }).then(
      (answer) => {
        if (!controller.signal.aborted) dispatch({ kind: "answered", answer, summary });
      },
      (thrown: unknown) => {
        if (!controller.signal.aborted) dispatch({ kind: "answered", answer: { kind: "failed", error: errorToData(thrown) }, summary });
      },
    );
    return () => controller.abort();
  }, [side, wish, summary, rows]);
  return useMemo(
    () => ({
      state: grid,
      show: (next: GridGoal) => dispatch({ kind: "asked", goal: next }),
      close: () => dispatch({ kind: "closed" }),
      turn: (byRows, byColumns) => dispatch({ kind: "turned", rows: byRows, columns: byColumns }),
      toggle: (wanted: DataSide) =>
        dispatch(goal?.side === wanted ? { kind: "closed" } : { kind: "asked", goal: { side: wanted, row: 0, column: undefined } }),
    }),
    [grid, goal],
  );
}
