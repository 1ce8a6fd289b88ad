/** What a page tells of one drop. Times are in milliseconds from the chooser's change event, taken within the page. */
export interface DropTiming {
  /** Until the status says that it is ready and the table, where one is awaited, is in the document. */
  readonly readyMs: number;
  /** Until the frame after that was drawn. */
  readonly paintedMs: number;
  readonly status: string;
  readonly longTasks: number;
  readonly longestTaskMs: number;
}

/**
 * Runs in the page: resolves once what is dropped next into the chooser is ready. `table` is the label of the table to wait for, or null.
 * Rejects where the page says that it failed, or after `timeoutMs`. It is sent as its own source, so it may use nothing from outside.
 */
export function awaitDrop({ table, timeoutMs }: { readonly table: string | null; readonly timeoutMs: number }): Promise<DropTiming> {
  return new Promise((resolve, reject) => {
    let droppedAt = 0;
    let hasLeft = false;
    const tasks: number[] = [];
    const longTasks = new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) if (droppedAt > 0 && startTime + duration > droppedAt) tasks.push(duration);
    });
    longTasks.observe({ type: "longtask" });
    const status = () => document.querySelector('[role="status"]')?.textContent ?? "";
    const end = (finish: () => void) => {
      observer.disconnect();
      longTasks.disconnect();
      clearTimeout(timer);
      document.removeEventListener("change", onChange, true);
      finish();
    };
    const timer = setTimeout(() => end(() => reject(new Error(`Nothing was ready in time; the status says: ${status()}`))), timeoutMs);
    const look = () => {
      const text = status();
      if (droppedAt === 0) return;
      if (!text.startsWith("Ready")) hasLeft = true;
      if (/^(Failed|Cancelled)/.test(text)) end(() => reject(new Error(document.querySelector('[role="alert"]')?.textContent ?? text)));
      if (!hasLeft || !text.startsWith("Ready")) return;
      if (table !== null && document.querySelector(`table[aria-label="${table}"]`) === null) return;
      const readyMs = performance.now() - droppedAt;
      observer.disconnect();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          const paintedMs = performance.now() - droppedAt;
          // Long tasks are reported a moment after they end.
          setTimeout(
            () => end(() => resolve({ readyMs, paintedMs, status: text, longTasks: tasks.length, longestTaskMs: Math.max(0, ...tasks) })),
            150,
          );
        };
        channel.port2.postMessage(null);
      });
    };
    const observer = new MutationObserver(look);
    const onChange = () => {
      droppedAt = performance.now();
      // A page that has read before is ready until it begins again.
      hasLeft = !status().startsWith("Ready");
    };
    document.addEventListener("change", onChange, true);
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** Runs in the page: puts a file of `head` once and the rest of `chosen`'s file `times` over into the chooser of this label. */
export function dropRepeated(
  chosen: Element,
  {
    label,
    headLength,
    times,
    name,
  }: { readonly label: string; readonly headLength: number; readonly times: number; readonly name: string },
): void {
  const source = chosen instanceof HTMLInputElement ? chosen.files?.[0] : undefined;
  const chooser = document.querySelector(`input[aria-label="${label}"]`);
  if (source === undefined || !(chooser instanceof HTMLInputElement)) throw new Error("There is no file, or no chooser for it.");
  const body = source.slice(headLength);
  const transfer = new DataTransfer();
  transfer.items.add(new File([source.slice(0, headLength), ...new Array<Blob>(times).fill(body)], name));
  chooser.files = transfer.files;
  chooser.dispatchEvent(new Event("change", { bubbles: true }));
}
