/**
 * Takes a lock of its own for as long as this worker lives: nothing tells a page that a worker was closed, but its locks are free then.
 * Calls back with its name once it has it, or at once without where the browser has no locks.
 */
export function holdLock(onHeld: (lock?: string) => void): void {
  const { locks } = navigator as { readonly locks?: LockManager };
  const name = `signet-worker-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
  if (locks === undefined) onHeld();
  else
    locks.request(name, () => {
      onHeld(name);
      return new Promise<never>(() => undefined);
    });
}
