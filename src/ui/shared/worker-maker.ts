import { trustedAddress } from "./trusted-address.ts";

/** A function that starts workers of one source, from a blob, so that the page's policy binds them: a worker with its own address would be free of it. */
export function workerMaker(source: string): () => Worker {
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript;charset=utf-8" }));
  // A classic worker: Chromium starts none from a module where the page comes from a disk (file:).
  return () => new Worker(trustedAddress(address));
}
