import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { recogniseError } from "../../src/core/messages/recognise.ts";
import { makeSchema } from "../../src/core/mlflow/schema.ts";
import type { ModelSignature, Schema } from "../../src/core/mlflow/types.ts";
import { NO_ADVICE, type Remedy } from "../../src/core/validation/remedy.ts";
import type { CheckedData } from "../../src/core/validation/reports/check-report.ts";
import type { Refusal, Verdict } from "../../src/core/validation/verdict.ts";
import type { Against } from "../../src/ui/check/against.ts";
import { CheckPanel } from "../../src/ui/check/CheckPanel.tsx";
import { ownText } from "../../src/ui/check/check-words.ts";
import { readError } from "../../src/ui/check/error-reading.ts";
import { refusalGroups } from "../../src/ui/check/RefusalItem.tsx";
import type { FirstRowsOf } from "../../src/ui/check/SampleRequest.tsx";
import type { CheckActions } from "../../src/ui/store/page-actions.ts";
import { dataSetsOf, nameOfSet, sideOf, typedOptions } from "../../src/ui/store/routing/check-plan.ts";
import * as tools from "../../src/ui/store/routing/message-tools.ts";
import { dataRoute, routeDrop, signChoices } from "../../src/ui/store/routing/route-drop.ts";
import { excerptOf, readTypedText } from "../../src/ui/store/routing/typed-text.ts";
import { type CheckRow, type CheckState, NOTHING_CHECKED, type Outcome, reduceCheck } from "../../src/ui/store/state/check-state.ts";
import type { SideState } from "../../src/ui/store/state/shown-state.ts";
import { catalogText } from "../../src/ui/verdict/catalog-text.ts";
import { EMPTY_PAGE } from "../helpers/page-parts.ts";

afterEach(cleanup);

const column = (name: string, type: "long" | "double" = "long") =>
  ({ kind: "column", type: { kind: "scalar", name: type }, name, required: true }) as const;

const SIGNATURE: ModelSignature = {
  inputs: makeSchema([column("a"), column("b", "double")]),
  outputs: makeSchema([column("p")]),
  params: null,
};

const verdict = (more: Partial<Verdict> = {}): Verdict => ({
  kind: "accepted",
  via: "predict",
  isEnforced: true,
  refusals: [],
  undecided: [],
  conversions: [],
  extra: [],
  absent: [],
  changes: [],
  rowCount: 2,
  ...more,
});

const STRINGS: Schema = {
  kind: "columns",
  specs: [{ kind: "column", name: "a", type: { kind: "scalar", name: "string" }, required: true }],
};

const REFUSED = verdict({
  kind: "refused",
  refusals: [
    {
      stage: "enforce",
      column: "a",
      error: "MlflowException",
      message: ["Incompatible input types for column a. Can not safely convert str to int64."],
      found: "str",
      expected: "long",
      rows: { count: 12, first: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], sample: { data: "secret" } },
    },
  ],
});

const data = (verdicts: readonly Verdict[], side: CheckedData["side"] = "inputs"): CheckedData => ({
  name: "X.csv",
  side,
  schema: side === "params" ? null : SIGNATURE[side],
  params: null,
  verdicts,
});

const done = (...checked: readonly CheckedData[]): Outcome => ({ phase: "done", checked });
const row = (outcome: Outcome, more: Partial<CheckRow> = {}): CheckRow => ({
  key: "given 1",
  name: "X.csv",
  origin: "given",
  side: "inputs",
  files: [],
  outcome,
  ...more,
});

const against = (more: Partial<Against> = {}): Against => ({
  signature: SIGNATURE,
  model: null,
  applied: () => null,
  name: "MLmodel",
  markColumn: vi.fn(),
  openColumn: vi.fn(),
  ...more,
});

const actions = (): CheckActions => ({
  add: vi.fn(),
  addTyped: vi.fn(),
  setSide: vi.fn(),
  cancel: vi.fn(),
  remove: vi.fn(),
  open: vi.fn(),
  show: vi.fn(),
  type: vi.fn(),
  setOptions: vi.fn(),
});

describe("what becomes of own data", () => {
  const scoring = (one: Verdict): Verdict => ({ ...one, via: "scoring" });
  it.each([
    [[data([verdict(), scoring(verdict())])], "✓ accepted both ways"],
    [[data([verdict(), scoring(REFUSED)])], "✗ accepted by predict, refused by scoring"],
    [[data([REFUSED, scoring(REFUSED)])], "✗ refused both ways"],
    [[data([verdict({ kind: "proves nothing" }), scoring(verdict({ kind: "proves nothing" }))])], "– proves nothing"],
    [[data([verdict({ kind: "undecided" })])], "? undecided"],
    [[data([verdict(), scoring(verdict())]), data([verdict()], "outputs")], "✓ accepted both ways"],
    [[data([verdict(), scoring(verdict())]), data([REFUSED], "outputs")], "✗ accepted both ways; outputs refused"],
    [[data([verdict()], "outputs")], "✓ accepted"],
  ])("case %#", (checked, words) => {
    const said = ownText(row(done(...checked)));
    expect(`${said?.mark} ${said?.text}`).toBe(words);
  });

  it("says nothing if nothing was checked", () => {
    expect(ownText(row(done()))).toBeNull();
  });
});

describe("what Unity Catalog says", () => {
  const conditions = (outputs: boolean, noAny = true) =>
    [
      { kind: "inputs present", weight: "required", isMet: true },
      { kind: "outputs present", weight: "required", isMet: outputs },
      { kind: "no any", weight: "advice", isMet: noAny },
    ] as const;

  it.each([
    [conditions(true), "ready", "fine"],
    [conditions(false), "needs outputs", "warns"],
    [conditions(true, false), "accepts it, but `any` validates nothing", "warns"],
  ])("case %#", (given, text, tone) => {
    expect(catalogText(given)).toEqual({ text, tone });
  });
});

describe("what is typed", () => {
  it.each([
    ["", "nothing"],
    ['{"inputs": [1]}', "request"],
    ['{"inputs": [1}', "broken request"],
    ["MlflowException: Model is missing inputs ['a'].", "error"],
    ['{"error_code": "BAD_REQUEST", "message": "Model is missing inputs [\'a\']."}', "error"],
    ['Traceback (most recent call last):\n  File "x.py"\nKeyError: 1', "other error"],
    ["a,b\n1,2", "data"],
  ])("%s", (source, kind) => {
    expect(readTypedText(source, tools).kind).toBe(kind);
  });

  it("marks the place of the fault on its line", () => {
    const source = '{\n "inputs": [1, 2\n 3]}';
    const typed = readTypedText(source, tools);
    expect(typed.kind === "broken request" && excerptOf(source, typed.fault)).toEqual({ line: 3, before: " ", at: "3", after: "]}" });
  });

  it("marks the end where something is missing there", () => {
    const typed = readTypedText('{"a": ', tools);
    expect(typed.kind === "broken request" && excerptOf('{"a": ', typed.fault)).toEqual({ line: 1, before: '{"a": ', at: "", after: "" });
  });
});

describe("a plan", () => {
  const part = (name: string) => ({ name, blob: new Blob([]) });

  it("checks each file for itself, and a folder as one data set", () => {
    const sets = dataSetsOf([part("a.csv"), part("b.csv"), part("p/0.parquet"), part("p/1.parquet")]);
    expect(sets.map(nameOfSet)).toEqual(["a.csv", "b.csv", "p (2 files)"]);
  });

  it.each([
    ["new.csv", SIGNATURE, "inputs"],
    ["y_pred.csv", SIGNATURE, "outputs"],
    ["y_pred.csv", { ...SIGNATURE, outputs: null }, "inputs"],
    ["new.csv", { ...SIGNATURE, inputs: null }, "outputs"],
    ["params.json", { ...SIGNATURE, params: { params: [] } }, "params"],
  ] as const)("checks %s against its side", (name, signature, side) => {
    expect(sideOf(name, signature)).toBe(side);
  });

  it.each([
    ["{'sep': ';'}", new Map([["sep", ";"]])],
    ["", new Map()],
    ["sep=;", null],
  ])("reads options: %s", (typed, options) => {
    expect(typedOptions(typed)).toEqual(options);
  });
});

describe("a drop on no place", () => {
  const filled: SideState = { phase: "reading", files: [], settings: { options: new Map() }, progress: null, startedAt: 0, before: null };
  const files = (...names: readonly string[]) => names.map((name) => ({ name, blob: new Blob([]) }));
  const page = (inputs: boolean, outputs: boolean, signature: ModelSignature | null = null) => ({
    sides: { inputs: inputs ? filled : EMPTY_PAGE.sides.inputs, outputs: outputs ? filled : EMPTY_PAGE.sides.outputs },
    result: null,
    model:
      signature === null
        ? null
        : ({
            origin: "MLmodel",
            signature,
            flavors: [],
            mlflowVersion: null,
            environment: null,
            runId: null,
            modelId: null,
            artifactPath: null,
            fromTypeHint: false,
            source: "",
          } as const),
  });

  it.each([
    [["X.csv"], page(false, false), "sign"],
    [["X.csv"], page(false, false, SIGNATURE), "check"],
    [["X.csv"], page(false, false, { inputs: null, outputs: null, params: null }), "sign"],
    [["y_pred.csv"], page(true, false), "sign"],
    [["params.json"], page(true, true), "sign"],
    [["new.csv"], page(true, false), "ask"],
    [["new.csv"], page(false, true), "sign"],
    [["X_new.csv"], page(true, true), "ask"],
  ] as const)("%s: case %#", (names, state, route) => {
    expect(dataRoute(files(...names), state)).toBe(route);
  });

  it.each([
    [["MLmodel", "new.csv"], ["model: MLmodel, then new.csv"]],
    [["new.csv", "MLmodel"], ["model: MLmodel, then new.csv"]],
    [["m/MLmodel", "m/conda.yaml", "X_train.csv", "X_test.csv"], ["model: m/MLmodel, m/conda.yaml, then X_train.csv, X_test.csv"]],
    [
      ["MLmodel", "X.csv", "y_pred.csv"],
      ["read: MLmodel", "read: X.csv", "read: y_pred.csv"],
    ],
    [
      ["MLmodel", "customers.csv", "churn_scores.csv"],
      ["read: MLmodel", "read: churn_scores.csv", "read: customers.csv"],
    ],
    [
      ["MLmodel", "y_pred.csv"],
      ["read: MLmodel", "read: y_pred.csv"],
    ],
  ])("checks data against the model that it was dropped with, unless there are outputs: %j", (names, expected) => {
    const list = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name).join(", ");
    const sniffed = { signers: [], reviews: [], versions: [], data: files(...names), model: null, message: null, headers: [] };
    const routes = routeDrop(sniffed, null, page(false, false)).map((route) =>
      route.kind === "model"
        ? `model: ${list(route.files)}, then ${list(route.rest)}`
        : `${route.kind}: ${"files" in route ? list(route.files) : ""}`,
    );
    expect(routes).toEqual(expected);
  });

  it.each([
    [["houses.csv"], { inputs: "failed", outputs: "empty" }, "sign"],
    [["houses.csv"], { inputs: "failed", outputs: "ready" }, "sign"],
    [["y_pred.csv"], { inputs: "ready", outputs: "failed" }, "sign"],
    [["houses.csv"], { inputs: "ready", outputs: "failed" }, "ask"],
  ] as const)("replaces a file that could not be read, %s: case %#", (names, { inputs, outputs }, route) => {
    expect(
      dataRoute(files(...names), { sides: { inputs: { phase: inputs }, outputs: { phase: outputs } }, model: null, result: null }),
    ).toBe(route);
  });

  it.each([
    [["new.csv"], page(true, false), ["Replace inputs", "Add to inputs", "Read as outputs"]],
    [["X_new.csv"], page(true, true), ["Replace inputs", "Add to inputs"]],
    [["X_new.csv", "y_pred.csv"], page(true, true), ["Replace inputs and outputs"]],
  ] as const)("offers what it may be: %s", (names, state, labels) => {
    expect(signChoices(files(...names), state).map(({ label }) => label)).toEqual(labels);
  });
});

describe("the rows", () => {
  it("keep their place when they are checked again, and go with their findings", () => {
    const two = [row({ phase: "waiting" }, { key: "1" }), row({ phase: "waiting" }, { key: "2" })];
    const put = two.reduce<CheckState>((state, one) => reduceCheck(state, { kind: "put", row: one }), NOTHING_CHECKED);
    const again = reduceCheck(put, { kind: "put", row: row(done(), { key: "1" }) });
    expect(again.rows.map(({ key, outcome }) => [key, outcome.phase])).toEqual([
      ["1", "done"],
      ["2", "waiting"],
    ]);
    const opened = reduceCheck(again, { kind: "opened", key: "1" });
    expect(opened.isOpen).toBe(true);
    expect(reduceCheck(opened, { kind: "removed", key: "1" })).toMatchObject({ openedKey: null, rows: [{ key: "2" }] });
  });

  it("take progress only while they run", () => {
    const state = { ...NOTHING_CHECKED, rows: [row({ phase: "waiting" })] };
    const progress = { bytes: 1, byteLength: 2, rows: 1 };
    expect(reduceCheck(state, { kind: "progress", key: "given 1", progress }).rows[0]?.outcome).toEqual({ phase: "waiting" });
  });
});

describe("a pasted error", () => {
  const error = recogniseError(
    "mlflow.exceptions.MlflowException: Failed to enforce schema of data 'x' with schema 'y'. Error: Incompatible input types for column a. Can not safely convert str to int64.",
  );
  if (error === null) throw new Error("not recognised");

  it("asks for the signature, then for the data", () => {
    expect(readError(error, null, [], tools).needs).toBe("signature");
    expect(readError(error, against(), [], tools).needs).toBe("data");
  });

  it("is reproduced by data that is refused alike", () => {
    expect(readError(error, against(), [row(done(data([REFUSED])))], tools)).toMatchObject({
      needs: null,
      columns: [{ name: "a", declared: "long" }],
      reproduction: { kind: "same", name: "X.csv" },
      mayDiffer: [],
    });
  });

  it("says what may differ where it is not reproduced", () => {
    const model = {
      origin: "MLmodel",
      signature: SIGNATURE,
      flavors: [],
      mlflowVersion: "2.9.1",
      environment: null,
      runId: null,
      modelId: null,
      artifactPath: null,
      fromTypeHint: false,
      source: "",
    } as const;
    const reading = readError(error, against({ model }), [row(done(data([verdict()])))], tools);
    expect(reading.reproduction?.kind).toBe("none");
    expect(reading.mayDiffer.join(" ")).toContain("2.9.1");
    expect(reading.mayDiffer.join(" ")).toContain("does not store dtypes");
  });
});

describe("the place to check", () => {
  const show = (check: Partial<CheckState>, given: Against | null = against(), firstRows: FirstRowsOf | null = null) => {
    const all = actions();
    render(
      <CheckPanel
        check={{ ...NOTHING_CHECKED, isOpen: true, ...check }}
        actions={all}
        against={given}
        inheritedOptions=""
        isWide={false}
        onWiden={() => undefined}
        onFiles={() => undefined}
        firstRows={firstRows}
      />,
    );
    return all;
  };

  it("asks for a signature while there is none", () => {
    show({}, null);
    expect(screen.getByRole("region", { name: "Check" }).textContent).toContain("There is no signature yet");
  });

  it("shows a verdict by each way in, and on opening what stands behind it", async () => {
    const remedies: readonly Remedy[] = [
      { by: "model", label: ["Declare a as string"], consequence: ["The model must handle this type."], schema: STRINGS, loses: false },
      { by: "caller", label: ["Drop the 12 rows"], consequence: ["12 rows are lost."], python: "df = df[df['a'].notna()]", loses: true },
    ];
    const advice = [{ perRefusal: [remedies], whole: remedies, notes: [] }, NO_ADVICE];
    const advised = { ...data([REFUSED, verdict({ via: "scoring" })]), advice };
    const all = show({ rows: [row(done(advised))], openedKey: "given 1" });
    const cells = within(screen.getByRole("table", { name: "Verdicts" })).getAllByRole("cell");
    expect(cells.slice(0, 4).map(({ textContent }) => textContent)).toEqual([
      "X.csv",
      "inputsoutputs",
      "✗ refused, 1 reason",
      "✓ accepted",
    ]);
    const findings = screen.getByRole("region", { name: "Findings of X.csv" });
    expect(findings.textContent).toContain("Can not safely convert str to int64.");
    expect(findings.textContent).toContain("12 rows: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 all");
    expect(within(findings).getByText("df = df[df['a'].notna()]")).toBeDefined();
    expect([...findings.querySelectorAll("dt")].map(({ textContent }) => textContent)).toEqual(["Change the signature", "Fix the data"]);
    await userEvent.click(screen.getByRole("button", { name: "all" }));
    expect(findings.textContent).toContain("10, 11, 12");
    await userEvent.selectOptions(screen.getByLabelText("Side of X.csv"), "outputs");
    expect(all.setSide).toHaveBeenCalledWith("given 1", "outputs");
  });

  it("opens a refused column in its table", async () => {
    const openColumn = vi.fn();
    show({ rows: [row(done(data([REFUSED])))], openedKey: "given 1" }, against({ openColumn }));
    await userEvent.click(screen.getByRole("button", { name: "a" }));
    await expect.poll(() => openColumn.mock.calls).toContainEqual(["inputs", "a"]);
  });

  it("never ticks a signature of any", () => {
    show({ rows: [row(done(data([verdict({ kind: "proves nothing" })])))], openedKey: "given 1" });
    expect(screen.getByRole("region", { name: "Check" }).textContent).not.toContain("✓");
  });

  it("cancels a check that runs", async () => {
    const all = show({ rows: [row({ phase: "running", progress: { bytes: 5, byteLength: 10, rows: 1 }, startedAt: 0 })] });
    expect(screen.getByRole("progressbar", { name: "Checking X.csv" })).toMatchObject({ value: 5, max: 10 });
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(all.cancel).toHaveBeenCalledWith("given 1");
  });

  it("asks before it puts the first rows into a request, since they are data", async () => {
    const read = vi.fn(async () => ({
      columns: ["b", "a", "z"],
      rows: [
        ["0.5", "1", "x"],
        [null, "2", "y"],
      ],
    }));
    const all = show({}, against(), { name: "X.csv", readWith: [], read });
    await userEvent.click(screen.getByRole("button", { name: "From the first rows…" }));
    expect(screen.getByRole("alert").textContent).toContain("X.csv are data");
    expect(read).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole("button", { name: "Use them" }));
    expect(all.type).toHaveBeenCalledWith('{"dataframe_split": {"columns": ["a", "b"], "data": [[1, 0.5], [2, null]]}}');
  });

  it("offers no first rows of which a request would have other dates or numbers", () => {
    show({}, against(), { name: "X.csv", readWith: ["dayfirst"], read: async () => null });
    expect(screen.queryByRole("button", { name: "From the first rows…" })).toBeNull();
    expect(screen.getByText("The first rows were read with dayfirst, which a request does not have.")).toBeDefined();
    expect(screen.getByRole("button", { name: "Make one up" })).toBeDefined();
  });

  it("never puts a sample in the place of what is typed", () => {
    show({ text: '{"inputs": [1]}' });
    expect(screen.queryByRole("button", { name: "Make one up" })).toBeNull();
    expect(screen.getByRole("button", { name: "Copy curl" })).toBeDefined();
  });

  it("opens the column of a pasted error", async () => {
    const markColumn = vi.fn();
    show({ text: "MlflowException: Incompatible input types for column a. Can not safely convert str to int64." }, against({ markColumn }));
    await expect.poll(() => markColumn.mock.calls).toContainEqual(["inputs", "a"]);
  });

  it("takes reader options on Enter, and keeps what is no dict to itself", async () => {
    const all = show({});
    const field = screen.getByLabelText(/Reader options/);
    await userEvent.click(field);
    await userEvent.paste("{'sep': ';'");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    await userEvent.keyboard("{Enter}");
    expect(all.setOptions).not.toHaveBeenCalled();
    await userEvent.keyboard("}{Enter}");
    expect(all.setOptions).toHaveBeenCalledWith("{'sep': ';'}");
  });
});

describe("columns that are refused for the same reason", () => {
  const refusal = (column: string, message = "Model is missing inputs."): Refusal => ({
    stage: "enforce",
    column,
    error: "MlflowException",
    message: [message],
  });
  const remedy = (label: string): Remedy => ({ by: "model", label: [label], consequence: [], loses: false });
  const rename = remedy("Rename A to a");

  it("are one entry with the remedies that several share, and apart from those the remedies of each", () => {
    const groups = refusalGroups(
      [refusal("a"), refusal("b"), refusal("c", "Another reason.")],
      [[rename, remedy("Make a optional")], [rename, remedy("Make b optional")], [remedy("Cast c")]],
    );
    const labels = (remedies: readonly Remedy[]) => remedies.map(({ label }) => label.join(""));
    expect(
      groups.map(({ refusal: { column }, others, remedies, apart }) => [column, others.length, labels(remedies), labels(apart)]),
    ).toEqual([
      ["a", 1, ["Rename A to a"], ["Make a optional", "Make b optional"]],
      ["c", 0, ["Cast c"], []],
    ]);
  });

  it("are one entry by the dtype that they have, whatever MLflow calls them and whichever rows they have", () => {
    const ofDtype = (column: string, found: string): Refusal => ({
      ...refusal(column, `Incompatible input types for column ${column}.`),
      found,
      expected: "long",
      rows: { count: 1, first: [1] },
    });
    const groups = refusalGroups([ofDtype("a", "float64"), ofDtype("c", "str"), ofDtype("b", "float64")], []);
    expect(groups.map((group) => [group.refusal, ...group.others].map(({ column }) => column))).toEqual([["a", "b"], ["c"]]);
  });
});
