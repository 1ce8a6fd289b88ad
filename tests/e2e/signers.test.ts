import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { run } from "../../src/cli/run.ts";
import { isFirefox, sharedSite } from "../helpers/browser.ts";
import {
  axeViolations,
  downloaded,
  textFile as file,
  openChanges,
  openMenu,
  openSigners,
  showForm,
  typeParams,
} from "../helpers/page-acts.ts";

const site = sharedSite();

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const fixtures = join(root, "tests", "fixtures", "signers");
const fixture = (name: string, file: string) => readFileSync(join(fixtures, name, file), "utf-8");

const parts = (text: string) => {
  const { inputs, outputs, params } = z
    .object({ inputs: z.string().nullable(), outputs: z.string().nullable(), params: z.string().nullable() })
    .parse(JSON.parse(text));
  return [inputs, outputs, params].map((part) => (part === null ? null : (JSON.parse(part) as unknown)));
};

/** Drops a fixture's files on the page. */
async function dropData(page: Page, name: string): Promise<void> {
  await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", fixture(name, "inputs.csv")));
  if (existsSync(join(fixtures, name, "outputs.csv")))
    await page.getByLabel("Model outputs", { exact: true }).setInputFiles(file("pred.csv", fixture(name, "outputs.csv")));
  if (existsSync(join(fixtures, name, "params.json"))) await typeParams(page, fixture(name, "params.json"));
  await page.getByRole("table", { name: "Inputs schema" }).waitFor();
}

async function openSigner(page: Page): Promise<void> {
  await openSigners(page);
  await page.getByRole("region", { name: "Signer", exact: true }).waitFor();
}

const take = (page: Page) => page.getByRole("region", { name: "Signer", exact: true }).locator("button.primary");

/** Takes what is configured, and waits until it has signed. */
async function taken(page: Page): Promise<void> {
  await take(page).click();
  await page.getByRole("region", { name: "Signer", exact: true }).waitFor({ state: "detached" });
  await page.getByText(/Ready: inputs/).waitFor();
}

/** Drops files on the window, as from a file manager. */
async function dropOnWindow(page: Page, files: readonly { readonly name: string; readonly text: string }[]): Promise<void> {
  await page.evaluate((given) => {
    const dataTransfer = new DataTransfer();
    for (const { name, text } of given) dataTransfer.items.add(new File([text], name));
    document.querySelector("main")?.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, files);
}

/** How a person fills the form for each fixture. */
const BY_FORM: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async InferSigner(page) {
    // It is in use until another is taken: going there and back changes nothing.
    await page.getByRole("combobox", { name: "Signer", exact: true }).selectOption("TensorSigner");
    await page.getByRole("combobox", { name: "Signer", exact: true }).selectOption("InferSigner");
  },
  async TensorSigner(page) {
    await page.getByRole("combobox", { name: "Signer", exact: true }).selectOption("TensorSigner");
    await page.getByLabel("tensors").selectOption("columns");
    await page.getByLabel("flat").check();
  },
  async TolerantSigner(page) {
    await page.getByRole("combobox", { name: "Signer", exact: true }).selectOption("TolerantSigner");
    await page.getByLabel("integers").selectOption("double");
    await page.getByRole("button", { name: "Add to optional" }).click();
    await page.getByLabel("optional 1", { exact: true }).fill("income");
    await page.getByRole("button", { name: "Add to text" }).click();
    await page.getByLabel("text 1", { exact: true }).fill("*_id");
  },
  async SparkSigner(page) {
    await page.getByRole("combobox", { name: "Signer", exact: true }).selectOption("SparkSigner");
    await page.getByLabel("nullValue").fill("NA");
    await page.getByLabel("dateFormat").fill("dd/MM/yyyy");
  },
  async StaticSigner(page) {
    await page.getByRole("combobox", { name: "Signer", exact: true }).selectOption("StaticSigner");
    await page.getByRole("button", { name: "Give signature" }).click();
    const given = z
      .object({ inputs: z.string(), outputs: z.string(), params: z.string() })
      .parse(JSON.parse(fixture("StaticSigner", "signature.json")));
    for (const [part, text] of Object.entries(given)) {
      await page.getByRole("combobox", { name: part, exact: true }).selectOption("a text");
      await page.getByLabel(`${part}: a text`).fill(text);
    }
  },
  async CustomSigner(page) {
    await page.getByLabel("Config or module").setInputFiles(file("signer.mjs", fixture("CustomSigner", "signer.mjs")));
    await page.getByText("The module defines MySigner.").waitFor();
    await page.getByRole("button", { name: "Add to text" }).click();
    await page.getByLabel("text 1", { exact: true }).fill("customer_id");
  },
  async "per-side"(page) {
    await page.getByRole("combobox", { name: "Signer", exact: true }).selectOption("Different signers for inputs and outputs");
    await page.getByRole("group", { name: "inputs" }).getByRole("combobox", { name: "Signer", exact: true }).selectOption("TolerantSigner");
    const outputs = page.getByRole("group", { name: "outputs" });
    await outputs.getByRole("combobox", { name: "Signer", exact: true }).selectOption("TensorSigner");
    await outputs.getByLabel("flat").check();
    await outputs.getByLabel("dtype").selectOption("float32");
  },
};

describe("every strategy", () => {
  const names = readdirSync(fixtures);

  it("is among those that are configured by hand", () => {
    expect(Object.keys(BY_FORM).sort()).toEqual([...names].sort());
  });

  it.each(names)("%s is configured by the form, and signs as expected", async (name) => {
    const { page } = await site.open();
    await dropData(page, name);
    await openSigner(page);
    await BY_FORM[name]?.(page);
    if (name === "InferSigner") {
      await page.getByText("This is the signer in use.").waitFor();
      await page.getByRole("region", { name: "Signer", exact: true }).getByRole("button", { name: "Cancel" }).click();
    } else await taken(page);
    expect(parts(await downloaded(page, "Download signature.json"))).toEqual(parts(fixture(name, "signature.json")));
  });

  // tests/core/signers/fixtures.test.ts signs with each of these texts.
  it.each(["CustomSigner", "per-side"])("%s is configured by its text, and signs as expected", async (name) => {
    const { page, requests } = await site.open();
    await dropData(page, name);
    await openSigner(page);
    if (name === "CustomSigner")
      await page.getByLabel("Config or module").setInputFiles(file("signer.mjs", fixture("CustomSigner", "signer.mjs")));
    await page.getByLabel("Config text").fill(fixture(name, "config.yaml"));
    await taken(page);
    expect(parts(await downloaded(page, "Download signature.json"))).toEqual(parts(fixture(name, "signature.json")));
    expect(requests.filter((url) => !url.startsWith("blob:"))).toEqual([]);
  });

  it("is written next to the signature, and the command that uses it gives the same bytes", async () => {
    const { page } = await site.open({ permissions: ["clipboard-read", "clipboard-write"] });
    await dropData(page, "per-side");
    await dropOnWindow(page, [{ name: "signer.yaml", text: fixture("per-side", "config.yaml") }]);
    await taken(page);
    const config = await downloaded(page, "Download signer.yaml");
    expect(config).toContain("KIND: TensorSigner");
    await openMenu(page, /^(Show|Hide) text$/);
    await expect(page.getByLabel("Form", { exact: true }).locator("option").allTextContents()).resolves.not.toContain("Python: infer");
    await showForm(page, "JSON");
    await page.getByRole("button", { name: "Copy command" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    const words = [...command.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g)].map(([, quoted, plain]) =>
      (quoted ?? plain ?? "").replaceAll(`'\\''`, "'"),
    );
    const paths = words
      .slice(words.indexOf("sign"))
      .map((word) =>
        word === "X.csv"
          ? join(fixtures, "per-side", "inputs.csv")
          : word === "pred.csv"
            ? join(fixtures, "per-side", "outputs.csv")
            : word,
      );
    let out = "";
    const code = await run(paths, { out: (text) => (out += text), err: () => undefined });
    expect(code).toBe(0);
    expect(out).toBe(await downloaded(page, "Download signature.json"));
  });
});

describe("choosing a signer", () => {
  it("shows what changes column by column before it is taken, and reads nothing again", async () => {
    const { page } = await site.open();
    await dropData(page, "TolerantSigner");
    await openSigner(page);
    await page.getByRole("combobox", { name: "Signer", exact: true }).selectOption("TolerantSigner");
    const rows = page.getByRole("table", { name: "What changes" }).locator("tbody tr");
    await expect
      .poll(async () => (await rows.allTextContents()).map((row) => row.replaceAll(/\s+/g, " ")))
      .toEqual(["inputsagetypelong double", "inputscustomer_idtypelong double"]);
    expect(await page.getByRole("table", { name: "Inputs schema" }).locator("tbody tr").first().textContent()).toContain("long");
    await page.getByRole("region", { name: "Signer", exact: true }).getByRole("button", { name: "Cancel" }).click();
    expect(await page.getByRole("table", { name: "Inputs schema" }).locator("tbody tr").first().textContent()).toContain("long");
    await page.getByRole("button", { name: "Log (" }).click();
    await expect
      .poll(async () => (await page.getByRole("region", { name: "Log lines" }).textContent())?.match(/Reading X\.csv/g))
      .toHaveLength(1);
  });

  it("holds a signature by hand against the files as MLflow enforces it, with the verdict of the check of own data", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", "n,t\n7,x\n8,y\n"));
    await page.getByText(/Ready: inputs/).waitFor();
    await openSigner(page);
    const specs = '[{"type": "double", "name": "n"}, {"type": "string", "name": "t"}]';
    await page.getByLabel("Config text").fill(`signer: {KIND: StaticSigner, signature: {inputs: ${specs}}}`);
    await page.getByText("The counts do not show whether MLflow accepts a column").waitFor();
    await taken(page);
    const ownData = page.locator(".own");
    await expect.poll(() => ownData.textContent()).toContain("scoring server: accepted");
    const problems = page.getByRole("region", { name: "Problems" });
    await problems.getByText("MLflow's predict refuses the file: Incompatible input types for column n.").waitFor();
    await expect.poll(() => problems.getByText("does not settle").count()).toBe(0);
    await page.getByRole("button", { name: "Log (" }).click();
    const lines = (await downloaded(page, "Download log")).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        level: "error",
        side: "inputs",
        column: "n",
        message: expect.stringContaining("predict refuses the file"),
      }),
    );
    // The cast to what is declared is offered, and cures it.
    await problems.getByRole("button", { name: "Cast to double" }).first().click();
    await expect.poll(() => ownData.textContent()).toContain("predict ✓scoring server ✓");
    await expect.poll(() => problems.getByText("refuses the file").count()).toBe(0);
  });

  it.skipIf(isFirefox)("reads no file again, whichever signer is tried", async () => {
    const { page } = await site.open();
    // Bytes that are asked of Blobs are counted, in the workers that were started with the page.
    const count = () => {
      const counted = globalThis as typeof globalThis & { bytes?: number };
      counted.bytes = 0;
      const { slice, stream } = Blob.prototype;
      Blob.prototype.slice = function (this: Blob, start = 0, end = this.size, type = "") {
        counted.bytes = (counted.bytes ?? 0) + Math.min(end, this.size) - start;
        return slice.call(this, start, end, type);
      };
      Blob.prototype.stream = function (this: Blob) {
        counted.bytes = (counted.bytes ?? 0) + this.size;
        return stream.call(this);
      };
    };
    for (const worker of page.workers()) await worker.evaluate(count);
    const bytes = async () => {
      const counts = page.workers().map((worker) => worker.evaluate(() => (globalThis as { bytes?: number }).bytes ?? 0));
      return (await Promise.all(counts)).reduce((sum, one) => sum + one, 0);
    };
    const ownData = page.locator(".own");
    const rows = Array.from({ length: 40_000 }, (_, row) => `${row},${row % 7 === 0 ? "" : row / 2},word\n`).join("");
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", `id,age,note\n${rows}`));
    await expect.poll(() => ownData.textContent()).toMatch(/✓|refused/);
    // Values and examples read the file too, once it is signed.
    const table = page.getByRole("table", { name: "Inputs schema" });
    await expect.poll(() => table.getByRole("img").count()).toBe(3);
    await table.getByText("word").waitFor();
    // Fixes are tried on the file as well; nothing reads any more once two counts are the same.
    let before = 0;
    await expect
      .poll(
        async () => {
          const last = before;
          before = await bytes();
          return before - last;
        },
        { interval: 1000 },
      )
      .toBe(0);
    expect(before).toBeGreaterThan(rows.length);
    await openSigner(page);
    for (const kind of ["TensorSigner", "TolerantSigner", "InferSigner", "TensorSigner"]) {
      await page.getByRole("combobox", { name: "Signer", exact: true }).selectOption(kind);
      await page.getByRole("region", { name: "What changes" }).getByText("Signing with it").waitFor({ state: "detached" });
    }
    await page.getByRole("table", { name: "What changes" }).waitFor();
    expect(await bytes()).toBe(before);
  });

  it("shows a mistake with its line and the nearest right word, and completes as one types", async () => {
    const { page } = await site.open();
    await dropData(page, "InferSigner");
    await openSigner(page);
    const text = page.getByLabel("Config text");
    await text.fill("signer:\n  KIND: TolerantSigner\n  intergers: double\n");
    await page.getByText("The config, line 3: TolerantSigner has no key").waitFor();
    await page.getByText("the nearest is integers").waitFor();
    await expect.poll(() => take(page).isDisabled()).toBe(true);
    await text.fill("");
    await text.pressSequentially("sig");
    await page.getByRole("listbox").getByText("signer", { exact: true }).waitFor();
    await text.press("Enter");
    await text.pressSequentially("Tens");
    await text.press("Enter");
    await expect.poll(() => text.inputValue()).toBe("signer: {KIND: TensorSigner}");
    await page.getByRole("table", { name: "What changes" }).waitFor();
    await expect.poll(() => page.getByRole("combobox", { name: "Signer", exact: true }).inputValue()).not.toBe("");
    await expect
      .poll(() => page.getByRole("combobox", { name: "Signer", exact: true }).locator("option:checked").textContent())
      .toBe("TensorSigner");
    // What was completed can be undone as what was typed.
    await text.press("Control+z");
    expect(await text.inputValue()).not.toBe("signer: {KIND: TensorSigner}");
  });

  it("is remembered by the browser with its module, until it is forgotten, and keeps no data", async () => {
    const { page } = await site.open();
    await dropData(page, "CustomSigner");
    await dropOnWindow(page, [{ name: "signer.mjs", text: fixture("CustomSigner", "signer.mjs") }]);
    await taken(page);
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(kept).toContain("signer.mjs");
    for (const value of ["5200.5", "0012"]) expect(kept).not.toContain(value);
    await page.reload();
    await page.locator('[data-idle="true"]').waitFor();
    const chip = page.getByRole("button", { name: /^Signer / });
    await chip.waitFor();
    await dropData(page, "CustomSigner");
    await expect.poll(() => chip.textContent()).toContain("signer.mjs");
    await chip.click();
    await page.getByRole("button", { name: "Don't remember this signer" }).click();
    await expect.poll(() => page.evaluate(() => localStorage.getItem("signet-signer"))).toBeNull();
    await page.getByRole("region", { name: "Signer", exact: true }).getByRole("button", { name: "Cancel" }).click();
    await openChanges(page);
    await page.getByRole("button", { name: "Use InferSigner" }).click();
    await expect.poll(() => chip.textContent()).toBe("Signer InferSigner");
  });

  it("gives the template and the schema away, and the template is a signer", async () => {
    const { page } = await site.open();
    await dropData(page, "CustomSigner");
    await openSigner(page);
    const template = await downloaded(page, "Download the module template");
    expect(template).toBe(readFileSync(join(root, "docs", "signer-template.mjs"), "utf-8"));
    await expect
      .poll(() => downloaded(page, "Download the JSON Schema"))
      .toBe(readFileSync(join(root, "docs", "signer.schema.json"), "utf-8"));
    await dropOnWindow(page, [{ name: "mine.mjs", text: template.replace("MySigner", "Mine") }]);
    await page.getByText("The module defines Mine.").waitFor();
    await page.getByRole("button", { name: "Add to optional" }).click();
    await page.getByLabel("optional 1", { exact: true }).fill("age");
    await taken(page);
    const [inputs] = parts(await downloaded(page, "Download signature.json"));
    expect(inputs).toMatchObject([{ name: "age", required: false }, {}, {}, {}]);
  });

  it("shows a module's own lines where it fails, logs it, and goes on", async () => {
    const { page } = await site.open();
    await dropData(page, "CustomSigner");
    const source = 'export default defineSigner({\n  kind: "Mine",\n  sign({ inputs }) {\n    return inputs.nothing.there;\n  },\n});\n';
    await dropOnWindow(page, [{ name: "mine.mjs", text: source }]);
    await page.getByText(/mine\.mjs, line 4, column \d+: TypeError/).waitFor();
    await expect.poll(() => take(page).isDisabled()).toBe(true);
    // One that fails on other data only is in use already, and is reported in the page and in the log.
    const fails = source.replace(
      "inputs.nothing.there",
      'inputs.rows > 2 ? inputs.nothing.there : { inputs: [{ type: "long", name: "a" }] }',
    );
    await dropOnWindow(page, [{ name: "mine.mjs", text: fails }]);
    await taken(page);
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X2.csv", "a\n1\n2\n3\n"));
    await page
      .getByRole("alert")
      .getByText(/mine\.mjs, line 4/)
      .waitFor();
    await page.getByRole("button", { name: "Log (" }).click();
    await page.getByLabel("Levels of the log").selectOption("Errors");
    await page.getByLabel("Find in the log").fill("line 4");
    await expect.poll(() => page.getByRole("region", { name: "Log lines" }).locator("li").count()).toBe(1);
    const lines = (await downloaded(page, "Download log")).trim().split("\n");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "error", side: null, column: null });
    await page.getByRole("button", { name: "Use InferSigner" }).click();
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
  });

  it("logs each problem with its level, side and column", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.json", '[{"a": 1, "b": "x"}, {"a": "n/a", "b": "y"}]'));
    await page.getByText("MLflow writes any").waitFor();
    await page.getByRole("button", { name: "Log (" }).click();
    await page.getByLabel("Levels of the log").selectOption("Errors");
    const lines = (await downloaded(page, "Download log")).trim().split("\n");
    const records = lines.map((line) =>
      z.object({ level: z.string(), side: z.string(), column: z.string().nullable(), message: z.string() }).parse(JSON.parse(line)),
    );
    expect(records.every(({ level, side }) => level === "error" && side === "inputs")).toBe(true);
    expect(records.map(({ column }) => column)).toContain("a");
  });
});

describe("by keyboard alone", () => {
  it("a signer is chosen and left, and the focus is never lost", async () => {
    const { page } = await site.open();
    await dropData(page, "InferSigner");
    const { keyboard } = page;
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");
    const tabTo = async (name: string) => {
      for (let left = 80; left > 0 && (await focused()) !== name; left--) await keyboard.press("Tab");
      expect(await focused()).toBe(name);
    };
    await tabTo("Signer InferSigner");
    await keyboard.press("Enter");
    await expect.poll(focused).toBe("Signer");
    await keyboard.press("Tab");
    // By arrows: on a busy machine the list of a select takes a word for several.
    const chosen = page.getByRole("combobox", { name: "Signer", exact: true }).locator("option:checked");
    for (let left = 10; left > 0 && (await chosen.textContent()) !== "TolerantSigner"; left--) await keyboard.press("ArrowDown");
    await page.getByRole("table", { name: "What changes" }).waitFor();
    await tabTo("Use TolerantSigner alone");
    await keyboard.press("Enter");
    // The focus is back where the signers were opened from.
    await expect.poll(focused).toBe("Signer TolerantSigner");
    await keyboard.press("Enter");
    await page.getByRole("region", { name: "Signer", exact: true }).waitFor();
    await keyboard.press("Escape");
    await expect.poll(focused).toBe("Signer TolerantSigner");
    await tabTo("1 change ▾");
    await keyboard.press("Enter");
    await tabTo("Use InferSigner");
  });
});

describe("a module that tries to leave", () => {
  let outside: Server;
  let hits: string[];
  let port: number;
  beforeAll(async () => {
    hits = [];
    outside = createServer((request, response) => {
      hits.push(request.url ?? "");
      response.writeHead(200, { "access-control-allow-origin": "*" }).end("reached");
    });
    await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
    port = z.object({ port: z.number() }).parse(outside.address()).port;
  });
  afterAll(() => outside.close());

  /** Each expression would reach outside in a page or a worker; `URL` is an address that someone listens at. */
  const ATTEMPTS: readonly (readonly [string, string])[] = [
    ["fetch", "fetch(URL)"],
    ["XMLHttpRequest", "(() => { const r = new XMLHttpRequest(); r.open('GET', URL, false); r.send(); return r.status; })()"],
    ["WebSocket", "new WebSocket(URL.replace('http', 'ws'))"],
    ["EventSource", "new EventSource(URL)"],
    ["WebRTC", "new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:' + PORT }] }).createDataChannel('x')"],
    ["a beacon", "navigator.sendBeacon(URL, 'x')"],
    ["dynamic import", "import(URL + 'x.mjs')"],
    ["import of a script", "importScripts(URL)"],
    ["a worker", "new Worker(URL)"],
    ["a worker of text", "new Worker('data:text/javascript,fetch(' + JSON.stringify(URL) + ')')"],
    ["localStorage", "localStorage.setItem('escaped', '1')"],
    ["IndexedDB", "indexedDB.open('escaped')"],
    ["caches", "caches.open('escaped')"],
    ["a cookie", "document.cookie = 'escaped=1'"],
    ["the parent", "parent.document.title"],
    ["the global of the worker", "self.postMessage({ kind: 'signed', id: 1 })"],
    ["a channel", "new BroadcastChannel('escaped').postMessage('x')"],
    ["navigation", "location.assign(URL)"],
    ["a window", "window.open(URL)"],
    ["an image", "(() => { new Image().src = URL + 'x.png'; return 1; })()"],
    ["a style", "document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: URL }))"],
    ["a script of text", "(0, eval)('fetch')(URL)"],
    ["the Function constructor", "Function('address', 'return fetch(address)')(URL)"],
    ["another WebAssembly", "new WebAssembly.Module(new Uint8Array(8))"],
  ];

  it("fails every time, and no request is seen", async () => {
    const { page, requests } = await site.open();
    await dropData(page, "CustomSigner");
    const before = page.url();
    const tries = ATTEMPTS.map(
      ([name, expression]) =>
        `try { const found = await (${expression}); tried.push(${JSON.stringify(name)} + ": reached " + String(found)); } catch (error) { tried.push(${JSON.stringify(name)} + ": " + error.name); }`,
    );
    const source = `const URL = "http://127.0.0.1:${port}/"; const PORT = ${port};
export default defineSigner({
  kind: "Escape",
  async sign({ inputs, outputs }) {
    const tried = [];
    ${tries.join("\n    ")}
    return { inputs: inputs.schema, outputs: outputs.schema, problems: tried.map((message) => ({ severity: "notes", side: "inputs", message })) };
  },
});`;
    await dropOnWindow(page, [{ name: "escape.mjs", text: source }]);
    await taken(page);
    await expect.poll(() => page.getByRole("region", { name: "Problems" }).locator("li").count()).toBeGreaterThanOrEqual(ATTEMPTS.length);
    const lines = await page.getByRole("region", { name: "Problems" }).locator("li").allTextContents();
    for (const [name] of ATTEMPTS) {
      const [line = ""] = lines.filter((one) => one.includes(`${name}: `));
      expect(line, name).toMatch(/ReferenceError|TypeError|Error/);
      expect(line, name).not.toContain("reached");
    }
    expect(hits).toEqual([]);
    expect(requests.filter((url) => !url.startsWith("blob:"))).toEqual([]);
    expect(page.url()).toBe(before);
    expect(page.context().pages()).toHaveLength(1);
    expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }.escaped ?? null, document.cookie]))).toBe('[null,""]');
  });

  describe("is stopped", () => {
    let page: Page;
    beforeAll(async () => {
      ({ page } = await site.open());
      await dropData(page, "CustomSigner");
    });
    const cancel = () => page.getByRole("region", { name: "Signer", exact: true }).getByRole("button", { name: "Cancel" }).click();

    // tests/core/signers/custom-escape.test.ts has more of them; here time, memory and the stack are those of a worker in a browser.
    it.each([
      ["an endless loop", "while (true);", /ran for more than|was ended/],
      [
        "a huge allocation",
        "const all = []; while (true) all.push(new Array(100000).fill(1));",
        /used more than|ran for more than|was ended/,
      ],
      ["deep recursion", "const deep = () => deep() + 1; deep();", /stack overflow|too deep/],
      ["a forged message", "return { kind: 'signed', id: 1, result: { signature: { inputs: null } } };", /unknown key/],
    ])("in %s, and the page goes on", async (_, lines, message) => {
      await dropOnWindow(page, [{ name: "bad.mjs", text: `export default defineSigner({ kind: "Bad", sign() { ${lines} } });` }]);
      await page.getByRole("region", { name: "What changes" }).getByRole("alert").getByText(message).waitFor();
      await expect.poll(() => take(page).isDisabled()).toBe(true);
      await cancel();
      expect(parts(await downloaded(page, "Download signature.json"))).toEqual(parts(fixture("InferSigner", "signature.json")));
      // The next signer finds an interpreter that is whole.
      await dropOnWindow(page, [{ name: "signer.mjs", text: fixture("CustomSigner", "signer.mjs") }]);
      await expect.poll(() => take(page).isEnabled()).toBe(true);
      await cancel();
    });
  });

  it.skipIf(isFirefox)("pollutes no prototype of the page or of its workers", async () => {
    const { page } = await site.open();
    await dropData(page, "CustomSigner");
    const source = `Object.prototype.polluted = "yes"; Array.prototype.map = () => ["polluted"]; JSON.parse = () => ({});
export default defineSigner({ kind: "Polluter", sign: ({ inputs, outputs }) => ({ inputs: inputs.schema, outputs: outputs.schema }) });`;
    await dropOnWindow(page, [{ name: "pollute.mjs", text: source }]);
    await page.getByRole("region", { name: "What changes" }).waitFor();
    await page.getByRole("region", { name: "What changes" }).getByText("Signing with it").waitFor({ state: "detached" });
    const probe = () => String(({} as Record<string, unknown>).polluted);
    // A worker that was ended may still be listed; then all are asked again.
    const everywhere = () =>
      Promise.all([page.evaluate(probe), ...page.workers().map((worker) => worker.evaluate(probe))]).catch(() => ["a worker ended"]);
    await expect.poll(async () => (await everywhere()).length).toBeGreaterThan(2);
    expect(new Set(await everywhere())).toEqual(new Set(["undefined"]));
  });

  it.skipIf(isFirefox)("runs in a worker that the page's policy binds", async () => {
    const { page } = await site.open();
    await dropData(page, "CustomSigner");
    const before = page.workers().length;
    await dropOnWindow(page, [{ name: "signer.mjs", text: fixture("CustomSigner", "signer.mjs") }]);
    await page.getByText("The module defines MySigner.").waitFor();
    expect(page.workers().length).toBe(before + 1);
    const answers = await Promise.all(
      page.workers().map((worker) =>
        worker.evaluate(
          (address) =>
            fetch(address).then(
              () => "reached",
              () => "refused",
            ),
          `http://127.0.0.1:${port}/`,
        ),
      ),
    );
    expect(answers.length).toBeGreaterThan(2);
    expect(new Set(answers)).toEqual(new Set(["refused"]));
    expect(hits).toEqual([]);
  });
});

describe("for everyone", () => {
  it.each([
    ["wide, light", { viewport: { width: 1280, height: 900 }, colorScheme: "light" as const }],
    ["narrow, dark", { viewport: { width: 360, height: 740 }, colorScheme: "dark" as const }],
  ])("the signers have nothing that axe finds: %s", async (_, options) => {
    const { page } = await site.open(options);
    const violations = () => axeViolations(page);
    await dropData(page, "per-side");
    await openSigner(page);
    await page.getByLabel("Config text").fill(fixture("per-side", "config.yaml"));
    await page.getByRole("table", { name: "What changes" }).waitFor();
    expect(await violations()).toEqual([]);
    await page.getByLabel("Config text").fill("signer:\n  KIND: ");
    await page.getByLabel("Config text").press("Control+End");
    await page.getByLabel("Config text").press("Control+Space");
    await page.getByRole("listbox").waitFor();
    expect(await violations()).toEqual([]);
    await page.getByLabel("Config text").fill("signer:\n  KIND: TolerantSigner\n  rules:\n    - when: {type: [long]}\n");
    await page.getByRole("table", { name: "What changes" }).waitFor();
    expect(await violations()).toEqual([]);
    await taken(page);
    await page.getByRole("button", { name: "Log (" }).click();
    expect(await violations()).toEqual([]);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });
});
