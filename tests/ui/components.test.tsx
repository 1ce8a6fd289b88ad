import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SideResult } from "../../src/core/signers/signer.ts";
import { OptionsEditor } from "../../src/ui/components/OptionsEditor.tsx";
import { ParamsCard } from "../../src/ui/components/ParamsCard.tsx";
import { SchemaTable } from "../../src/ui/components/SchemaTable.tsx";

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
      ["a", "long", "required", "int64"],
      ["<b>", "double", "optional", "float64"],
      ["c", "no type", "", "object"],
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
        onChange={() => undefined}
      />,
    );
    expect(screen.getByRole("textbox", { name: "Params text" })).toHaveProperty("value", "{'a'");
    expect(screen.getByText("a ':' is missing")).toBeDefined();
  });
});

describe("the options editor", () => {
  it("takes a dict as Python writes it", async () => {
    const onApply = vi.fn();
    render(<OptionsEditor side="inputs" options={new Map()} onApply={onApply} />);
    const box = screen.getByLabelText("Reader options of inputs");
    await userEvent.click(box);
    await userEvent.paste("{'sep': ';', 'skiprows': 1}");
    await userEvent.click(screen.getByText("Read again"));
    expect(onApply).toHaveBeenCalledWith(
      new Map<string, unknown>([
        ["sep", ";"],
        ["skiprows", 1n],
      ]),
    );
  });

  it("refuses what is no dict, and keeps it", async () => {
    const onApply = vi.fn();
    render(<OptionsEditor side="inputs" options={new Map()} onApply={onApply} />);
    await userEvent.click(screen.getByLabelText("Reader options of inputs"));
    await userEvent.paste("sep=;");
    await userEvent.click(screen.getByText("Read again"));
    expect(onApply).not.toHaveBeenCalled();
    expect(screen.getByLabelText("Reader options of inputs")).toHaveProperty("value", "sep=;");
  });
});
