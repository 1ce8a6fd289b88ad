import type { ModelSignature } from "../mlflow/types.ts";
import { pythonLiteral } from "../python/repr.ts";
import type { PythonValue } from "../python/value.ts";
import type { Exporter, InferredSide } from "./exporter.ts";
import { exportPythonExplicit } from "./python-explicit.ts";

/** The text between two comment lines of the script, which is other for each signature. */
const place = (name: string): RegExp => new RegExp(`(?<=^# signet: ${name}\\n)[^]*?(?=^# signet: end\\n)`, "m");

/** Puts a text in the only place of a name. A script without it would prove another signature. */
function withPlace(script: string, name: string, content: string): string {
  const found = place(name);
  if (!found.test(script)) throw new Error(`spark_job.py has no place for ${name}.`);
  return script.replace(found, () => content);
}

const optionsOf = (side: InferredSide | undefined): ReadonlyMap<string, PythonValue> => side?.sparkOptions ?? new Map();

/** Loads the script's text, once. The page calls it before it says that it works offline, since nothing may be loaded after that. */
export const loadSparkJob = () => import("./spark_job.py?source");

/**
 * A PySpark script that compares a full data set with the signature, and may give the signature to a logged model. Resolves once the script's
 * text is loaded, which the page does late.
 */
export async function exportSparkJob(given: {
  readonly signature: ModelSignature;
  readonly inputs?: InferredSide;
  readonly outputs?: InferredSide;
}): Promise<string> {
  const { source } = await loadSparkJob();
  const options: PythonValue = new Map([
    ["inputs", optionsOf(given.inputs)],
    ["outputs", optionsOf(given.outputs)],
  ]);
  const notCarried: PythonValue = new Map([
    ["inputs", given.inputs?.notCarried ?? ""],
    ["outputs", given.outputs?.notCarried ?? ""],
  ]);
  const places = `READER_OPTIONS = ${pythonLiteral(options)}\nNOT_CARRIED = ${pythonLiteral(notCarried)}\n`;
  const script = withPlace(await source(), "options", places);
  return withPlace(script, "signature", exportPythonExplicit(given.signature));
}

export const sparkJobExporter = {
  id: "spark-job",
  label: "Python: Spark job",
  file: "job.py",
  cli: { format: "python", form: "job", about: "checks the full data by Spark" },
  write: exportSparkJob,
} as const satisfies Exporter;
