import type { ByteSource } from "../../bytes/byte-source.ts";
import { defined } from "../../defined.ts";
import type { PartPool } from "../part-pool.ts";
import { isSplit, partBytesOf, runParts } from "../part-pool.ts";
import type { ReadContext } from "../reader.ts";
import type { BodyPlan } from "./body-plan.ts";
import type { BodyTally, TallyQuery } from "./body-tally.ts";
import { type CsvPartTask, countRange } from "./csv-part.ts";

/** To begin a part costs some 10 ms: larger ones gain nothing more. A thread that is done early takes one more. */
const SIZES = { worthBytes: 24 << 20, goodBytes: 64 << 20, mostPerThread: 2 };

export const SPLIT_BYTES = SIZES.worthBytes;

/** Whether a file is to be read in parts. */
export const isSplitCsv = (source: ByteSource, pool: PartPool): boolean => isSplit(source, SIZES, pool);

function tasksOf(plan: BodyPlan, query: TallyQuery, start: number, byteLength: number, partBytes: number): readonly CsvPartTask[] {
  const count = Math.max(1, Math.ceil((byteLength - start) / partBytes));
  return Array.from({ length: count }, (_, index) => ({
    kind: "csv",
    plan,
    query,
    startByte: start + index * partBytes,
    endByte: index === count - 1 ? Number.POSITIVE_INFINITY : start + (index + 1) * partBytes,
    isLineStart: index === 0,
  }));
}

/**
 * Counts the lines from `position` on into `tally`, in parts that other threads read.
 *
 * Where a part's first line starts is guessed, then checked against where the part before it really ended; a part whose guess was wrong is
 * read again from the right place. So the result is that of one pass, for any cut.
 */
export async function countParts(
  source: ByteSource,
  plan: BodyPlan,
  position: { readonly byte: number; readonly line: number },
  query: TallyQuery,
  tally: BodyTally,
  pool: PartPool,
  { signal, onProgress }: ReadContext,
): Promise<void> {
  const partBytes = partBytesOf(source.byteLength - position.byte, SIZES, pool);
  const tasks = tasksOf(plan, query, position.byte, source.byteLength, partBytes);
  const headRows = tally.rowCount;
  const parts = await runParts(pool, source, tasks, {
    ...defined({ signal }),
    onProgress: ({ bytes, rows }) =>
      onProgress?.({ bytes: Math.min(position.byte + bytes, source.byteLength), byteLength: source.byteLength, rows: headRows + rows }),
  });
  let { byte, line } = position;
  for (const [index, task] of tasks.entries()) {
    // A line longer than a part may reach past its end.
    if (byte >= task.endByte) continue;
    const part = parts[index];
    if (part?.kind === "csv" && part.state === "counted" && part.startByte === byte) {
      tally.append(part.tally, part.rows);
      byte = part.endByte;
      line += part.lines;
    } else {
      const again = await countRange(source, task, { startByte: byte, startLine: line, limitByte: task.endByte }, defined({ signal }));
      tally.append(again.tally.data(), again.tally.rowCount);
      ({ byte, line } = again.position);
    }
  }
}
