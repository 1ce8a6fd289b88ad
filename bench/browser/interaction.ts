import type { Page } from "playwright-core";

/** How long the page takes to show what a user does in a table of ten thousand columns, in milliseconds. */
export interface Latency {
  /** The slowest key typed into the filter, until the next frame. */
  readonly keyMs: number;
  /** How many frames a second are shown while the table scrolls from its top to its end. */
  readonly frameRate: number;
  /** The longest wait between two of them. */
  readonly frameMs: number;
}

/** Runs in the page: scrolls the table by a sixtieth of its height a frame. */
function scrollThrough(view: Element): Promise<Pick<Latency, "frameRate" | "frameMs">> {
  return new Promise((resolve) => {
    let step = 0;
    let frameMs = 0;
    const start = performance.now();
    let before = start;
    const frame = () => {
      const now = performance.now();
      frameMs = Math.max(frameMs, now - before);
      before = now;
      if (step++ === 60) return resolve({ frameRate: 61_000 / (now - start), frameMs });
      view.scrollTop = (view.scrollHeight * step) / 60;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** Runs in the page: collects how long each input event takes until the next frame; `undefined` where none took 16 ms. */
function watchKeys(): void {
  const durations: number[] = [];
  // Events that take less than 16 ms are not reported.
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) durations.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  Object.assign(window, { keyDurations: durations });
}

/** Types into the filter of the inputs and scrolls their table; the file must have been read. */
export async function interactionLatency(page: Page): Promise<Latency> {
  await page.evaluate(watchKeys);
  await page.getByLabel("Find in inputs", { exact: true }).pressSequentially("column_99", { delay: 60 });
  await page.waitForTimeout(300);
  const keys = await page.evaluate(() => (window as Window & { keyDurations?: number[] }).keyDurations ?? []);
  await page.getByLabel("Find in inputs", { exact: true }).fill("");
  const scrolled = await page.getByLabel("Inputs schema rows", { exact: true }).evaluate(scrollThrough);
  return { keyMs: Math.max(16, ...keys), ...scrolled };
}
