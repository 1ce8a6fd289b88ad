import type { ByteSource } from "../../bytes/byte-source.ts";
import { defined } from "../../defined.ts";
import { isSignetError } from "../../errors.ts";
import { isSplit, type PartResult, partBytesOf, runParts } from "../part-pool.ts";
import type { ReadContext } from "../reader.ts";
import { type JsonLines, joinJsonLines, lineStartFrom, readJsonLines } from "./json-lines.ts";
import type { JsonLinesPartTask } from "./json-lines-part.ts";

/** Parts begin soon and cost little, and some lines take longer than others. */
const SIZES = { worthBytes: 4 << 20, goodBytes: 8 << 20, mostPerThread: 8 };

export const SPLIT_BYTES = SIZES.worthBytes;

async function tasksOf(source: ByteSource, partBytes: number): Promise<readonly JsonLinesPartTask[]> {
  const cuts = Array.from({ length: Math.ceil(source.byteLength / partBytes) }, (_, part) => lineStartFrom(source, part * partBytes));
  // A line longer than a part has several cuts.
  const starts = [...new Set(await Promise.all(cuts))].filter((start) => start < source.byteLength || start === 0);
  return starts.map((start, part) => {
    const end = starts[part + 1];
    return { kind: "jsonl", start, ...defined({ end }) };
  });
}

/** As long as no part is refused: what follows the first that is will not be reported. */
function* untilRefused(tasks: readonly JsonLinesPartTask[], outcome: { isRefused: boolean }): Iterable<JsonLinesPartTask> {
  for (const task of tasks) {
    if (outcome.isRefused) return;
    yield task;
  }
}

/** All parts as one; a refused part is read again to get the reason, now that the lines before it are counted. */
async function joinedParts(
  source: ByteSource,
  tasks: readonly JsonLinesPartTask[],
  parts: readonly PartResult[],
  context: ReadContext,
): Promise<JsonLines | null> {
  let joined: JsonLines | null = null;
  for (const [index, { kind: _, ...range }] of tasks.entries()) {
    const part = parts[index];
    const isCounted = part?.kind === "jsonl" && part.state === "counted";
    const lines: JsonLines = isCounted
      ? part.lines
      : await readJsonLines(source, { ...range, firstLine: 1 + (joined?.lineCount ?? 0) }, context);
    joined = joined === null ? lines : joinJsonLines(joined, lines);
  }
  return joined;
}

/**
 * Reads a file of JSON lines, a large one in parts by the context's threads. The result is that of one pass, for
 * any cut: a line feed ends a line wherever it is, so parts begin at lines. Where there are too many keys, one pass finds the first.
 */
export async function readJsonLinesFile(source: ByteSource, context: ReadContext): Promise<JsonLines> {
  const { pool, signal, onProgress } = context;
  if (pool === undefined || !isSplit(source, SIZES, pool)) return readJsonLines(source, { start: 0 }, context);
  const { byteLength } = source;
  const tasks = await tasksOf(source, partBytesOf(byteLength, SIZES, pool));
  const abortable = defined({ signal });
  const outcome = { isRefused: false };
  const parts = await runParts(pool, source, untilRefused(tasks, outcome), {
    ...abortable,
    onProgress: ({ bytes, rows }) => onProgress?.({ bytes, byteLength, rows }),
    onResult: (part) => {
      outcome.isRefused ||= part.kind === "jsonl" && part.state === "refused";
    },
  });
  try {
    const joined = await joinedParts(source, tasks, parts, abortable);
    if (joined !== null) return joined;
  } catch (error) {
    if (!isSignetError(error, "Undecided")) throw error;
  }
  return readJsonLines(source, { start: 0 }, context);
}
