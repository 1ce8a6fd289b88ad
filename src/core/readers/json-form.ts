import type { ByteSource } from "../bytes/byte-source.ts";
import { compressionByMagic, compressionByName } from "../bytes/compression.ts";
import { decompressedSource } from "../bytes/decompress.ts";
import { defined } from "../defined.ts";
import type { Detected } from "./detect.ts";
import { explainJson, type JsonForm } from "./json/explain-json.ts";
import { jsonLinesReader, jsonReader } from "./json/json-reader.ts";
import { literalSource } from "./json/literal-source.ts";
import type { ReadContext, Reader } from "./reader.ts";
import type { ReadSettings } from "./settings.ts";

type Found = Omit<Detected, "head">;

/** How a file of JSON is read: as its name or content says, unless the options `lines` and `literals` say otherwise; null for other files. */
function jsonFormOf({ kind }: Reader, options: ReadSettings["options"]): JsonForm | null {
  if (kind !== "json" && kind !== "jsonl") return null;
  const lines = options.get("lines");
  return { lines: typeof lines === "boolean" ? lines : kind === "jsonl", literals: options.get("literals") === true };
}

/** The reader and the source that the options of JSON ask for. */
export function withJsonOptions<Given extends Found>(detected: Given, { options }: ReadSettings): Given {
  const form = jsonFormOf(detected.reader, options);
  if (form === null) return detected;
  const { source } = detected;
  return {
    ...detected,
    reader: form.lines ? jsonLinesReader : jsonReader,
    source: form.literals ? literalSource(source, form.lines) : source,
  };
}

/** Reads a file; where it is not the JSON that it was read as, the error says why, and how else it can be read. */
export async function readExplained(given: ByteSource, { reader, source }: Found, settings: ReadSettings, context: ReadContext) {
  try {
    return await reader.read(source, settings, context);
  } catch (error) {
    const form = jsonFormOf(reader, settings.options);
    if (form === null) throw error;
    const compression = settings.format === undefined ? compressionByMagic(await given.slice(0, 16)) : compressionByName(given.name);
    const plain = compression === null ? given : decompressedSource(given, compression);
    const watch = defined({ signal: context.signal });
    throw await explainJson(error, plain, form, (other, lines) => (lines ? jsonLinesReader : jsonReader).read(other, settings, watch));
  }
}
