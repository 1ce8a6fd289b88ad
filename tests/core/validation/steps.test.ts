import { describe, expect, it } from "vitest";
import { renderText } from "../../../src/core/errors.ts";
import { knownDtype } from "../../../src/core/ladders/pandas-dtype.ts";
import type { ColumnName } from "../../../src/core/python/value.ts";
import { encodeStep, renameStep, uniqueStep } from "../../../src/core/validation/advice/steps.ts";
import { columnOfSeries, type Frame, type ModelInput } from "../../../src/core/validation/model-input.ts";
import { seriesOfCells } from "../../../src/core/validation/series.ts";

const column = (name: ColumnName) => columnOfSeries(name, seriesOfCells(knownDtype("int64"), [1n, 2n]));
const frame = (...names: readonly ColumnName[]): Frame & ModelInput => ({ kind: "frame", columns: names.map(column), rowCount: 2 });
const namesOf = (input: ModelInput) => (input.kind === "frame" ? input.columns.map(({ name }) => name) : null);

describe("dropping columns whose names are repeated", () => {
  it("keeps the first of each name", () => {
    const step = uniqueStep(frame("a", "b", "a"));
    expect(step && namesOf(step.apply(frame("a", "b", "a")))).toEqual(["a", "b"]);
    expect(step?.lines("df")).toEqual(["df = df.loc[:, ~df.columns.duplicated()]"]);
    expect(step && [renderText(step.label), renderText(step.consequence), step.loses, step.imports]).toEqual([
      "Drop the 1 column whose name is repeated",
      "1 column is lost; the first of each name stays.",
      true,
      [],
    ]);
  });

  it("counts them, and is not offered where there are none", () => {
    const step = uniqueStep(frame("a", "a", "a"));
    expect(step && [renderText(step.label), renderText(step.consequence)]).toEqual([
      "Drop the 2 columns whose name is repeated",
      "2 columns are lost; the first of each name stays.",
    ]);
    expect(uniqueStep(frame("a", "b"))).toBeNull();
  });
});

describe("renaming columns", () => {
  it("names six of them, and only those that are meant", () => {
    const step = renameStep([["a", "x"]]);
    expect(namesOf(step.apply(frame("a", "b")))).toEqual(["x", "b"]);
    expect(step.lines("df")).toEqual(["df = df.rename(columns={'a': 'x'})"]);
    expect([renderText(step.label), renderText(step.consequence), step.loses]).toEqual([
      "Rename a to x",
      "It must be the same column under another name.",
      false,
    ]);
    const many = renameStep(["a", "b", "c", "d", "e", "f", "g"].map((name) => [name, name.toUpperCase()] as const));
    expect(renderText(many.label)).toBe("Rename a to A, b to B, c to C, d to D, e to E, f to F and 1 more");
    const value: ModelInput = { kind: "value", value: 1n };
    expect(step.apply(value)).toBe(value);
  });
});

describe("encoding a column", () => {
  it("makes a column of 0 and 1 for each value, none of them where a cell is missing", () => {
    const step = encodeStep("c", ["c_a", "c_b", "c_null"], ["a", null, "b"]);
    const made = step?.apply({ kind: "frame", columns: [column("c"), column("n")], rowCount: 3 });
    expect(made?.kind === "frame" && made.columns.map(({ name, series }) => [name, series.cells])).toEqual([
      ["n", [1n, 2n]],
      ["c_a", [1n, 0n, 0n]],
      ["c_b", [0n, 0n, 1n]],
      ["c_null", [0n, 0n, 0n]],
    ]);
    expect(step?.lines("df")).toEqual([
      `encoded = pd.get_dummies(df['c'], prefix='c', dtype="int32")`,
      `encoded = encoded.reindex(columns=['c_a', 'c_b', 'c_null'], fill_value=0).astype("int32")`,
      "df = df.drop(columns=['c']).join(encoded)",
    ]);
    expect(step && [renderText(step.label), renderText(step.consequence), step.imports, step.loses]).toEqual([
      "Encode c as 3 columns of 0 and 1",
      "The encoding must be that of the training data.",
      ["pandas"],
      false,
    ]);
  });

  it.each([
    ["a value has no column", "c", ["a", "z"]],
    ["no value is known", "c", null],
    ["there are no rows", "c", []],
    ["all are missing", "c", [null]],
    ["whole numbers are next to missing ones", "c", [1n, null]],
    ["numbers have fractions", "c", [0.5]],
    ["the name is not a text", 1n, ["a"]],
  ] as const)("is not offered where %s", (_, name, cells) => {
    expect(encodeStep(name as string, ["c_a", "c_b", "c_1", "c_0.5"], cells)).toBeNull();
  });

  it("takes whole numbers", () => {
    expect(encodeStep("c", ["c_1", "c_2"], [1n, 2n])).not.toBeNull();
  });
});
