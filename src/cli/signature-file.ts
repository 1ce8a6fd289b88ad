import { readFile } from "node:fs/promises";
import { SignetError, text } from "../core/errors.ts";
import { readMlmodel } from "../core/mlflow/mlmodel.ts";
import { signatureFromDict } from "../core/mlflow/signature-json.ts";
import type { ModelSignature } from "../core/mlflow/types.ts";
import { jsonLoads } from "../core/python/json-loads.ts";

/** A file's text. Rejects with `UnreadableFile` where it is not there. */
export const textOf = (path: string): Promise<string> =>
  readFile(path, "utf-8").catch(() => {
    throw new SignetError("UnreadableFile", text`There is no file at ${path}.`, { remedy: "Check the path." });
  });

/** The signature of an MLmodel or of a signature's JSON. Rejects with `InvalidModel` or `InvalidSchema` where the file has none. */
export async function signatureFromFile(path: string): Promise<ModelSignature> {
  const source = await textOf(path);
  if (source.trimStart().startsWith("{")) {
    const parsed = jsonLoads(source);
    if (parsed instanceof Map) return signatureFromDict(parsed);
  }
  const { signature } = readMlmodel(source);
  if (signature === null)
    throw new SignetError("InvalidModel", text`${path} has no signature.`, { remedy: "Choose a model with a signature." });
  return signature;
}
