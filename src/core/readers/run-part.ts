import type { ByteSource } from "../bytes/byte-source.ts";
import { scanFloatPart } from "./arrow/float-part.ts";
import { scanCsvPart } from "./csv/csv-part.ts";
import { scanJsonLinesPart } from "./json/json-lines-part.ts";
import type { PartResult, PartTask } from "./part-pool.ts";
import type { PartContext } from "./progress.ts";

/** Does a task of a {@link PartPool}, in whichever thread it arrived. Resolves to its result; rejects with a SignetError or the signal's reason. */
export function runPart(source: ByteSource, task: PartTask, context: PartContext): Promise<PartResult> {
  switch (task.kind) {
    case "csv":
      return scanCsvPart(source, task, context);
    case "jsonl":
      return scanJsonLinesPart(source, task, context);
    case "floats":
      return scanFloatPart(source, task, context);
  }
}
