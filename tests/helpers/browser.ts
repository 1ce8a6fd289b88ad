import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, inject } from "vitest";

/** Where golden files lie. */
export const golden = join(import.meta.dirname, "..", "conformance", "golden");

type ContextOptions = Parameters<Browser["newContext"]>[0];

/** A profile of its own with the page open and idle; `requests` collects what it asks for from then on. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly requests: readonly string[];
}

/** The built page in the browser that all tests share. */
export interface Site {
  readonly address: string;
  /** A profile of its own, with nothing open. */
  newContext(options?: ContextOptions): Promise<BrowserContext>;
  /** Opens the page, or another address of it, in a profile of its own, or in `context`. */
  open(options?: ContextOptions & { readonly address?: string; readonly context?: BrowserContext }): Promise<Visit>;
}

/** A browser has one clipboard and tests run side by side, so each page reads back what it wrote itself. Runs in the page. */
function ownClipboard(): void {
  // Absent in a page that is not secure.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined) return;
  const write = clipboard.writeText.bind(clipboard);
  let last = "";
  clipboard.writeText = async (text) => {
    await write(text);
    last = text;
  };
  clipboard.readText = async () => last;
}

/** The page for the tests of one file. What a test opens is closed after it; what `beforeAll` opens, after all of them. */
export function sharedSite(): Site {
  const { address, endpoint } = inject("site");
  let browser: Browser;
  let kept: readonly BrowserContext[] = [];
  beforeAll(async () => {
    browser = await chromium.connect(endpoint);
  });
  beforeEach(() => {
    kept = browser.contexts();
  });
  afterEach(async () => {
    const opened = browser.contexts().filter((context) => !kept.includes(context));
    await Promise.all(opened.map((context) => context.close()));
  });
  afterAll(() => browser.close());
  const newContext = async (options?: ContextOptions) => {
    const context = await browser.newContext(options);
    // What the page shows in the end counts; a busy machine takes longer.
    context.setDefaultTimeout(60_000);
    await context.addInitScript(ownClipboard);
    return context;
  };
  return {
    address,
    newContext,
    async open({ address: target = address, context: given, ...options } = {}) {
      const context = given ?? (await newContext(options));
      const page = await context.newPage();
      await page.goto(target);
      await page.locator('[data-idle="true"]').waitFor();
      const requests: string[] = [];
      context.on("request", (request) => requests.push(request.url()));
      return { page, context, requests };
    },
  };
}
