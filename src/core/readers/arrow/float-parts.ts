import type { ByteSource } from "../../bytes/byte-source.ts";
import { must } from "../../defined.ts";
import { isSplit, partBytesOf, runParts } from "../part-pool.ts";
import type { PartContext } from "../progress.ts";
import type { ReadContext } from "../reader.ts";
import { columnsOf, type FloatPartTask } from "./float-part.ts";
import { type FloatBuffer, scanFloats } from "./float-scan.ts";

const SIZES = { worthBytes: 16 << 20, goodBytes: 32 << 20, mostPerThread: 64 };

/** Buffers by parts of so many bytes; those of columns that were settled when a part is begun are left out. */
function* tasksOf(buffers: readonly FloatBuffer[], bigEndian: boolean, partBytes: number): Iterable<FloatPartTask> {
  let part: FloatBuffer[] = [];
  let byteLength = 0;
  for (const buffer of buffers) {
    if (buffer.column.firstNan >= 0) continue;
    part.push(buffer);
    byteLength += buffer.end - buffer.start;
    if (byteLength < partBytes) continue;
    yield { kind: "floats", buffers: part, bigEndian };
    part = [];
    byteLength = 0;
  }
  if (part.length > 0) yield { kind: "floats", buffers: part, bigEndian };
}

/** As {@link scanFloats}, by the context's threads where there is much to look through. */
export async function scanFloatsInParts(
  source: ByteSource,
  buffers: readonly FloatBuffer[],
  bigEndian: boolean,
  { pool, ...context }: Pick<ReadContext, "pool"> & PartContext,
): Promise<void> {
  const byteLength = buffers.reduce((sum, { start, end }) => sum + end - start, 0);
  if (pool === undefined || !isSplit({ handle: source.handle, byteLength }, SIZES, pool))
    return scanFloats(source, buffers, bigEndian, context);
  const tasks = tasksOf(buffers, bigEndian, partBytesOf(byteLength, SIZES, pool));
  await runParts(pool, source, tasks, {
    ...context,
    onResult(part, task) {
      if (part.kind !== "floats") return;
      for (const [index, column] of columnsOf(task.buffers).entries()) {
        const found = must(part.firstNans[index]);
        // A later part may be done before an earlier one.
        if (found >= 0 && (column.firstNan < 0 || found < column.firstNan)) column.firstNan = found;
      }
    },
  });
}
