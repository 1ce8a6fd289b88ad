import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ColumnType } from "../../src/core/mlflow/types.ts";
import type { SideResult, SpecReport } from "../../src/core/signers/signer.ts";
import { specRow } from "../../src/ui/store/selectors/tree-rows.ts";
import type { Selection } from "../../src/ui/store/state/shown-state.ts";
import { missingShare, percent } from "../../src/ui/store/text/missing-share.ts";
import { problemMarks } from "../../src/ui/table/problem-marks.ts";
import { ALL_ROWS, countRows, filteredRows, markedRows, sortedRows } from "../../src/ui/table/row-filter.ts";
import { SchemaTable } from "../../src/ui/table/SchemaTable.tsx";
import type { CellSlotProps, TableSlots } from "../../src/ui/table/table-slots.ts";
import { reduceView, WHOLE_TABLE } from "../../src/ui/table/table-view.ts";

afterEach(cleanup);

const scalar = (name: "long" | "double" | "string"): ColumnType => ({ kind: "scalar", name });

function report(name: string, type: ColumnType, missing = 0): SpecReport {
  const spec = { kind: "column", type, name, required: missing === 0 } as const;
  return { name, spec, dtype: "object", steps: [], missing: missing === 0 ? null : { count: missing, firstRow: 0 } };
}

const address: ColumnType = {
  kind: "object",
  properties: [
    { name: "city", type: scalar("string"), required: true },
    { name: "lines", type: { kind: "array", items: scalar("string") }, required: false },
  ],
};

const SPECS: readonly SpecReport[] = [
  report("b10", scalar("long")),
  report("b9", scalar("double"), 3),
  report("address", address),
  report("d", scalar("string"), 50),
  report("e", scalar("long")),
  report("f", scalar("long")),
];
const side: SideResult = { schema: null, failure: null, integerHint: false, rowCount: 100, specs: SPECS };

function Table({ slots, onSelect }: { readonly slots?: TableSlots; readonly onSelect?: (selection: Selection) => void }) {
  const [selection, setSelection] = useState<Selection | null>(null);
  const select = (next: Selection) => {
    setSelection(next);
    onSelect?.(next);
  };
  return <SchemaTable side="inputs" result={side} selection={selection} onSelect={select} {...(slots === undefined ? {} : { slots })} />;
}

const names = () =>
  within(screen.getByRole("table", { name: "Inputs schema" }))
    .getAllByRole("row")
    .slice(1)
    .map((row) => within(row).getAllByRole("cell")[1]?.textContent);
const press = (keys: string) => userEvent.keyboard(keys);

describe("filtering and sorting", () => {
  const rows = markedRows(
    SPECS.map((one, index) => specRow("inputs", index, one)),
    ({ place }) => (place.index === 3 ? [{ kind: "problem", weight: "warns", label: "odd" }] : []),
    100,
  );
  const kept = (filter: Partial<typeof ALL_ROWS>, only: ReadonlySet<number> | null = null) =>
    filteredRows(rows, { ...ALL_ROWS, ...filter }, only).map(({ row }) => row.name);

  it.each([
    [{ text: " B1" }, ["b10"]],
    [{ text: "city" }, ["address"]],
    [{ type: "long" }, ["b10", "e", "f"]],
    [{ required: false }, ["b9", "d"]],
    [{ mark: "problem" }, ["d"]],
    [{ mark: "edited" }, []],
    [{ type: "long", text: "e" }, ["e"]],
  ] as const)("lets through what fits %o", (filter, expected) => {
    expect(kept(filter)).toEqual(expected);
  });

  it("lets through only what a slot asks for", () => {
    expect(kept({}, new Set([0, 5]))).toEqual(["b10", "f"]);
  });

  it("counts types, requiredness and marks", () => {
    expect(countRows(rows)).toEqual({
      types: [
        { type: "long", number: 3 },
        { type: "double", number: 1 },
        { type: "object", number: 1 },
        { type: "string", number: 1 },
      ],
      required: 4,
      optional: 2,
      marks: new Map([["problem", 1]]),
      hasErrors: false,
    });
  });

  it.each([
    ["name", false, ["address", "b9", "b10", "d", "e", "f"]],
    ["missing", true, ["d", "b9", "b10", "address", "e", "f"]],
    ["marks", true, ["d", "b10", "b9", "address", "e", "f"]],
    ["required", false, ["b10", "address", "e", "f", "b9", "d"]],
  ] as const)("sorts by %s, numbers by their size, equal rows in the schema's order", (by, descending, expected) => {
    expect(sortedRows(rows, { by, descending }).map(({ row }) => row.name)).toEqual(expected);
  });

  it("turns the order round, then gives back the schema's", () => {
    const orders = [1, 2, 3].map((times) =>
      Array.from({ length: times }).reduce<typeof WHOLE_TABLE>((view) => reduceView(view, { kind: "sorted", by: "missing" }), WHOLE_TABLE),
    );
    expect(orders.map(({ sort }) => sort)).toEqual([{ by: "missing", descending: true }, { by: "missing", descending: false }, null]);
  });
});

describe("the share that is missing", () => {
  it.each([
    [0, "0%"],
    [1e-6, "<0.1%"],
    [0.0234, "2.3%"],
    [0.99999, ">99.9%"],
    [1, "100%"],
  ])("%d is %s", (share, text) => {
    expect(percent(share)).toBe(text);
  });

  it("says where counting stopped", () => {
    const some = { ...report("a", scalar("long"), 3), missing: { count: 3, firstRow: null, atLeast: true as const } };
    expect(missingShare(some, 300)).toEqual({ text: "≥1.0%", title: "At least 3 of 300 missing." });
  });
});

const filterMenu = () => screen.getByRole("button", { name: /^Filter: / });

describe("the table", () => {
  it("finds, filters by type, and shows all again", async () => {
    render(<Table />);
    await userEvent.type(screen.getByLabelText("Find in inputs"), "zzz");
    expect(names()).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Show all" }));
    await userEvent.click(filterMenu());
    await userEvent.click(screen.getByRole("button", { name: "3 long" }));
    expect(names()).toEqual(["b10", "e", "f"]);
    expect(screen.getByText("3 of 6 columns")).toBeDefined();
  });

  it("says by which header it is sorted", async () => {
    render(<Table />);
    await userEvent.click(screen.getByRole("button", { name: "name" }));
    expect(names().slice(0, 3)).toEqual(["address", "b9", "b10"]);
    expect(screen.getByRole("columnheader", { name: "name" }).getAttribute("aria-sort")).toBe("ascending");
  });

  it("unfolds a nested column to its parts, with their own requiredness", async () => {
    render(<Table />);
    await userEvent.click(screen.getByRole("button", { name: "Unfold address" }));
    expect(names()).toEqual(["b10", "b9", "address", "city", "lines", "d", "e", "f"]);
    const [, , , , city, lines] = screen.getAllByRole("row");
    expect(within(city as HTMLElement).getByText("required")).toBeDefined();
    expect(within(lines as HTMLElement).getByText("optional")).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Unfold lines" }));
    expect(names()).toContain("items");
    await userEvent.click(screen.getByRole("button", { name: "Fold address" }));
    expect(names()).toEqual(["b10", "b9", "address", "d", "e", "f"]);
  });

  it("is walked, unfolded and folded by keys", async () => {
    const onSelect = vi.fn();
    render(<Table onSelect={onSelect} />);
    screen.getByRole("region", { name: "Inputs schema rows" }).focus();
    await press("{ArrowDown}{ArrowDown}{ArrowDown}{ArrowRight}{ArrowDown}");
    expect(onSelect).toHaveBeenLastCalledWith({ side: "inputs", index: 2, path: ["city"] });
    expect(document.activeElement?.textContent).toBe("city");
    await press("{ArrowLeft}");
    expect(onSelect).toHaveBeenLastCalledWith({ side: "inputs", index: 2 });
    await press("{ArrowLeft}{End}");
    expect(onSelect).toHaveBeenLastCalledWith({ side: "inputs", index: 5 });
    await press("{Home}");
    expect(onSelect).toHaveBeenLastCalledWith({ side: "inputs", index: 0 });
    await press("{PageDown}");
    expect(onSelect).toHaveBeenLastCalledWith({ side: "inputs", index: 5 });
  });

  it("goes from the search box to the rows, and back out of it", async () => {
    render(<Table />);
    await userEvent.type(screen.getByLabelText("Find in inputs"), "b{ArrowDown}");
    expect(document.activeElement?.textContent).toBe("b10");
    await userEvent.type(screen.getByLabelText("Find in inputs"), "{Escape}");
    expect(names()).toHaveLength(6);
  });
});

function EditedCell({ row, cell, children }: CellSlotProps) {
  return cell === "type" && row.place.index === 1 ? <em>double, was long</em> : children;
}

describe("the places for other parts of the page", () => {
  it("marks rows, filters by the marks, and draws cells as a slot has them", async () => {
    const slots: TableSlots = {
      marksOf: ({ index }) => (index === 1 ? [{ kind: "edited", label: "Was long" }] : []),
      Cell: EditedCell,
    };
    render(<Table slots={slots} />);
    await userEvent.click(filterMenu());
    await userEvent.click(screen.getByRole("button", { name: "1 edited" }));
    expect(names()).toEqual(["b9"]);
    expect(screen.getByRole("img", { name: "Was long" })).toBeDefined();
    expect(screen.getByText("double, was long")).toBeDefined();
  });

  it("hands Enter on the selected row, and other keys, to whoever edits", async () => {
    const onEdit = vi.fn();
    const onKey = vi.fn(() => true);
    render(<Table slots={{ onEdit, onKey }} />);
    screen.getByRole("button", { name: "b9" }).focus();
    await press("{Enter}");
    expect(onEdit).not.toHaveBeenCalled();
    await press("{Enter}r");
    expect(onEdit).toHaveBeenCalledWith({ side: "inputs", index: 1, path: [] });
    expect(onKey).toHaveBeenCalledTimes(1);
  });

  it("chooses several columns with Shift, Ctrl and all of them", async () => {
    const onChoose = vi.fn();
    render(<Table slots={{ onChoose }} />);
    screen.getByRole("region", { name: "Inputs schema rows" }).focus();
    await press("{ArrowDown}{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
    expect(onChoose).toHaveBeenLastCalledWith(new Set([0, 1, 2]));
    await press("{Control>}a{/Control}");
    expect(onChoose).toHaveBeenLastCalledWith(new Set([0, 1, 2, 3, 4, 5]));
  });

  it("shows only the columns of a problem until that is taken back", async () => {
    const onClear = vi.fn();
    render(<Table slots={{ only: { label: "2 integers", indices: new Set([0, 5]), onClear } }} />);
    expect(names()).toEqual(["b10", "f"]);
    await userEvent.click(screen.getByRole("button", { name: "2 integers ×" }));
    expect(onClear).toHaveBeenCalledOnce();
  });
});

describe("a name", () => {
  it("has the spaces around it marked, and stays the name", () => {
    const spaced: SideResult = { ...side, specs: [report(" a b ", scalar("long")), report("c d", scalar("long"))] };
    render(<SchemaTable side="inputs" result={spaced} selection={null} onSelect={() => undefined} />);
    expect(names()).toEqual([" a b ", "c d"]);
    expect([...document.querySelectorAll(".edge-space")].map(({ textContent }) => textContent)).toEqual([" ", " "]);
  });
});

describe("marks of problems", () => {
  it("stand on the columns that a stop or a warning names, and on those without a type", () => {
    const offended: SpecReport = {
      ...report("x", scalar("long")),
      spec: null,
      offence: { tag: "InvalidSchema", message: ["no"], place: {} },
    };
    const problem = { side: "inputs", message: [], fixes: [] } as const;
    const marks = problemMarks({
      signature: { inputs: null, outputs: null, params: null },
      sides: { inputs: { ...side, specs: [...SPECS, offended] } },
      problems: [
        { ...problem, kind: "mixed-dates", severity: "warns", columns: ["d"] },
        { ...problem, kind: "integers-may-be-missing", severity: "notes", columns: ["b10"] },
      ],
    });
    const weights = [...SPECS, offended].map((_, index) => marks({ side: "inputs", index, path: [] }).map(({ weight }) => weight));
    expect(weights).toEqual([[], [], [], ["warns"], [], [], ["stops"]]);
  });
});
