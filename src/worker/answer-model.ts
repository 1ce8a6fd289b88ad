import { sourceFromBlob } from "../core/bytes/byte-source.ts";
import { findModel, loadModel } from "../core/load-model.ts";
import type { DroppedModel, FilePart } from "./protocol.ts";

const baseOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** The model among files, with the example of its inputs as a file; null where there is none and none had to be. */
export async function answerModel(files: readonly FilePart[], isSure: boolean): Promise<DroppedModel | null> {
  const sources = files.map(({ blob, name }) => sourceFromBlob(blob, name));
  const found = isSure ? await loadModel(sources) : await findModel(sources);
  if (found === null) return null;
  const { model, inputExample } = found;
  if (inputExample === null) return { model, inputExample };
  // Bytes of an archive need not be shared memory's, which a Blob does not take; a copy never is.
  const bytes = Uint8Array.from(await inputExample.slice(0, inputExample.byteLength));
  return { model, inputExample: { name: baseOf(inputExample.name), blob: new Blob([bytes]) } };
}
