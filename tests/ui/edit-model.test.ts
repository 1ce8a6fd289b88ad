import { describe, expect, it } from "vitest";
import { applyEdits } from "../../src/core/edit/apply-edits.ts";
import { baseOfResult } from "../../src/core/edit/edit-base.ts";
import { FALLBACK } from "../../src/core/mlflow/fallback.ts";
import type { ColSpec, ColumnType } from "../../src/core/mlflow/types.ts";
import { tupleText } from "../../src/core/python/repr.ts";
import type { SideResult, SigningResult } from "../../src/core/signers/signer.ts";
import { chosenType, editedResult, pathFromSteps, shapeFromText, targetOf } from "../../src/ui/store/selectors/edit-model.ts";
import { moveBy } from "../../src/ui/table/row-edits.ts";

const LONG: ColumnType = { kind: "scalar", name: "long" };
const spec = (name: string, type = LONG): ColSpec => ({ kind: "column", name, type, required: true });
const OFFENCE = { tag: "InvalidSchema" as const, message: ["mixed"], place: {} };

const fallen: SideResult = {
  schema: FALLBACK,
  failure: { stage: "infer", error: OFFENCE },
  integerHint: false,
  rowCount: 2,
  specs: [
    { name: "a", spec: spec("a"), dtype: "int64", steps: [], missing: null },
    { name: "bad", spec: null, dtype: "object", steps: [], missing: null, offence: OFFENCE },
  ],
};
const result: SigningResult = {
  signature: { inputs: FALLBACK, outputs: null, params: null },
  sides: { inputs: fallen },
  problems: [{ kind: "any-fallback", severity: "stops", side: "inputs", columns: ["bad"], message: ["falls back"], fixes: [] }],
};

describe("a result with edits in it", () => {
  const base = baseOfResult(result);

  it("is the same object while nothing is edited", () => {
    expect(editedResult(result, applyEdits(base, []))).toBe(result);
  });

  it("leaves MLflow's fallback by the columns' own types, and so its problem", () => {
    const edited = editedResult(result, applyEdits(base, [{ kind: "type", side: "inputs", at: [{ key: '"bad"' }], type: LONG }]));
    expect(edited.signature.inputs).toEqual({ kind: "columns", specs: [spec("a"), spec("bad")] });
    expect(edited.sides.inputs?.specs.map(({ name, offence }) => [name, offence])).toEqual([
      ["a", undefined],
      ["bad", undefined],
    ]);
    expect(edited.problems).toEqual([]);
  });

  it("keeps what was counted of a row that is renamed and moved, and counts nothing of one that is added", () => {
    const edited = editedResult(
      result,
      applyEdits(base, [
        { kind: "rename", side: "inputs", names: [{ at: { key: '"a"' }, name: "x" }] },
        { kind: "move", side: "inputs", keys: ['"a"'], before: null },
        { kind: "add", side: "inputs", key: "+1", spec: spec("new"), before: null },
      ]),
    );
    expect(edited.sides.inputs?.specs.map(({ name, dtype, isUncounted }) => [name, dtype, isUncounted])).toEqual([
      ["bad", "object", undefined],
      ["x", "int64", undefined],
      ["new", "", true],
    ]);
  });
});

describe("fields", () => {
  it.each([
    ["(-1, 28, 28)", [-1, 28, 28]],
    ["[None, 3]", [-1, 3]],
    ["-1 ? 3", [-1, -1, 3]],
    ["(-1,)", [-1]],
    ["()", []],
  ])("read the shape %s", (text, shape) => {
    expect(shapeFromText(text)).toEqual(shape);
    expect(shapeFromText(tupleText(shape))).toEqual(shape);
  });

  it("refuse what is no shape", () => {
    expect(shapeFromText("(a, 3)")).toBeNull();
    expect(shapeFromText("1.5")).toBeNull();
  });

  it("wrap the type that was there before", () => {
    const array: ColumnType = { kind: "array", items: LONG };
    expect(chosenType("array", LONG)).toEqual(array);
    expect(chosenType("map", array)).toEqual({ kind: "map", values: LONG });
    expect(chosenType("object", LONG)).toEqual({ kind: "object", properties: [{ name: "property", type: LONG, required: true }] });
    expect(chosenType("double", array)).toEqual({ kind: "scalar", name: "double" });
  });

  it("name parts of a nested type by what stands around them", () => {
    const type: ColumnType = {
      kind: "object",
      properties: [{ name: "items", type: { kind: "array", items: LONG }, required: true }],
    };
    expect(pathFromSteps(type, ["items", "items"])).toEqual([{ property: "items" }, "items"]);
    expect(targetOf('"o"', { kind: "column", name: "o", type, required: true }, [])).toEqual({ key: '"o"' });
  });
});

describe("moving rows", () => {
  const rows = ["a", "b", "c", "d"].map((name) => ({ key: name, inferred: spec(name), spec: spec(name), isMoved: false }));

  it("goes one place, several together, and not past the ends", () => {
    expect(moveBy(rows, "inputs", ["b"], -1)).toEqual({ edit: { kind: "move", side: "inputs", keys: ["b"], before: "a" }, index: 0 });
    expect(moveBy(rows, "inputs", ["a", "b"], 1)).toEqual({
      edit: { kind: "move", side: "inputs", keys: ["a", "b"], before: "d" },
      index: 1,
    });
    expect(moveBy(rows, "inputs", ["c"], 1)?.edit).toEqual({ kind: "move", side: "inputs", keys: ["c"], before: null });
    expect(moveBy(rows, "inputs", ["a"], -1)).toBeNull();
    expect(moveBy(rows, "inputs", ["d"], 1)).toBeNull();
  });
});
