import { sourceFromBlob } from "../core/bytes/byte-source.ts";
import { defined } from "../core/defined.ts";
import { SignetError } from "../core/errors.ts";
import { warmUpKernel } from "../core/readers/csv/csv-kernel.ts";
import { holdLock } from "./hold-lock.ts";
import { servePartsOn } from "./part-server.ts";
import type { WorkerResponse } from "./protocol.ts";

/** A thread that reads parts of files. Its first message brings the port for tasks. */
self.addEventListener("message", ({ data }: MessageEvent<MessagePort>) => {
  servePartsOn(data, (handle, name) => {
    if (!(handle instanceof Blob)) throw new SignetError("Internal", "A browser opens no paths.");
    return sourceFromBlob(handle, name);
  });
});

warmUpKernel();
holdLock((lock) => self.postMessage({ kind: "thread-ready", ...defined({ lock }) } satisfies WorkerResponse));
