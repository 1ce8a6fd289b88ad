import { useEffect, useRef } from "react";
import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import type { State } from "../../store/state/shown-state.ts";

/** The selected tab of the pane: "To review", or the column in which its problem was fixed. */
const selectedTab = () => document.querySelector<HTMLElement>('.pane [role="tab"][aria-selected="true"]');

const rows = () => [...document.querySelectorAll<HTMLElement>(".pane .problem")];

/** The first fix of the first row that has one; folded rows cannot take the focus. */
const firstFix = (among: readonly HTMLElement[]) =>
  among
    .filter((row) => row.closest("details:not([open])") === null)
    .flatMap((row) => [...row.querySelectorAll<HTMLElement>(".fixes button:enabled")])[0];

/**
 * Keeps the focus in the pane when a fix is applied, as its button goes with its problem: it moves to the next problem's first fix, or to
 * the tab if there is none. Returns the function to call when a fix is taken.
 */
export function useFocusAfterFix({ isSigning, areFixesTried, sides }: Pick<State, "isSigning" | "areFixesTried" | "sides">): () => void {
  const place = useRef<number | null>(null);
  useEffect(() => {
    // While the side is read and signed again, and its fixes are tried, every fix is disabled.
    if (place.current === null || isSigning || !areFixesTried || DATA_SIDES.some((side) => sides[side].phase === "reading")) return;
    const { activeElement } = document;
    // The button may still have the focus: its problem goes once all is signed.
    if (activeElement?.closest(".pane") != null) return;
    const at = place.current;
    place.current = null;
    // Whoever went elsewhere meanwhile stays there.
    if (activeElement !== document.body) return;
    const all = rows();
    (firstFix(all.slice(at)) ?? firstFix(all) ?? selectedTab())?.focus();
  });
  return () => {
    // Nothing is in a row where several are fixed at once.
    place.current = Math.max(
      0,
      rows().findIndex((row) => row.contains(document.activeElement)),
    );
  };
}
