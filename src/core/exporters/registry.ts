import { dictExporter } from "./dict.ts";
import type { Exporter } from "./exporter.ts";
import { mlmodelExporter } from "./mlmodel.ts";
import { pythonExplicitExporter } from "./python-explicit.ts";
import { pythonInferExporter } from "./python-infer.ts";
import { pythonSetExporter } from "./python-set.ts";
import { signatureJsonExporter } from "./signature-json.ts";
import { sparkJobExporter } from "./spark-job.ts";

/** A new output is one file and one line here: the page and the command list it in this order. */
export const EXPORTERS = [
  mlmodelExporter,
  signatureJsonExporter,
  pythonInferExporter,
  pythonExplicitExporter,
  pythonSetExporter,
  sparkJobExporter,
  dictExporter,
] as const satisfies readonly Exporter[];

/** What the page calls an output. */
export type ExportLabel = Exclude<(typeof EXPORTERS)[number]["label"], null>;

/** The files that the page downloads outputs as. */
export type ExportFile = (typeof EXPORTERS)[number]["file"];

/** What `--format` takes. */
export const EXPORT_FORMATS: readonly string[] = [...new Set(EXPORTERS.map(({ cli }) => cli.format))];

/** What `--form` takes. */
export const EXPORT_FORMS: readonly string[] = EXPORTERS.flatMap(({ cli }: Exporter) => cli.form ?? []);

/** The exporter of a `--format`; `form` absent, or of a format without forms: its default. Undefined if there is none. */
export function exporterOf(format: string, form?: string): Exporter | undefined {
  const ofFormat = EXPORTERS.filter(({ cli }: Exporter) => cli.format === format);
  return ofFormat.find(({ cli }: Exporter) => cli.form === undefined || (form === undefined ? cli.isDefault === true : cli.form === form));
}
