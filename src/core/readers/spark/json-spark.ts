import type { ByteSource } from "../../bytes/byte-source.ts";
import { SignetError, text } from "../../errors.ts";
import type { SparkReading } from "../../evidence/spark-reading.ts";
import { JsonInference } from "../../spark/json-inference.ts";
import type { SparkOptions } from "../../spark/options.ts";
import { sparkTypeName } from "../../spark/spark-type.ts";
import type { Watch } from "../progress.ts";
import { textLines, wholeText } from "./text-lines.ts";

/** Jackson finds UTF-16 and UTF-32 by their zero bytes; only UTF-8 is read here. */
async function checkUtf8(source: ByteSource): Promise<void> {
  const head = await source.slice(0, Math.min(4, source.byteLength));
  if (head.includes(0) || (head[0] ?? 0) >= 0xfe)
    throw new SignetError("Undecided", text`${source.name} is not UTF-8.`, { remedy: "Write the file in UTF-8." });
}

/** `spark.read.json`: the columns of all records of all files. Source: `JsonDataSource`. */
export async function readJsonForSpark(
  sources: readonly ByteSource[],
  options: SparkOptions,
  isMultiLine: boolean,
  watch: Watch,
): Promise<SparkReading> {
  const inference = new JsonInference({ ...options, multiLine: isMultiLine });
  for (const source of sources) {
    if (isMultiLine) {
      await checkUtf8(source);
      inference.add(await wholeText(source, options.encoding, watch.signal));
    } else for await (const lines of textLines(source, options.encoding, watch.signal)) for (const line of lines) inference.add(line);
  }
  const { fields } = inference.schema();
  const columns = fields.map(({ name, type }) => {
    const steps = inference.turns
      .filter(({ column, from }) => column === name && from !== null)
      .map(({ from, to, row }) => ({ from: from === null ? "" : sparkTypeName(from), to: sparkTypeName(to), row }));
    return { name, type, steps };
  });
  return { columns, rowCount: inference.rows };
}
