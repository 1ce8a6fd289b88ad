import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Edit } from "../../../src/core/edit/edit.ts";
import { errorFromData, errorToData, SignetError } from "../../../src/core/errors.ts";
import type { PythonValue } from "../../../src/core/python/value.ts";
import { logText } from "../../../src/ui/log/log-filter.ts";
import { Page } from "../../../src/ui/store/page.ts";
import { isSigning, shownState, signatureOf, tellingPair, workOf } from "../../../src/ui/store/selectors/selectors.ts";
import type { DroppedModel } from "../../../src/worker/protocol.ts";
import { type FakeClient, fakeClient } from "../../helpers/fake-client.ts";
import { part, resultOf, summaryOf } from "../../helpers/page-parts.ts";

let fake: FakeClient;
let page: Page;
let end: () => void;

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  fake = fakeClient();
  page = new Page(fake.client);
  end = page.begin();
});
afterEach(() => end());

const shown = () => shownState(page.store.getState());
const work = () => workOf(page.store.getState());
const questions = () => page.store.getState().view.dropQuestions;
const give = (name: string, side: "inputs" | "outputs" = "inputs") => page.dispatch({ kind: "files-given", side, files: [part(name)] });
/** Answers the reading at a place among all that were asked for. */
const answer = (index: number, more = {}) => fake.reads[index]?.answer(summaryOf(more));
const settled = () =>
  expect
    .poll(() => {
      const { readings } = page.store.getState();
      return [readings.inputs.pending, readings.outputs.pending, isSigning(page.store.getState())];
    })
    .toEqual([null, null, false]);

describe("reading", () => {
  it("signs what was read, and shows both at once", async () => {
    give("X.csv");
    answer(0);
    await expect.poll(() => shown().sides.inputs.phase).toBe("ready");
    expect([shown().isSigning, shown().result?.signature, fake.signed]).toEqual([false, resultOf("a").signature, ["inputs"]]);
  });

  it("takes the answer to the files that were dropped last, in whatever order answers come", async () => {
    give("first.csv");
    give("second.csv");
    expect(fake.reads[0]?.signal?.aborted).toBe(true);
    answer(1, { rowCount: 2 });
    answer(0, { rowCount: 1 });
    await settled();
    expect(shown().sides.inputs).toMatchObject({ phase: "ready", files: [{ name: "second.csv" }], summary: { rowCount: 2 } });
  });

  it("reads two sides that were dropped at once, each for itself", async () => {
    page.drop([part("X.csv"), part("y_pred.csv")], null);
    await expect.poll(() => fake.reads.map(({ side }) => side).sort()).toEqual(["inputs", "outputs"]);
    for (const index of fake.reads.keys()) answer(index);
    await expect
      .poll(() => [shown().sides.inputs.phase, shown().sides.outputs.phase, shown().isSigning])
      .toEqual(["ready", "ready", false]);
    expect(fake.signed.at(-1)).toBe("inputs,outputs");
  });

  it("goes back to what the same files gave if it is cancelled, and keeps files that gave nothing for another try", async () => {
    give("X.csv");
    answer(0);
    await settled();
    page.dispatch({ kind: "settings-changed", side: "inputs", settings: { options: new Map([["sep", ";"]]) } });
    page.reading.cancel("inputs");
    expect([shown().sides.inputs, work().inputs?.options.size]).toMatchObject([{ phase: "ready" }, 0]);
    give("other.csv");
    page.reading.cancel("inputs");
    expect(shown().sides.inputs).toMatchObject({ phase: "failed", error: { tag: "Aborted" }, files: [{ name: "other.csv" }] });
    page.reading.retry("inputs");
    expect(fake.reads).toHaveLength(4);
  });

  it("says why a file cannot be read, and reads the next one", async () => {
    give("bad.csv");
    fake.reads[0]?.fail(new SignetError("UnreadableFile", "Line 3 has 3 cells."));
    await expect.poll(() => shown().sides.inputs).toMatchObject({ phase: "failed", error: { tag: "UnreadableFile" } });
    expect(shown().log.at(-1)).toMatchObject({ level: "error" });
    give("good.csv");
    answer(1);
    await settled();
    expect(shown().sides.inputs.phase).toBe("ready");
  });

  it("forgets a side that is removed, and reads it again once that is undone", async () => {
    give("X.csv");
    answer(0);
    await settled();
    expect(fake.forgotten.splice(0)).toEqual(["inputs", "outputs"]);
    page.dispatch({ kind: "side-removed", side: "inputs" });
    expect([fake.forgotten.splice(0), shown().sides.inputs.phase]).toEqual([["inputs"], "empty"]);
    page.dispatch({ kind: "undone" });
    answer(1);
    await settled();
    expect(shown().sides.inputs).toMatchObject({ phase: "ready", files: [{ name: "X.csv" }] });
  });

  it("shows the earlier table as it was while the file is read again with other options and casts", async () => {
    give("X.csv");
    answer(0);
    await settled();
    const settings = { options: new Map([["sep", ";"]]), preprocessing: { astype: "str" } };
    page.dispatch({ kind: "settings-changed", side: "inputs", settings });
    expect(shown().sides.inputs).toMatchObject({ phase: "ready", preprocessing: {} });
    answer(1);
    await settled();
    expect(shown().sides.inputs).toMatchObject({ phase: "ready", preprocessing: { astype: "str" }, asked: settings.options });
  });
});

describe("signing", () => {
  it("says why a signer cannot sign, and signs again once something changes", async () => {
    give("X.csv");
    fake.failSigning(new SignetError("SignerFailed", "It throws."));
    answer(0);
    // It is tried once with the reading and once after.
    fake.failSigning(new SignetError("SignerFailed", "It throws."));
    await settled();
    page.dispatch({ kind: "settings-changed", side: "inputs", settings: { preprocessing: { to: "numpy" } } });
    await settled();
    expect([shown().signError, signatureOf(page.store.getState())]).toEqual([null, resultOf("a").signature]);
  });

  it("reads nothing again for a cast, an edit or another signer", async () => {
    give("X.csv");
    answer(0);
    await settled();
    page.dispatch({ kind: "settings-changed", side: "inputs", settings: { preprocessing: { astype: "str" } } });
    page.dispatch({ kind: "edited", edit: { kind: "required", side: "inputs", at: [{ key: '"a"' }], required: false } });
    page.useSigner({ KIND: "TolerantSigner", integers: "double", optional: [], text: [], rules: [] });
    await settled();
    expect([fake.reads.length, work().edits.length]).toEqual([1, 1]);
  });
});

describe("problems", () => {
  const problem = (message: string) => ({ severity: "warning", side: "inputs", columns: [], message: [message], fixes: [] }) as never;
  const messages = () => shown().result?.problems.map(({ message }) => message.join(""));
  const check = async (name: string) => {
    const { length } = page.store.getState().check.rows;
    page.checking.add([part(name)], "inputs");
    await expect.poll(() => page.store.getState().check.rows[length]?.outcome.phase).toBe("done");
  };
  const sign = async () => {
    give("X.csv");
    answer(0);
    await settled();
  };

  it("stay those with all the evidence where an earlier answer comes later", async () => {
    const asked: { readonly keys: number; readonly settle: () => void }[] = [];
    fake.answerProblems = (keys) =>
      new Promise((resolve) => {
        const settle = () => resolve(keys.length === 0 ? [] : [problem("Not in test.csv.")]);
        asked.push({ keys: keys.length, settle });
      });
    await sign();
    await check("test.csv");
    await expect.poll(() => asked.at(-1)?.keys).toBe(1);
    for (const { settle } of asked.toReversed()) {
      settle();
      await Promise.resolve();
    }
    await expect.poll(messages).toEqual(["Not in test.csv."]);
    await new Promise((resolve) => setTimeout(resolve));
    expect(messages()).toEqual(["Not in test.csv."]);
  });

  it("compare each checked file by itself, whatever its name, until it is removed or the page is left", async () => {
    await sign();
    await check("test.csv");
    await check("test.csv");
    const { rows } = page.store.getState().check;
    expect([...fake.keptChecks]).toEqual(rows.filter(({ origin }) => origin === "given").map(({ key }) => key));
    expect(fake.keptChecks.size).toBe(2);
    page.checking.remove([...fake.keptChecks][0] ?? "");
    expect(fake.keptChecks.size).toBe(1);
    end();
    expect(fake.keptChecks.size).toBe(0);
  });
});

describe("replacing a file", () => {
  const cast = {
    astype: new Map([
      ["a", "float64"],
      ["gone", "str"],
    ]),
    drop: ["gone too"],
  };
  const edit = (key: string): Edit => ({ kind: "required", side: "inputs", at: [{ key }], required: false });

  async function replaced(name: string): Promise<void> {
    fake.result = resultOf("a", "b");
    give("X.csv");
    answer(0);
    await settled();
    const options = new Map<string, PythonValue>([
      ["sep", ";"],
      [
        "dtype",
        new Map([
          ["b", "str"],
          ["gone", "str"],
        ]),
      ],
    ]);
    page.dispatch({ kind: "settings-changed", side: "inputs", settings: { options, preprocessing: cast } });
    await expect.poll(() => fake.reads.length).toBe(2);
    answer(1);
    await settled();
    page.dispatch({ kind: "edited", edit: { ...edit('"a"'), at: [{ key: '"a"' }, { key: '"b"' }] } as Edit });
    fake.result = resultOf("b", "a", "c");
    give(name);
    await expect.poll(() => fake.reads.length).toBe(3);
  }

  const carried = () => page.store.getState().view.carried;

  it("keeps what was done to columns of the same names, says what it does not keep, and is undone", async () => {
    await replaced("Y.csv");
    expect(work().inputs?.options).toEqual(new Map([["sep", ";"]]));
    answer(2);
    await expect.poll(() => carried()?.before).toBe("X.csv");
    expect(work().inputs?.options).toEqual(
      new Map<string, PythonValue>([
        ["sep", ";"],
        ["dtype", new Map([["b", "str"]])],
      ]),
    );
    expect(work().inputs?.preprocessing).toEqual({ astype: new Map([["a", "float64"]]) });
    expect(work().edits).toMatchObject([{ at: [{ key: '"a"' }, { key: '"b"' }] }]);
    expect(carried()?.left).toEqual({
      options: new Map([["dtype", new Map([["gone", "str"]])]]),
      preprocessing: { astype: new Map([["gone", "str"]]), drop: ["gone too"] },
      edited: [],
    });
    page.dispatch({ kind: "undone" });
    expect([work().inputs?.files[0]?.name, work().inputs?.preprocessing]).toEqual(["Y.csv", {}]);
    page.dispatch({ kind: "undone" });
    expect([work().inputs?.files[0]?.name, work().inputs?.preprocessing]).toEqual(["X.csv", cast]);
  });

  it("reads a file by itself that cannot be read as the one before, and one of another format at once", async () => {
    await replaced("Y.csv");
    fake.reads[2]?.fail(new SignetError("UnreadableFile", "Line 3 has 3 cells."));
    await expect.poll(() => fake.reads.length).toBe(4);
    expect(work().inputs?.options).toEqual(new Map());
    answer(3);
    await expect.poll(() => carried()?.left.options.get("sep")).toBe(";");
    expect(work().inputs?.preprocessing).toEqual({ astype: new Map([["a", "float64"]]) });
    give("Z.parquet");
    expect(work().inputs?.options).toEqual(new Map());
  });

  it("goes on with an edit of several columns for those that are there", async () => {
    await replaced("Y.csv");
    fake.result = resultOf("b");
    answer(2);
    await expect.poll(() => carried()?.left.edited).toEqual(['"a"']);
    expect(work().edits).toMatchObject([{ at: [{ key: '"b"' }] }]);
  });
});

describe("a drop", () => {
  it("undoes a cast that was made before it, not the drop", async () => {
    give("X.csv");
    answer(0);
    await settled();
    page.dispatch({ kind: "settings-changed", side: "inputs", settings: { preprocessing: { astype: "str" } } });
    page.drop([part("y.csv")], "outputs");
    page.drop([part("params.json", '{"k": 1}')], null);
    await expect.poll(() => [work().outputs?.files.length, work().params]).toEqual([1, '{"k": 1}']);
    page.dispatch({ kind: "undone" });
    expect([work().inputs?.preprocessing, work().outputs?.files.length, work().params]).toEqual([{}, 1, '{"k": 1}']);
  });

  it("is checked where a loaded signature is, and asks what it is meant for next to other files", async () => {
    give("X.csv");
    answer(0);
    await settled();
    page.drop([part("new.csv")], null);
    await expect.poll(() => page.store.getState().view.dropQuestions[0]?.files).toHaveLength(1);
    page.answerDrop(questions()[0] ?? expect.fail(), "check");
    await expect
      .poll(() => page.store.getState().check.rows.map(({ name, outcome }) => [name, outcome.phase]))
      .toContainEqual(["new.csv", "done"]);
    expect(questions()).toEqual([]);
  });
});

describe("a drop next to inputs", () => {
  it("does not take the place of a question that is still open", async () => {
    give("X.csv");
    answer(0);
    await settled();
    page.drop([part("new.csv")], null);
    await expect.poll(questions).toHaveLength(1);
    page.drop([part("more.csv")], null);
    await expect.poll(() => questions().map(({ files }) => files[0]?.name)).toEqual(["new.csv", "more.csv"]);
    const [first, second] = questions();
    page.answerDrop(second ?? expect.fail(), "leave");
    expect(questions()).toEqual([first]);
  });

  it.each([null, "inputs"] as const)("is refused if it is not data, and nothing changes: on %s", async (on) => {
    give("X.csv");
    answer(0);
    await settled();
    const before = work();
    page.drop([part("plot.png")], on);
    await expect.poll(() => page.store.getState().view.refusedFiles.map(({ message }) => message)).toEqual([["plot.png is a PNG image."]]);
    expect([questions(), work()]).toEqual([[], before]);
    page.dispatch({ kind: "files-refused", errors: [] });
    expect(page.store.getState().view.refusedFiles).toEqual([]);
  });

  it.each([
    ["p\n0.5\n", true],
    ['"p";"q"\n1;2\n', true],
    ['"a, b",p\n1,2\n', true],
    ['"a",p\n1,2\n', false],
    ["p,a\n1,2\n", false],
    ["", false],
  ])("is likely the outputs if it shares no column with them: %j", async (content, areOutputs) => {
    give("X.csv");
    answer(0);
    await settled();
    page.drop([part("new.csv", content)], null);
    await expect.poll(() => questions().at(-1)).toMatchObject({ areOutputs });
  });

  it("is not the outputs if there are some, or if its columns are unknown", async () => {
    for (const side of ["inputs", "outputs"] as const) give("any.csv", side);
    for (const index of fake.reads.keys()) answer(index);
    await settled();
    page.drop([part("new.csv", "p\n1\n")], null);
    await expect.poll(() => questions().at(-1)).toMatchObject({ areOutputs: false });
    page.dispatch({ kind: "side-removed", side: "outputs" });
    page.drop([part("new.parquet", "p\n1\n")], null);
    await expect.poll(() => questions().at(-1)?.files[0]?.name).toBe("new.parquet");
    expect(questions().at(-1)).toMatchObject({ areOutputs: false });
  });
});

describe("two files whose names say nothing", () => {
  const sides = () => (["inputs", "outputs"] as const).map((side) => work()[side]?.files.map(({ name }) => name) ?? []);

  it.each([
    ["a,b,c\n1,2,3\n", "p\n1\n", null, [["one.csv"], ["two.csv"]]],
    ["p\n1\n", "a,b,c\n1,2,3\n", null, [["two.csv"], ["one.csv"]]],
    ["p\n1\n", "a,b,c\n1,2,3\n", "inputs", [["two.csv"], ["one.csv"]]],
    ["a,b\n1,2\n", "a,b\n3,4\n", null, [["one.csv", "two.csv"], []]],
    ["a,b,c\n1,2,3\n", "a\n1\n", null, [["one.csv", "two.csv"], []]],
    ["a,b\n1,2\n", "c,d\n1,2\n", null, [["one.csv", "two.csv"], []]],
  ] as const)("are told apart by their columns, if they have none in common: %j and %j on %s", async (one, two, on, expected) => {
    page.drop([part("one.csv", one), part("two.csv", two)], on);
    await expect.poll(sides).toEqual(expected);
    expect(tellingPair(page.store.getState()) === null).toBe(expected[1]?.length === 0);
  });

  it("are named with their sides until they are swapped, and again once that is undone", async () => {
    page.drop([part("one.csv", "a,b\n1,2\n"), part("two.csv", "p\n1\n")], null);
    await expect.poll(() => tellingPair(page.store.getState())).toEqual({ inputs: "one.csv", outputs: "two.csv" });
    page.dispatch({ kind: "sides-swapped" });
    expect([sides(), tellingPair(page.store.getState())]).toEqual([[["two.csv"], ["one.csv"]], null]);
    page.dispatch({ kind: "undone" });
    expect([sides(), tellingPair(page.store.getState())]).toEqual([[["one.csv"], ["two.csv"]], { inputs: "one.csv", outputs: "two.csv" }]);
    page.dispatch({ kind: "pair-told", pair: null });
    expect(tellingPair(page.store.getState())).toBeNull();
  });
});

describe("a model and data that are dropped together", () => {
  const { signature } = resultOf("a");
  const found = {
    name: "MLmodel",
    model: { origin: "MLmodel", signature },
    inputExample: null,
    named: { by: [] },
  } as unknown as DroppedModel;
  const rows = () => page.store.getState().check.rows.map(({ name, origin }) => [name, origin]);

  it.each([[[["MLmodel", "new.csv"]]], [[["new.csv", "MLmodel"]]], [[["MLmodel"], ["new.csv"]]]])(
    "are checked in the same way in any order: %j",
    async (drops) => {
      fake.client.loadModel = async () => found;
      for (const names of drops) {
        page.drop(
          names.map((name) => part(name)),
          null,
        );
        await expect.poll(() => work().model).toBe(found);
      }
      await expect.poll(rows).toEqual([["new.csv", "given"]]);
      expect([fake.reads, work().inputs]).toEqual([[], null]);
    },
  );

  const SIGNATURE = '{"inputs": "[{\\"type\\": \\"double\\", \\"name\\": \\"a\\"}]", "outputs": null}';
  it.each([
    ["signature.json", SIGNATURE],
    ["model.zip", "PK"],
  ])("are told apart by what is in them: %s", async (name, content) => {
    fake.client.loadModel = async () => found;
    page.drop([part("new.csv", "a\n1\n"), part(name, content)], null);
    await expect.poll(rows).toEqual([["new.csv", "given"]]);
    expect([work().model, fake.reads]).toEqual([found, []]);
  });

  it("are signed if there are outputs, whatever the model is called", async () => {
    fake.client.loadModel = async () => found;
    page.drop([part("y_pred.csv"), part("signature.json", SIGNATURE), part("X.csv")], null);
    await expect.poll(() => work().model).toBe(found);
    expect([work().inputs, work().outputs].map((side) => side?.files.map(({ name }) => name))).toEqual([["X.csv"], ["y_pred.csv"]]);
  });

  it("signs the data if the model has no signature", async () => {
    fake.client.loadModel = async () => ({ ...found, model: { ...found.model, signature: null } });
    page.drop([part("MLmodel"), part("new.csv")], null);
    await expect.poll(() => work().inputs?.files.map(({ name }) => name)).toEqual(["new.csv"]);
    expect(rows()).toEqual([]);
  });
});

describe("a defect in the worker", () => {
  it("goes to the console and into the downloaded log, with its stack and, unasked, without its message", async () => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
    give("X.csv");
    fake.reads[0]?.fail(errorFromData(structuredClone(errorToData(new TypeError("cell 4711")))));
    await expect.poll(() => shown().sides.inputs.phase).toBe("failed");
    expect(printed.mock.calls.flat().join("\n")).toMatch(/TypeError: cell 4711\n {4}at .*effects\.test\.ts:\d+/);
    printed.mockRestore();
    const { log } = page.store.getState();
    expect(logText(log, true)).toContain("TypeError: cell 4711");
    const shared = logText(log, false);
    expect(shared).toContain("effects.test.ts");
    expect(shared).not.toContain("4711");
  });
});
