import { signatureToDict } from "../mlflow/signature-json.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import type { Exporter } from "./exporter.ts";

/** `ModelSignature.to_dict()` on one line, for programs. */
export const dictExporter = {
  id: "dict",
  label: null,
  file: "signature.json",
  cli: { format: "dict", about: "the three JSON strings" },
  write({ signature }) {
    const { inputs, outputs, params } = signatureToDict(signature);
    return `${jsonDumps(
      new Map([
        ["inputs", inputs],
        ["outputs", outputs],
        ["params", params],
      ]),
    )}\n`;
  },
} as const satisfies Exporter;
