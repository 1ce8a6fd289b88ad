import { describe, expect, it } from "vitest";
import type { DataType, Schema } from "../../../src/core/mlflow/types.ts";
import type { Fix, Problem, SigningResult, Trial } from "../../../src/core/signers/signer.ts";
import { safeByProblem, together } from "../../../src/ui/store/selectors/safe-fixes.ts";

const schemaOf = (type: DataType): Schema => ({
  kind: "columns",
  specs: [{ kind: "column", name: "tax", type: { kind: "scalar", name: type }, required: true }],
});

const NOTHING_LOST = { cells: 0, rows: 0, columns: 0 };
const SIDES: SigningResult["sides"] = {
  inputs: { schema: schemaOf("string"), failure: null, integerHint: false, specs: [], rowCount: 3 },
};

/** A fix that reads `tax` as `type`. */
const fix = (type: DataType, tried: Partial<Trial> = {}): Fix => ({
  kind: "astype",
  columns: ["tax"],
  dtype: "float64",
  label: `Cast to ${type}`,
  consequence: "",
  tried: { result: type, effects: "", schema: schemaOf(type), predict: "accepted", scoring: "accepted", lost: NOTHING_LOST, ...tried },
});

const problem = (...fixes: readonly Fix[]): Problem => ({
  side: "inputs",
  severity: "warns",
  kind: "numbers-as-text",
  columns: ["tax"],
  message: ["`tax` is text."],
  fixes,
});

const labels = (...problems: readonly Problem[]) => together(safeByProblem(problems, SIDES).values()).map((one) => one.fix.label);

describe("the safe fixes", () => {
  it("are the first of each problem, and one for a column", () => {
    expect(labels(problem(fix("double"), fix("long")))).toEqual(["Cast to double"]);
    expect(labels(problem(fix("double")), problem(fix("long")))).toEqual(["Cast to double"]);
  });

  it("lose no cell, row or column, and make MLflow refuse nothing", () => {
    for (const lost of ["cells", "rows", "columns"] as const)
      expect(labels(problem(fix("double", { lost: { ...NOTHING_LOST, [lost]: 1 } })))).toEqual([]);
    expect(labels(problem(fix("double", { predict: "refused" })))).toEqual([]);
    expect(labels(problem(fix("double", { triedRows: 100 })))).toEqual([]);
  });

  it("change the signature: to keep what is there is nothing to apply", () => {
    expect(labels(problem(fix("string"), fix("double")))).toEqual([]);
  });
});
