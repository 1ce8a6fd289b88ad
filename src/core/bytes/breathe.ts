/** Work that nobody interrupts lasts no longer than this, in milliseconds: a Cancel waits for its end. */
const LONGEST_BREATH_MS = 80;

/** Resolves once the messages that had come were heard. A timer would wait four milliseconds each time. */
function messagesHeard(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/**
 * Lets a thread take its messages now and then, among them a Cancel, while it works on bytes that it need not wait for: a megabyte may unpack to
 * a gigabyte, and to await what is there already, such as a stream's next bytes, lets no message in. Call it once per piece of work; it waits
 * only where the last time is long enough ago. Throws the signal's reason.
 */
export function breather(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last > LONGEST_BREATH_MS) {
      await messagesHeard();
      last = performance.now();
    }
    signal?.throwIfAborted();
  };
}
