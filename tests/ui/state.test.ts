import { describe, expect, it } from "vitest";
import { fileFromText } from "../../src/ui/store/routing/dropped-files.ts";
import { assignRoles, looksLikeTargets, roleByName, splitHeldOut } from "../../src/ui/store/routing/file-roles.ts";
import { isSigning, shownState, signingInputs } from "../../src/ui/store/selectors/selectors.ts";
import { statusText } from "../../src/ui/store/selectors/status.ts";
import type { PageState } from "../../src/ui/store/state/state.ts";
import type { DroppedModel } from "../../src/worker/protocol.ts";
import { part, reduced, resultOf, START, summaryOf } from "../helpers/page-parts.ts";

const read = { kind: "read", side: "inputs", summary: summaryOf({ rowCount: 2 }) } as const;
const asked = reduced(START, { kind: "files-given", side: "inputs", files: [part("X.csv")] });
const of = asked.history.present.inputs;
const reading = of === null ? asked : reduced(asked, { kind: "reading-started", side: "inputs", of, startedAt: 0 });
const signed = (state: PageState) =>
  reduced(state, { kind: "signed", answer: { of: signingInputs(state), result: resultOf("a"), error: null, time: new Date(0) } });
const pendingOf = ({ readings }: PageState) => (["inputs", "outputs"] as const).filter((side) => readings[side].pending !== null);
const status = (state: PageState) => statusText(shownState(state), pendingOf(state));

describe("the page's state", () => {
  it("says reading from the beginning, and ready only once what was read is signed", () => {
    const ready = reduced(reading, read);
    expect([reading, ready, signed(ready)].map(status)).toEqual(["Reading inputs", "Signing inputs", "Ready: inputs, 2 rows"]);
    expect(shownState(reading).sides.inputs.phase).toBe("empty");
    expect(shownState(reduced(reading, { kind: "reading-shown", side: "inputs" })).sides.inputs.phase).toBe("reading");
  });

  it("takes progress only while reading", () => {
    const progress = { bytes: 1, byteLength: 2, rows: 1 };
    expect(reduced(START, { kind: "progress", side: "inputs", progress })).toBe(START);
    expect(reduced(reading, { kind: "progress", side: "inputs", progress }).readings.inputs.pending).toMatchObject({ progress });
  });

  it("forgets what was selected in a side that is removed", () => {
    const selected = reduced(reading, { kind: "selected", selection: { side: "inputs", index: 0 } });
    expect(reduced(selected, { kind: "side-removed", side: "inputs" }).view.selection).toBeNull();
  });

  it("takes no signature that is not of what the page has", () => {
    const stale = signingInputs(reduced(reading, read));
    const typed = reduced(reading, read, { kind: "params-given", text: "{}" });
    const late = { kind: "signed", answer: { of: stale, result: resultOf("a"), error: null, time: new Date(0) } } as const;
    expect(reduced(typed, late)).toBe(typed);
    expect(isSigning(typed)).toBe(true);
  });

  it("does not wait for a signature that nothing asks for", () => {
    const typed = reduced(START, { kind: "params-given", text: "{" });
    const removed = reduced(reading, { kind: "side-removed", side: "inputs" });
    expect([isSigning(typed), isSigning(removed)]).toEqual([false, false]);
  });

  it("keeps what was asked for apart from what was applied automatically", () => {
    const settings = { options: new Map([["sep", ";"]]) };
    const applied = reduced(reading, { ...read, summary: summaryOf({ settings }) });
    expect(shownState(applied).sides.inputs).toMatchObject({ settings, asked: new Map() });
  });

  it("keeps the newest lines of the log", () => {
    let state = START;
    for (let line = 0; line < 600; line++)
      state = reduced(state, { kind: "logged", level: "info", message: [String(line)], time: new Date(0) });
    expect(state.log).toHaveLength(500);
    expect(state.log.at(-1)?.message).toEqual(["599"]);
  });

  it("knows the model that another replaced, and forgets it with the other", () => {
    const model = (origin: string) =>
      ({ model: { origin, signature: null }, inputExample: null, named: { by: [] } }) as unknown as DroppedModel;
    const first = model("first");
    const second = reduced(START, { kind: "model-given", found: first }, { kind: "model-given", found: model("second") });
    expect(second.earlierModel).toBe(first.model);
    expect(reduced(second, { kind: "model-removed" }).earlierModel).toBeNull();
  });
});

describe("verifying", () => {
  const notes = [{ kind: "pages-unread", message: ["From the footer: pages unread."] }] as const;
  const verifying = reduced(reading, { ...read, summary: summaryOf({ notes }) }, { kind: "verifying", side: "inputs", startedAt: 1 });

  it("keeps the answer while it goes on, and what is done after reading", () => {
    const handed = reduced(verifying, { kind: "settings-changed", side: "inputs", settings: { preprocessing: { to: "numpy" } } });
    const progress = { bytes: 1, byteLength: 2, rows: 1 };
    const going = shownState(reduced(handed, { kind: "progress", side: "inputs", progress })).sides.inputs;
    expect(going).toMatchObject({ phase: "ready", verifying: { progress } });
    const verified = shownState(reduced(handed, { kind: "verified", side: "inputs", summary: summaryOf() })).sides.inputs;
    expect(verified).toMatchObject({ phase: "ready", verifying: null, preprocessing: { to: "numpy" }, summary: { notes: [] } });
  });

  it("leaves the answer unverified if it is cancelled, and takes it back if a page is broken", () => {
    const ended = (tag: "Aborted" | "UnreadableFile") =>
      shownState(reduced(verifying, { kind: "verifying-ended", side: "inputs", error: { tag, message: ["no"], place: {} } })).sides.inputs;
    expect(ended("Aborted")).toMatchObject({ phase: "ready", verifying: null, summary: { notes } });
    expect(ended("UnreadableFile")).toMatchObject({ phase: "failed", files: [{ name: "X.csv" }] });
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

  it.each([
    ["churn_scores.csv", "outputs"],
    ["model_predictions_2024.parquet", "outputs"],
    ["2024-probs.npy", "outputs"],
    ["y_proba.csv", "outputs"],
    ["response.json", "outputs"],
    ["chat_out.json", "outputs"],
    ["request.json", "inputs"],
    ["chat_in.json", "inputs"],
    ["prediction_inputs.csv", "inputs"],
    ["input_labels.csv", "outputs"],
    ["predictions_in_2024.csv", "outputs"],
    ["scoreboard.csv", null],
    ["dropout.csv", null],
    ["probe.csv", null],
  ])("finds whole words in %s: %s", (name, role) => {
    expect(roleByName(name)).toBe(role);
  });

  it.each([
    ["customers.csv", "churn_scores.csv"],
    ["customers.parquet", "model_predictions_2024.parquet"],
    ["data.csv", "y_pred.csv"],
    ["X.csv", "y.csv"],
    ["in.json", "out.json"],
    ["chat_in.json", "chat_out.json"],
    ["features.csv", "targets.csv"],
    ["houses.csv", "probs.csv"],
    ["customers.csv", "scores.csv"],
    ["2024_customers.csv", "2024_predictions.csv"],
    ["test.csv", "preds.csv"],
    ["request.json", "response.json"],
    ["prediction_request.json", "prediction_response.json"],
    ["scores_input.csv", "scores_output.csv"],
  ])("takes %s and %s for inputs and outputs, in either order", (input, output) => {
    const pair = { inputs: [{ name: input }], outputs: [{ name: output }] };
    expect(Object.fromEntries(assignRoles([{ name: input }, { name: output }], null))).toEqual(pair);
    expect(Object.fromEntries(assignRoles([{ name: output }, { name: input }], null))).toEqual(pair);
  });

  it.each([
    [["part-0.csv", "part-1.csv"], "inputs"],
    [["train_1.csv", "train_2.csv"], "inputs"],
    [["customers_north.csv", "customers_south.csv"], "inputs"],
    [["X_1.csv", "X_2.csv"], "inputs"],
    [["scores_2023.csv", "scores_2024.csv"], "outputs"],
  ] as const)("keeps %j together as %s", (names, side) => {
    const parts = names.map((name) => ({ name }));
    expect(Object.fromEntries(assignRoles(parts, null))).toEqual({ [side]: parts });
    expect(Object.fromEntries(assignRoles(parts, "inputs"))).toEqual({ inputs: parts });
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
  ])("finds in %j that %j were held out", (names, heldOut) => {
    const split = splitHeldOut(names.map((name) => ({ name })));
    expect(split.heldOut.map(({ name }) => name)).toEqual(heldOut);
    expect(split.made.map(({ name }) => name)).toEqual(names.filter((name) => !heldOut.includes(name)));
  });

  it("leaves one file where it was dropped", () => {
    expect([...assignRoles([{ name: "y.csv" }], "inputs").keys()]).toEqual(["inputs"]);
  });

  it("takes only the MLmodel of a model's folder, and what is installed with it", () => {
    const names = ["m/MLmodel", "m/conda.yaml", "m/python_env.yaml", "m/model.pkl", "m/data/x.json", "X.csv"];
    const roles = assignRoles(
      names.map((name) => ({ name })),
      "inputs",
    );
    expect(Object.fromEntries(roles)).toEqual({ mlmodel: names.slice(0, 3).map((name) => ({ name })), inputs: [{ name: "X.csv" }] });
  });

  it.each([
    ["y_train.csv", true],
    ["targets.csv", true],
    ["y_pred.csv", false],
    ["outputs.csv", false],
    ["y_proba.csv", false],
    ["churn_scores.csv", false],
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
