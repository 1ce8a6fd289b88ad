import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, baseOfSignature, type EditBase } from "../../../src/core/edit/apply-edits.ts";
import { changeText, differencesOf } from "../../../src/core/edit/changes.ts";
import { type Edit, newKey } from "../../../src/core/edit/edit.ts";
import { revertRow } from "../../../src/core/edit/revert.ts";
import { renderText } from "../../../src/core/errors.ts";
import { FALLBACK } from "../../../src/core/mlflow/fallback.ts";
import { loadModelText } from "../../../src/core/mlflow/load-model.ts";
import { signatureFromDict, signatureToDict } from "../../../src/core/mlflow/signature-json.ts";
import { specKeys } from "../../../src/core/mlflow/spec-keys.ts";
import type { ColSpec, ColumnType, ModelSignature } from "../../../src/core/mlflow/types.ts";
import { signatureWithEdits } from "../../helpers/random-edits.ts";

const loaded = (json: object): ModelSignature => {
  const { signature } = loadModelText(JSON.stringify(json));
  if (signature === null) throw new Error("no signature");
  return signature;
};

const base = (json: object): EditBase => baseOfSignature(loaded(json));

const LONG: ColumnType = { kind: "scalar", name: "long" };
const DOUBLE: ColumnType = { kind: "scalar", name: "double" };

const AB = base({
  inputs: [
    { type: "long", name: "a" },
    { type: "string", name: "b", required: false },
  ],
  outputs: [{ type: "double" }],
});
const A = '"a"';
const B = '"b"';

/** What becomes of a side, one line per row. */
function rowsAfter(given: EditBase, edits: readonly Edit[], side: "inputs" | "outputs" = "inputs"): string[] {
  return applyEdits(given, edits)[side].rows.map(({ spec }) =>
    spec.kind === "column"
      ? `${String(spec.name)}: ${spec.type.kind === "scalar" ? spec.type.name : spec.type.kind}${spec.required ? "" : "?"}`
      : `${String(spec.name)}: ${spec.dtype} [${spec.shape.join()}]`,
  );
}

const refusalOf = (given: EditBase, edits: readonly Edit[]) =>
  applyEdits(given, edits).refused.map(({ error }) => renderText(error.message));

describe("keys", () => {
  it("are names as JSON, places where there are none, and both where names repeat", () => {
    expect(specKeys([{ name: "a" }, { name: 10n }, { name: "10" }, { name: "a" }, { name: null }])).toEqual([
      '"a"',
      "10",
      '"10"',
      '"a"#1',
      "null",
    ]);
    expect(specKeys([{}, {}])).toEqual(["#0", "#1"]);
  });

  it("of added rows are new", () => {
    const added: Edit = {
      kind: "add",
      side: "inputs",
      key: "+4",
      spec: { kind: "column", name: "x", type: LONG, required: true },
      before: null,
    };
    expect(newKey([])).toBe("+1");
    expect(newKey([added])).toBe("+5");
  });
});

describe("edits of columns", () => {
  it("set the type and whether it is required, of several at once", () => {
    const edits: Edit[] = [
      { kind: "type", side: "inputs", at: [{ key: A }, { key: B }], type: DOUBLE },
      { kind: "required", side: "inputs", at: [{ key: A }], required: false },
    ];
    expect(rowsAfter(AB, edits)).toEqual(["a: double?", "b: double?"]);
  });

  it("rename, and find the row by what it was inferred as", () => {
    const edits: Edit[] = [
      { kind: "rename", side: "inputs", names: [{ at: { key: A }, name: "x" }] },
      { kind: "type", side: "inputs", at: [{ key: A }], type: DOUBLE },
    ];
    expect(rowsAfter(AB, edits)).toEqual(["x: double", "b: string?"]);
  });

  it("swap two names in one edit", () => {
    const swap: Edit = {
      kind: "rename",
      side: "inputs",
      names: [
        { at: { key: A }, name: "b" },
        { at: { key: B }, name: "a" },
      ],
    };
    expect(rowsAfter(AB, [swap])).toEqual(["b: long", "a: string?"]);
  });

  it("move, drop and add", () => {
    expect(rowsAfter(AB, [{ kind: "move", side: "inputs", keys: [B], before: A }])).toEqual(["b: string?", "a: long"]);
    expect(rowsAfter(AB, [{ kind: "drop", side: "inputs", at: [{ key: A }] }])).toEqual(["b: string?"]);
    const spec: ColSpec = { kind: "column", name: "c", type: LONG, required: true };
    expect(rowsAfter(AB, [{ kind: "add", side: "inputs", key: "+1", spec, before: B }])).toEqual(["a: long", "c: long", "b: string?"]);
  });

  it("make a side that was not there", () => {
    const spec: ColSpec = { kind: "column", name: "p", type: DOUBLE, required: true };
    const { signature } = applyEdits({ inputs: AB.inputs, outputs: null, params: null }, [
      { kind: "add", side: "outputs", key: "+1", spec, before: null },
    ]);
    expect(signatureToDict(signature).outputs).toBe('[{"type": "double", "name": "p", "required": true}]');
  });

  it("take a side out of MLflow's fallback by the columns' own types", () => {
    const specs: ColSpec[] = [
      { kind: "column", name: "a", type: LONG, required: true },
      { kind: "column", name: "bad", type: { kind: "any" }, required: true },
    ];
    const fallen: EditBase = { inputs: { schema: FALLBACK, specs }, outputs: null, params: null };
    expect(applyEdits(fallen, []).signature.inputs).toBe(FALLBACK);
    expect(rowsAfter(fallen, [{ kind: "type", side: "inputs", at: [{ key: '"bad"' }], type: DOUBLE }])).toEqual(["a: long", "bad: double"]);
    expect(
      applyEdits(fallen, [{ kind: "type", side: "inputs", at: [{ key: '"bad"' }], type: DOUBLE }]).signature.inputs?.specs,
    ).toHaveLength(2);
  });
});

describe("edits of nested types", () => {
  const nested = base({
    inputs: [
      {
        name: "o",
        type: "object",
        properties: {
          x: { type: "long", required: true },
          y: { type: "array", items: { type: "object", properties: { z: { type: "string", required: true } } }, required: false },
        },
        required: true,
      },
    ],
  });
  const O = '"o"';
  const typeAfter = (edits: readonly Edit[]) => signatureToDict(applyEdits(nested, edits).signature).inputs;

  it("change, rename, drop and add parts by their path", () => {
    const deep = [{ property: "y" }, "items" as const, { property: "z" }];
    expect(
      typeAfter([
        { kind: "type", side: "inputs", at: [{ key: O, path: deep }], type: LONG },
        { kind: "required", side: "inputs", at: [{ key: O, path: deep }], required: false },
        { kind: "rename", side: "inputs", names: [{ at: { key: O, path: [{ property: "x" }] }, name: "w" }] },
        { kind: "add-property", side: "inputs", at: { key: O, path: [] }, property: { name: "v", type: DOUBLE, required: true } },
      ]),
    ).toBe(
      '[{"type": "object", "properties": {"v": {"type": "double", "required": true}, "w": {"type": "long", "required": true}, "y": {"type": "array", "items": {"type": "object", "properties": {"z": {"type": "long", "required": false}}}, "required": false}}, "name": "o", "required": true}]',
    );
    expect(typeAfter([{ kind: "drop", side: "inputs", at: [{ key: O, path: [{ property: "y" }] }] }])).toBe(
      '[{"type": "object", "properties": {"x": {"type": "long", "required": true}}, "name": "o", "required": true}]',
    );
  });

  it("leave no object empty, and no two properties of one name", () => {
    const inner = { key: O, path: [{ property: "y" }, "items" as const, { property: "z" }] };
    expect(refusalOf(nested, [{ kind: "drop", side: "inputs", at: [inner] }])).toEqual(["An object needs at least one property."]);
    expect(
      refusalOf(nested, [{ kind: "rename", side: "inputs", names: [{ at: { key: O, path: [{ property: "x" }] }, name: "y" }] }]),
    ).toEqual(["The object already has a property y: names of properties are unique."]);
  });
});

describe("edits of tensors", () => {
  const tensors = base({ inputs: [{ type: "tensor", "tensor-spec": { dtype: "float64", shape: [-1, 28, 28] } }] });

  it("set dtype and shape, a dimension to -1 and back", () => {
    const edit = (shape: number[]): Edit => ({ kind: "tensor", side: "inputs", at: [{ key: "#0" }], dtype: "float32", shape });
    expect(rowsAfter(tensors, [edit([-1, -1, 28])])).toEqual(["undefined: float32 [-1,-1,28]"]);
    expect(rowsAfter(tensors, [edit([-1, -1, 28]), edit([-1, 28, 28])])).toEqual(["undefined: float32 [-1,28,28]"]);
  });

  it("keep to NumPy's dtypes, whole dimensions, and one kind of row", () => {
    const at = [{ key: "#0" }];
    expect(refusalOf(tensors, [{ kind: "tensor", side: "inputs", at, dtype: "float33" }])).toEqual(["NumPy has no dtype float33."]);
    expect(refusalOf(tensors, [{ kind: "tensor", side: "inputs", at, shape: [-2] }])).toEqual([
      "A dimension is a whole number, or -1 where it varies.",
    ]);
    expect(refusalOf(tensors, [{ kind: "type", side: "inputs", at, type: LONG }])).toEqual([
      "A tensor has a dtype and a shape, and is always required.",
    ]);
    const column: ColSpec = { kind: "column", type: LONG, required: true };
    expect(refusalOf(tensors, [{ kind: "add", side: "inputs", key: "+1", spec: column, before: null }])).toEqual([
      "A schema has columns or tensors, never both.",
    ]);
    expect(
      refusalOf(tensors, [{ kind: "add", side: "inputs", key: "+1", spec: { kind: "tensor", dtype: "int8", shape: [] }, before: null }]),
    ).toEqual(["Several tensors must be named."]);
  });
});

describe("edits of params", () => {
  const params = base({ inputs: [{ type: "long" }], params: [{ name: "p", type: "long", default: 5, shape: null }] });
  const paramsAfter = (edits: readonly Edit[]) => signatureToDict(applyEdits(params, edits).signature).params;
  const scalar = (name: "double" | "string" | "datetime" | "binary") => ({ kind: "scalar" as const, name });

  it("set the type with its default as MLflow keeps it", () => {
    expect(paramsAfter([{ kind: "param", key: '"p"', type: scalar("double"), default: 5n, shape: null }])).toBe(
      '[{"name": "p", "default": 5.0, "shape": null, "type": "double"}]',
    );
    expect(paramsAfter([{ kind: "param", key: '"p"', type: scalar("datetime"), default: "2024-01-31 10:00", shape: null }])).toBe(
      '[{"name": "p", "default": "2024-01-31T10:00:00", "shape": null, "type": "datetime"}]',
    );
    expect(paramsAfter([{ kind: "param", key: '"p"', type: scalar("double"), default: [1n], shape: [-1] }])).toBe(
      '[{"name": "p", "default": [1.0], "shape": [-1], "type": "double"}]',
    );
  });

  it("refuse a default that is not of the type, a shape that is not its, and binary", () => {
    const param = (type: ReturnType<typeof scalar>, value: string, shape: null | readonly [-1]): Edit => ({
      kind: "param",
      key: '"p"',
      type,
      default: value,
      shape,
    });
    expect(refusalOf(params, [param(scalar("double"), "x", null)])[0]).toContain("Can not safely convert");
    expect(refusalOf(params, [param(scalar("string"), "x", [-1])])[0]).toContain("must be a 1D array");
    expect(refusalOf(params, [param(scalar("binary"), "x", null)])).toEqual(["A parameter cannot be binary."]);
  });

  it("add, rename and drop, with unique names", () => {
    const spec = { name: "q", type: scalar("string"), default: "x", shape: null };
    expect(paramsAfter([{ kind: "add-param", key: "+1", spec, before: null }])).toContain('"name": "q"');
    expect(refusalOf(params, [{ kind: "add-param", key: "+1", spec: { ...spec, name: "p" }, before: null }])).toEqual([
      "Another one is called p.",
    ]);
    expect(paramsAfter([{ kind: "drop", side: "params", at: [{ key: '"p"' }] }])).toBeNull();
  });
});

describe("MLflow's rules", () => {
  const unnamed = base({ inputs: [{ type: "long" }, { type: "double" }] });

  it.each<[string, EditBase, Edit]>([
    ["Either all columns are named or none.", unnamed, { kind: "rename", side: "inputs", names: [{ at: { key: "#0" }, name: "a" }] }],
    [
      "Unnamed columns are required: MLflow knows them only by their position.",
      unnamed,
      { kind: "required", side: "inputs", at: [{ key: "#0" }], required: false },
    ],
    ["Another one is called b.", AB, { kind: "rename", side: "inputs", names: [{ at: { key: A }, name: "b" }] }],
    ["A signature needs inputs, outputs or params.", unnamed, { kind: "drop", side: "inputs", at: [{ key: "#0" }, { key: "#1" }] }],
    ["What was edited is not there any more.", AB, { kind: "drop", side: "inputs", at: [{ key: '"gone"' }] }],
  ])("%s", (rule, given, edit) => {
    expect(refusalOf(given, [edit])).toEqual([rule]);
    expect(applyEdits(given, [edit]).signature).toEqual(applyEdits(given, []).signature);
  });

  it("let a whole side go, where there is another, and come back", () => {
    const both = base({ inputs: [{ type: "long", name: "a" }], outputs: [{ type: "double" }] });
    const drop: Edit = { kind: "drop", side: "outputs", at: [{ key: "#0" }] };
    expect(applyEdits(both, [drop]).signature).toMatchObject({ inputs: { specs: [{ name: "a" }] }, outputs: null });
    const left: Edit = { kind: "drop", side: "inputs", at: [{ key: A }] };
    expect(applyEdits(both, [drop, left]).refused.map(({ index }) => index)).toEqual([1]);
    const spec: ColSpec = { kind: "column", type: LONG, required: true };
    expect(applyEdits(both, [drop, { kind: "add", side: "outputs", key: "+1", spec, before: null }]).signature.outputs?.specs).toEqual([
      spec,
    ]);
  });

  it("let all be named at once, and then be optional", () => {
    const named: Edit = { kind: "rename", side: "inputs", names: [0, 1].map((n) => ({ at: { key: `#${n}` }, name: `c${n}` })) };
    expect(rowsAfter(unnamed, [named, { kind: "required", side: "inputs", at: [{ key: "#0" }], required: false }])).toEqual([
      "c0: long?",
      "c1: double",
    ]);
  });
});

describe("what differs from the inferred", () => {
  const differencesWith = (given: EditBase, edits: readonly Edit[]) =>
    differencesOf(applyEdits(given, edits)).map(({ side, name, changes }) => `${side} ${name}: ${changes.map(changeText).join("; ")}`);

  it("is described row by row", () => {
    const spec: ColSpec = { kind: "column", name: "c", type: LONG, required: true };
    expect(
      differencesWith(AB, [
        { kind: "type", side: "inputs", at: [{ key: A }], type: DOUBLE },
        { kind: "required", side: "inputs", at: [{ key: A }], required: false },
        { kind: "rename", side: "inputs", names: [{ at: { key: A }, name: "x" }] },
        { kind: "drop", side: "inputs", at: [{ key: B }] },
        { kind: "add", side: "inputs", key: "+1", spec, before: null },
      ]),
    ).toEqual([
      "inputs a: name a → x; type long → double; required required → optional",
      "inputs c: added: long",
      "inputs b: dropped (was string)",
    ]);
  });

  it("is nothing for an edit that sets what is there already", () => {
    expect(differencesWith(AB, [{ kind: "type", side: "inputs", at: [{ key: A }], type: LONG }])).toEqual([]);
  });

  it("names the one row that moved, not all that it passed", () => {
    const many = base({ inputs: ["a", "b", "c", "d"].map((name) => ({ type: "long", name })) });
    expect(differencesWith(many, [{ kind: "move", side: "inputs", keys: ['"d"'], before: A }])).toEqual([
      "inputs d: moved from place 4 to 1",
    ]);
  });

  it("is reverted one aspect, or one row, at a time", () => {
    const edits: Edit[] = [
      { kind: "type", side: "inputs", at: [{ key: A }, { key: B }], type: DOUBLE },
      { kind: "required", side: "inputs", at: [{ key: A }], required: false },
    ];
    expect(rowsAfter(AB, revertRow(edits, "inputs", A, "type"))).toEqual(["a: long?", "b: double?"]);
    expect(rowsAfter(AB, revertRow(edits, "inputs", A))).toEqual(["a: long", "b: double?"]);
    expect(revertRow(edits, "outputs", A)).toEqual(edits);
  });
});

describe("any edits of any signature", () => {
  const json = ({ signature }: ReturnType<typeof applyEdits>) => signatureToDict(signature);

  it("give what survives MLflow's JSON", () => {
    fc.assert(
      fc.property(signatureWithEdits, ({ base: given, edits }) => {
        const written = json(applyEdits(given, edits));
        expect(signatureToDict(signatureFromDict(new Map(Object.entries(written))))).toEqual(written);
      }),
      { numRuns: 500 },
    );
  });

  it("leave the base as it was, and do nothing where they are refused", () => {
    fc.assert(
      fc.property(signatureWithEdits, ({ base: given, edits }) => {
        const before = json(applyEdits(given, []));
        const { refused } = applyEdits(given, edits);
        expect(json(applyEdits(given, []))).toEqual(before);
        const taken = edits.filter((_, index) => !refused.some((one) => one.index === index));
        expect(json(applyEdits(given, taken))).toEqual(json(applyEdits(given, edits)));
      }),
      { numRuns: 300 },
    );
  });

  it("differ from the inferred exactly where the signature does, and in nothing once every row is reverted", () => {
    fc.assert(
      fc.property(signatureWithEdits, ({ base: given, edits }) => {
        const edited = applyEdits(given, edits);
        const differences = differencesOf(edited);
        expect(differences.length === 0).toBe(JSON.stringify(json(edited)) === JSON.stringify(json(applyEdits(given, []))));
        // Reverting one row can let an edit of another fit that was refused before, so it is looked at again.
        let left: readonly Edit[] = edits;
        for (let [first] = differences; first !== undefined; [first] = differencesOf(applyEdits(given, left))) {
          const fewer = revertRow(left, first.side, first.key);
          expect(fewer).not.toEqual(left);
          left = fewer;
        }
        expect(json(applyEdits(given, left))).toEqual(json(applyEdits(given, [])));
      }),
      { numRuns: 500 },
    );
  });
});
