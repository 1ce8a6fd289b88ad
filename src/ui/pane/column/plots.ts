import { plot, rectY, ruleX, ruleY } from "@observablehq/plot";
import type { Histogram } from "../../../core/profile/describe.ts";
import type { ProfileMode } from "../../../core/profile/profile-mode.ts";
import { number } from "../../store/text/number-text.ts";

/** The one file that knows Observable Plot. */

const HEIGHT = 152;
const LEFT = 44;
const RIGHT = 12;
/** The colours of the types, as in style.css in light and dark. */
const COLOURS: Readonly<Record<ProfileMode, string>> = { integers: "var(--t-integer)", floats: "var(--t-number)", texts: "var(--t-text)" };

interface Bin {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly error: number;
  readonly isLast: boolean;
}

/** The bars to draw. The bar of a single integer is centred on it. */
const binsOf = ({ edges, counts, errors, firstWhole }: Histogram): readonly Bin[] =>
  counts.map((count, index) => ({
    start: firstWhole === null ? (edges[index] as number) : firstWhole + index - 0.5,
    end: firstWhole === null ? (edges[index + 1] as number) : firstWhole + index + 0.5,
    count,
    error: errors[index] as number,
    isLast: index === counts.length - 1,
  }));

/** The range of a bar; every bin except the last excludes its end. */
const binText = (bin: Bin) => {
  const { start, end, count, error, isLast } = bin;
  const value = wholeOf(bin);
  const where = value === null ? `from ${number(start)}\n${isLast ? "to" : "to below"} ${number(end)}` : number(value);
  const sure = error === 0 ? "" : ` (±${error.toLocaleString("en-US")} at most)`;
  return `${count.toLocaleString("en-US")} ${count === 1 ? "cell" : "cells"}${sure}\n${where}`;
};

/** The integer that a bar is centred on; null for the bin of a range. */
const wholeOf = ({ start, end }: Bin): number | null => (end - start === 1 && Number.isInteger(start + 0.5) ? start + 0.5 : null);

function sentence(label: string, bins: readonly Bin[]): string {
  const most = bins.reduce((left, right) => (right.count > left.count ? right : left));
  return `Histogram of ${label}: most cells, ${most.count.toLocaleString("en-US")}, ${wholeOf(most) === null ? `lie from ${number(most.start)} to ${number(most.end)}` : `are ${number(wholeOf(most) ?? 0)}`}.`;
}

/** Pixels that a character of a label takes, and those between two labels. */
const CHARACTER = 6.5;
const BETWEEN = 14;

/**
 * Round values from `low` to `high`, as many as have room for their labels side by side: 1, 2 or 5 times a power of ten apart, and at least
 * `least`. `width` is in CSS pixels.
 */
export function tickValues(low: number, high: number, width: number, least = 0): readonly number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [low];
  const decade = 10 ** Math.floor(Math.log10(Math.max(span / 10, least)));
  for (const step of [1, 2, 5, 10, 20, 50, 100].map((factor) => factor * decade)) {
    const first = Math.ceil(low / step);
    const values = Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, index) =>
      // Without the digits that adding up steps such as 0.1 leaves.
      Number(((first + index) * step).toPrecision(12)),
    );
    const label = Math.max(...values.map((value) => number(value).length), 1) * CHARACTER + BETWEEN;
    if (step >= least && (step / span) * width >= label) return values;
  }
  return [low];
}

/** A histogram as an element of SVG, which follows the page's colours in light, dark and print. `width` is in CSS pixels. */
export function drawHistogram(
  {
    histogram,
    median,
    mode,
    label,
  }: { readonly histogram: Histogram; readonly median: number | null; readonly mode: ProfileMode; readonly label: string },
  width: number,
): SVGSVGElement | HTMLElement {
  const bins = binsOf(histogram);
  const drawn = plot({
    width,
    height: HEIGHT,
    marginLeft: LEFT,
    marginRight: RIGHT,
    marginTop: 22,
    marginBottom: 36,
    ariaLabel: sentence(label, bins),
    style: { background: "transparent", fontSize: "11px", fontFamily: "inherit", overflow: "visible" },
    x: {
      label,
      labelAnchor: "center",
      labelArrow: "none",
      ticks: [...tickValues(bins[0]?.start ?? 0, bins.at(-1)?.end ?? 0, width - LEFT - RIGHT, histogram.firstWhole === null ? 0 : 1)],
      tickFormat: number,
    },
    y: { label: "cells", labelArrow: "none", grid: true, ticks: Math.min(4, Math.max(...histogram.counts)), tickFormat: "~s" },
    marks: [
      rectY(bins, {
        x1: "start",
        x2: "end",
        y: "count",
        fill: COLOURS[mode],
        inset: 0.5,
        title: binText,
        tip: { pointer: "x", fontSize: 12 },
      }),
      ...(median === null
        ? []
        : [ruleX([median], { stroke: "currentColor", strokeDasharray: "3 3", title: () => `median ${number(median)}` })]),
      ruleY([0]),
    ],
  });
  // Plot brings a style element, which the page's policy refuses; detail.css has the same rules.
  drawn.querySelector("style")?.remove();
  // The plot is one image, so its parts need no names.
  for (const part of drawn.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  drawn.setAttribute("role", "img");
  return drawn;
}
