import type { ByteSource } from "../bytes/byte-source.ts";
import { compressionByMagic } from "../bytes/compression.ts";
import { decompressedSource } from "../bytes/decompress.ts";
import { defined } from "../defined.ts";
import { SignetError, text } from "../errors.ts";
import { jsonLoads } from "../python/json-loads.ts";
import type { PythonValue } from "../python/value.ts";
import type { ReadContext } from "../readers/reader.ts";

/** JSON that is longer is not kept in memory to be walked value by value. */
const MAX_DOCUMENT_BYTES = 256 << 20;

/** The longest magic of a compression. */
export const MAGIC_BYTES = 8;

const tooLong = ({ name }: ByteSource) =>
  new SignetError(
    "Undecided",
    text`${name} is longer than ${MAX_DOCUMENT_BYTES >> 20} MiB. Signet does not check values of JSON documents above that size.`,
    {
      place: { file: name },
      remedy: "Check a part of it.",
    },
  );

/** The whole text of a JSON file. Rejects with `Undecided` where it is too long, `UnreadableFile` where it is not UTF-8. */
export async function textOf(source: ByteSource, { signal }: ReadContext): Promise<string> {
  if (source.byteLength > MAX_DOCUMENT_BYTES) throw tooLong(source);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let content = "";
  try {
    for await (const chunk of source.stream(defined({ signal }))) {
      content += decoder.decode(chunk, { stream: true });
      if (content.length > MAX_DOCUMENT_BYTES) throw tooLong(source);
    }
    return content + decoder.decode();
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new SignetError("UnreadableFile", text`${source.name} is not valid UTF-8.`, { cause, pythonError: "UnicodeDecodeError" });
  }
}

/** The document of a JSON file, the list of them of JSON lines; undefined of other formats. Rejects with `Undecided` where it is too long. */
export async function documentOf(source: ByteSource, format: string, context: ReadContext): Promise<PythonValue | undefined> {
  if (format !== "json" && format !== "jsonl") return undefined;
  const compression = compressionByMagic(await source.slice(0, MAGIC_BYTES));
  const content = await textOf(compression === null ? source : decompressedSource(source, compression), context);
  if (format === "json") return jsonLoads(content);
  return content
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "")
    .map(jsonLoads);
}
