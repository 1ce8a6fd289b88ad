import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Where golden files lie. */
export const golden = join(root, "tests", "conformance", "golden");

const NAMES = [
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The built page, served, in a real browser. */
export interface Site {
  readonly address: string;
  readonly browser: Browser;
  /** A fresh profile with the page open and idle; `requests` collects what it asks for from then on. */
  open(
    options?: Parameters<Browser["newContext"]>[0],
  ): Promise<{ readonly page: Page; readonly context: BrowserContext; readonly requests: string[] }>;
  close(): Promise<void>;
}

function startServer(): Promise<{ readonly process: ChildProcess; readonly address: string }> {
  const script = `import { serve } from ${JSON.stringify(join(root, "scripts", "serve.mjs"))}; const { address } = await serve(${JSON.stringify(join(root, "dist", "page"))}); console.log(address);`;
  const process = spawn(globalThis.process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    process.once("error", reject);
    process.stdout.once("data", (line: Buffer) => resolve({ process, address: line.toString().trim() }));
  });
}

/** Starts the server and the browser, with further `args` if given. The page must be built; `npm test` builds it first. */
export async function openSite(args: readonly string[] = []): Promise<Site> {
  const executablePath = process.env.CHROME_PATH ?? NAMES.find((path) => existsSync(path));
  const server = await startServer();
  const browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ["--no-sandbox", ...args] });
  return {
    address: server.address,
    browser,
    async open(options) {
      const context = await browser.newContext({ acceptDownloads: true, ...options });
      const page = await context.newPage();
      await page.goto(server.address);
      await page.locator('[data-idle="true"]').waitFor();
      const requests: string[] = [];
      context.on("request", (request) => requests.push(request.url()));
      return { page, context, requests };
    },
    async close() {
      await browser.close();
      server.process.kill();
    },
  };
}
