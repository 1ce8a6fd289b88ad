/** A page in a background tab draws nothing. */
const LONGEST_WAIT_MS = 100;

/**
 * Resolves once the browser has drawn what the page shows now, or after a tenth of a second if it draws nothing. What is not needed for that
 * waits for it: its threads would take the processors from the drawing. Resolves at once where nothing can be drawn, as in Node.
 */
export function drawn(): Promise<void> {
  if (typeof requestAnimationFrame === "undefined") return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, LONGEST_WAIT_MS);
    // The frame's callbacks run before its layout and painting, a timer's after them.
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
