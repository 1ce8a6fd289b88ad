import { type RefObject, useLayoutEffect, useState } from "react";
import { useIsPrinting } from "../kit/use-is-printing.ts";

/** Every row is this high, so that where one is needs no measuring. In CSS pixels, as in table.css. */
const ROW_HEIGHT = 26;
/** Rows are added and removed in steps of so many, so that most frames of scrolling change nothing. */
const CHUNK_ROWS = 8;
/** The assumed height of a table until it is measured, and in simulated pages, where nothing is. */
const UNMEASURED_ROWS = 40;

/** Which rows are drawn. */
export interface RowWindow {
  readonly first: number;
  /** One past the last. */
  readonly last: number;
  /** How many are drawn wherever one scrolls to; a row may take the element of one so many before it. */
  readonly size: number;
  readonly onScroll: () => void;
  /** Scrolls as little as brings a row into sight. */
  readonly reveal: (position: number) => void;
  /** Rows that a page has. */
  readonly pageRows: number;
  readonly rowHeight: number;
}

/** Scrolls as little as brings a row into sight; true if it was out of sight. */
function scrollTo(element: HTMLElement, position: number, headHeight: number): boolean {
  const start = position * ROW_HEIGHT;
  const height = element.clientHeight - headHeight;
  if (start < element.scrollTop) element.scrollTop = start;
  else if (start + ROW_HEIGHT > element.scrollTop + height) element.scrollTop = start + ROW_HEIGHT - height;
  else return false;
  return true;
}

/** Renders only the rows that are visible in `view` and a few more, so that ten thousand scroll as fast as ten. `headHeight` stays on top. */
export function useRowWindow(view: RefObject<HTMLElement | null>, count: number, headHeight: number): RowWindow {
  const [top, setTop] = useState(0);
  const [visible, setVisible] = useState(UNMEASURED_ROWS);
  useLayoutEffect(() => {
    const element = view.current;
    if (element === null || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(() => setVisible(Math.max(1, Math.ceil(element.clientHeight / ROW_HEIGHT))));
    observer.observe(element);
    return () => observer.disconnect();
  }, [view]);

  const onScroll = () => {
    const scrolled = Math.floor((view.current?.scrollTop ?? 0) / ROW_HEIGHT);
    setTop(scrolled - (scrolled % CHUNK_ROWS));
  };
  const reveal = (position: number) => {
    if (view.current !== null && scrollTo(view.current, position, headHeight)) onScroll();
  };

  const isPrinting = useIsPrinting();
  const size = isPrinting ? Math.max(1, count) : visible + 3 * CHUNK_ROWS;
  // A shorter list may end before what was scrolled to.
  const first = Math.max(0, Math.min(top - CHUNK_ROWS, count - size));
  return { first, last: Math.min(count, first + size), size, onScroll, reveal, pageRows: Math.max(1, visible - 2), rowHeight: ROW_HEIGHT };
}
