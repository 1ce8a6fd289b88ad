import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFirefox, root } from "../../scripts/setup.mjs";
import { golden } from "../helpers/browser.ts";
import { startFirefox } from "../helpers/firefox.mjs";
import { ownFolder } from "../helpers/own-folder.ts";
import { ownSites } from "../helpers/own-site.ts";

const firefox = findFirefox();
if (firefox === null) console.warn("Skipped: there is no Firefox. Install one, or name it in FIREFOX_PATH.");

const { host } = ownSites();

interface Input {
  uploadFile(...paths: string[]): Promise<void>;
}

/** What these tests use of a page of Puppeteer's, which has types of its own only where it is installed. */
interface FirefoxPage {
  goto(address: string): Promise<unknown>;
  reload(): Promise<unknown>;
  $(selector: string): Promise<Input | null>;
  waitForSelector(selector: string, options?: { timeout: number }): Promise<unknown>;
  evaluate<Value, Given>(run: (given: Given) => Value, given?: Given): Promise<Awaited<Value>>;
  on(event: "console", listener: (message: { type(): string; text(): string }) => void): void;
  close(): Promise<void>;
}

interface Firefox {
  newPage(): Promise<FirefoxPage>;
  close(): Promise<void>;
}

// biome-ignore lint/performance/useDomNodeTextContent: only what is seen counts, not what is in closed menus.
const bodyText = (page: FirefoxPage) => page.evaluate(() => document.body.innerText);

/** Presses the button that has this text or name. */
const press = (page: FirefoxPage, name: string) =>
  page.evaluate((wanted: string) => {
    const buttons = [...document.querySelectorAll("button")];
    const button = buttons.find((one) => one.textContent?.trim() === wanted || one.getAttribute("aria-label") === wanted);
    if (button === undefined) throw new Error(`There is no button ${wanted}.`);
    button.click();
  }, name);

/** Drops a file on the window, as from a file manager. */
const drop = (page: FirefoxPage, name: string, text: string) =>
  page.evaluate(
    ([fileName, content]: readonly [string, string]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], fileName));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, text] as const,
  );

describe.skipIf(firefox === null)("in Firefox", () => {
  const { folder, written } = ownFolder("signet-firefox-");
  const downloads = join(folder, "downloads");
  let browser: Firefox;

  beforeAll(async () => {
    browser = (await startFirefox(firefox ?? "", downloads)) as unknown as Firefox;
  });
  afterAll(async () => {
    await browser?.close();
  });

  const give = async (page: FirefoxPage, label: string, path: string) => {
    const input = await page.$(`input[aria-label="${label}"]`);
    await input?.uploadFile(path);
  };
  const open = async (address: string) => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await page.goto(address);
    await page.waitForSelector('[data-idle="true"]', { timeout: 120_000 });
    return { page, complaints };
  };

  it.each([
    ["from a host", false],
    ["as one file from a disk", true],
  ])("%s, it signs, downloads, checks, and runs a signer of one's own", async (_, isFile) => {
    const address = isFile ? pathToFileURL(join(root, "dist", "signet.html")).href : (await host()).address;
    const { page, complaints } = await open(address);
    await give(page, "Model inputs", written("X_train.csv.gz", gzipSync("a,b\n1,x\n2,y\n")));
    await give(page, "Model outputs", written("predictions.csv", "p\n0.25\n0.5\n"));
    await expect.poll(() => bodyText(page)).toContain("Signature ready");
    await press(page, "Download MLmodel");
    await expect.poll(() => existsSync(downloads) && readdirSync(downloads).filter((name) => !name.endsWith(".part"))).toEqual(["MLmodel"]);
    await expect.poll(() => readFileSync(join(downloads, "MLmodel"), "utf-8")).toContain(`inputs: '[{"type": "long", "name": "a"`);
    rmSync(join(downloads, "MLmodel"));
    await press(page, "Check data");
    await give(page, "Data to check", written("new.csv", "a,b\n1.5,x\n"));
    await expect.poll(() => bodyText(page)).toContain("refused, 1 reason");
    await drop(page, "mine.mjs", readFileSync(join(root, "docs", "signer-template.mjs"), "utf-8"));
    await page.waitForSelector('section[aria-label="Signer"] button.primary:not([disabled])');
    await page.evaluate(() => document.querySelector<HTMLElement>('section[aria-label="Signer"] button.primary')?.click());
    await expect.poll(() => bodyText(page)).toContain("mine.mjs");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("reads Parquet, and works without the host after one visit", async () => {
    const { address, close } = await host();
    const { page } = await open(address);
    await close();
    await page.reload();
    await page.waitForSelector('[data-idle="true"]', { timeout: 120_000 });
    const parquet = readdirSync(join(golden, "files")).find((name) => name.endsWith(".parquet")) ?? "";
    await give(page, "Model inputs", join(golden, "files", parquet));
    await expect.poll(() => bodyText(page)).toContain("Signature ready");
    await page.close();
  });
});
