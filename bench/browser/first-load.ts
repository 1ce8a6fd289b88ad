import type { BrowserSession } from "./session.ts";

/** A network by what it lets through. */
export interface Network {
  readonly bytesPerSecond: number;
  readonly roundTripMs: number;
}

/** "3G Fast" as WebPageTest defines it: 1.6 Mbit/s and 150 ms. */
export const FAST_3G: Network = { bytesPerSecond: 200_000, roundTripMs: 150 };

/** When a page that nothing of is cached could be used, and when it had all of its files, in milliseconds from navigation. */
export interface FirstLoad {
  readonly usableMs: number;
  readonly idleMs: number;
}

/** Runs in the page before its own scripts: notes when the chooser stands there, and when the page says it is idle. */
function watchLoading(): void {
  const seen = new Map<string, number>();
  const look = () => {
    for (const [name, selector] of [
      ["usableMs", 'input[aria-label="Model inputs"]'],
      ["idleMs", '[data-idle="true"]'],
    ] as const) {
      if (!seen.has(name) && document.querySelector(selector) !== null) seen.set(name, performance.now());
    }
    if (seen.size < 2) return;
    observer.disconnect();
    Object.assign(window, { firstLoad: Object.fromEntries(seen) });
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true });
}

/** Loads the page into an empty profile on a slow network and a processor `slowdown` times as slow. */
export async function firstLoad(session: BrowserSession, address: string, network: Network, slowdown: number): Promise<FirstLoad> {
  const context = await session.browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(watchLoading);
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
