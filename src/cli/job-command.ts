import { writeFile } from "node:fs/promises";
import { defined } from "../core/defined.ts";
import { SignetError, text } from "../core/errors.ts";
import { exportSparkJob, sparkJobExporter } from "../core/exporters/spark-job.ts";
import { parseCommand, WrongUse } from "./arguments.ts";
import { EXIT, type Streams } from "./exit.ts";
import { commandEnvironment, modelAt } from "./given-model.ts";
import { sign } from "./sign-command.ts";

const OPTIONS = {
  signature: { type: "string" },
  environment: { type: "string" },
  out: { type: "string" },
} as const;

const NEEDS = "job needs --signature, or --inputs, --outputs or --params as sign takes them";

/** Writes the script for the signature of a model. */
async function jobOfModel(args: readonly string[], { out, err }: Streams): Promise<number> {
  const values = parseCommand(args, OPTIONS);
  if (values.signature === undefined) throw new WrongUse(`${NEEDS}.`);
  const found = await modelAt(values.signature);
  const { environment, notes } = commandEnvironment(values.environment, found);
  for (const note of notes) err(`${note}\n`);
  const { signature } = found.model;
  if (signature === null)
    throw new SignetError("InvalidModel", text`The model at ${values.signature} has no signature.`, {
      remedy: "Make one from its inputs and predictions: signet job --inputs FILE --outputs FILE.",
    });
  const script = await exportSparkJob({ signature: { ...signature, ...defined({ environment }) } });
  if (values.out === undefined) out(script);
  else await writeFile(values.out, script);
  return EXIT.ok;
}

const isSigned = (args: readonly string[]): boolean => ["--inputs", "--outputs", "--params"].some((option) => args.includes(option));

/**
 * `signet job`: writes a PySpark script that compares a full data set with a signature: that of a model, or of files, which are signed as
 * `signet sign` signs them. Resolves to the exit code.
 */
export async function jobCommand(args: readonly string[], streams: Streams): Promise<number> {
  const { format, form } = sparkJobExporter.cli;
  try {
    if (!isSigned(args)) return await jobOfModel(args, streams);
    for (const option of ["--signature", "--format", "--form"])
      if (args.includes(option)) throw new WrongUse(`${option} does not go with files to sign. ${NEEDS}.`);
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    streams.err(`signet job: ${error.message}\n`);
    return EXIT.wrongUse;
  }
  return sign([...args, "--format", format, "--form", form], streams);
}
