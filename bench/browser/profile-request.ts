import { setTimeout as sleep } from "node:timers/promises";
import type { BrowserSession } from "./session.ts";

/** Under this name the page keeps the worker that it speaks with. */
const KEPT = "signetBenchWorker";

/** Runs in the page before its own scripts: keeps the first worker that is sent part workers, which is the one that the page speaks with. */
function keepWorker(name: string): void {
  const NativeWorker = window.Worker;
  window.Worker = class extends NativeWorker {
    override postMessage(message: unknown, transfer?: StructuredSerializeOptions | Transferable[]): void {
      if (typeof message === "object" && message !== null && "kind" in message && message.kind === "part-workers")
        Object.assign(window, { [name]: this });
      super.postMessage(message, transfer as Transferable[]);
    }
  };
}

/** Runs in the page: the milliseconds until the worker has profiled the inputs. Rejects where it could not. */
function profileInputs(name: string): Promise<number> {
  // A number that no request of the page has.
  const id = 2 ** 31;
  const worker = (window as unknown as Record<string, Worker | undefined>)[name];
  if (worker === undefined) throw new Error("The page has no worker.");
  const started = performance.now();
  return new Promise((resolve, reject) => {
    worker.addEventListener("message", ({ data }) => {
      if (data.id !== id || data.kind === "progress" || data.kind === "profiled-columns") return;
      if (data.kind === "profiled" && data.profile.kind === "columns") resolve(performance.now() - started);
      else reject(new Error(JSON.stringify(data.error?.message ?? data.profile)));
    });
    worker.postMessage({ kind: "profile", id, side: "inputs" });
  });
}

/** A drop into a fresh page and, once its signature is shown, the profile, which the worker is asked for as the page asks. In milliseconds. */
export async function dropAndProfile(
  session: BrowserSession,
  path: string,
): Promise<{ readonly signMs: number; readonly profileMs: number }> {
  const page = await session.openSignet({ before: { script: keepWorker, argument: KEPT } });
  try {
    const { readyMs } = await page.drop([path]);
    await sleep(200);
    return { signMs: readyMs, profileMs: await page.page.evaluate(profileInputs, KEPT) };
  } finally {
    await page.close();
  }
}
