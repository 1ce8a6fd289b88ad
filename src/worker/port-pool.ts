import { errorFromData, SignetError } from "../core/errors.ts";
import type { PartPool, PartResult } from "../core/readers/part-pool.ts";
import type { PartRequest, PartResponse } from "./part-protocol.ts";
import type { PortLike } from "./part-server.ts";

interface Pending {
  readonly resolve: (result: PartResult) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: ((progress: { readonly bytes: number; readonly rows: number }) => void) | undefined;
}

/** A pool whose threads may end before they answer. */
export interface PortPool extends PartPool {
  /** Rejects all that threads were asked and will not answer any more. */
  failAll(error: unknown): void;
}

/** A pool of threads, each behind a port whose other end `servePartsOn` answers. A task goes to the thread with the fewest tasks. */
export function portPool(ports: readonly PortLike[]): PortPool {
  const pending = new Map<number, Pending>();
  const load = ports.map(() => 0);
  let nextId = 1;
  const settle = (response: PartResponse, index: number) => {
    const waiting = pending.get(response.id);
    if (response.kind === "progress") {
      waiting?.onProgress?.(response);
      return;
    }
    pending.delete(response.id);
    load[index] = (load[index] as number) - 1;
    if (response.kind === "done") waiting?.resolve(response.result);
    else waiting?.reject(errorFromData(response.error));
  };
  for (const [index, port] of ports.entries()) {
    // The port's other end is a part server, which sends nothing else.
    port.addEventListener("message", ({ data }) => settle(data as PartResponse, index));
    port.start();
  }
  return {
    size: ports.length,
    failAll(error) {
      for (const { reject } of pending.values()) reject(error);
      pending.clear();
    },
    run({ name, handle }, task, { signal, onProgress }) {
      if (handle === undefined) throw new SignetError("Internal", "A source without a handle cannot be read by other threads.");
      const id = nextId++;
      const index = load.indexOf(Math.min(...load));
      const port = ports[index] as PortLike;
      load[index] = (load[index] as number) + 1;
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject, onProgress });
        port.postMessage({ kind: "run", id, name, handle, task } satisfies PartRequest);
        const cancel = () => {
          port.postMessage({ kind: "cancel", id } satisfies PartRequest);
          pending.delete(id);
          reject(signal?.reason);
        };
        signal?.addEventListener("abort", cancel, { once: true });
      });
    },
  };
}
