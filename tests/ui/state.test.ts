import { describe, expect, it } from "vitest";
import { assignRoles, looksLikeTargets, roleByName } from "../../src/ui/state/file-roles.ts";
import { INITIAL, reduce, type State } from "../../src/ui/state/state.ts";
import { statusText } from "../../src/ui/state/status.ts";

const files = [{ name: "X.csv", blob: new Blob(["a\n1\n"]) }];
const reading: State = reduce(INITIAL, { kind: "reading", side: "inputs", files, settings: { options: new Map() }, startedAt: 0 });

describe("the page's state", () => {
  it("keeps a file that failed, for another try", () => {
    const failed = reduce(reading, { kind: "failed", side: "inputs", error: { tag: "UnreadableFile", message: ["broken"], place: {} } });
    expect(failed.sides.inputs).toMatchObject({ phase: "failed", files });
    expect(statusText(failed)).toBe("Failed: inputs");
  });

  it("takes progress only while reading", () => {
    const progress = { bytes: 1, byteLength: 2, rows: 1 };
    expect(reduce(INITIAL, { kind: "progress", side: "inputs", progress })).toBe(INITIAL);
    expect(reduce(reading, { kind: "progress", side: "inputs", progress }).sides.inputs).toMatchObject({ progress });
  });

  it("forgets a removed side and what was selected in it", () => {
    const selected = reduce(reading, { kind: "selected", selection: { side: "inputs", index: 0 } });
    expect(reduce(selected, { kind: "removed", side: "inputs" })).toMatchObject({ sides: { inputs: { phase: "empty" } }, selection: null });
  });

  it("keeps the newest lines of the log", () => {
    let state = INITIAL;
    for (let line = 0; line < 600; line++)
      state = reduce(state, { kind: "logged", level: "info", message: [String(line)], time: new Date(0) });
    expect(state.log).toHaveLength(500);
    expect(state.log.at(-1)?.message).toEqual(["599"]);
  });
});

describe("roles by name", () => {
  it.each([
    ["X_train.csv", "inputs"],
    ["features.parquet", "inputs"],
    ["y_test.csv", "outputs"],
    ["predictions.npy", "outputs"],
    ["model_outputs.json", "outputs"],
    ["params.json", "params"],
    ["config.yaml", "params"],
    ["MLmodel", "mlmodel"],
    ["titanic.csv", null],
    ["yearly.csv", null],
    ["xylophone.csv", null],
  ])("%s: %s", (name, role) => {
    expect(roleByName(name)).toBe(role);
  });

  it("gives the file without a role the side that is free", () => {
    const roles = assignRoles([{ name: "data.csv" }, { name: "X.csv" }], "inputs");
    expect(Object.fromEntries(roles)).toEqual({ inputs: [{ name: "X.csv" }], outputs: [{ name: "data.csv" }] });
  });

  it("keeps many files without roles together, as parts", () => {
    const parts = ["part-0.parquet", "part-1.parquet"].map((name) => ({ name }));
    expect(assignRoles(parts, "outputs").get("outputs")).toEqual(parts);
  });

  it.each([
    ["y_train.csv", true],
    ["targets.csv", true],
    ["y_pred.csv", false],
    ["outputs.csv", false],
  ])("asks about %s: %s", (name, asks) => {
    expect(looksLikeTargets(name)).toBe(asks);
  });
});
