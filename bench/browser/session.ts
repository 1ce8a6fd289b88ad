import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { median } from "../statistics.ts";
import { awaitVerdicts } from "./check-probe.ts";
import { awaitDrop, type DropTiming, dropRepeated } from "./page-probe.ts";
import { bytesRead, peakMemory, processTree, proportionalSetSize } from "./process-tree.ts";
import { tellCores } from "./tell-cores.ts";

/** Where the two pages are served. */
export interface Sites {
  readonly signet: string;
  readonly raw: string;
}

const CHOOSER = "Model inputs";
const TABLE = "Inputs schema";
const TIMEOUT_MS = 20 * 60_000;
/** A page that says it is idle may still compile; a user takes longer than this to find a file. */
const SETTLE_MS = 400;

/** One page, open and idle, ready for a drop. */
export class BenchPage {
  readonly page: Page;
  private readonly context: BrowserContext;
  private readonly table: string | null;

  constructor(context: BrowserContext, page: Page, table: string | null) {
    this.context = context;
    this.page = page;
    this.table = table;
  }

  private async timed(drop: () => Promise<void>): Promise<DropTiming> {
    const [timing] = await Promise.all([this.page.evaluate(awaitDrop, { table: this.table, timeoutMs: TIMEOUT_MS }), drop()]);
    return timing;
  }

  /** Drops these files and waits until they are ready. */
  drop(paths: readonly string[]): Promise<DropTiming> {
    return this.timed(() => this.page.getByLabel(CHOOSER, { exact: true }).setInputFiles([...paths]));
  }

  /** Drops a file made of `path`'s head, once, and its body, `times` over: as large as one likes without room on the disk. */
  async dropRepeated(path: string, headLength: number, times: number, name: string): Promise<DropTiming> {
    const source = await this.page.evaluateHandle(() => Object.assign(document.createElement("input"), { type: "file" }));
    const input = source.asElement();
    if (input === null) throw new Error("The page made no input.");
    await input.setInputFiles(path);
    return this.timed(() => input.evaluate(dropRepeated, { label: CHOOSER, headLength, times, name }));
  }

  /** Loads a signature, as JSON, and drops a file to be checked against it: the milliseconds until it is, both ways in. */
  async check(signature: string, path: string): Promise<number> {
    const buffer = Buffer.from(signature);
    await this.page.getByLabel("MLmodel", { exact: true }).setInputFiles({ name: "signature.json", mimeType: "", buffer });
    await this.page.getByRole("table", { name: TABLE }).waitFor();
    const [passed] = await Promise.all([
      this.page.evaluate(awaitVerdicts, TIMEOUT_MS),
      this.page.getByLabel("Data to check").setInputFiles(path),
    ]);
    return passed;
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** How a page is opened where it matters. */
export interface OpenOptions {
  /** What `navigator.hardwareConcurrency` tells the page and its workers. */
  readonly cores?: number;
  /** Runs in the page before its own scripts. */
  readonly before?: { readonly script: (argument: string) => void; readonly argument: string };
}

/** A browser of its own, with the pages of Signet and of the baseline. */
export class BrowserSession {
  readonly browser: Browser;
  readonly sites: Sites;
  private readonly rootId: number;

  private constructor(browser: Browser, sites: Sites, rootId: number) {
    this.browser = browser;
    this.sites = sites;
    this.rootId = rootId;
  }

  static async start(executablePath: string, sites: Sites): Promise<BrowserSession> {
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    const devtools = await browser.newBrowserCDPSession();
    const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
    const main = processInfo.find(({ type }) => type === "browser");
    if (main === undefined) throw new Error("The browser does not tell its process.");
    return new BrowserSession(browser, sites, main.id);
  }

  /** Signet's page in a fresh profile, idle. */
  async openSignet({ cores, before }: OpenOptions = {}): Promise<BenchPage> {
    const context = await this.browser.newContext();
    const page = await context.newPage();
    if (cores !== undefined) await page.addInitScript(tellCores, cores);
    if (before !== undefined) await page.addInitScript(before.script, before.argument);
    await page.goto(this.sites.signet);
    await page.locator('[data-idle="true"]').waitFor();
    await sleep(SETTLE_MS);
    return new BenchPage(context, page, TABLE);
  }

  /** The baseline's page in a fresh profile, its worker warm. */
  async openRaw(reading: "bytes" | "json-lines" = "bytes"): Promise<BenchPage> {
    const context = await this.browser.newContext();
    const page = await context.newPage();
    await page.goto(`${this.sites.raw}#${reading}`);
    await page.locator('[data-idle="true"]').waitFor();
    await sleep(SETTLE_MS);
    return new BenchPage(context, page, null);
  }

  /** The most memory that the whole browser takes during `work` above what it took before, in bytes. */
  async memoryOf(work: () => Promise<unknown>): Promise<number> {
    await sleep(2000);
    const idle: number[] = [];
    for (let sample = 0; sample < 5; sample++) {
      idle.push(proportionalSetSize(processTree(this.rootId)));
      await sleep(100);
    }
    return (await peakMemory(this.rootId, work)) - median(idle);
  }

  /** The bytes that the browser's processes read from files during `work`; what they read besides is some hundred kilobytes. */
  async bytesReadBy(work: () => Promise<unknown>): Promise<number> {
    const before = bytesRead(processTree(this.rootId));
    await work();
    return bytesRead(processTree(this.rootId)) - before;
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
