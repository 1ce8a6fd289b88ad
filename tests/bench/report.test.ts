import { describe, expect, it } from "vitest";
import { parseBenchArguments } from "../../bench/arguments.ts";
import { byTurns, repeated } from "../../bench/bench.ts";
import { goalText, inUnit, type Row, verdictOf } from "../../bench/goals.ts";
import { chosenLines, LINES } from "../../bench/lines/lines.ts";
import { resultsSection, withSection } from "../../bench/report/document.ts";
import { niceCeiling, scalingPlot } from "../../bench/report/plot.ts";
import { type Results, resultsJson } from "../../bench/report/results.ts";
import { markdownTable, plainTable, summary } from "../../bench/report/table.ts";
import { atLeast, skippedRow, speedRow, under, valueRow } from "../../bench/rows.ts";
import { median, spreadOf, timesAsFast } from "../../bench/statistics.ts";

const fast = speedRow({
  ...{ line: "csv", title: "CSV against raw", goal: atLeast(0.9), unit: "ratio", byteLength: 1e9 },
  ...{ subject: [2000, 2100, 2500], baseline: [2000, 1900, 2000], baselineName: "raw" },
});
const heavy = valueRow({ line: "memory", title: "Memory", goal: under(200), unit: "megabytes", values: [250] });
const absent = skippedRow({ line: "profile", title: "Pro|file", goal: atLeast(1), unit: "times", reason: "not there yet" });
const shown = valueRow({ line: "wide", title: "Wide", goal: null, unit: "milliseconds", values: [12, 30] });
const rows: readonly Row[] = [fast, heavy, absent, shown];

describe("statistics", () => {
  it.each([
    [[3], 3],
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
  ])("the median of %j is %d", (values, expected) => expect(median(values)).toBe(expected));

  it("give the ends beside the middle", () => expect(spreadOf([5, 1, 3])).toEqual({ median: 3, low: 1, high: 5 }));

  it("compare neighbours for the ends, medians for the middle", () =>
    expect(timesAsFast([10, 20, 10], [20, 20, 30])).toEqual({ median: 2, low: 1, high: 3 }));

  it("refuse what cannot be compared", () => {
    expect(() => median([])).toThrow(RangeError);
    expect(() => timesAsFast([1], [1, 2])).toThrow(RangeError);
  });
});

describe("goals", () => {
  it.each([
    [fast, "met"],
    [heavy, "not met"],
    [absent, "skipped"],
    [shown, "no goal"],
  ] as const)("are judged by the median", (row, verdict) => expect(verdictOf(row)).toBe(verdict));

  it("are met at their very value only where it is a least one", () => {
    const row = (goal: Row["goal"]) => valueRow({ line: "", title: "", goal, unit: "seconds", values: [3] });
    expect(verdictOf(row(atLeast(3)))).toBe("met");
    expect(verdictOf(row(under(3)))).toBe("not met");
  });

  it.each([
    [0.934, "ratio", "0.93"],
    [83.21, "times", "83×"],
    [2.04, "times", "2.0×"],
    [0.251, "times", "0.25×"],
    [1.94, "seconds", "1.9 s"],
    [87.4, "milliseconds", "87 ms"],
    [0.52, "megabytes", "0.52 MB"],
    [512.3, "megabytes a second", "512 MB/s"],
  ] as const)("write %d %s as %s", (value, unit, expected) => expect(inUnit(value, unit)).toBe(expected));

  it("are put into words", () => expect(rows.map(goalText)).toEqual(["at least 0.90", "under 200 MB", "at least 1.0×", "none"]));
});

describe("the table", () => {
  it("has a row a measurement, aligned", () => {
    const lines = plainTable(rows).split("\n");
    expect(lines).toHaveLength(5);
    expect(lines[1]).toContain("2.1 s, 476 MB/s; raw 2.0 s");
    expect(lines[1]).toMatch(/0\.95\s+0\.80 to 1\.00\s+met$/);
    expect(lines.slice(0, 3).map((line) => line.search(/goal|at least|under/))).toEqual([26, 26, 26]);
  });

  it("in Markdown keeps a bar within its cell", () => {
    const lines = markdownTable(rows).split("\n");
    expect(lines[4]).toBe("| profile | Pro\\|file | at least 1.0× | not there yet |  |  | skipped |");
    expect(new Set(lines.map((line) => line.split(/(?<!\\)\|/).length))).toEqual(new Set([9]));
  });

  it("is summed up", () => expect(summary(rows)).toBe("goals: 1 met, 1 not met, 1 skipped"));
});

const count = (svg: string, element: string) => svg.split(`<${element} `).length - 1;

describe("the plot", () => {
  it.each([
    [0.3, 0.5],
    [1, 1],
    [340, 500],
    [501, 1000],
  ])("rounds %d up to %d", (value, expected) => expect(niceCeiling(value)).toBe(expected));

  it("has a panel for what was measured, a line a series, a dot a point", () => {
    const points = [10, 100, 1000].flatMap((x) => [
      { plot: "size" as const, series: "raw" as const, x, megabytesPerSecond: 480 },
      { plot: "size" as const, series: "signet" as const, x, megabytesPerSecond: 400 },
    ]);
    const svg = scalingPlot(points);
    expect(count(svg, "polyline")).toBe(2);
    expect(count(svg, "circle")).toBe(6);
    expect(svg).toContain("prefers-color-scheme: dark");
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("draws a single point and none at all", () => {
    const one = scalingPlot([{ plot: "workers", series: "signet", x: 1, megabytesPerSecond: 50 }]);
    expect(count(one, "circle")).toBe(1);
    expect(one).not.toMatch(/NaN/);
    expect(count(scalingPlot([]), "circle")).toBe(0);
  });
});

describe("the document", () => {
  const results: Results = {
    date: "2026-11-24T10:00:00.000Z",
    run: "quick",
    machine: {
      cores: 2,
      processor: "P",
      memoryGigabytes: 8,
      platform: "linux x64",
      node: "v20",
      browser: "Chromium 1",
      reference: null,
      loadBefore: 0.2,
    },
    rows,
    points: [],
  };

  it("is replaced only between its markers, again and again", () => {
    const document = "# Title\n\n<!-- bench:start -->\nold\n<!-- bench:end -->\n\nend\n";
    const once = withSection(document, "new");
    expect(once).toBe("# Title\n\n<!-- bench:start -->\nnew\n<!-- bench:end -->\n\nend\n");
    expect(withSection(once, "new")).toBe(once);
    expect(() => withSection("no markers", "new")).toThrow("markers");
  });

  it("says which run it was", () => {
    expect(resultsSection(results)).toContain("**A quick run");
    expect(resultsSection({ ...results, run: "all lines" })).toMatch(/^A run of all lines, 2026-11-24; goals: 1 met/);
  });

  it("warns where others worked on the machine", () => {
    const busy = { ...results, machine: { ...results.machine, loadBefore: 5.5 } };
    expect(resultsSection(busy)).toContain("(load 5.5)");
    expect(resultsSection(results)).not.toContain("load");
  });

  it("and the results carry each verdict", () => {
    const kept = JSON.parse(resultsJson(results));
    expect(kept.rows.map((row: { verdict: string }) => row.verdict)).toEqual(["met", "not met", "skipped", "no goal"]);
  });
});

describe("lines", () => {
  it("have names of their own", () => expect(new Set(LINES.map(({ name }) => name)).size).toBe(LINES.length));

  it("are chosen by name, by quick, or all", () => {
    expect(chosenLines({ quick: false, only: [] })).toEqual(LINES);
    expect(chosenLines({ quick: true, only: [] }).every(({ isQuick }) => isQuick)).toBe(true);
    expect(chosenLines({ quick: true, only: ["csv-1gb"] }).map(({ name }) => name)).toEqual(["csv-1gb"]);
    expect(() => chosenLines({ quick: false, only: ["csv-2gb"] })).toThrow(/csv-2gb is no line; the lines are csv-10mb/);
  });

  it("take several names", () =>
    expect(parseBenchArguments(["--only", "a,b", "--only", "c", "--quick"])).toMatchObject({
      only: ["a", "b", "c"],
      quick: true,
      docs: false,
    }));

  it("refuse what is no option", () => expect(() => parseBenchArguments(["--fast"])).toThrow(TypeError));

  it("are repeated no longer than their budget allows, but once", async () => {
    expect(await repeated(3, async () => 1)).toEqual([1, 1, 1]);
    expect(await repeated(3, async () => 1, 0)).toEqual([1]);
  });

  it("run by turns", async () => {
    const order: string[] = [];
    const run = (name: string) => async () => order.push(name);
    expect(await byTurns(2, { raw: run("raw"), signet: run("signet") })).toEqual({ raw: [1, 3], signet: [2, 4] });
    expect(order).toEqual(["raw", "signet", "raw", "signet"]);
  });
});
