import { sourceFromBlob } from "../core/bytes/byte-source.ts";
import { errorToData, SignetError } from "../core/errors.ts";
import { warmUpKernel } from "../core/readers/csv/csv-kernel.ts";
import type { OpenedFile } from "../core/readers/opened-file.ts";
import type { PartPool } from "../core/readers/part-pool.ts";
import { type ReadSides, readSide, signInputOf, signSides } from "../core/sign.ts";
import { DEFAULT_CHOICE, signerFromChoice } from "../core/signers/choice.ts";
import { portPool } from "./port-pool.ts";
import type { DataSide, ReadSummary, WorkerRequest, WorkerResponse } from "./protocol.ts";

/** Progress is told at most this often; more would cost more than it shows. */
const PROGRESS_INTERVAL_MS = 50;

const held = new Map<DataSide, OpenedFile>();
const running = new Map<number, AbortController>();
let pool: PartPool | null = null;

const send = (response: WorkerResponse) => self.postMessage(response);

function summaryOf({ dataset, ...rest }: OpenedFile): ReadSummary {
  return { ...rest, datasetKind: dataset.kind, notes: dataset.notes, rowCount: dataset.kind === "table" ? dataset.rowCount : null };
}

async function read({ id, side, files, settings, pages }: Extract<WorkerRequest, { kind: "read" }>): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  let told = 0;
  try {
    const sources = files.map(({ blob, name }) => sourceFromBlob(blob, name));
    const opened = await readSide(sources, settings, {
      pages,
      signal: controller.signal,
      ...(pool === null ? {} : { pool }),
      onProgress(progress) {
        const now = performance.now();
        if (now - told < PROGRESS_INTERVAL_MS) return;
        told = now;
        send({ kind: "progress", id, progress });
      },
    });
    held.set(side, opened);
    send({ kind: "read", id, summary: summaryOf(opened) });
  } finally {
    running.delete(id);
  }
}

/** The sides that are held, as a request hands them over. */
function heldSides({ sides, params }: Extract<WorkerRequest, { kind: "sign" | "collect" }>): ReadSides {
  const withHanding = (side: DataSide) => {
    const opened = held.get(side);
    const handing = sides[side];
    if (handing === undefined) return {};
    if (opened === undefined) throw new SignetError("Internal", `The ${side} are not held any more.`, { remedy: "Drop the file again." });
    return { [side]: { ...opened, settings: { ...opened.settings, ...handing } } };
  };
  return { ...withHanding("inputs"), ...withHanding("outputs"), ...(params === undefined ? {} : { params }) };
}

async function answer(request: WorkerRequest): Promise<void> {
  switch (request.kind) {
    case "crew":
      pool = portPool(request.ports);
      return;
    case "read":
      return read(request);
    case "sign":
      send({ kind: "signed", id: request.id, result: signSides(heldSides(request), signerFromChoice(request.signer ?? DEFAULT_CHOICE)) });
      return;
    case "collect":
      send({ kind: "collected", id: request.id, input: signInputOf(heldSides(request)) });
      return;
    case "forget":
      held.delete(request.side);
      return;
    case "cancel":
      running.get(request.id)?.abort(new DOMException("Cancelled", "AbortError"));
      return;
  }
}

self.addEventListener("message", ({ data }: MessageEvent<WorkerRequest>) => {
  answer(data).catch((error: unknown) => {
    if ("id" in data) send({ kind: "failed", id: data.id, error: errorToData(error) });
  });
});

warmUpKernel();
send({ kind: "ready" });
