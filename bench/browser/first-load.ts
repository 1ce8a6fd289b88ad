import type { BrowserSession } from "./session.ts";

/** A network by what it lets through. */
export interface Network {
  readonly bytesPerSecond: number;
  readonly roundTripMs: number;
}

/** "3G Fast" as WebPageTest defines it: 1.6 Mbit/s and 150 ms. */
export const FAST_3G: Network = { bytesPerSecond: 200_000, roundTripMs: 150 };

/** When a page that nothing of is cached could be used, when it had all of its files, and when it had read what it was given first. */
export interface FirstLoad {
  /** Milliseconds from navigation until the page is painted and its chooser is there, which is given a file at that moment. */
  readonly usableMs: number;
  /** Until the page says that it is idle. */
  readonly idleMs: number;
  /** Until the table of that file is there: a page that only looks usable never gets here. */
  readonly tableMs: number;
}

/** Runs in the page before its own scripts: chooses a small file as soon as a user could, and notes what follows. */
function useAtOnce(): void {
  const seen: Partial<Record<keyof FirstLoad, number>> = {};
  const look = () => {
    const chooser = document.querySelector('input[aria-label="Model inputs"]');
    const isPainted = performance.getEntriesByName("first-contentful-paint").length > 0;
    if (seen.usableMs === undefined && isPainted && chooser instanceof HTMLInputElement) {
      seen.usableMs = performance.now();
      const transfer = new DataTransfer();
      transfer.items.add(new File(["a,b\n1,x\n"], "X.csv"));
      chooser.files = transfer.files;
      chooser.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (document.querySelector('[data-idle="true"]') !== null) seen.idleMs ??= performance.now();
    if (document.querySelector('table[aria-label="Inputs schema"]') !== null) seen.tableMs ??= performance.now();
    // The table may be there before the page has all of its files.
    if (seen.idleMs === undefined || seen.tableMs === undefined) return;
    for (const observer of observers) observer.disconnect();
    Object.assign(window, { firstLoad: seen });
  };
  const changes = new MutationObserver(look);
  changes.observe(document, { subtree: true, childList: true, attributes: true });
  const paints = new PerformanceObserver(look);
  paints.observe({ type: "paint" });
  const observers = [changes, paints];
}

/** Loads the page into an empty profile on a slow network and a processor `slowdown` times as slow. */
export async function firstLoad(session: BrowserSession, address: string, network: Network, slowdown: number): Promise<FirstLoad> {
  const context = await session.browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(useAtOnce);
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: network.roundTripMs,
      downloadThroughput: network.bytesPerSecond,
      uploadThroughput: network.bytesPerSecond / 2,
    });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    await page.goto(address, { timeout: 120_000 });
    const found = await page.waitForFunction(() => (window as Window & { firstLoad?: FirstLoad }).firstLoad, undefined, {
      timeout: 120_000,
    });
    const load = await found.jsonValue();
    if (load === undefined) throw new Error("The page did not tell when it was usable.");
    return load;
  } finally {
    await context.close();
  }
}
