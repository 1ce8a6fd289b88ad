import type { ByteSource } from "../bytes/byte-source.ts";
import { SignetError } from "../errors.ts";
import { scanFloatPart } from "./arrow/float-part.ts";
import { scanCsvPart } from "./csv/csv-part.ts";
import { scanJsonLinesPart } from "./json/json-lines-part.ts";
import type { PartResult, PartTask } from "./part-pool.ts";
import type { PartContext } from "./progress.ts";

/** Does a task of a {@link PartPool} on a part of a file, in whichever thread it arrived. Resolves to its result; rejects with a SignetError or the signal's reason. */
export async function runPart(sources: readonly ByteSource[], task: PartTask, context: PartContext): Promise<PartResult> {
  const [source] = sources;
  if (source === undefined || task.kind === "plain-parts")
    throw new SignetError("Internal", "A thread was given a task that it does not do.");
  switch (task.kind) {
    case "csv":
      return scanCsvPart(source, task, context);
    case "jsonl":
      return scanJsonLinesPart(source, task, context);
    case "floats":
      return scanFloatPart(source, task, context);
  }
}
