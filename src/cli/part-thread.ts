import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { SourceHandle } from "../core/bytes/byte-source.ts";
import { type LimitChanges, setLimits } from "../core/limits.ts";
import { runPartOrFiles } from "../core/readers/read-plain-parts.ts";
import { servePartsOn } from "../worker/part-server.ts";
import { sourceFromDisk } from "./disk-source.ts";
import { asPort } from "./node-port.ts";

// A thread of the command that reads parts of files, through the port that its first message brings.
setLimits(workerData as LimitChanges);
parentPort?.once("message", (port: MessagePort) => {
  const open = (handle: SourceHandle) => {
    if (handle instanceof Blob) throw new TypeError("A thread of Node only opens paths.");
    return sourceFromDisk(handle);
  };
  servePartsOn(asPort(port), open, runPartOrFiles);
});
