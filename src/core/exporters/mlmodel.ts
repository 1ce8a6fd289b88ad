import { patchMlmodel, signatureBlock } from "../mlflow/mlmodel.ts";
import type { ModelSignature } from "../mlflow/types.ts";
import type { Exporter } from "./exporter.ts";

const BLOCK_ONLY = `# The signature block of an MLmodel file, not a model.
# Put it in place of the "signature:" of the MLmodel in your model's folder.
`;

/** The signature for an MLmodel file: the given file with only its `signature:` changed, or only the block, with a comment that says so. */
export function exportMlmodel(signature: ModelSignature, mlmodel: string | null): string {
  return mlmodel === null ? `${BLOCK_ONLY}${signatureBlock(signature)}\n` : patchMlmodel(mlmodel, signature);
}

export const mlmodelExporter = {
  id: "mlmodel",
  label: "MLmodel",
  file: "MLmodel",
  cli: { format: "mlmodel", about: "the signature block" },
  takesMlmodel: true,
  write: ({ signature, mlmodel }) => exportMlmodel(signature, mlmodel),
} as const satisfies Exporter;
