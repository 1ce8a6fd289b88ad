import type { ByteSource, SourceHandle } from "../bytes/byte-source.ts";
import type { FloatPart, FloatPartTask } from "./arrow/float-part.ts";
import type { CsvPart, CsvPartTask } from "./csv/csv-part.ts";
import type { JsonLinesPart, JsonLinesPartTask } from "./json/json-lines-part.ts";
import type { PlainParts, PlainPartsTask } from "./plain-parts.ts";
import type { PartContext, Progress } from "./progress.ts";

/** A piece of work, as plain data: on a part of a file, each kind one reader's, or on whole files of a data set. */
export type PartTask = CsvPartTask | JsonLinesPartTask | FloatPartTask | PlainPartsTask;

/** What a task ends in; the same kind as the task's. */
export type PartResult = CsvPart | JsonLinesPart | FloatPart | PlainParts;

/** Threads that read parts of files. The core only hands out work; who runs it, and where, is its caller's. */
export interface PartPool {
  /** Threads. */
  readonly size: number;
  /** Whether the threads run, or the first task starts them. */
  readonly isStarted: boolean;
  /** Whether they read whole files too, for which their script has the readers of text. */
  readonly readsFiles: boolean;
  /** Bytes of every part, however small the file is; absent: as many as are worth it. The result is the same. */
  readonly partBytes?: number;
  /**
   * Does a task on sources that have a `handle`: one, or as many as the task takes. Resolves to the task's result; rejects with a SignetError, or
   * at once with the signal's reason; the work then stops within a chunk.
   */
  run(sources: readonly ByteSource[], task: PartTask, context: PartContext): Promise<PartResult>;
}

/** While one task waits for bytes, its thread works on the other. */
export const TASKS_A_THREAD = 2;

/** How large parts are: of `goodBytes`, but at least one a thread, and at most `mostPerThread`. */
export interface PartSizes {
  /** Below this a single thread is done before others have begun. */
  readonly worthBytes: number;
  readonly goodBytes: number;
  readonly mostPerThread: number;
}

/** What other threads can open, where it has a handle. */
type Splittable = Pick<ByteSource, "byteLength"> & { readonly handle?: SourceHandle | undefined };

/** Whether a source is to be read in parts: large enough to be worth it, and open to other threads. */
export const isSplit = ({ handle, byteLength }: Splittable, { worthBytes }: PartSizes, { partBytes }: PartPool): boolean =>
  handle !== undefined && (partBytes !== undefined || byteLength >= worthBytes);

/** The bytes of a part, such that all are about as large. */
export function partBytesOf(byteLength: number, { goodBytes, mostPerThread }: PartSizes, { size, partBytes }: PartPool): number {
  if (partBytes !== undefined) return partBytes;
  const count = Math.min(Math.max(Math.round(byteLength / goodBytes), size), size * mostPerThread);
  return Math.ceil(byteLength / count);
}

/**
 * Runs tasks in order, {@link TASKS_A_THREAD} at once in each thread, and gives their results in order. The first that rejects ends the rest.
 * A task is taken from the iterable when a thread is free for it: what `onResult` got of others may change which follow.
 */
export async function runParts<Task extends PartTask>(
  pool: PartPool,
  source: ByteSource,
  tasks: Iterable<Task>,
  options: PartContext & { readonly onResult?: (result: PartResult, task: Task) => void },
): Promise<readonly PartResult[]> {
  const results: PartResult[] = [];
  const progressOf = new Map<number, Pick<Progress, "bytes" | "rows">>();
  const ended = new AbortController();
  const signal = options.signal === undefined ? ended.signal : AbortSignal.any([ended.signal, options.signal]);
  const report = (index: number, progress: Pick<Progress, "bytes" | "rows">) => {
    progressOf.set(index, progress);
    let [bytes, rows] = [0, 0];
    for (const part of progressOf.values()) {
      bytes += part.bytes;
      rows += part.rows;
    }
    options.onProgress?.({ bytes, rows });
  };
  const iterator = tasks[Symbol.iterator]();
  let started = 0;
  const lane = async () => {
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
      const at = started++;
      const result = await pool.run([source], next.value, { signal, onProgress: (progress) => report(at, progress) });
      results[at] = result;
      options.onResult?.(result, next.value);
    }
  };
  try {
    await Promise.all(Array.from({ length: pool.size * TASKS_A_THREAD }, lane));
  } catch (error) {
    ended.abort(error);
    throw error;
  }
  return results;
}
