/** Runs in the page: resolves to the milliseconds from what is dropped next into a chooser until it has a verdict by each way in. */
export function awaitVerdicts(timeoutMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let droppedAt = 0;
    const end = (finish: () => void) => {
      observer.disconnect();
      clearTimeout(timer);
      document.removeEventListener("change", onChange, true);
      finish();
    };
    const timer = setTimeout(() => end(() => reject(new Error("There was no verdict in time."))), timeoutMs);
    const look = () => {
      if (droppedAt === 0) return;
      const table = document.querySelector('table[aria-label="Verdicts"]');
      const failure = table?.querySelector(".failure");
      if (failure != null) end(() => reject(new Error(failure.textContent ?? "The check failed.")));
      if (table?.querySelectorAll("td[data-way]").length !== 2) return;
      const passed = performance.now() - droppedAt;
      end(() => resolve(passed));
    };
    const observer = new MutationObserver(look);
    const onChange = () => {
      droppedAt = performance.now();
    };
    document.addEventListener("change", onChange, true);
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
}
