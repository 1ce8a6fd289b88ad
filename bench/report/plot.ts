/** One measured point of the scaling plot. */
export interface ScalingPoint {
  readonly plot: "size" | "columns" | "workers";
  readonly series: "raw" | "signet";
  /** Megabytes, columns, or cores that the browser tells. */
  readonly x: number;
  readonly megabytesPerSecond: number;
}

interface Panel {
  readonly plot: ScalingPoint["plot"];
  readonly title: string;
  readonly unit: string;
}

const PANELS: readonly Panel[] = [
  { plot: "size", title: "Size of a mixed CSV", unit: "MB" },
  { plot: "columns", title: "Columns of a 50 MB CSV", unit: "columns" },
  { plot: "workers", title: "Cores told, 1 GB CSV", unit: "cores" },
];

const WIDTH = 280;
const HEIGHT = 220;
const MARGIN = { left: 46, right: 14, top: 34, bottom: 40 };

/** Colours that keep their contrast on white and on dark grey; the two series differ in shape too. */
const STYLE = `
  text { font: 11px system-ui, sans-serif; fill: #57606a; }
  .title { font-weight: 600; fill: #1f2328; }
  .grid { stroke: #d0d7de; stroke-width: 1; }
  .raw { stroke: #6e7781; fill: none; stroke-width: 2; stroke-dasharray: 5 4; }
  .signet { stroke: #0969da; fill: none; stroke-width: 2.5; }
  .dot-raw { fill: #6e7781; } .dot-signet { fill: #0969da; }
  @media (prefers-color-scheme: dark) {
    text { fill: #9198a1; } .title { fill: #e6edf3; } .grid { stroke: #3d444d; }
    .raw { stroke: #9198a1; } .signet { stroke: #4493f8; } .dot-raw { fill: #9198a1; } .dot-signet { fill: #4493f8; }
  }`;

/** The least of 1, 2 and 5 times a power of ten that is not below the value. */
export function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  return ([1, 2, 5].find((step) => step * power >= value) ?? 10) * power;
}

function panelSvg({ plot, title, unit }: Panel, points: readonly ScalingPoint[], offset: number): string {
  const own = points.filter((point) => point.plot === plot);
  const bottom = HEIGHT - MARGIN.bottom;
  const top = niceCeiling(Math.max(1, ...own.map(({ megabytesPerSecond }) => megabytesPerSecond)));
  const xs = [...new Set(own.map(({ x }) => x))].sort((left, right) => left - right);
  const [first = 1, last = 1] = [xs[0], xs.at(-1)];
  const inner = WIDTH - MARGIN.left - MARGIN.right;
  // Both sizes and numbers of columns grow tenfold from point to point, so the axis is logarithmic.
  const xAt = (x: number) => MARGIN.left + (last === first ? inner / 2 : (Math.log(x / first) / Math.log(last / first)) * inner);
  const yAt = (rate: number) => bottom - (rate / top) * (bottom - MARGIN.top);
  const parts = [`<text class="title" x="${MARGIN.left}" y="18">${title}</text>`];
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const y = yAt(share * top).toFixed(1);
    parts.push(`<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y}" y2="${y}"/>`);
    parts.push(`<text x="${MARGIN.left - 6}" y="${y}" dy="4" text-anchor="end">${(share * top).toLocaleString("en-US")}</text>`);
  }
  for (const x of xs)
    parts.push(`<text x="${xAt(x).toFixed(1)}" y="${bottom + 16}" text-anchor="middle">${x.toLocaleString("en-US")}</text>`);
  parts.push(`<text x="${MARGIN.left + inner / 2}" y="${bottom + 32}" text-anchor="middle">${unit}</text>`);
  for (const series of ["raw", "signet"] as const) {
    const line = own.filter((point) => point.series === series).sort((left, right) => left.x - right.x);
    const places = line.map(({ x, megabytesPerSecond }) => `${xAt(x).toFixed(1)},${yAt(megabytesPerSecond).toFixed(1)}`);
    if (places.length === 0) continue;
    parts.push(`<polyline class="${series}" points="${places.join(" ")}"/>`);
    for (const place of places) {
      const [x, y] = place.split(",");
      parts.push(`<circle class="dot-${series}" cx="${x}" cy="${y}" r="3"/>`);
    }
  }
  return `<g transform="translate(${offset} 24)">${parts.join("")}</g>`;
}

/** The rate by size, by columns and by cores as one SVG, which follows the reader's light or dark scheme. Panels without points are left out. */
export function scalingPlot(points: readonly ScalingPoint[]): string {
  const shown = PANELS.filter(({ plot }) => points.some((point) => point.plot === plot));
  const width = Math.max(1, shown.length) * WIDTH;
  const legend = [
    `<text x="${MARGIN.left}" y="16">MB/s:</text>`,
    `<line class="signet" x1="90" x2="114" y1="12" y2="12"/><text x="120" y="16">Signet</text>`,
    `<line class="raw" x1="172" x2="196" y1="12" y2="12"/><text x="202" y="16">raw read</text>`,
  ].join("");
  const panels = shown.map((panel, index) => panelSvg(panel, points, index * WIDTH)).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT + 24}" width="${width}" height="${HEIGHT + 24}" role="img" aria-label="Rate of reading by size, columns and cores"><style>${STYLE}</style>
${legend}
${panels}
</svg>
`;
}
