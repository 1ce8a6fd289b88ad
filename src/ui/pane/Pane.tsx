import { type ReactNode, useEffect, useRef } from "react";
import { useIsPrinting } from "../kit/use-is-printing.ts";
import { usePage, useSelector } from "../shared/use-page.ts";
import { reviewCount } from "../store/selectors/problem-counts.ts";
import { shownState } from "../store/selectors/selectors.ts";
import { columnName, count } from "../store/text/format.ts";

/** The right pane: everything to review, or the selected column. */
export function Pane({
  tools,
  review,
  column,
}: {
  /** What can be done about everything to review at once. */
  readonly tools: ReactNode;
  readonly review: ReactNode;
  readonly column: ReactNode;
}) {
  const state = useSelector(shownState);
  const tab = useSelector(({ view }) => view.tab);
  const { dispatch } = usePage();
  // Paper has no tabs: the problems are on it whichever is open.
  const isPrinting = useIsPrinting();
  const number = useSelector(reviewCount);
  const body = useRef<HTMLDivElement>(null);
  const { selection } = state;
  const key = selection === null ? "" : `${selection.side} ${selection.index}`;
  // Another column begins at its top, and so does the other tab.
  useEffect(() => {
    if ((key !== "" || tab !== "column") && body.current !== null) body.current.scrollTop = 0;
  }, [key, tab]);
  const name = selection === null ? "Column" : columnName(state.result?.sides[selection.side]?.specs[selection.index]?.name);
  return (
    <section className="pane" aria-label="Details">
      <div className="tabs">
        <div role="tablist" aria-label="Details">
          <button type="button" role="tab" aria-selected={tab === "review"} onClick={() => dispatch({ kind: "tab", tab: "review" })}>
            To review {count(number)}
          </button>
          <button
            type="button"
            role="tab"
            aria-selected={tab === "column"}
            title={name}
            onClick={() => dispatch({ kind: "tab", tab: "column" })}
          >
            {name}
          </button>
        </div>
        {tab === "review" && tools}
      </div>
      <div ref={body} className="pane-body" role="tabpanel" aria-label={tab === "review" ? "To review" : "Column"}>
        {(tab === "review" || isPrinting) && review}
        {tab === "column" && column}
      </div>
    </section>
  );
}
