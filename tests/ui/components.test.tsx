import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { inferParams } from "../../src/core/ladders/params.ts";
import type { Preprocessing } from "../../src/core/python/preprocessing.ts";
import type { PythonValue } from "../../src/core/python/value.ts";
import type { SideResult } from "../../src/core/signers/signer.ts";
import { OptionsEditor } from "../../src/ui/header/OptionsEditor.tsx";
import { ParamsCard } from "../../src/ui/header/ParamsCard.tsx";
import { LogPanel } from "../../src/ui/log/LogPanel.tsx";
import { type FieldKind, fieldText, parseField } from "../../src/ui/store/selectors/reader-options.ts";
import { ParamsTable } from "../../src/ui/table/ParamsTable.tsx";
import { SchemaTable } from "../../src/ui/table/SchemaTable.tsx";

afterEach(cleanup);

const side: SideResult = {
  schema: { kind: "columns", specs: [] },
  failure: null,
  integerHint: false,
  rowCount: 2,
  specs: [
    {
      name: "a",
      spec: { kind: "column", type: { kind: "scalar", name: "long" }, name: "a", required: true },
      dtype: "int64",
      steps: [],
      missing: null,
    },
    {
      name: "<b>",
      spec: { kind: "column", type: { kind: "scalar", name: "double" }, name: "<b>", required: false },
      dtype: "float64",
      steps: [],
      missing: { count: 1, firstRow: 1 },
    },
    { name: "c", spec: null, dtype: "object", steps: [], missing: null, offence: { tag: "InvalidSchema", message: ["mixed"], place: {} } },
  ],
};

describe("the schema table", () => {
  it("shows each column with its type and whether it is required", () => {
    render(<SchemaTable side="inputs" result={side} selection={null} onSelect={() => undefined} />);
    const rows = within(screen.getByRole("table", { name: "Inputs schema" }))
      .getAllByRole("row")
      .slice(1);
    expect(
      rows.map((row) =>
        within(row)
          .getAllByRole("cell")
          .map((cell) => cell.textContent),
      ),
    ).toEqual([
      ["", "a", "long", "required", "0", "int64"],
      ["", "<b>", "double", "optional", "50.0%", "float64"],
      ["", "c", "no type", "", "", "object"],
    ]);
  });

  it("selects by click and walks by arrow keys", async () => {
    const onSelect = vi.fn();
    render(<SchemaTable side="inputs" result={side} selection={{ side: "inputs", index: 0 }} onSelect={onSelect} />);
    screen.getByRole("button", { name: "a" }).focus();
    await userEvent.keyboard("{ArrowDown}");
    expect(onSelect).toHaveBeenLastCalledWith({ side: "inputs", index: 1 });
    await userEvent.click(screen.getByRole("button", { name: "c" }));
    expect(onSelect).toHaveBeenLastCalledWith({ side: "inputs", index: 2 });
  });
});

describe("the params card", () => {
  it("keeps a text that cannot be parsed, and says why", () => {
    render(
      <ParamsCard
        params={{ text: "{'a'", value: undefined, error: { tag: "InvalidParams", message: ["a ':' is missing"], place: {} } }}
        result={undefined}
        onFiles={() => undefined}
        onChange={() => undefined}
      />,
    );
    expect(screen.getByRole("textbox", { name: "Params text" })).toHaveProperty("value", "{'a'");
    expect(screen.getByText("a ':' is missing")).toBeDefined();
  });
});

describe("the options editor", () => {
  const show = (options: ReadonlyMap<string, PythonValue> = new Map(), preprocessing: Preprocessing = {}) => {
    const onApply = vi.fn();
    render(
      <OptionsEditor
        side="inputs"
        format="csv"
        file="X.csv"
        options={options}
        preprocessing={preprocessing}
        onApply={onApply}
        onClose={() => undefined}
      />,
    );
    return onApply;
  };
  const box = () => screen.getByLabelText("Reader options of inputs");

  it.each([
    ["sep", "\\t", "\t"],
    ["sep", ";", ";"],
    ["header", "None", null],
    ["header", "[[0, 1]", [0n, 1n]],
    ["names", "a, b", ["a", "b"]],
    ["index_col", "0", 0n],
    ["index_col", "id", "id"],
    ["usecols", "a", ["a"]],
    ["dtype", "{{'a': 'str'}", new Map([["a", "str"]])],
    ["dtype_backend", "pyarrow", "pyarrow"],
    ["parse_dates", "when, then", ["when", "then"]],
    ["decimal", ",", ","],
    ["thousands", ".", "."],
    ["quotechar", "'", "'"],
    ["escapechar", "\\", "\\"],
    ["comment", "#", "#"],
    ["skiprows", "2", 2n],
    ["nrows", "10", 10n],
    ["na_values", "-, none", ["-", "none"]],
    ["true_values", "ja", ["ja"]],
    ["false_values", "nein", ["nein"]],
    ["encoding", "latin-1", "latin-1"],
  ])("has a field for %s: %s", async (name, typed, value) => {
    const onApply = show();
    await userEvent.type(screen.getByLabelText(name), typed);
    await userEvent.click(screen.getByText("Read again"));
    expect(onApply).toHaveBeenCalledWith(new Map([[name, value]]), {});
  });

  it.each(["doublequote", "skipinitialspace", "keep_default_na", "na_filter"])("has a choice for %s", async (name) => {
    const onApply = show();
    await userEvent.selectOptions(screen.getByLabelText(name), "False");
    await userEvent.click(screen.getByText("Read again"));
    expect(onApply).toHaveBeenCalledWith(new Map([[name, false]]), {});
  });

  it("casts and drops after reading", async () => {
    const onApply = show();
    await userEvent.type(screen.getByLabelText("astype"), "{{'a': 'float32'}");
    await userEvent.type(screen.getByLabelText("drop"), "b, 3");
    await userEvent.click(screen.getByText("Read again"));
    expect(onApply).toHaveBeenCalledWith(new Map(), { astype: new Map([["a", "float32"]]), drop: ["b", 3n] });
  });

  it("shows the line that the options amount to", async () => {
    show();
    await userEvent.type(screen.getByLabelText("sep"), ";");
    await userEvent.type(screen.getByLabelText("nrows"), "5");
    expect(screen.getByText("pd.read_csv('X.csv', low_memory=False, sep=';', nrows=5)")).toBeDefined();
    expect(box()).toHaveProperty("value", "{'sep': ';', 'nrows': 5}");
  });

  it("takes a dict as Python writes it", async () => {
    const onApply = show();
    await userEvent.click(box());
    await userEvent.paste("{'sep': ';', 'skiprows': 1}");
    expect(screen.getByLabelText("sep")).toHaveProperty("value", ";");
    await userEvent.click(screen.getByText("Read again"));
    expect(onApply).toHaveBeenCalledWith(
      new Map<string, unknown>([
        ["sep", ";"],
        ["skiprows", 1n],
      ]),
      {},
    );
  });

  it("refuses what is no dict, and keeps it", async () => {
    const onApply = show();
    await userEvent.click(box());
    await userEvent.paste("sep=;");
    await userEvent.click(screen.getByText("Read again"));
    expect(onApply).not.toHaveBeenCalled();
    expect(box()).toHaveProperty("value", "sep=;");
  });

  it("says what is wrong with a field, and keeps it", async () => {
    const onApply = show();
    const field = screen.getByLabelText("dtype");
    await userEvent.type(field, "{{'a': ");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(field).toHaveProperty("value", "{'a': ");
    await userEvent.click(screen.getByText("Read again"));
    expect(onApply).toHaveBeenCalledTimes(1);
  });
});

describe("fields of options", () => {
  it.each<[FieldKind, PythonValue]>([
    ["text", "\t"],
    ["literal", null],
    ["literal", "1"],
    ["literal", "id"],
    ["literal", new Map([["a b", "str"]])],
    ["list", ["a", 1n]],
    ["list", true],
    ["flag", false],
  ])("show a %s so that it is read as the same: %o", (kind, value) => {
    expect(parseField(kind, fieldText(kind, value))).toEqual({ value });
  });
});

describe("the params table", () => {
  it("marks each parameter that MLflow refuses with its reason", () => {
    const params = inferParams(
      new Map<string, PythonValue>([
        ["good", 1n],
        ["bad", null],
        ["deep", [[1n]]],
      ]),
    );
    render(<ParamsTable params={params} />);
    const table = screen.getByRole("table", { name: "Params schema" });
    expect(within(table).getByText("Expected parameters to be 1D array or scalar, got NoneType.")).toBeDefined();
    expect(within(table).getByText("Expected parameters to be 1D array or scalar, got 2D array.")).toBeDefined();
    expect(within(table).getByText("good")).toBeDefined();
  });
});

describe("the log", () => {
  const log = [
    { id: 1, time: new Date(0), level: "error" as const, side: null, column: null, message: ["Row 1 has ", { data: "secret" }, "."] },
  ];

  it("is a region with time, level and message, without values until they are asked for", async () => {
    render(<LogPanel log={log} />);
    const region = screen.getByRole("region", { name: "Log" });
    expect(region.textContent).toContain("error");
    expect(region.textContent).not.toContain("secret");
    await userEvent.click(screen.getByRole("button", { name: "Log (1)" }));
    await userEvent.click(screen.getByLabelText("Show values from files"));
    expect(region.textContent).toContain("Row 1 has secret.");
  });
});
