import { useEffect, useRef, useState } from "react";
import type { Histogram } from "../../../core/profile/describe.ts";
import type { ProfileMode } from "../../../core/profile/profile-mode.ts";
import { loadPlots } from "./load-plots.ts";

export interface PlotFigureProps {
  readonly histogram: Histogram;
  readonly median: number | null;
  /** Whose colour the bars have. */
  readonly mode: ProfileMode;
  /** What the horizontal axis counts, in its units. */
  readonly label: string;
}

/** The width in CSS pixels that a figure has, once it is laid out. */
function useWidth(): readonly [React.RefObject<HTMLElement | null>, number] {
  const element = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (element.current === null || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}

/** A histogram that can be read: axes, units, the median, and each bar's range and count under the pointer. */
export function PlotFigure({ histogram, median, mode, label }: PlotFigureProps) {
  const [element, width] = useWidth();
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (width === 0) return;
    let isStale = false;
    void loadPlots().then(({ drawHistogram }) => {
      if (!isStale) host.current?.replaceChildren(drawHistogram({ histogram, median, mode, label }, width));
    });
    return () => {
      isStale = true;
    };
  }, [histogram, median, mode, label, width]);
  return (
    <figure ref={element} className="plot">
      <div ref={host} />
    </figure>
  );
}
