import { describe, expect, it } from "vitest";
import type { DataSide, Edit } from "../../../src/core/edit/edit.ts";
import { baseOfResult } from "../../../src/core/edit/edit-base.ts";
import { editsOfRows } from "../../../src/core/edit/edits-of-rows.ts";
import { rekeyedEdits } from "../../../src/core/edit/rekey.ts";
import type { SpecReport } from "../../../src/core/ladders/infer-report.ts";
import { makeSchema } from "../../../src/core/mlflow/schema.ts";
import type { ColSpec } from "../../../src/core/mlflow/types.ts";

const LONG = { kind: "scalar", name: "long" } as const;
const [A, B] = ['"a"', '"b"'];
const side: DataSide = "inputs";
const column = (name: string): ColSpec => ({ kind: "column", name, type: LONG, required: true });

/** An edit of the rows `keys`, of each kind that names rows of data. */
const BY_KIND: Readonly<Record<string, (keys: readonly string[]) => Edit>> = {
  type: (keys) => ({ kind: "type", side, at: keys.map((key) => ({ key })), type: LONG }),
  required: (keys) => ({ kind: "required", side, at: keys.map((key) => ({ key })), required: false }),
  drop: (keys) => ({ kind: "drop", side, at: keys.map((key) => ({ key })) }),
  tensor: (keys) => ({ kind: "tensor", side, at: keys.map((key) => ({ key })), dtype: "int64" }),
  rename: (keys) => ({ kind: "rename", side, names: keys.map((key) => ({ at: { key }, name: "x" })) }),
  move: (keys) => ({ kind: "move", side, keys, before: null }),
};
const SEVERAL = Object.entries(BY_KIND);

const addProperty = (key: string): Edit => ({
  kind: "add-property",
  side,
  at: { key },
  property: { name: "p", type: LONG, required: true },
});
const added: Edit = { kind: "add", side, key: "+1", spec: column("new"), before: null };
const param: Edit = { kind: "param", key: A, type: LONG, default: 1n, shape: null };
const addParam: Edit = { kind: "add-param", key: A, spec: { name: "k", type: LONG, default: 1n, shape: null }, before: null };
const ofOutputs: Edit = { kind: "drop", side: "outputs", at: [{ key: A }] };

describe("edits of a side that has other rows", () => {
  it.each(SEVERAL)("%s: goes on with the rows that are there", (_, edit) => {
    const found = editsOfRows([edit([A, B])], side, (key) => key === A);
    expect(found).toEqual({ kept: [edit([A])], edited: [A], left: [B] });
  });

  it.each([...SEVERAL, ["add-property", ([key = A]) => addProperty(key)] as const])("%s: goes with its last row", (_, edit) => {
    expect(editsOfRows([edit([A])], side, () => false)).toEqual({ kept: [], edited: [], left: [A] });
  });

  it("keep rows that an edit adds, and all of the other side and of the parameters", () => {
    const edits = [added, BY_KIND.type?.(["+1", B]) as Edit, addProperty(A), param, addParam, ofOutputs];
    const { kept, left } = editsOfRows(edits, side, (key) => key === A);
    expect(kept).toEqual([added, BY_KIND.type?.(["+1"]), addProperty(A), param, addParam, ofOutputs]);
    expect(left).toEqual([B]);
  });
});

describe("edits of columns that are read under other names", () => {
  const keys = new Map([[A, '"a_2"']]);

  it.each(SEVERAL)("%s: follows its rows", (_, edit) => {
    expect(rekeyedEdits([edit([A, B])], side, keys)).toEqual([edit(['"a_2"', B])]);
  });

  it.each([
    ["a property of a row", addProperty(A), addProperty('"a_2"')],
    ["a row added before another", { ...added, before: A } as Edit, { ...added, before: '"a_2"' }],
    ["a row added at the end", added, added],
    [
      "a row moved before another",
      { kind: "move", side, keys: [B], before: A } as Edit,
      { kind: "move", side, keys: [B], before: '"a_2"' },
    ],
    ["a parameter", param, param],
    ["an added parameter", addParam, addParam],
    ["the other side", ofOutputs, ofOutputs],
  ])("%s", (_, edit, expected) => expect(rekeyedEdits([edit], side, keys)).toEqual([expected]));

  it("are the same list where no name changes", () => {
    const edits = [added];
    expect(rekeyedEdits(edits, side, new Map())).toBe(edits);
  });
});

describe("what edits start from", () => {
  const report = (name: string | undefined, spec: ColSpec | null) => ({ name, spec, steps: [] }) as unknown as SpecReport;
  const signature = (inputs: ReturnType<typeof makeSchema> | null) => ({ inputs, outputs: null, params: null });
  const one = makeSchema([column("a")]);
  const anything = makeSchema([{ kind: "column", type: { kind: "any" }, required: true }]);
  const undecided: ColSpec = { kind: "column", name: "b", type: { kind: "any" }, required: true };

  it.each([
    ["nothing inferred", null, { inputs: null, outputs: null, params: null }],
    ["a signature that was not inferred here", { signature: signature(one), sides: {} }, { inputs: { schema: one, specs: one.specs } }],
    [
      "what was inferred",
      { signature: signature(one), sides: { inputs: { specs: [report("a", column("a"))] } } },
      { inputs: { schema: one, specs: one.specs } },
    ],
    [
      "columns of which not all have a type",
      { signature: signature(null), sides: { inputs: { specs: [report("a", column("a")), report("b", null)] } } },
      { inputs: { schema: null, specs: [column("a"), undecided] } },
    ],
    [
      "the one unnamed column that MLflow falls back to",
      { signature: signature(anything), sides: { inputs: { specs: [report("a", column("a"))] } } },
      { inputs: { schema: anything, specs: [column("a")] } },
    ],
  ] as const)("is %s", (_, result, expected) => expect(baseOfResult(result)).toEqual({ outputs: null, params: null, ...expected }));
});
