import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, firefox, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, inject } from "vitest";

/** Where golden files lie. */
export const golden = join(import.meta.dirname, "..", "conformance", "golden");

/** What a visit may ask for; what it leaves out is as in a new browser. */
interface VisitOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: "light" | "dark";
  readonly permissions?: readonly string[];
  /** Whether the page may keep its files for use without network, and warm up, as it does for users. Both take longer than most tests. */
  readonly isKept?: boolean;
}

/** The page, open and idle, in a profile of its own; `requests` collects what it asks for from then on. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly requests: readonly string[];
}

/** The built page in the browser that all tests share. */
export interface Site {
  readonly address: string;
  /** A new profile with nothing open, for a test that prepares its profile or listens to its page. */
  newContext(options?: VisitOptions): Promise<BrowserContext>;
  /** Opens the page, or another address of it, in a profile that is as new, or in `context`. */
  open(options?: VisitOptions & { readonly address?: string; readonly context?: BrowserContext }): Promise<Visit>;
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

/**
 * Firefox is driven by less than Chromium: it asks nobody who wants the clipboard, and Playwright fills a field there by its property `value`,
 * of which React learns nothing. Runs in the page.
 */
function inFirefox(): void {
  let last = "";
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard !== undefined) {
    clipboard.writeText = async (text) => {
      last = text;
    };
    clipboard.readText = async () => last;
  }
  const insertText = (text: string) => {
    document.execCommand("insertText", false, text);
    return null;
  };
  // What Playwright puts there itself is not wanted.
  Object.defineProperty(window, "__pw_bidiInsertText", { get: () => insertText, set: () => undefined });
}

/**
 * A tab that visits use one after another, by starting over: to load the page again costs three times the processors, for its threads and for
 * code compiled again, and a new tab more still.
 */
interface Tab {
  readonly page: Page;
  /** Whether it shows the page as it begins. */
  isFresh: boolean;
  readonly follow: (requests: string[]) => void;
}

/** Deletes what the page keeps, and presses the page's name, which starts over; false where it cannot. Runs in the page. */
function startOver(): boolean {
  localStorage.clear();
  sessionStorage.clear();
  const button = document.querySelector<HTMLButtonElement>("header h1 button");
  button?.click();
  return button !== null;
}

/**
 * Whether the tests run in Firefox. Those are skipped there that evaluate something in a worker, print, make an event of pasting or ask for
 * garbage to be collected: Playwright or Firefox cannot do it over WebDriver BiDi.
 */
export const isFirefox = process.env.SIGNET_BROWSER === "firefox";

/** Whether the tests run on the page as one file, from the disk. */
export const isSingle = process.env.SIGNET_PAGE === "single";

/** Makes a profile and its tab as new: nothing is kept, set, allowed or running. */
async function clear(tab: Tab, address: string): Promise<void> {
  const { page } = tab;
  await page.context().setOffline(false);
  await page.context().clearPermissions();
  // What follows # is a review, which starting over closes too.
  tab.isFresh = page.url().replace(/#.*/s, "") === address && (await page.evaluate(startOver));
  if (tab.isFresh) {
    await page.getByText("Started over.").waitFor();
    // What was being kept at that moment.
    await page.evaluate((url) => {
      localStorage.clear();
      history.replaceState(null, "", url);
    }, address);
  } else {
    // An address without scripts, where what the page keeps can be deleted and nothing puts it back.
    await page.goto(new URL(isSingle ? "page/icon.svg" : "icon.svg", address).href);
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
  }
  await page.mouse.move(0, 0);
}

/** Keeps the worker from reading files of its own to be quick with the first one: most tests have only small ones. Runs in the page. */
function withoutWarmUp(): void {
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (this: Worker, message: { readonly kind?: string }, ...more: never[]) {
    if (message.kind !== "warm-up") postMessage.call(this, message, ...more);
  };
}

/** Sets a tab as a visit asks for it. */
async function arrange({ page }: Tab, { viewport, colorScheme, permissions = [] }: VisitOptions): Promise<void> {
  await page.setViewportSize(viewport ?? { width: 1280, height: 720 });
  await page.emulateMedia({ media: null, colorScheme: colorScheme ?? "light" });
  if (permissions.length > 0) await page.context().grantPermissions(permissions);
}

/**
 * The page for the tests of one file. What a test opens is cleared or closed after it; what `beforeAll` opens stays as it is.
 * A tab that a failed test used is closed, since anything may go on in it.
 */
export function sharedSite(): Site {
  const { address, endpoint } = inject("site");
  let browser: Browser;
  let kept: readonly BrowserContext[] = [];
  let used: Tab[] = [];
  const free: Tab[] = [];
  beforeAll(async () => {
    browser = await (isFirefox ? firefox : chromium).connect(endpoint);
  });
  beforeEach(() => {
    used = [];
    kept = browser.contexts().filter((context) => !free.some(({ page }) => page.context() === context));
  });
  afterEach(async ({ task }) => {
    // Firefox presses no button by Enter in a tab that is behind another, so that each test has a new one there.
    if (task.result?.state !== "fail" && !isFirefox) {
      await Promise.all(used.map((tab) => clear(tab, address)));
      free.push(...used);
    }
    const over = browser.contexts().filter((context) => !kept.includes(context) && !free.some(({ page }) => page.context() === context));
    await Promise.all(over.map((context) => context.close()));
  });
  afterAll(() => browser.close());
  const newContext = async ({ permissions = [], isKept = false, ...options }: VisitOptions = {}) => {
    const serviceWorkers = isKept ? "allow" : "block";
    const context = await browser.newContext({ ...options, serviceWorkers });
    // Firefox knows no permission for the clipboard.
    if (isFirefox) Object.assign(context, { grantPermissions: () => Promise.resolve(), clearPermissions: () => Promise.resolve() });
    if (permissions.length > 0) await context.grantPermissions([...permissions]);
    // What the page shows in the end counts; a busy machine takes longer.
    context.setDefaultTimeout(60_000);
    await context.addInitScript(isFirefox ? inFirefox : ownClipboard);
    if (!isKept) await context.addInitScript(withoutWarmUp);
    return context;
  };
  const newTab = async (context: BrowserContext): Promise<Tab> => {
    let requests: string[] = [];
    context.on("request", (request) => requests.push(request.url()));
    return { page: await context.newPage(), isFresh: false, follow: (list) => (requests = list) };
  };
  const tabFor = async (options: VisitOptions): Promise<Tab> => {
    const tab = free.pop() ?? (await newTab(await newContext()));
    used.push(tab);
    await arrange(tab, options);
    return tab;
  };
  return {
    address,
    newContext,
    async open({ address: target = address, context, ...options } = {}) {
      const { page, follow, isFresh } = context === undefined ? await tabFor(options) : await newTab(context);
      if (!isFresh || target !== address) await page.goto(target);
      await page.locator('[data-idle="true"]').waitFor();
      const requests: string[] = [];
      follow(requests);
      return { page, context: page.context(), requests };
    },
  };
}
