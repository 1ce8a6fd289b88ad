import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { run } from "../../src/cli/run.ts";
import { golden, isFirefox, sharedSite } from "../helpers/browser.ts";
import {
  axeViolations,
  downloaded,
  textFile as file,
  openChanges,
  openOptions,
  openSide,
  showForm,
  typeParams,
} from "../helpers/page-acts.ts";

const site = sharedSite();

async function rowsOf(page: Page, table: string): Promise<string[][]> {
  const rows = page.getByRole("table", { name: table }).locator("tbody tr:not(.spacer)");
  return Promise.all((await rows.all()).map(async (row) => (await row.locator("td").allTextContents()).slice(1, 4)));
}

interface GoldenCase {
  readonly name: string;
  readonly file?: string;
  readonly text?: string;
  readonly schema: readonly unknown[];
}

const goldenCases = (name: string): GoldenCase[] =>
  readFileSync(join(golden, `${name}.jsonl`), "utf-8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

/** Where the chips of the header begin, but the signer's: from the left, in pixels. */
const chipPlaces = (page: Page): Promise<number[]> =>
  page.locator(".files > .zone").evaluateAll((zones) => zones.map((zone) => zone.getBoundingClientRect().left));

describe("signing", () => {
  it("signs a CSV pair, moves no chip, and downloads it in every form", async () => {
    const { page } = await site.open();
    const places = await chipPlaces(page);
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X_train.csv", "a,b,c\n1,x,\n2,y,0.5\n"));
    await page.getByLabel("Model outputs", { exact: true }).setInputFiles(file("predictions.csv", "p\n0.25\n0.5\n"));
    await typeParams(page, "{'t': 0.5, 'k': [1, 2]}");
    await page.getByRole("table", { name: "Outputs schema" }).waitFor();
    await page.getByRole("table", { name: "Params schema" }).waitFor();
    await expect
      .poll(() => rowsOf(page, "Inputs schema"))
      .toEqual([
        ["a", "long", "required"],
        ["b", "string", "required"],
        ["c", "double", "optional"],
      ]);
    await expect.poll(() => rowsOf(page, "Outputs schema")).toEqual([["p", "double", "required"]]);
    await expect.poll(() => page.getByRole("status").textContent()).toBe("Ready: inputs, 2 rows. Ready: outputs, 2 rows");
    expect(await chipPlaces(page)).toEqual(places);
    const json = JSON.parse(await downloaded(page, "Download signature.json"));
    expect(JSON.parse(json.inputs)).toHaveLength(3);
    await expect.poll(() => downloaded(page, "Download MLmodel")).toContain(`signature:\n  inputs: '[{"type": "long", "name": "a"`);
    await expect
      .poll(() => downloaded(page, "Download signature.py"))
      .toContain("infer_signature(model_input=inputs, model_output=outputs, params={'t': 0.5, 'k': [1, 2]})");
  });

  describe("by content alone", () => {
    const files = goldenCases("files");
    let page: Page;
    beforeAll(async () => {
      ({ page } = await site.open());
    });

    it.each([
      "parquet int32_null",
      "parquet struct",
      "feather list_int",
      "arrow timestamp_tz",
      "npz deflated",
      "npy rank4",
      "parquet frame range_index row_groups",
      "parquet decimal",
    ])("gives MLflow's schema for %s", async (name) => {
      const { file: path = "", schema } = files.find((one) => one.name === name) ?? {};
      const buffer = readFileSync(join(golden, path));
      const fileName = `${name}.bin`;
      await page.getByLabel("Model inputs", { exact: true }).setInputFiles({ name: fileName, mimeType: "", buffer });
      await page.getByRole("button", { name: `Inputs ${fileName}` }).waitFor();
      await expect.poll(async () => JSON.parse(JSON.parse(await downloaded(page, "Download signature.json")).inputs)).toEqual(schema);
    });
  });

  it("signs JSON, and shows nested types as a tree", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.json", '[{"a": {"x": 1, "y": ["s"]}}, {"a": {"x": 2}}]'));
    await page.getByRole("button", { name: "a", exact: true }).click();
    await expect.poll(() => page.getByRole("complementary", { name: "Why this type" }).textContent()).toContain("items");
  });

  it("finds the side of several files by name", async () => {
    const { page } = await site.open();
    await page
      .getByLabel("Model inputs", { exact: true })
      .setInputFiles([file("y_pred.csv", "p\n1\n"), file("X_test.csv", "a\n1\n"), file("params.json", '{"n": 1}')]);
    await page.getByRole("table", { name: "Outputs schema" }).waitFor();
    await page.getByRole("table", { name: "Params schema" }).waitFor();
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    await expect.poll(async () => (await rowsOf(page, "Inputs schema"))[0]?.[0]).toBe("a");
    await expect.poll(async () => (await rowsOf(page, "Outputs schema"))[0]?.[0]).toBe("p");
  });
});

describe("starting over", () => {
  const status = (page: Page) => page.getByRole("status").textContent();

  it("empties the page, and undoes that with the edits and whatever was running", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", "a,b\n1,x\n2,y\n"));
    await typeParams(page, "{'t': 0.5}");
    await page.getByRole("table", { name: "Params schema" }).waitFor();
    await page.getByRole("button", { name: "a", exact: true }).click();
    await page.keyboard.press("Delete");
    await expect.poll(() => rowsOf(page, "Inputs schema")).toEqual([["b", "string", "required"]]);
    await page.getByRole("button", { name: "Signet: start over" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Get the MLflow signature of your model from its files" }).waitFor();
    await expect.poll(() => status(page)).toBe("");
    expect(await page.getByRole("table", { name: "Params schema" }).count()).toBe(0);
    // The focus is where the way back is.
    await page.keyboard.press("Enter");
    await page.getByRole("table", { name: "Params schema" }).waitFor();
    expect(await rowsOf(page, "Inputs schema")).toEqual([["b", "string", "required"]]);
    await page.keyboard.press("Control+z");
    await expect.poll(async () => (await rowsOf(page, "Inputs schema")).map(([name]) => name)).toEqual(["a", "b"]);
  });

  it("begins as a page that was just opened, and leaves no way back once it has a file", async () => {
    const { page } = await site.open();
    const over = page.getByRole("button", { name: "Signet: start over" });
    await page.getByLabel("Model outputs", { exact: true }).setInputFiles(file("p.csv", "p\n1\n"));
    await expect.poll(() => status(page)).toBe("Ready: outputs, 1 row");
    await over.click();
    await page.getByRole("button", { name: "Undo" }).waitFor();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", "a\n1\n"));
    await expect.poll(() => status(page)).toBe("Ready: inputs, 1 row");
    expect(await page.getByRole("table", { name: "Outputs schema" }).count()).toBe(0);
    await page.getByRole("button", { name: "Inputs X.csv" }).click();
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("heading", { name: "Get the MLflow signature of your model from its files" }).waitFor();
    expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(0);
  });
});

describe("the command", () => {
  /** The words of a command line, as a shell cuts them. */
  const wordsOf = (line: string) =>
    execFileSync("sh", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf-8" })
      .split("\0")
      .slice(0, -1);

  /** The command that was copied, without the comment before it. */
  async function copiedCommand(page: Page): Promise<string> {
    const [where, line = "", ...more] = (await page.evaluate(() => navigator.clipboard.readText())).split("\n");
    expect(where).toMatch(/^# Run in a checkout of the Signet repository/);
    expect(more).toEqual([]);
    return line;
  }

  it("writes, when run, the bytes of the page's download, in every form", async () => {
    const { page } = await site.open({ permissions: ["clipboard-read", "clipboard-write"] });
    const folder = mkdtempSync(join(tmpdir(), "signet-command-"));
    const X = file("it's X.csv", "a;b;c\n1;x;\n2;y;0,5\n");
    const y = file("pred.csv", "p\n0.25\n");
    const mlmodel = file("MLmodel", "flavors: {}\nrun_id: abc\nsignature:\n  inputs: null\nutc_time_created: '2026'\n");
    for (const { name, buffer } of [X, y, mlmodel]) writeFileSync(join(folder, name), buffer);
    await page.getByLabel("MLmodel", { exact: true }).setInputFiles(mlmodel);
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(X);
    await page.getByLabel("Model outputs", { exact: true }).setInputFiles(y);
    await typeParams(page, "{'t': 1e-5, 'tags': ['a', \"it's\"]}");
    await page.getByRole("table", { name: "Params schema" }).waitFor();
    await expect.poll(() => page.getByRole("status").textContent()).toContain("Ready: outputs");
    await page.locator(".notes-group summary").click();
    await page.getByRole("button", { name: "Sign as the array" }).click();
    await expect.poll(async () => (await rowsOf(page, "Outputs schema"))[0]?.[1]).toBe("float64 (-1,)");
    const before = process.cwd();
    process.chdir(folder);
    try {
      for (const [form, button] of [
        ["MLmodel", "Download MLmodel"],
        ["JSON", "Download signature.json"],
        ["Python: infer", "Download signature.py"],
        ["Python: explicit", "Download signature.py"],
        ["Python: set on a logged model", "Download signature.py"],
      ] as const) {
        await showForm(page, form);
        await page.getByRole("button", { name: "Copy command" }).click();
        await page.getByRole("button", { name: "Copied" }).waitFor();
        const words = wordsOf(await copiedCommand(page));
        expect(words.slice(0, 5)).toEqual(["npm", "run", "--silent", "signet", "--"]);
        let out = "";
        const code = await run(words.slice(5), { out: (text) => (out += text), err: () => undefined });
        expect([form, code, out]).toEqual([form, 0, await downloaded(page, button)]);
        await page.getByRole("button", { name: "Copy command" }).waitFor();
      }
      // An edit goes along as a file; the Python that infers makes it too.
      await page.getByRole("table", { name: "Inputs schema" }).getByRole("button", { name: "b", exact: true }).click();
      await page.getByLabel("Type of b").selectOption("binary");
      writeFileSync(join(folder, "edits.json"), await downloaded(page, "Download edits.json"));
      for (const form of ["MLmodel", "Python: infer"]) {
        await showForm(page, form);
        await page.getByRole("button", { name: "Copy command" }).click();
        await page.getByRole("button", { name: "Copied" }).waitFor();
        const words = wordsOf(await copiedCommand(page));
        let out = "";
        await run(words.slice(5), { out: (text) => (out += text), err: () => undefined });
        expect(out).toContain("binary");
        expect(out).toBe(await downloaded(page, form === "MLmodel" ? "Download MLmodel" : "Download signature.py"));
        await page.getByRole("button", { name: "Copy command" }).waitFor();
      }
    } finally {
      process.chdir(before);
    }
  });
});

describe("a model that is there already", () => {
  it("keeps every byte of its MLmodel but the signature", async () => {
    const { page } = await site.open();
    const [head, tail] = ["# mine\nflavors:\n  sklearn: {}\n", "\nutc_time_created: '2026'   # kept\n"];
    await page.getByLabel("MLmodel", { exact: true }).setInputFiles(file("MLmodel", `${head}signature:\n  inputs: null${tail}`));
    await page.locator(".workspace").getByText("has no signature").waitFor();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", "a\n1\n"));
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    const text = await downloaded(page, "Download MLmodel");
    expect([text.startsWith(`${head}signature:\n  inputs: '[{`), text.endsWith(tail)]).toEqual([true, true]);
    await expect.poll(() => downloaded(page, "Download signature.py")).toContain("signature = ModelSignature(");
  });

  it("says why a file is no MLmodel", async () => {
    const { page } = await site.open();
    await page.getByLabel("MLmodel", { exact: true }).setInputFiles(file("MLmodel", "name: x\n"));
    await page.getByRole("alert").filter({ hasText: "neither flavors nor a signature" }).waitFor();
  });
});

describe("other ways in", () => {
  const paste = (page: Page, text: string) =>
    page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      (document.activeElement ?? document.body).dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    }, text);

  it.skipIf(isFirefox)("takes what is pasted to the side that has the focus, or the one that is free", async () => {
    const { page } = await site.open();
    await page.locator('.first [data-role="outputs"] button').focus();
    await paste(page, "p\tq\n1.5\t2\n");
    await expect.poll(() => page.getByRole("status").textContent()).toBe("Ready: outputs, 1 row");
    await expect.poll(() => rowsOf(page, "Outputs schema")).toHaveLength(2);
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await paste(page, '[{"a": 1}]');
    await expect.poll(() => page.getByRole("status").textContent()).toContain("Ready: inputs");
  });

  it("takes what is typed into the box for pasting, by keyboard alone", async () => {
    const { page } = await site.open();
    await page.getByRole("button", { name: "Paste data" }).first().focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("a,b\n1,x\n");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByRole("status").textContent()).toBe("Ready: inputs, 1 row");
  });

  it("takes a file that is dropped anywhere to the side of its name", async () => {
    const { page } = await site.open();
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["p\n1\n"], "y_pred.csv"));
      document.querySelector("header")?.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    await expect.poll(() => page.getByRole("status").textContent()).toBe("Ready: outputs, 1 row");
  });

  it("reads parts as one data set, and moves it to the other side", async () => {
    const { page } = await site.open();
    const part = (name: string) => ({
      name,
      mimeType: "",
      buffer: readFileSync(join(golden, "files", "frame_named_index.snappy.parquet")),
    });
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles([part("part-0.parquet"), part("part-1.parquet")]);
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    const rows = await rowsOf(page, "Inputs schema");
    await openSide(page);
    await page.getByText("pd.concat([pd.read_parquet(part) for part in ['part-0.parquet', 'part-1.parquet']]").waitFor();
    await page.getByRole("button", { name: "Move to outputs" }).click();
    await expect.poll(() => page.getByRole("status").textContent()).toMatch(/^Ready: outputs/);
    await expect.poll(() => rowsOf(page, "Outputs schema")).toEqual(rows);
  });
});

describe("what is applied, offered and mended", () => {
  it("keeps what was applied in sight when a fix is taken, and undoes each", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", "a;b\n001;2024-01-31\n002;2024-02-01\n"));
    await page.getByText("dtype={'a': 'str'}").waitFor();
    await page.getByRole("button", { name: "Read as text" }).click();
    await openChanges(page);
    await page.getByRole("button", { name: "Undo dtype" }).waitFor();
    await expect.poll(async () => (await rowsOf(page, "Inputs schema"))[0]).toEqual(["a", "string", "required"]);
    await expect.poll(() => page.getByText("inputs: Read with sep=").count()).toBe(1);
    await openChanges(page);
    await page.getByRole("button", { name: "Undo dtype" }).click();
    await expect.poll(async () => (await rowsOf(page, "Inputs schema"))[0]).toEqual(["a", "long", "required"]);
  });

  it("reads again with the options of its panel", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", "n,when\n1,2024-01-31\n"));
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    await openOptions(page);
    await page.getByLabel("parse_dates").fill("when");
    await page.getByLabel("astype").fill("{'n': 'float32'}");
    await page.getByRole("button", { name: "Read again" }).click();
    await expect
      .poll(() => rowsOf(page, "Inputs schema"))
      .toEqual([
        ["n", "float", "required"],
        ["when", "datetime", "required"],
      ]);
  });

  it("applies a semicolon, says so, and undoes it", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", "a;b\n1;x\n2;y\n"));
    await openChanges(page);
    await page.getByText("inputs: Read with sep=").waitFor();
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    await expect.poll(() => rowsOf(page, "Inputs schema")).toHaveLength(2);
    await openChanges(page);
    await page.getByRole("button", { name: "Use the default" }).click();
    await expect.poll(() => rowsOf(page, "Inputs schema")).toEqual([["a;b", "string", "required"]]);
  });

  it("names every offender when MLflow falls back to any, and mends it", async () => {
    const { page } = await site.open();
    await page
      .getByLabel("Model inputs", { exact: true })
      .setInputFiles(file("X.json", '{"columns": ["n", "bad"], "data": [[1, 2], [3, "x"]]}'));
    await page.getByText("MLflow cannot type one of the 2 columns").waitFor();
    await expect.poll(() => page.getByRole("region", { name: "Problems" }).textContent()).toContain("bad");
    await expect.poll(async () => (await rowsOf(page, "Inputs schema"))[0]).toEqual(["n", "long", "required"]);
    await page.getByRole("button", { name: "Drop the column" }).click();
    await expect.poll(() => rowsOf(page, "Inputs schema")).toEqual([["n", "long", "required"]]);
    await openChanges(page);
    await page.getByRole("button", { name: /^Undo \.drop/ }).click();
    await expect.poll(() => rowsOf(page, "Inputs schema")).toHaveLength(2);
  });

  it("asks whether targets are predictions", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model outputs", { exact: true }).setInputFiles(file("y_train.csv", "y\n1\n"));
    await page.getByText("Are these predictions?").waitFor();
    await page.getByRole("button", { name: "No, remove" }).click();
    await expect.poll(() => page.getByText("Are these predictions?").count()).toBe(0);
  });

  it("keeps the good file when another is bad, and says what is wrong", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", "a\n1\n"));
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    await page
      .getByLabel("Model outputs", { exact: true })
      .setInputFiles({ name: "broken.parquet", mimeType: "", buffer: Buffer.from("PAR1 and nothing PAR1") });
    await page.getByRole("alert").filter({ hasText: "broken.parquet" }).waitFor();
    await expect.poll(() => page.getByRole("status").textContent()).toContain("Not read: outputs");
    await expect.poll(() => rowsOf(page, "Inputs schema")).toHaveLength(1);
  });

  /** Chooses ten gigabytes as inputs. */
  const chooseHuge = (page: Page): Promise<void> =>
    page.evaluate(
      (line) => {
        const body = new Blob([line.repeat(1_000_000)]);
        const transfer = new DataTransfer();
        transfer.items.add(new File([line, ...Array.from({ length: 200 }, () => body)], "X.csv"));
        const input = document.querySelector<HTMLInputElement>('input[aria-label="Model inputs"]');
        if (input === null) throw new Error("There is no place for inputs.");
        input.files = transfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      },
      `${Array.from({ length: 20 }, (_, index) => index).join(",")}\n`,
    );

  it.skipIf(isFirefox)("says that the worker or a thread of it was closed, and reads the next file", async () => {
    const { page } = await site.open();
    for (const at of [0, -1]) {
      const before = page.workers();
      await chooseHuge(page);
      await page.getByRole("button", { name: "Cancel" }).waitFor();
      await before.at(at)?.evaluate(() => self.close());
      await page.getByRole("alert").filter({ hasText: "The reading worker was closed." }).waitFor();
      await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", "a\n1\n"));
      await expect.poll(() => rowsOf(page, "Inputs schema")).toEqual([["a", "long", "required"]]);
    }
  });

  it.skipIf(isFirefox)("stops reading on cancel", async () => {
    const { page } = await site.open();
    await chooseHuge(page);
    await page.getByRole("button", { name: "Cancel" }).click();
    // Well above what it takes, and far below the time to read ten gigabytes, on a busy machine too.
    await expect.poll(() => page.getByRole("status").textContent(), { timeout: 5_000 }).toBe("Cancelled inputs");
    // Its threads take messages again too: they would be busy for half a minute with what nobody wants.
    const answers = page.workers().map((worker) => worker.evaluate(() => true));
    expect(await Promise.race([Promise.all(answers), page.waitForTimeout(5_000)])).toEqual(answers.map(() => true));
  });
});

describe("privacy", () => {
  it("asks for nothing once it is idle, whatever is done, and works with the network cut", async () => {
    const { page, context, requests } = await site.open();
    await context.setOffline(true);
    await page.getByRole("button", { name: "Clean table" }).click();
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles({
      name: "x.parquet",
      mimeType: "",
      buffer: readFileSync(join(golden, "files", "frame_range_index.no_statistics.parquet")),
    });
    await expect.poll(async () => (await rowsOf(page, "Inputs schema")).length).toBeGreaterThan(7);
    await downloaded(page, "Download MLmodel");
    expect(requests.filter((url) => !url.startsWith("blob:"))).toEqual([]);
  });

  it.skipIf(isFirefox)("cannot reach the network from the page or from a worker like its own", async () => {
    const page = await (await site.newContext()).newPage();
    // A worker of the test's own needs the page's rule of Trusted Types.
    await page.addInitScript(() => {
      const { trustedTypes } = window as unknown as { trustedTypes: { createPolicy(...given: unknown[]): unknown } };
      const createPolicy = trustedTypes.createPolicy.bind(trustedTypes);
      trustedTypes.createPolicy = (...given) => Object.assign(window, { rule: createPolicy(...given) }).rule;
    });
    await page.goto(site.address);
    await page.locator('[data-idle="true"]').waitFor();
    let hits = 0;
    const outside = createServer((_, response) => {
      hits++;
      response.end();
    });
    await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
    const port = z.object({ port: z.number() }).parse(outside.address()).port;
    const attempts = `async () => {
      const tried = {};
      const attempt = async (name, run) => { try { await run(); tried[name] = "reached"; } catch { tried[name] = "refused"; } };
      await attempt("fetch", () => fetch("http://127.0.0.1:${port}/"));
      await attempt("socket", () => new Promise((resolve, reject) => { const socket = new WebSocket("ws://127.0.0.1:${port}/"); socket.onopen = resolve; socket.onerror = reject; }));
      await attempt("beacon", async () => { if (!navigator.sendBeacon?.("http://127.0.0.1:${port}/", "x")) throw new Error("refused"); });
      await attempt("request", () => new Promise((resolve, reject) => { const request = new XMLHttpRequest(); request.onload = resolve; request.onerror = reject; request.open("GET", "http://127.0.0.1:${port}/"); request.send(); }));
      await attempt("events", () => new Promise((resolve, reject) => { const events = new EventSource("http://127.0.0.1:${port}/"); events.onopen = resolve; events.onerror = reject; }));
      await attempt("import", () => import("http://127.0.0.1:${port}/x.js"));
      await attempt("eval", () => Promise.resolve((0, eval)("1")));
      return tried;
    }`;
    const refused = { fetch: "refused", socket: "refused", request: "refused", events: "refused", import: "refused" };
    expect(await page.evaluate(`(${attempts})()`)).toMatchObject(refused);
    // The page's own worker, from within.
    const [worker] = page.workers();
    expect(await worker?.evaluate(`(${attempts})()`)).toMatchObject(refused);
    const fromWorker = await page.evaluate(
      (source) =>
        new Promise((resolve) => {
          const { rule } = window as unknown as { rule: { createScriptURL(address: string): string } };
          const blob = new Blob([`(${source})().then((tried) => postMessage(tried))`], { type: "text/javascript" });
          const worker = new Worker(rule.createScriptURL(URL.createObjectURL(blob)));
          worker.onmessage = ({ data }) => resolve(data);
        }),
      attempts,
    );
    // Text does not become a worker, a script or markup, and the rule takes no address but the page's own.
    const fromText = await page.evaluate(() => {
      const { rule } = window as unknown as { rule: { createScriptURL(address: string): string } };
      const acts = {
        worker: () => new Worker("blob:x"),
        script: () => Object.assign(document.createElement("script"), { src: "blob:x" }),
        markup: () => Object.assign(document.createElement("p"), { innerHTML: "<b>x</b>" }),
        rule: () => rule.createScriptURL("https://other.example/x.js"),
      };
      const refuses = (act: () => unknown) => {
        try {
          act();
          return false;
        } catch (error) {
          return error instanceof TypeError;
        }
      };
      return Object.entries(acts).map(([name, act]) => [name, refuses(act)]);
    });
    expect(fromText).toEqual([
      ["worker", true],
      ["script", true],
      ["markup", true],
      ["rule", true],
    ]);
    expect(fromWorker).toMatchObject({ ...refused, eval: "refused" });
    const image = await page.evaluate(
      (address) =>
        new Promise((resolve) => {
          const picture = new Image();
          picture.onload = () => resolve("reached");
          picture.onerror = () => resolve("refused");
          picture.src = address;
        }),
      `http://127.0.0.1:${port}/x.png`,
    );
    expect(image).toBe("refused");
    expect(hits).toBe(0);
    outside.close();
  });

  it("takes hostile names for names", async () => {
    const names = ["<img src=x onerror=alert(1)>", "__proto__", "constructor", "a'b", '"""', "'''", "\\n", "=1+1", "{{x}}"];
    const { page } = await site.open();
    let dialogs = 0;
    const counted = () => dialogs++;
    page.on("dialog", counted);
    await page
      .getByLabel("Model inputs", { exact: true })
      .setInputFiles(
        file("X<b>.csv", `${names.map((name) => `"${name.replaceAll('"', '""')}"`).join(",")}\n${names.map(() => "1").join(",")}\n`),
      );
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    await expect.poll(async () => (await rowsOf(page, "Inputs schema")).map(([name]) => name)).toEqual(names);
    const json = JSON.parse(await downloaded(page, "Download signature.json"));
    expect(JSON.parse(json.inputs).map(({ name }: { name: string }) => name)).toEqual(names);
    page.off("dialog", counted);
    expect(dialogs).toBe(0);
    expect(await page.locator("main img").count()).toBe(0);
  });
});

describe("for everyone", () => {
  it.each([
    ["wide, light", { viewport: { width: 1280, height: 900 }, colorScheme: "light" as const }],
    ["narrow, dark", { viewport: { width: 360, height: 740 }, colorScheme: "dark" as const }],
  ])("has nothing that axe finds: %s", async (_, options) => {
    const { page } = await site.open(options);
    const violations = () => axeViolations(page);
    expect(await violations()).toEqual([]);
    await page.getByRole("button", { name: "Clean table" }).click();
    await page.getByRole("table", { name: "Params schema" }).waitFor();
    await page.getByRole("button", { name: "windspeed" }).click();
    expect(await violations()).toEqual([]);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });

  it("is used by keyboard alone", async () => {
    const { page } = await site.open();
    await page.getByRole("button", { name: "Clean table" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    await page.getByRole("table", { name: "Inputs schema" }).getByRole("button", { name: "season" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => page.getByRole("complementary", { name: "Why this type" }).textContent()).toContain("temperature");
  });
});
