import { Blob as NodeBlob } from "node:buffer";
import { beforeEach, describe, expect, it } from "vitest";
import type { SignerChoice } from "../../../src/core/signers/choice.ts";
import type { SigningResult } from "../../../src/core/signers/signer.ts";
import { filterLog, logText } from "../../../src/ui/log/log-filter.ts";
import { forgetRemembered, remember, rememberedText } from "../../../src/ui/store/effects/remembered.ts";
import { configText, readRemembered } from "../../../src/ui/store/effects/signer-config.ts";
import { isConfigText, splitDrop } from "../../../src/ui/store/routing/dropped-signer.ts";
import { canInfer, commandText, defaultPython } from "../../../src/ui/store/selectors/exports.ts";
import { choiceName, chosenFrom, completeChoice, INFER, isDefault } from "../../../src/ui/store/state/chosen-signer.ts";
import { newRecords } from "../../../src/ui/store/state/new-records.ts";
import type { LogEntry } from "../../../src/ui/store/state/shown-state.ts";
import { EMPTY_PAGE } from "../../helpers/page-parts.ts";

const TOLERANT: SignerChoice = { KIND: "TolerantSigner", integers: "double", optional: [], text: [], rules: [] };
const CUSTOM: SignerChoice = { KIND: "CustomSigner", file: "signer.mjs", config: {} };
// The simulated page's own Blob cannot be read; Node's is the same class as a browser's.
const file = (name: string, text: string) => ({ name, blob: new NodeBlob([text]) as unknown as Blob });

describe("a text", () => {
  it.each([
    "signer:\n  KIND: InferSigner\n",
    "# mine\n---\nsigner: {KIND: InferSigner}",
    "KIND: TolerantSinger",
    "inputs:\n  KIND: TensorSigner\n",
    'outputs: {"KIND": "TensorSigner"}',
    '{"signer": {"KIND": "InferSigner"}}',
    '\n{\n  "KIND": "InferSigner"}',
  ])("is a config: %j", (text) => {
    expect(isConfigText(text)).toBe(true);
  });

  it.each([
    "",
    "threshold: 0.5\nkind: x\n",
    '[{"KIND": "a"}]',
    '{"columns": ["KIND"], "data": [[1]]}',
    '{"inputs": [{"KIND": 1}]}',
    '{"a": {"KIND": "b"}}',
    `${" ".repeat(100_000)}x`,
  ])("is none: %j", (text) => {
    expect(isConfigText(text)).toBe(false);
  });
});

describe("a drop", () => {
  it("is sorted into signers and data", async () => {
    const files = [
      file("X.csv", "KIND: a\n"),
      file("signer.yaml", "signer: {KIND: InferSigner}"),
      file("mine.mjs", "export default 1"),
      file("p.yaml", "k: 1"),
    ];
    const { signers, data } = await splitDrop(files, null);
    expect(signers.map(({ kind, name }) => [kind, name])).toEqual([
      ["config", "signer.yaml"],
      ["module", "mine.mjs"],
    ]);
    expect(data.map(({ name }) => name)).toEqual(["X.csv", "p.yaml"]);
  });

  it("is data on the params, and within a folder", async () => {
    const config = file("signer.yaml", "signer: {KIND: InferSigner}");
    expect((await splitDrop([config], "params")).signers).toEqual([]);
    expect((await splitDrop([{ ...config, name: "model/signer.yaml" }], null)).signers).toEqual([]);
  });
});

describe("the chosen signer", () => {
  it("has the files that its config names, and no other", () => {
    const available = new Map([
      ["signer.mjs", "export default 1"],
      ["other.mjs", "x"],
    ]);
    const chosen = chosenFrom(CUSTOM, available);
    expect([...chosen.files.keys()]).toEqual(["signer.mjs"]);
    expect(completeChoice(chosen)).toEqual({ ...CUSTOM, source: "export default 1" });
    expect(completeChoice(chosenFrom(TOLERANT, available))).toEqual(TOLERANT);
    expect(completeChoice(chosenFrom({ inputs: CUSTOM }, available))).toEqual({ inputs: { ...CUSTOM, source: "export default 1" } });
  });

  it("reads the signature of a model's file", () => {
    const mlmodel = `flavors: {}\nsignature:\n  inputs: '[{"type": "long", "name": "a"}]'\n  outputs: null\n  params: null\n`;
    const chosen = chosenFrom({ KIND: "StaticSigner", file: "MLmodel" }, new Map([["MLmodel", mlmodel]]));
    expect(completeChoice(chosen)).toMatchObject({ KIND: "StaticSigner", signature: { outputs: null } });
  });

  it.each<[SignerChoice, string]>([
    [TOLERANT, "TolerantSigner"],
    [CUSTOM, "signer.mjs"],
    [{ outputs: TOLERANT }, "InferSigner for inputs, TolerantSigner for outputs"],
  ])("%j is called %s", (choice, name) => {
    expect(choiceName(choice)).toBe(name);
  });

  it("is written into the command, and leaves out the Python that would not be true", () => {
    const state = { ...EMPTY_PAGE, signer: { choice: CUSTOM, files: new Map([["signer.mjs", "secret"]]) } };
    expect(commandText("MLmodel", state)).toContain(`--signer '{"KIND":"CustomSigner","file":"signer.mjs","config":{}}'`);
    const made = { ...state, params: { text: "{}", value: new Map(), error: null } };
    expect(canInfer(made)).toBe(false);
    expect(canInfer({ ...made, signer: INFER })).toBe(true);
    expect(defaultPython(state)).toBe("Python: explicit");
    expect(commandText("MLmodel", EMPTY_PAGE)).not.toContain("--signer");
    expect(defaultPython(EMPTY_PAGE)).toBe("Python: infer");
    expect(isDefault(INFER)).toBe(true);
  });
});

describe("what a browser remembers", () => {
  beforeEach(() => localStorage.clear());

  it("is the choice with its files, as it was", () => {
    const chosen = { choice: CUSTOM, files: new Map([["signer.mjs", "export default 1"]]) };
    expect(remember(chosen)).toBe(true);
    expect(readRemembered(rememberedText() ?? "")).toEqual(chosen);
    forgetRemembered();
    expect(rememberedText()).toBeNull();
  });

  it.each([
    "",
    "no JSON",
    "{}",
    '{"choice": {"KIND": "Gone"}, "files": {}}',
    '{"choice": {"KIND": "InferSigner", "x": 1}, "files": {}}',
    "null",
  ])("is not believed: %j", (text) => {
    expect(readRemembered(text)).toBeNull();
  });

  it("is written next to the signature, as the config only", () => {
    expect(configText({ choice: CUSTOM, files: new Map([["signer.mjs", "secret"]]) })).toBe(
      "signer:\n  KIND: CustomSigner\n  file: signer.mjs\n  config: {}\n",
    );
  });
});

describe("the log", () => {
  const entry = (id: number, more: Partial<LogEntry>): LogEntry => ({
    id,
    time: new Date(0),
    level: "info",
    side: null,
    column: null,
    message: ["Reading."],
    ...more,
  });
  const log = [
    entry(1, {}),
    entry(2, { level: "warning", side: "inputs", column: "price", message: ["Row 1 has ", { data: "secret" }] }),
    entry(3, { level: "error", side: "outputs", message: ["No schema."] }),
  ];
  const ids = (entries: readonly LogEntry[]) => entries.map(({ id }) => id);

  it("is filtered by level, place and words, and by values only where they are shown", () => {
    const all = { least: "info", words: "", values: false } as const;
    expect(ids(filterLog(log, all))).toEqual([1, 2, 3]);
    expect(ids(filterLog(log, { ...all, least: "warning" }))).toEqual([2, 3]);
    expect(ids(filterLog(log, { ...all, words: "PRICE" }))).toEqual([2]);
    expect(ids(filterLog(log, { ...all, words: "secret" }))).toEqual([]);
    expect(ids(filterLog(log, { ...all, words: "secret", values: true }))).toEqual([2]);
  });

  it("is taken away as the command line writes it", () => {
    expect(JSON.parse(logText(log, false).split("\n")[1] ?? "")).toEqual({
      time: "1970-01-01T00:00:00.000Z",
      level: "warning",
      side: "inputs",
      column: "price",
      message: "Row 1 has ‹value›",
    });
    expect(logText(log, true)).toContain("secret");
  });

  it("repeats nothing that the result before reported, and is not flooded", () => {
    const problem = (column: string): SigningResult["problems"][number] => ({
      kind: "read",
      severity: "stops",
      side: "inputs",
      columns: [column],
      message: [column],
      fixes: [],
    });
    const result = (...columns: string[]): SigningResult => ({
      signature: { inputs: null, outputs: null, params: null },
      sides: {},
      problems: columns.map(problem),
    });
    expect(newRecords(null, result("a"))).toMatchObject([{ level: "error", side: "inputs", column: "a", message: ["a"] }]);
    expect(newRecords(result("a"), result("a", "b"))).toMatchObject([{ column: "b" }]);
    const many = newRecords(null, result(...Array.from({ length: 500 }, (_, index) => `c${index}`)));
    expect(many).toHaveLength(201);
    expect(many.at(-1)?.message.join("")).toContain("300 more");
  });
});
