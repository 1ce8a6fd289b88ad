import { isModelText } from "../../../core/mlflow/load-model.ts";
import type { FilePart } from "../../../worker/protocol.ts";

/** The beginning of a text that shows whether it is a model, in bytes. */
const HEAD_BYTES = 4096;

/**
 * Whether a file, by its name and first bytes, is a model or a signature rather than data: `yes`, `no`, or `perhaps` for a zip,
 * which is a model if it contains an MLmodel.
 */
export async function modelLikeness({ name, blob }: FilePart): Promise<"yes" | "no" | "perhaps"> {
  const head = await blob.slice(0, HEAD_BYTES).text();
  if (head.startsWith("PK")) return /\.zip$/i.test(name) ? "perhaps" : "no";
  // Pasted text has no name of its own to go by.
  return isModelText(head, /^pasted\.\w+$/.test(name) ? "" : name) ? "yes" : "no";
}
