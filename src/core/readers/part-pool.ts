import type { ByteSource } from "../bytes/byte-source.ts";
import type { CsvPart, CsvPartTask } from "./csv/csv-part.ts";
import type { Progress } from "./progress.ts";

/** A piece of work on a part of a file, as plain data: each kind is one reader's. */
export type PartTask = CsvPartTask;

/** What a task ends in; the same kind as the task's. */
export type PartResult = CsvPart;

/** Threads that read parts of files. The core only hands out work; who runs it, and where, is its caller's. */
export interface PartPool {
  /** Tasks that run at once. */
  readonly size: number;
  /** Reads a part of a source that has a `handle`. Resolves to the task's result; rejects with a SignetError, or at once with the signal's reason; the work then stops within a chunk. */
  run(
    source: ByteSource,
    task: PartTask,
    options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: Pick<Progress, "bytes" | "rows">) => void },
  ): Promise<PartResult>;
}

/** Runs tasks in order, `pool.size` at once, and gives their results in order. The first that rejects ends the rest. */
export async function runParts(
  pool: PartPool,
  source: ByteSource,
  tasks: readonly PartTask[],
  options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: Pick<Progress, "bytes" | "rows">) => void },
): Promise<readonly PartResult[]> {
  const results = new Map<number, PartResult>();
  const told = new Map<number, Pick<Progress, "bytes" | "rows">>();
  const ended = new AbortController();
  const signal = options.signal === undefined ? ended.signal : AbortSignal.any([ended.signal, options.signal]);
  const tell = (index: number, progress: Pick<Progress, "bytes" | "rows">) => {
    told.set(index, progress);
    let [bytes, rows] = [0, 0];
    for (const part of told.values()) {
      bytes += part.bytes;
      rows += part.rows;
    }
    options.onProgress?.({ bytes, rows });
  };
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < tasks.length; index = next++) {
      const at = index;
      results.set(at, await pool.run(source, tasks[at] as PartTask, { signal, onProgress: (progress) => tell(at, progress) }));
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(pool.size, tasks.length) }, lane));
  } catch (error) {
    ended.abort(error);
    throw error;
  }
  return tasks.map((_, index) => results.get(index) as PartResult);
}
