import { sourceFromBlob } from "../core/bytes/byte-source.ts";
import { errorToData, SignetError } from "../core/errors.ts";
import { warmUpKernel } from "../core/readers/csv/csv-kernel.ts";
import type { OpenedFile } from "../core/readers/opened-file.ts";
import type { PartPool } from "../core/readers/part-pool.ts";
import { readSide, signSides } from "../core/sign.ts";
import { InferSigner } from "../core/signers/infer-signer.ts";
import { portPool } from "./port-pool.ts";
import type { DataSide, ReadSummary, WorkerRequest, WorkerResponse } from "./protocol.ts";

/** Progress is told at most this often; more would cost more than it shows. */
const PROGRESS_INTERVAL_MS = 50;

const held = new Map<DataSide, OpenedFile>();
const running = new Map<number, AbortController>();
const signer = new InferSigner();
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

function sign({ id, sides, params }: Extract<WorkerRequest, { kind: "sign" }>): void {
  const withHanding = (side: DataSide) => {
    const opened = held.get(side);
    const handing = sides[side];
    if (handing === undefined) return {};
    if (opened === undefined) throw new SignetError("Internal", `The ${side} are not held any more.`, { remedy: "Drop the file again." });
    return { [side]: { ...opened, settings: { ...opened.settings, ...handing } } };
  };
  const result = signSides({ ...withHanding("inputs"), ...withHanding("outputs"), ...(params === undefined ? {} : { params }) }, signer);
  send({ kind: "signed", id, result });
}

async function answer(request: WorkerRequest): Promise<void> {
  switch (request.kind) {
    case "crew":
      pool = portPool(request.ports);
      return;
    case "read":
      return read(request);
    case "sign":
      return sign(request);
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
