import { type ByteSource, sourceFromBlob } from "../core/bytes/byte-source.ts";
import { checkSettings } from "../core/check/check-files.ts";
import { checkRequest } from "../core/check/check-request.ts";
import { checkSide } from "../core/check/check-side.ts";
import { checkSignature, type OpenedSides } from "../core/check/check-signature.ts";
import { defined } from "../core/defined.ts";
import { type ComparisonData, comparisonData } from "../core/problems/context.ts";
import type { ReadContext } from "../core/readers/reader.ts";
import { type ReadSides, readSide } from "../core/sign.ts";
import { sourceFromPart } from "./file-source.ts";
import type { DataSide, WorkerRequest, WorkerResponse } from "./protocol.ts";

type Check = Extract<WorkerRequest, { kind: "check" | "check-request" | "self-check" }>;

/** What a check needs of the worker. */
export interface KeptFiles {
  /** The sides that a request names, preprocessed as it asks. */
  readonly sidesOf: (request: Extract<WorkerRequest, { kind: "self-check" }>) => ReadSides;
  readonly sourcesOf: (side: DataSide) => readonly ByteSource[];
  /** Keeps what problems need of inputs that were checked. */
  readonly keep: (key: string, data: ComparisonData) => void;
}

function openedSides({ inputs, outputs, params }: ReadSides, { sourcesOf }: KeptFiles): OpenedSides {
  return defined({
    inputs: inputs && { opened: inputs, sources: sourcesOf("inputs") },
    outputs: outputs && { opened: outputs, sources: sourcesOf("outputs") },
    params,
  });
}

/** Answers a request to check data against a signature. Rejects with a SignetError where a file cannot be read. */
export async function answerCheck(request: Check, kept: KeptFiles, context: ReadContext): Promise<WorkerResponse> {
  const { id, signature } = request;
  switch (request.kind) {
    case "check": {
      const { side, settings, ways, keepAs } = request;
      const sources = request.files.map(sourceFromPart);
      const asked = defined({ ways });
      // A side that the signature lacks is refused before anything is read.
      const opened =
        signature[side] === null || ways?.includes("predict") === false
          ? {}
          : { opened: await readSide(sources, checkSettings(settings, signature[side], signature.environment), context) };
      const checked = await checkSide({ side, sources, settings, signature, ...asked, ...opened }, context);
      if (keepAs === undefined || side !== "inputs" || opened.opened === undefined) return { kind: "checked", id, checked };
      const data = comparisonData(checked.name, opened.opened.dataset);
      if (data !== null) kept.keep(keepAs, data);
      return { kind: "checked", id, checked };
    }
    case "check-request": {
      const { blob, name } = request.body;
      return { kind: "request-checked", id, check: await checkRequest(sourceFromBlob(blob, name), signature, context) };
    }
    case "self-check": {
      const sides = openedSides(kept.sidesOf(request), kept);
      return { kind: "self-checked", id, check: await checkSignature(sides, signature, context) };
    }
  }
}
