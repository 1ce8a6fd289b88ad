import type { ByteSource } from "../../bytes/byte-source.ts";
import { assertSignetError, errorToData, SignetError, text } from "../../errors.ts";
import type { SparkReading } from "../../evidence/spark-reading.ts";
import { isTabbed } from "../../python/read-csv.ts";
import type { SparkOptions } from "../../spark/options.ts";
import type { SparkField, SparkType } from "../../spark/spark-type.ts";
import type { Watch } from "../progress.ts";
import { type OpenedSource, openSource } from "../registry.ts";
import type { ReadSettings } from "../settings.ts";
import { readCsvForSpark } from "./csv-spark.ts";
import { readJsonForSpark } from "./json-spark.ts";
import { readParquetForSpark } from "./parquet-spark.ts";

/** Packed files that Hadoop unpacks by their names. */
const CODECS: ReadonlySet<string | null> = new Set([null, "gzip", "bz2", "zstd"]);

function sepOf({ settings, detected }: OpenedSource, { sep }: SparkOptions): string {
  const given = settings.options.get("sep") ?? settings.options.get("delimiter");
  return sep ?? (typeof given === "string" ? given : isTabbed(detected.source.name) ? "\t" : ",");
}

async function readOpened(opened: readonly OpenedSource[], options: SparkOptions, watch: Watch): Promise<SparkReading> {
  const [first] = opened;
  const sources = opened.map(({ detected }) => detected.source);
  const odd = opened.find(({ detected }) => !CODECS.has(detected.compression));
  if (odd !== undefined)
    throw new SignetError(
      "Undecided",
      text`${odd.detected.source.name} is packed as ${odd.detected.compression ?? ""}, which Spark does not unpack.`,
      {
        remedy: "Write the file unpacked, or with gzip.",
      },
    );
  const kind = first?.detected.reader.kind;
  switch (kind) {
    case "csv":
      return readCsvForSpark(sources, options, sepOf(first as OpenedSource, options), watch);
    case "json":
    case "jsonl":
      return readJsonForSpark(sources, options, options.multiLine ?? kind === "json", watch);
    case "parquet":
      return readParquetForSpark(sources);
    default:
      throw new SignetError("UnreadableFile", text`Spark has no reader for ${kind ?? "such"} files.`, {
        remedy: "Write the data as Parquet, or choose another signer.",
      });
  }
}

/** Throws where two names differ only in their case, in structs too. Source: `SchemaUtils.checkSchemaColumnNameDuplication`. */
function checkNames(fields: readonly SparkField[]): void {
  const seen = new Set<string>();
  for (const { name, type } of fields) {
    const key = name.toLowerCase();
    if (seen.has(key))
      throw new SignetError("UnreadableFile", text`The column ${key} already exists. Spark does not tell names apart by their case.`, {
        pythonError: "AnalysisException",
        place: { column: name },
        remedy: "Rename the column in the file.",
      });
    seen.add(key);
    checkNamesIn(type);
  }
}

function checkNamesIn(type: SparkType): void {
  if (type.kind === "struct") checkNames(type.fields);
  if (type.kind === "array") checkNamesIn(type.items);
  if (type.kind === "map") for (const inner of [type.key, type.value]) checkNamesIn(inner);
}

/**
 * Reads the files of a side as `spark.read` does, beside their reading by pandas: what Spark would refuse, and what is not known of it here, is
 * the reading's failure. Rejects where a file cannot be opened at all, and with `Aborted`.
 */
export async function readForSpark(
  sources: readonly ByteSource[],
  settings: ReadSettings,
  options: SparkOptions,
  watch: Watch = {},
): Promise<SparkReading> {
  try {
    if (sources.some(({ folder }) => folder?.log !== undefined))
      throw new SignetError("Undecided", "Signet does not know how Spark reads a Delta or an Iceberg table.");
    if (sources.some(({ name }) => /(^|\/)[^/]+=[^/]*\//.test(name)))
      throw new SignetError("Undecided", "Signet does not know the types that Spark gives the columns of folder names.");
    const opened: OpenedSource[] = [];
    for (const source of sources) opened.push(await openSource(source, settings));
    const reading = await readOpened(opened, options, watch);
    checkNames(reading.columns);
    return reading;
  } catch (error) {
    assertSignetError(error, "UnreadableFile", "Undecided");
    return { columns: [], rowCount: 0, failure: { stage: error.tag === "Undecided" ? "undecided" : "read", error: errorToData(error) } };
  }
}
