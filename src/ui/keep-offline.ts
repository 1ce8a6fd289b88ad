import { TAKE_OVER } from "../offline/take-over.ts";
import { SERVICE_WORKER, trustedAddress } from "./shared/trusted-address.ts";

/** Resolves once a worker is installed, or could not be. */
function installed(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    const look = () => worker.state !== "installing" && resolve();
    worker.addEventListener("statechange", look);
    look();
  });
}

/** Makes the worker of a new build answer from now on; resolves once it does. */
async function takeOver(container: ServiceWorkerContainer, waiting: ServiceWorker): Promise<void> {
  const taken = new Promise((resolve) => container.addEventListener("controllerchange", resolve, { once: true }));
  waiting.postMessage(TAKE_OVER);
  await taken;
}

/**
 * Keeps the page's files in this browser, so that the page opens without network from then on. Resolves to whether they are kept, which they
 * are not from a disk, over plain HTTP or where the browser stores nothing. `onUpdate` is called when a new build is kept as well; what it is
 * given makes the browser use that build from then on.
 */
export async function keepOffline(onUpdate: (take: () => Promise<void>) => void): Promise<boolean> {
  const container: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  if (container === undefined || import.meta.env.MODE === "single" || import.meta.env.DEV) return false;
  try {
    const registration = await container.register(trustedAddress(SERVICE_WORKER));
    // Here, and not when the browser pleases: the page asks for nothing later.
    if (registration.active !== null) await registration.update().catch(() => undefined);
    const offer = async () => {
      if (registration.installing !== null) await installed(registration.installing);
      const { waiting, active } = registration;
      if (waiting !== null && active !== null) onUpdate(() => takeOver(container, waiting));
    };
    registration.addEventListener("updatefound", () => void offer());
    await offer();
    return registration.active !== null || registration.waiting !== null;
  } catch {
    return false;
  }
}
