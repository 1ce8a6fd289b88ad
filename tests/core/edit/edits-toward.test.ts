import { describe, expect, it } from "vitest";
import { applyEdits, baseOfSignature } from "../../../src/core/edit/apply-edits.ts";
import { editsToward } from "../../../src/core/edit/edits-toward.ts";
import type { ColSpec, Schema } from "../../../src/core/mlflow/types.ts";

const column = (name: string, type: "long" | "double" | "string", required = true): ColSpec => ({
  kind: "column",
  name,
  type: { kind: "scalar", name: type },
  required,
});
const columns = (...specs: readonly ColSpec[]): Schema => ({ kind: "columns", specs });

const base = baseOfSignature({ inputs: columns(column("a", "long"), column("b", "string")), outputs: null, params: null });
const { rows } = applyEdits(base, []).inputs;

describe("edits toward a schema", () => {
  it("change the types and what is required, and give that schema when they are made", () => {
    const wanted = columns(column("a", "double", false), column("b", "string"));
    const edits = editsToward("inputs", rows, wanted);
    expect(edits).toHaveLength(2);
    expect(applyEdits(base, edits ?? []).signature.inputs).toEqual(wanted);
  });

  it("are none where nothing differs", () => {
    expect(editsToward("inputs", rows, columns(column("a", "long"), column("b", "string")))).toEqual([]);
  });

  it.each([
    ["other names", columns(column("A", "long"), column("b", "string"))],
    ["fewer columns", columns(column("a", "long"))],
    ["tensors", { kind: "tensors", specs: [{ kind: "tensor", dtype: "int64", shape: [-1] }] } as Schema],
  ])("do not exist for %s", (_, schema) => {
    expect(editsToward("inputs", rows, schema)).toBeNull();
  });
});
