import { sourceFromBlob } from "../core/bytes/byte-source.ts";
import { findModel, loadModel } from "../core/load-model.ts";
import type { DroppedModel, FilePart } from "./protocol.ts";

const baseOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** What a model is called on the page: its folder, or the one file that was dropped. */
function nameOf(files: readonly FilePart[]): string {
  const [only, second] = files.map(({ name }) => name);
  if (second === undefined) return baseOf(only ?? "");
  const paths = files.map(({ name }) => name.split("/")).filter((path) => path.at(-1) === "MLmodel");
  return paths.sort((left, right) => left.length - right.length)[0]?.at(-2) ?? "MLmodel";
}

/** The model among files, with the example of its inputs as a file; null where there is none and none had to be. */
export async function answerModel(files: readonly FilePart[], isSure: boolean): Promise<DroppedModel | null> {
  const sources = files.map(({ blob, name }) => sourceFromBlob(blob, name));
  const found = isSure ? await loadModel(sources) : await findModel(sources);
  if (found === null) return null;
  const { model, inputExample } = found;
  const name = nameOf(files);
  if (inputExample === null) return { name, model, inputExample };
  // Bytes of an archive need not be shared memory's, which a Blob does not take; a copy never is.
  const bytes = Uint8Array.from(await inputExample.slice(0, inputExample.byteLength));
  return { name, model, inputExample: { name: baseOf(inputExample.name), blob: new Blob([bytes]) } };
}
