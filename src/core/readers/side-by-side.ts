import type { ByteSource } from "../bytes/byte-source.ts";
import { compressionByName } from "../bytes/compression.ts";
import { must } from "../defined.ts";
import { SignetError } from "../errors.ts";
import type { Dataset } from "../evidence/dataset.ts";
import { tableOfRecords } from "../evidence/records-table.ts";
import type { OpenedFile } from "./opened-file.ts";
import { type PartPool, TASKS_A_THREAD } from "./part-pool.ts";
import type { PartsProgress } from "./parts-progress.ts";
import type { PlainParts } from "./plain-parts.ts";
import type { ReadContext, Reader } from "./reader.ts";
import { extensionOf } from "./reader-of.ts";

/**
 * How long a thread reads, in milliseconds on the machine of docs/performance.md; and how much reading is worth the start of threads, each of
 * which compiles its script and is slow at first: JSON is read by more JavaScript than CSV is.
 */
const TIMES: Readonly<Record<string, { readonly file: number; readonly megabyte: number; readonly toStart: number }>> = {
  csv: { file: 1.2, megabyte: 9, toStart: 800 },
  jsonl: { file: 0.35, megabyte: 6, toStart: 1000 },
};
/** How much reading is worth messages to threads that run already. */
const WORTH_MS = 150;
/** What a thread is given at a time: enough that messages cost little, and so little that all threads end together. */
const RUN_MS = { fewest: 10, most: 60 };
/** Columns of all files that a thread is given at a time: their evidence is kept until its turn comes. */
const RUN_COLUMNS = 20_000;

/** Neighbouring files, which another thread reads if there is a `pool` for them, and this one else. */
interface Run {
  readonly start: number;
  readonly sources: readonly ByteSource[];
  readonly isPlain: boolean;
}

function readingMs({ format }: OpenedFile, sources: readonly ByteSource[]): number {
  const times = TIMES[format];
  if (times === undefined) return 0;
  return sources.reduce((sum, { byteLength }) => sum + times.file + (byteLength / 1e6) * times.megabyte, 0);
}

/** Whether another thread may read the file: it is named as the first, which is how most parts are. */
function isPlain({ handle, name, byteLength }: ByteSource, extension: string, splitBytes: number): boolean {
  return handle !== undefined && byteLength < splitBytes && compressionByName(name) === null && extensionOf(name) === extension;
}

function* runsOf(sources: readonly ByteSource[], first: OpenedFile, splitBytes: number, pool: PartPool): Iterable<Run> {
  const share = readingMs(first, sources) / (pool.size * TASKS_A_THREAD * 2);
  const mostMs = pool.partBytes === undefined ? Math.min(Math.max(share, RUN_MS.fewest), RUN_MS.most) : 0;
  const mostFiles = Math.max(1, Math.floor(RUN_COLUMNS / Math.max(1, tableOfRecords(first.dataset)?.columns.length ?? 1)));
  const extension = extensionOf(must(first.files[0]?.name));
  let start = 0;
  let ms = 0;
  for (const [index, source] of sources.entries()) {
    if (!isPlain(source, extension, splitBytes)) {
      if (index > start) yield { start, sources: sources.slice(start, index), isPlain: true };
      yield { start: index, sources: [source], isPlain: false };
      [start, ms] = [index + 1, 0];
      continue;
    }
    ms += readingMs(first, [source]);
    if (ms < mostMs && index + 1 - start < mostFiles) continue;
    yield { start, sources: sources.slice(start, index + 1), isPlain: true };
    [start, ms] = [index + 1, 0];
  }
  if (start < sources.length) yield { start, sources: sources.slice(start), isPlain: true };
}

/** Whether the files after the first are read side by side: text of a kind that is read one way, and enough of it. */
export function isSideBySide(sources: readonly ByteSource[], first: OpenedFile, { pool }: ReadContext): boolean {
  const { options } = first.settings;
  const times = TIMES[first.format];
  if (pool?.readsFiles !== true || times === undefined || options.has("compression") || options.has("literals")) return false;
  return pool.partBytes !== undefined || readingMs(first, sources) >= (pool.isStarted ? WORTH_MS : times.toStart);
}

/** Whether all first rows that are kept are in the first file. */
function hasFirstCells({ dataset }: OpenedFile): boolean {
  if (dataset.kind !== "table") return false;
  const { columns, rowCount } = dataset;
  return columns.every(({ evidence }) => evidence.kind !== "text" || (evidence.firstCells?.length ?? rowCount) < rowCount);
}

/** What a reading of a part is asked for that is not yet in the first. */
export const wantedOfParts = (first: OpenedFile): Pick<ReadContext, "firstCells"> =>
  hasFirstCells(first) ? { firstCells: "unwanted" } : {};

/**
 * The files after the first in their order, several read at a time by the pool's threads; `readHere` reads the one at an index in this thread,
 * where another cannot, and where it fails. What is kept of files that are ahead of their turn does not grow with their number.
 */
export async function* readSideBySide(
  sources: readonly ByteSource[],
  first: OpenedFile,
  { splitBytes = Number.POSITIVE_INFINITY }: Pick<Reader, "splitBytes">,
  progress: PartsProgress,
  { signal, pool }: ReadContext & { readonly pool: PartPool },
  readHere: (source: ByteSource, index: number) => Promise<OpenedFile>,
): AsyncGenerator<OpenedFile> {
  const { format, settings } = first;
  const stop = new AbortController();
  const until = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const task = { kind: "plain-parts", format, settings, firstCells: wantedOfParts(first).firstCells } as const;
  const asked: { readonly run: Run; readonly parts: Promise<PlainParts | null> }[] = [];
  const ask = async (run: Run): Promise<PlainParts | null> => {
    if (!run.isPlain) return null;
    const watch = progress.of(progress.firstPart + run.start);
    const onProgress = ({ bytes, rows }: { readonly bytes: number; readonly rows: number }) =>
      watch.onProgress?.({ bytes, byteLength: bytes, rows });
    const parts = await pool.run(run.sources, task, { signal: until, onProgress });
    if (parts.kind !== "plain-parts") throw new SignetError("Internal", "A thread answered another task.");
    onProgress(parts);
    return parts;
  };
  const answered = async function* ({ run, parts }: (typeof asked)[number]) {
    const read = await parts;
    for (const [at, source] of run.sources.entries()) {
      const dataset: Dataset | null = read?.datasets[at] ?? null;
      yield dataset === null
        ? await readHere(source, run.start + at)
        : { ...first, dataset, files: [{ name: source.name, byteLength: source.byteLength }] };
    }
  };
  try {
    for (const run of runsOf(sources, first, pool.partBytes ?? splitBytes, pool)) {
      const parts = ask(run);
      // Its failure is reported when its turn comes.
      parts.catch(() => undefined);
      asked.push({ run, parts });
      const next = asked.length > pool.size * TASKS_A_THREAD ? asked.shift() : undefined;
      if (next !== undefined) yield* answered(next);
    }
    for (const rest of asked) yield* answered(rest);
  } finally {
    stop.abort();
  }
}
