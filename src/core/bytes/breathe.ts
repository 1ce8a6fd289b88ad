/** Work that nobody interrupts lasts no longer than this, in milliseconds: a Cancel waits for its end. */
const LONGEST_BREATH_MS = 80;

/**
 * Lets a thread take its messages now and then, among them a Cancel, while it works on bytes that it need not wait for: a megabyte may unpack to
 * a gigabyte. Call it once per piece of work; it waits only where the last time is long enough ago. Throws the signal's reason.
 */
export function breather(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last > LONGEST_BREATH_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      last = performance.now();
    }
    signal?.throwIfAborted();
  };
}
