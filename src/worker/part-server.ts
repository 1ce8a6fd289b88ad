import type { ByteSource, SourceHandle } from "../core/bytes/byte-source.ts";
import { errorToData } from "../core/errors.ts";
import { runPart } from "../core/readers/run-part.ts";
import type { PartRequest, PartResponse } from "./part-protocol.ts";

/** A MessagePort as browsers and Node both have it. */
export interface PortLike {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  start(): void;
}

/** Progress is reported at most this often. */
const PROGRESS_INTERVAL_MS = 150;

/**
 * Answers the tasks that come through a port. `open` makes a source of a handle: a Blob in a browser, a path in Node. `answer` does the tasks
 * that the pool gives out.
 */
export function servePartsOn(
  port: PortLike,
  open: (handle: SourceHandle, name: string) => ByteSource | Promise<ByteSource>,
  answer: typeof runPart = runPart,
): void {
  const running = new Map<number, AbortController>();
  const send = (response: PartResponse) => port.postMessage(response);

  async function run({ id, files, task }: Extract<PartRequest, { kind: "run" }>): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    let reportedAt = performance.now();
    try {
      const sources = await Promise.all(files.map(({ handle, name }) => open(handle, name)));
      const result = await answer(sources, task, {
        signal: controller.signal,
        onProgress({ bytes, rows }) {
          const now = performance.now();
          if (now - reportedAt < PROGRESS_INTERVAL_MS) return;
          reportedAt = now;
          send({ kind: "progress", id, bytes, rows });
        },
      });
      send({ kind: "done", id, result });
    } catch (error) {
      send({ kind: "failed", id, error: errorToData(error) });
    } finally {
      running.delete(id);
    }
  }

  port.addEventListener("message", ({ data }) => {
    // Only the pool has the port, and it sends nothing else.
    const request = data as PartRequest;
    if (request.kind === "run") run(request);
    else running.get(request.id)?.abort(new DOMException("Cancelled", "AbortError"));
  });
  port.start();
}
