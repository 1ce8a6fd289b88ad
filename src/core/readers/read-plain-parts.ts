import type { ByteSource } from "../bytes/byte-source.ts";
import { compressionByMagic, compressionByName } from "../bytes/compression.ts";
import { bufferedSource, readTogether } from "../bytes/read-ahead.ts";
import { defined } from "../defined.ts";
import type { Dataset } from "../evidence/dataset.ts";
import { tableOfRecords } from "../evidence/records-table.ts";
import { csvReader } from "./csv/csv-reader.ts";
import { jsonLinesReader, jsonReader } from "./json/json-reader.ts";
import type { PartResult, PartTask } from "./part-pool.ts";
import type { PlainParts, PlainPartsTask } from "./plain-parts.ts";
import type { PartContext } from "./progress.ts";
import type { ReadContext, Reader } from "./reader.ts";
import { readerOf } from "./reader-of.ts";
import { beginningOf, isUtf8 } from "./recognise/beginning.ts";
import { runPart } from "./run-part.ts";
import { isRefusal, unlessRefused } from "./unless-refused.ts";

const TEXT_READERS: readonly Reader[] = [jsonReader, jsonLinesReader, csvReader];

/** By so many bytes the registry recognises a file. */
const HEAD_BYTES = 1 << 16;
/** Files up to this size are asked for whole, with others. */
const WHOLE_BYTES = 1 << 19;

/** Characters of packed files, of other formats and of other encodings: plain text has only ends of lines and tabs among these. */
const isOdd = (byte: number) => byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09;

/** The reader that the registry finds too; null where it may find another, another encoding, or what explains why it reads none. */
function plainReader(source: ByteSource, head: Uint8Array, { format, settings }: PlainPartsTask): Reader | null {
  const wanted = TEXT_READERS.find(({ kind }) => kind === format) ?? null;
  if (head.length === 0 || compressionByName(source.name) !== null || compressionByMagic(head) !== null) return null;
  if (head.some(isOdd) || !isUtf8(head)) return null;
  if (settings.format !== undefined) return wanted;
  const { reader } = readerOf(source, beginningOf(head, new Uint8Array(), source.name), TEXT_READERS);
  const isAsked = settings.options.has("lines") && reader.kind !== "csv" && format !== "csv";
  return reader === wanted || isAsked ? wanted : null;
}

/** What is wrong with a file is said by the reading that knows all formats. */
async function readPlainly(source: ByteSource, task: PlainPartsTask, context: ReadContext): Promise<Dataset | null> {
  const read = async (): Promise<Dataset | null> => {
    const reader = plainReader(source, await source.slice(0, HEAD_BYTES), task);
    return reader === null ? null : await reader.read(source, task.settings, context);
  };
  return unlessRefused(read());
}

/** Reads one file after the other. Rejects only if it is aborted, with the signal's reason, or if memory runs out. */
async function readPlainParts(sources: readonly ByteSource[], task: PlainPartsTask, context: PartContext): Promise<PlainParts> {
  const { signal, onProgress } = context;
  const datasets: (Dataset | null)[] = [];
  let [bytes, rows] = [0, 0];
  const beginnings = sources.map((source) => ({
    source,
    start: 0,
    end: source.byteLength <= WHOLE_BYTES ? source.byteLength : HEAD_BYTES,
  }));
  try {
    for await (const { piece, bytes: beginning } of readTogether(beginnings, signal)) {
      const source = bufferedSource(piece.source, 0, beginning);
      const dataset = await readPlainly(source, task, {
        ...defined({ signal, firstCells: task.firstCells }),
        onProgress: (own) => onProgress?.({ bytes: bytes + own.bytes, rows: rows + own.rows }),
      });
      datasets.push(dataset);
      if (dataset === null) continue;
      bytes += source.byteLength;
      rows += tableOfRecords(dataset)?.rowCount ?? 0;
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  // Where a file is gone, those after it are not read either.
  while (datasets.length < sources.length) datasets.push(null);
  return { kind: "plain-parts", datasets, bytes, rows };
}

/** {@link runPart} for threads that read whole files too. */
export function runPartOrFiles(sources: readonly ByteSource[], task: PartTask, context: PartContext): Promise<PartResult> {
  return task.kind === "plain-parts" ? readPlainParts(sources, task, context) : runPart(sources, task, context);
}
