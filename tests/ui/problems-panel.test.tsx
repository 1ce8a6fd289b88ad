import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Preprocessing } from "../../src/core/python/preprocessing.ts";
import type { PythonValue } from "../../src/core/python/value.ts";
import type { Fix, Problem, SideResult, SigningResult } from "../../src/core/signers/signer.ts";
import { ProblemsPanel } from "../../src/ui/pane/review/ProblemsPanel.tsx";
import type { Actions } from "../../src/ui/store/page-actions.ts";
import type { SideState, State } from "../../src/ui/store/state/shown-state.ts";
import { ChangedRows } from "../../src/ui/verdict/ChangedRows.tsx";
import { EMPTY_PAGE } from "../helpers/page-parts.ts";

afterEach(cleanup);

const NAMES = ["zip", "<b>", "it's", "__proto__", "né"];

const specs: SideResult["specs"] = NAMES.map((name) => ({
  name,
  spec: { kind: "column", type: { kind: "scalar", name: "long" }, name, required: true },
  dtype: "int64",
  steps: [],
  missing: null,
}));

const zeros: Problem = {
  kind: "leading-zeros",
  severity: "warns",
  side: "inputs",
  columns: NAMES,
  message: ["5 columns have leading zeros: row 1 has ", { data: "<i>007</i>" }, "."],
  fixes: [
    {
      kind: "option",
      columns: NAMES,
      options: new Map([["dtype", new Map(NAMES.map((name) => [name, "str"]))]]),
      label: "Read as text",
      consequence: "The file is read again.",
    },
  ],
};

const integers: Problem = {
  kind: "integers-may-be-missing",
  severity: "notes",
  side: "inputs",
  columns: ["zip"],
  message: ["The integer column cannot hold missing cells."],
  fixes: [{ kind: "astype", columns: ["zip"], dtype: "float64", label: "Declare as double", consequence: "The model gets floats." }],
};

const ready = (preprocessing: Preprocessing, asked: ReadonlyMap<string, PythonValue>): SideState => ({
  phase: "ready",
  files: [],
  asked,
  settings: { options: asked },
  preprocessing,
  summary: {
    datasetKind: "table",
    notes: [],
    rowCount: 2,
    settings: { options: asked },
    format: "csv",
    reason: "",
    files: [],
    applied: [],
    pythonRead: { imports: [], setup: [], expression: "" },
  },
  verifying: null,
});

function show(
  problems: readonly Problem[],
  preprocessing: Preprocessing = {},
  asked: ReadonlyMap<string, PythonValue> = new Map(),
  more: Partial<State> = {},
) {
  const result: SigningResult = {
    signature: { inputs: null, outputs: null, params: null },
    sides: { inputs: { schema: null, failure: null, integerHint: true, specs, rowCount: 2 } },
    problems,
  };
  const actions = { applyFixes: vi.fn(), point: vi.fn() };
  const state: State = { ...EMPTY_PAGE, sides: { ...EMPTY_PAGE.sides, inputs: ready(preprocessing, asked) }, result, ...more };
  // Nothing else is called by the panel.
  render(<ProblemsPanel state={state} actions={actions as unknown as Actions} />);
  return actions;
}

const region = () => screen.getByRole("region", { name: "Problems" });

describe("the problems", () => {
  it("stand by weight, with what a fix does before it is pressed", () => {
    show([zeros, integers]);
    expect(
      within(region())
        .getAllByRole("list", { hidden: true })
        .map((list) => list.getAttribute("aria-label"))
        .filter((label) => label !== null),
    ).toEqual(["1 warning: it may fail", "1 note"]);
    const fix = screen.getByRole("button", { name: "Read as text" });
    const described = document.getElementById(fix.getAttribute("aria-describedby") ?? "");
    expect(described?.textContent).toContain("5 columns. The file is read again.");
    expect(region().querySelector("i, b")).toBeNull();
  });

  it("show the first fix and the next that is applied here, what they make worse, and the rest on request", async () => {
    const [read] = zeros.fixes;
    if (read === undefined) expect.fail();
    const tried = { result: "string", effects: "The scoring server then refuses `zip` too." } as NonNullable<Fix["tried"]>;
    const copied: Fix = {
      kind: "python",
      columns: ["zip"],
      change: { kind: "naive-times" },
      python: "df = df",
      label: "Pad in pandas",
      consequence: "Zeros are put back.",
    };
    const keep: Fix = { ...read, label: "Keep as they are", consequence: "Nothing changes." };
    show([{ ...zeros, fixes: [{ ...read, tried }, copied, keep] }]);
    const labels = () => [...region().querySelectorAll(".fixes button:not(.more-fixes)")].map(({ textContent }) => textContent);
    const seen = () => [...region().querySelectorAll(".consequence:not(.unseen)")].map(({ textContent }) => textContent);
    expect(labels()).toEqual(["Read as text", "Keep as they are"]);
    expect(seen()).toEqual(["The scoring server then refuses zip too."]);
    await userEvent.click(screen.getByRole("button", { name: "1 other way" }));
    expect(labels()).toEqual(["Read as text", "Copy Python: pad in pandas", "Keep as they are"]);
    expect(seen()[1]).toContain("Zeros are put back.");
    await userEvent.click(screen.getByRole("button", { name: "Less" }));
    expect(labels()).toHaveLength(2);
  });

  it("keep notes behind their number", () => {
    show([zeros, integers]);
    expect(region().querySelector("details")?.open).toBe(false);
  });

  it("are fixed by a press, for all their columns", async () => {
    const { applyFixes } = show([zeros, integers]);
    await userEvent.click(screen.getByRole("button", { name: "Read as text" }));
    expect(applyFixes).toHaveBeenLastCalledWith([{ side: "inputs", fix: zeros.fixes[0] }]);
    await userEvent.click(screen.getByRole("button", { name: "Declare as double", hidden: true }));
    expect(applyFixes).toHaveBeenLastCalledWith([{ side: "inputs", fix: integers.fixes[0] }]);
  });

  it("let some of the columns be chosen, by keyboard too", async () => {
    const { applyFixes } = show([zeros]);
    screen.getByRole("button", { name: "all 5" }).focus();
    await userEvent.keyboard("{Enter}");
    await userEvent.click(screen.getByRole("checkbox", { name: "Fix <b>" }));
    screen.getByRole("checkbox", { name: "Fix né" }).focus();
    await userEvent.keyboard(" ");
    await userEvent.click(screen.getByRole("button", { name: "Read as text (3 of 5)" }));
    const chosen = ["zip", "it's", "__proto__"];
    const options = new Map([["dtype", new Map(chosen.map((name) => [name, "str"]))]]);
    expect(applyFixes).toHaveBeenCalledWith([{ side: "inputs", fix: { ...zeros.fixes[0], columns: chosen, options } }]);
    await userEvent.click(screen.getByRole("button", { name: "None" }));
    expect(screen.getByRole("button", { name: "Read as text (0 of 5)" })).toHaveProperty("disabled", true);
  });

  it("select their columns in the table", async () => {
    const { point } = show([zeros]);
    await userEvent.click(screen.getByRole("button", { name: "it's" }));
    expect(point).toHaveBeenCalledWith({ side: "inputs", index: 2 });
  });

  it("wait while a side is signed", () => {
    show([integers], {}, new Map(), { isSigning: true });
    expect(screen.getByRole("button", { name: "Declare as double" })).toHaveProperty("disabled", true);
  });
});

describe("what was changed", () => {
  it("is undone one change at a time", async () => {
    const astype = new Map([
      ["zip", "float64"],
      ["né", "str"],
    ]);
    const preprocess = vi.fn();
    const sides = { ...EMPTY_PAGE.sides, inputs: ready({ drop: ["<b>"], astype, optional: ["zip"] }, new Map()) };
    // Nothing else is called by the list.
    render(<ChangedRows side="inputs" state={{ ...EMPTY_PAGE, sides }} actions={{ preprocess } as unknown as Actions} />);
    const undos = screen.getAllByRole("button");
    expect(undos.map((button) => button.getAttribute("aria-label"))).toEqual([
      "Undo .astype({'zip': 'float64'})",
      "Undo .astype({'né': 'str'})",
      "Undo .drop(columns=['<b>'])",
      "Undo required=False for ['zip']",
    ]);
    await userEvent.click(screen.getByRole("button", { name: "Undo .drop(columns=['<b>'])" }));
    expect(preprocess).toHaveBeenCalledWith("inputs", { astype, optional: ["zip"] });
    await userEvent.click(screen.getByRole("button", { name: "Undo .astype({'zip': 'float64'})" }));
    expect(preprocess).toHaveBeenLastCalledWith("inputs", { drop: ["<b>"], astype: new Map([["né", "str"]]), optional: ["zip"] });
  });
});

describe("a file that could not be read", () => {
  it("is a stop, and lines that are too long can be left out", async () => {
    const readings = [
      { label: "Leave out 1 row with too many cells", consequence: "1 row is lost.", options: new Map([["on_bad_lines", "skip"]]) },
    ];
    const failed: SideState = {
      phase: "failed",
      files: [{ name: "X.csv", blob: new Blob() }],
      settings: { options: new Map() },
      error: {
        tag: "UnreadableFile",
        message: ["Expected 2 fields in line 3, saw 3."],
        place: { line: 3 },
        pythonError: "ParserError",
        readings,
      },
    };
    const { applyFixes } = show([], {}, new Map(), { sides: { ...EMPTY_PAGE.sides, inputs: failed }, result: null });
    expect(within(region()).getByRole("list", { name: "1 stop: it would fail" }).textContent).toContain("saw 3");
    await userEvent.click(screen.getByRole("button", { name: "Leave out 1 row with too many cells" }));
    const fix = expect.objectContaining({ kind: "option", options: new Map([["on_bad_lines", "skip"]]) });
    expect(applyFixes).toHaveBeenCalledWith([{ side: "inputs", fix }]);
  });
});
