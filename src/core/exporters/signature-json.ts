import { signatureToDict } from "../mlflow/signature-json.ts";
import type { ModelSignature } from "../mlflow/types.ts";
import { jsonString } from "../python/json-dumps.ts";
import type { Exporter } from "./exporter.ts";

/** `ModelSignature.to_dict()` as JSON: `ModelSignature.from_dict(json.load(file))` loads it. */
export function exportSignatureJson(signature: ModelSignature): string {
  const { inputs, outputs, params } = signatureToDict(signature);
  const line = (key: string, value: string | null) => `  "${key}": ${value === null ? "null" : jsonString(value)}`;
  return `{\n${[line("inputs", inputs), line("outputs", outputs), line("params", params)].join(",\n")}\n}\n`;
}

export const signatureJsonExporter = {
  id: "signature-json",
  label: "JSON",
  file: "signature.json",
  cli: { format: "json", about: "for from_dict" },
  write: ({ signature }) => exportSignatureJson(signature),
} as const satisfies Exporter;
