import { describe, expect, it } from "vitest";
import type { SigningResult } from "../../src/core/signers/signer.ts";
import { fileFromText } from "../../src/ui/state/dropped-files.ts";
import { assignRoles, looksLikeTargets, roleByName, splitHeldOut } from "../../src/ui/state/file-roles.ts";
import { heldOf } from "../../src/ui/state/held.ts";
import { answerOf } from "../../src/ui/state/side-state.ts";
import { INITIAL, reduce, type State } from "../../src/ui/state/state.ts";
import { statusText } from "../../src/ui/state/status.ts";
import type { ReadSummary } from "../../src/worker/protocol.ts";

const SUMMARY: ReadSummary = {
  format: "csv",
  reason: "",
  settings: { options: new Map() },
  files: [],
  applied: [],
  pythonRead: { imports: [], setup: [], expression: "" },
  datasetKind: "table",
  notes: [],
  rowCount: 1,
};
const files = [{ name: "X.csv", blob: new Blob(["a\n1\n"]) }];
const reading: State = reduce(INITIAL, { kind: "reading", side: "inputs", files, settings: { options: new Map() }, startedAt: 0 });

describe("a side that is read anew", () => {
  it("answers with what it gave before, until it is read or that is cancelled", () => {
    const ready = reduce(reading, { kind: "read", side: "inputs", summary: SUMMARY, handing: {} });
    const again = { kind: "reading", side: "inputs", files, settings: { options: new Map([["sep", ";"]]) }, startedAt: 1 } as const;
    const anew = reduce(ready, again);
    expect(statusText(anew)).toBe("Reading inputs again");
    expect(answerOf(anew.sides.inputs)?.summary).toBe(SUMMARY);
    // What was signed stays signed, since what it is of is held still.
    expect(heldOf(anew)).toEqual(heldOf(ready));
    const error = { tag: "Aborted" as const, place: {}, message: ["Cancelled."] };
    expect(reduce(anew, { kind: "failed", side: "inputs", error }).sides.inputs).toEqual(ready.sides.inputs);
    expect(answerOf(reduce(ready, { ...again, files: [] }).sides.inputs)).toBeNull();
  });
});

describe("the page's state", () => {
  it("keeps a file that failed, for another try", () => {
    const failed = reduce(reading, { kind: "failed", side: "inputs", error: { tag: "UnreadableFile", message: ["broken"], place: {} } });
    expect(failed.sides.inputs).toMatchObject({ phase: "failed", files });
    expect(statusText(failed)).toBe("Failed: inputs");
  });

  it("goes back to what the same files gave where reading them anew is cancelled", () => {
    const aborted = { kind: "failed", side: "inputs", error: { tag: "Aborted", message: ["Cancelled."], place: {} } } as const;
    const ready = reduce(reading, { kind: "read", side: "inputs", summary: SUMMARY, handing: {} });
    const again = reduce(ready, { kind: "reading", side: "inputs", files, settings: { options: new Map([["sep", ";"]]) }, startedAt: 1 });
    expect(reduce(again, aborted).sides.inputs).toEqual(ready.sides.inputs);
    const other = reduce(ready, { kind: "reading", side: "inputs", files: [...files], settings: { options: new Map() }, startedAt: 1 });
    expect(reduce(other, aborted).sides.inputs.phase).toBe("failed");
    expect(reduce(reading, aborted).sides.inputs.phase).toBe("failed");
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

  it("says ready only once what was read is signed", () => {
    const summary = { ...SUMMARY, rowCount: 2 };
    const read = reduce(reading, { kind: "read", side: "inputs", summary, handing: {} });
    expect(statusText(read)).toBe("Signing inputs");
    expect(statusText(reduce(read, { kind: "signed", signed: { of: heldOf(read), result: null, time: new Date(0) } }))).toBe(
      "Ready: inputs, 2 rows",
    );
  });

  it("shows a side signed at once where nothing beside it has changed, and nothing that is no answer any more", () => {
    const handing = {};
    const result: SigningResult = { signature: { inputs: null, outputs: null, params: null }, sides: {}, problems: [] };
    const signed = { of: { ...heldOf(reading), inputs: { summary: SUMMARY, handing } }, result, time: new Date(0) };
    const read = { kind: "read", side: "inputs", summary: SUMMARY, handing, signed } as const;
    expect(reduce(reading, read)).toMatchObject({ result, isSigning: false });
    const typed = reduce(reading, { kind: "params", params: { text: "{}", value: new Map(), error: null } });
    const both = reduce(typed, read);
    expect(both).toMatchObject({ result: null, isSigning: true });
    // What comes late is of params alone.
    expect(reduce(both, { kind: "signed", signed: { of: heldOf(typed), result, time: new Date(0) } })).toBe(both);
  });

  it("calls nothing ready whose reading has begun", () => {
    const read = reduce(reading, { kind: "read", side: "inputs", summary: SUMMARY, handing: {} });
    const ready = reduce(read, { kind: "signed", signed: { of: heldOf(read), result: null, time: new Date(0) } });
    expect(statusText(ready, { inputs: ready.sides.inputs })).toBe("Reading inputs");
    expect(statusText(ready, { inputs: reading.sides.inputs, outputs: reading.sides.inputs })).toBe("Ready: inputs, 1 row");
  });

  it("does not wait for a signature that nothing asks for", () => {
    const typed = reduce(INITIAL, { kind: "params", params: { text: "{", value: undefined, error: null } });
    const removed = reduce(reading, { kind: "removed", side: "inputs" });
    expect([typed.isSigning, removed.isSigning]).toEqual([false, false]);
  });

  it("keeps what was asked for apart from what was applied by itself", () => {
    const settings = { options: new Map([["sep", ";"]]) };
    const read = reduce(reading, { kind: "read", side: "inputs", summary: { ...SUMMARY, settings }, handing: {} });
    expect(read.sides.inputs).toMatchObject({ settings, asked: new Map() });
  });

  it("keeps the newest lines of the log", () => {
    let state = INITIAL;
    for (let line = 0; line < 600; line++)
      state = reduce(state, { kind: "logged", level: "info", message: [String(line)], time: new Date(0) });
    expect(state.log).toHaveLength(500);
    expect(state.log.at(-1)?.message).toEqual(["599"]);
  });
});

describe("verifying", () => {
  const summary: ReadSummary = {
    ...SUMMARY,
    format: "parquet",
    notes: [{ kind: "pages-unread", message: ["From the footer: pages unread."] }],
  };
  const ready = reduce(reading, { kind: "read", side: "inputs", summary, handing: {} });
  const verifying = reduce(ready, { kind: "verifying", side: "inputs", startedAt: 1 });

  it("keeps the answer while it goes on, and how the side is handed over", () => {
    const handed = reduce(verifying, { kind: "handing", side: "inputs", handing: { to: "numpy" } });
    const progress = { bytes: 1, byteLength: 2, rows: 1 };
    expect(reduce(handed, { kind: "progress", side: "inputs", progress }).sides.inputs).toMatchObject({
      phase: "ready",
      verifying: { progress },
    });
    const verified = reduce(handed, { kind: "read", side: "inputs", summary: { ...summary, notes: [] }, handing: {} });
    expect(verified.sides.inputs).toMatchObject({ phase: "ready", verifying: null, handing: { to: "numpy" }, summary: { notes: [] } });
  });

  it("leaves the answer unverified where it is cancelled, and takes it back where a page is broken", () => {
    expect(reduce(verifying, { kind: "unverified", side: "inputs" }).sides.inputs).toMatchObject({ verifying: null, summary });
    const error = { tag: "UnreadableFile", message: ["broken"], place: {} } as const;
    expect(reduce(verifying, { kind: "failed", side: "inputs", error }).sides.inputs).toMatchObject({ phase: "failed", files });
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
    ["X_train/part-0.parquet", "inputs"],
    ["predictions/part-0.parquet", "outputs"],
    ["model/MLmodel", "mlmodel"],
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

  it("takes one file that fell on no side to the side of its name, or to the one that is free", () => {
    const roles = (name: string) => [...assignRoles([{ name }], null, "outputs").keys()];
    expect(roles("y_pred.csv")).toEqual(["outputs"]);
    expect(roles("X.csv")).toEqual(["inputs"]);
    expect(roles("data.csv")).toEqual(["outputs"]);
  });

  it.each([
    [
      ["X_train.csv", "X_test.csv", "y_train.csv", "y_test.csv"],
      ["X_test.csv", "y_test.csv"],
    ],
    [["train/part-0.parquet", "train/part-1.parquet", "val/part-0.parquet"], ["val/part-0.parquet"]],
    [["dev/train.csv", "dev/validation.csv"], ["dev/validation.csv"]],
    [["test.csv", "latest.csv"], []],
    [["training.csv", "contest.csv"], []],
    [["X.csv", "X_test.csv"], []],
  ])("tells of %j that %j were kept back", (names, heldOut) => {
    const split = splitHeldOut(names.map((name) => ({ name })));
    expect(split.heldOut.map(({ name }) => name)).toEqual(heldOut);
    expect(split.made.map(({ name }) => name)).toEqual(names.filter((name) => !heldOut.includes(name)));
  });

  it("leaves one file where it was dropped", () => {
    expect([...assignRoles([{ name: "y.csv" }], "inputs").keys()]).toEqual(["inputs"]);
  });

  it("takes of a model's folder its MLmodel alone", () => {
    const names = ["m/MLmodel", "m/conda.yaml", "m/python_env.yaml", "m/model.pkl", "m/data/x.json", "X.csv"];
    const roles = assignRoles(
      names.map((name) => ({ name })),
      "inputs",
    );
    expect(Object.fromEntries(roles)).toEqual({ mlmodel: [{ name: "m/MLmodel" }], inputs: [{ name: "X.csv" }] });
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

describe("what is pasted", () => {
  it.each([
    ["a,b\n1,2", "pasted.csv"],
    ["a\tb\n1\t2", "pasted.tsv"],
    [' [{"a": 1}]', "pasted.json"],
  ])("%j is %s", (pasted, name) => {
    expect(fileFromText(pasted).name).toBe(name);
  });
});
