import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { LadderStep } from "../../src/core/ladders/pandas.ts";
import type { ColumnDescription } from "../../src/core/profile/describe.ts";
import type { RowsWindow } from "../../src/core/readers/file-rows.ts";
import { climbsOf } from "../../src/core/review/reason.ts";
import { ProfileFacts } from "../../src/ui/pane/column/ProfileFacts.tsx";
import { ProfileSection } from "../../src/ui/pane/column/ProfileSection.tsx";
import { SourceFacts } from "../../src/ui/pane/column/SourceFacts.tsx";
import { WhySteps } from "../../src/ui/pane/column/WhySteps.tsx";
import { CLOSED, type GridState, reduceGrid } from "../../src/ui/store/state/grid-state.ts";
import { NO_PROFILE, type ProfileState, reduceProfile } from "../../src/ui/store/state/profile-state.ts";
import { number } from "../../src/ui/store/text/number-text.ts";
import { FirstRows } from "../../src/ui/table/FirstRows.tsx";
import type { ReadSummary } from "../../src/worker/protocol.ts";

afterEach(cleanup);

const summary = (name: string): ReadSummary => ({
  datasetKind: "table",
  rowCount: 2,
  notes: [],
  settings: { options: new Map() },
  format: "csv",
  reason: "",
  files: [{ name, byteLength: 10 }],
  applied: [],
  pythonRead: { imports: [], setup: [], expression: "" },
});

const towns: ColumnDescription = {
  mode: "texts",
  missing: 25,
  present: 75,
  distinct: { count: 40_000, isExact: false, standardError: 0.0313 },
  data: {
    numbers: null,
    top: [
      { value: { data: "Rome" }, count: 60 },
      { value: { data: "" }, count: 15 },
    ],
  },
};

describe("the steps of the ladder", () => {
  const step = (from: string, to: string, row?: number): LadderStep => ({
    from,
    to,
    because: [`${to}!`],
    ...(row === undefined ? {} : { at: { row } }),
  });

  it("are one where one row forced them, named by what made the last of them necessary", () => {
    expect(climbsOf([step("", "int64", 0), step("int64", "float64", 7), step("float64", "str", 7)])).toEqual([
      { types: ["int64"], because: ["int64!"], row: 0 },
      { types: ["int64", "float64", "str"], because: ["str!"], row: 7 },
    ]);
  });

  it("say once that the first row decided", () => {
    const steps = [step("", "str", 0), { ...step("str", "str", 0), because: ["no number"] }];
    expect(climbsOf(steps)).toEqual([{ types: ["str"], because: ["no number"], row: 0 }]);
  });

  it("stay apart where rows differ, or no row decided", () => {
    expect(climbsOf([step("int64", "float64", 3), step("float64", "str", 9), step("str", "category")]).map(({ types }) => types)).toEqual([
      ["int64", "float64"],
      ["float64", "str"],
      ["str", "category"],
    ]);
  });
});

describe("numbers in words", () => {
  it.each([
    [1_234_567, "1,234,567"],
    [-0.000_012_3, "-1.230e-5"],
    [12.345_678_9, "12.3457"],
    [1.5e20, "1.500e20"],
    [0, "0"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ])("%d is %s", (value, text) => {
    expect(number(value)).toBe(text);
  });
});

describe("a column in its file", () => {
  it("shows what its cells read as, and how Parquet stores it", () => {
    const seen = [
      { as: "integer", count: 40, first: { row: 0, sample: { data: "7" } } },
      { as: "missing", count: 1, first: { row: 48_210, sample: { data: "" } }, atLeast: true as const },
    ];
    render(<SourceFacts source={{ seen, stored: { arrow: "int64", physical: "INT64" } }} declaredBy="footer" />);
    expect(screen.getAllByRole("row").map((row) => row.textContent)).toEqual([
      "cells that read ascountfirst rowfirst",
      "integer4017",
      "missing≥148,211empty",
    ]);
    expect(screen.getByText("the footer; not every page was read")).toBeDefined();
  });
});

describe("a profile", () => {
  it("says that the number of distinct values is estimated, and how sure it is", () => {
    render(<ProfileFacts name="town" profile={towns} />);
    expect(screen.getByText("(estimated, ±6.3%)")).toBeDefined();
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    expect(rows.map((row) => row.textContent).slice(1)).toEqual(["Rome6080.0%", "empty1520.0%", "and 39,998 more"]);
  });

  const shown = (state: Partial<ProfileState>, of = towns as ColumnDescription | null) => {
    const profiling = {
      state: { ...NO_PROFILE, summary: summary("X.csv"), ...state },
      byteLength: 1e9,
      start: vi.fn(),
      cancel: vi.fn(),
      of: () => of,
    };
    render(<ProfileSection name="a" index={0} profiling={profiling} />);
    return profiling;
  };

  it("is offered with what it costs", async () => {
    const { start } = shown({}, null);
    expect(screen.getByRole("region", { name: "Values" }).textContent).toContain("reads 1.0 GB again");
    await userEvent.click(screen.getByRole("button", { name: "Profile" }));
    expect(start).toHaveBeenCalledOnce();
  });

  it("shows how far it is, and is cancelled", async () => {
    const { cancel } = shown({ isWanted: true, running: { progress: { bytes: 5e8, byteLength: 1e9, rows: 1 } } }, null);
    expect(screen.getByRole("progressbar", { name: "Profiling" })).toMatchObject({ value: 5e8, max: 1e9 });
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(cancel).toHaveBeenCalledOnce();
  });

  it("says why there is none", () => {
    shown({ isWanted: true, outcome: { kind: "unavailable", reason: "Columns of npz files are not profiled." } }, null);
    expect(screen.getByText(/Columns of npz files are not profiled\./)).toBeDefined();
  });

  it("of an earlier reading is none of a later one", () => {
    const [old, fresh] = [summary("old.csv"), summary("new.csv")];
    const wanted = reduceProfile(NO_PROFILE, { kind: "side", summary: fresh, isWanted: true });
    const outcome = { kind: "columns", names: [], columns: [] } as const;
    expect(reduceProfile(wanted, { kind: "settled", summary: old, outcome })).toBe(wanted);
    expect(reduceProfile(wanted, { kind: "settled", summary: fresh, outcome }).outcome).toBe(outcome);
  });
});

describe("the first rows", () => {
  const rows: RowsWindow = {
    kind: "rows",
    firstRow: 995,
    firstColumn: 40,
    columns: ["a", "b"],
    columnTotal: 300,
    rows: [
      [
        { text: { data: "1" }, as: "number" },
        { text: { data: "" }, as: "missing" },
      ],
      [
        { text: { data: "2" }, as: "number" },
        { text: { data: "n/a?" }, as: "text" },
      ],
    ],
  };
  const shown = (state: Partial<GridState>) => {
    const grid = { state: { ...CLOSED, ...state }, show: vi.fn(), close: vi.fn(), turn: vi.fn(), toggle: vi.fn() };
    render(<FirstRows grid={grid} fileName="X.csv" />);
    return grid;
  };

  it("mark the cell that was asked for, tell cells apart, and turn to what is next to them", async () => {
    const { turn } = shown({ goal: { side: "inputs", row: 996, column: "b" }, answer: rows });
    const cells = within(screen.getByRole("table", { name: "Rows of inputs" })).getAllByRole("cell");
    expect(cells.map(({ className }) => className)).toEqual(["cell number", "cell missing", "cell number", "cell text target"]);
    expect(screen.getByText("columns 41 to 42 of 300")).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Rows before" }));
    await userEvent.click(screen.getByRole("button", { name: "Columns after" }));
    expect(turn.mock.calls).toEqual([
      [-1, 0],
      [0, 1],
    ]);
  });

  it("take the keyboard to the cell that was asked for, and give it back once they are closed", async () => {
    const link = document.body.appendChild(document.createElement("button"));
    link.focus();
    const { close } = shown({ goal: { side: "inputs", row: 996, column: "b" }, answer: rows });
    expect(document.activeElement).toBe(screen.getByRole("region", { name: "Cells of inputs" }));
    await userEvent.keyboard("{Escape}");
    expect(close).toHaveBeenCalledOnce();
    expect(document.activeElement).toBe(link);
    link.remove();
  });

  it("are read again only if the cell is not shown", () => {
    const open = reduceGrid(CLOSED, { kind: "asked", goal: { side: "inputs", row: 996, column: "b" } });
    expect(open.query).toMatchObject({ firstRow: 991, around: "b" });
    const answered = reduceGrid(open, { kind: "answered", answer: rows, summary: summary("X.csv") });
    expect(reduceGrid(answered, { kind: "asked", goal: { side: "inputs", row: 995, column: "a" } }).query).toBe(open.query);
    expect(reduceGrid(answered, { kind: "asked", goal: { side: "inputs", row: 3, column: "a" } }).query).toMatchObject({ firstRow: 0 });
    expect(reduceGrid(answered, { kind: "asked", goal: { side: "inputs", row: 995, column: "z" } }).query).toMatchObject({ around: "z" });
    expect(reduceGrid(answered, { kind: "turned", rows: -1, columns: 1 }).query).toMatchObject({ firstRow: 945, firstColumn: 80 });
  });
});

describe("why a column has a type that a signer declares", () => {
  it("does not put the signer's words into MLflow's mouth", () => {
    const spec = { kind: "column", name: "a", required: true, type: { kind: "scalar", name: "long" } } as const;
    const inferred = { name: "a", spec, dtype: "float64", missing: { count: 2, firstRow: 1 }, steps: [] };
    const { rerender, container } = render(<WhySteps report={inferred} onShowRow={undefined} />);
    expect(container.textContent).toContain("so MLflow writes long");
    const steps: LadderStep[] = [{ from: "float64", to: "long", because: ["The signature was given by hand."], isDeclared: true }];
    rerender(<WhySteps report={{ ...inferred, steps }} onShowRow={undefined} />);
    expect(container.textContent).not.toContain("MLflow writes");
    expect(container.textContent).toContain("2 missing, the first in row 2: the signer declares it required.");
  });
});
