import { errorFromData, SignetError } from "../core/errors.ts";
import type { PartPool, PartResult } from "../core/readers/part-pool.ts";
import type { PartFile, PartRequest, PartResponse } from "./part-protocol.ts";
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

/** Listens once to each signal, whose file may have any number of parts: Node warns of more than ten listeners. */
class SharedAborts {
  private readonly heard = new Map<AbortSignal, Set<() => void>>();

  /** Calls `cancel` when the signal aborts; returns what ends that. */
  listen(signal: AbortSignal, cancel: () => void): () => void {
    const cancels = this.heard.get(signal) ?? this.begin(signal);
    cancels.add(cancel);
    return () => {
      cancels.delete(cancel);
      if (cancels.size > 0 || this.heard.get(signal) !== cancels) return;
      signal.removeEventListener("abort", this.cancelAll);
      this.heard.delete(signal);
    };
  }

  private begin(signal: AbortSignal): Set<() => void> {
    const cancels = new Set<() => void>();
    this.heard.set(signal, cancels);
    signal.addEventListener("abort", this.cancelAll);
    return cancels;
  }

  private readonly cancelAll = ({ target }: Event): void => {
    for (const [signal, cancels] of this.heard) if (signal === target) for (const cancel of cancels) cancel();
  };
}

/**
 * A pool of threads, each behind a port whose other end `servePartsOn` answers. A task goes to the thread with the fewest tasks. `readsFiles`:
 * they answer with `runPartOrFiles`.
 */
export function portPool(ports: readonly PortLike[], readsFiles = false): PortPool {
  const pending = new Map<number, Pending>();
  const aborts = new SharedAborts();
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
    isStarted: true,
    readsFiles,
    failAll(error) {
      for (const { reject } of pending.values()) reject(error);
      pending.clear();
    },
    run(sources, task, { signal, onProgress }) {
      const files = sources.map(({ name, handle }): PartFile => {
        if (handle === undefined) throw new SignetError("Internal", "A source without a handle cannot be read by other threads.");
        return { name, handle };
      });
      const id = nextId++;
      const index = load.indexOf(Math.min(...load));
      const port = ports[index] as PortLike;
      load[index] = (load[index] as number) + 1;
      let ignore: () => void = () => undefined;
      const answered = new Promise<PartResult>((resolve, reject) => {
        pending.set(id, { resolve, reject, onProgress });
        port.postMessage({ kind: "run", id, files, task } satisfies PartRequest);
        const cancel = () => {
          port.postMessage({ kind: "cancel", id } satisfies PartRequest);
          pending.delete(id);
          reject(signal?.reason);
        };
        if (signal !== undefined) ignore = aborts.listen(signal, cancel);
      });
      return answered.finally(() => ignore());
    },
  };
}
