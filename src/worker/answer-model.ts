import { sourceFromBlob } from "../core/bytes/byte-source.ts";
import { isVersionFile } from "../core/environment/version-files.ts";
import { findModel, loadModel } from "../core/load-model.ts";
import type { DroppedModel, FilePart } from "./protocol.ts";

const baseOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** What a model is called on the page: its folder, or the one file that was dropped. */
function nameOf(files: readonly FilePart[]): string {
  const [only, second] = files.map(({ name }) => name).filter((name) => !isVersionFile(name));
  if (second === undefined) return baseOf(only ?? "");
  const paths = files.map(({ name }) => name.split("/")).filter((path) => path.at(-1) === "MLmodel");
  return paths.sort((left, right) => left.length - right.length)[0]?.at(-2) ?? "MLmodel";
}

/** The model among files, with its example of inputs as a file; null if there is none and `isSure` is false. */
export async function answerModel(files: readonly FilePart[], isSure: boolean): Promise<DroppedModel | null> {
  const sources = files.map(({ blob, name }) => sourceFromBlob(blob, name));
  const found = isSure ? await loadModel(sources) : await findModel(sources);
  if (found === null) return null;
  const { model, inputExample, named } = found;
  const name = nameOf(files);
  if (inputExample === null) return { name, model, inputExample, named };
  // The bytes may be in shared memory, which a Blob does not accept; a copy is not.
  const bytes = Uint8Array.from(await inputExample.slice(0, inputExample.byteLength));
  return { name, model, named, inputExample: { name: baseOf(inputExample.name), blob: new Blob([bytes]) } };
}
