import type { ByteSource } from "../../bytes/byte-source.ts";
import { defined } from "../../defined.ts";
import { isSignetError } from "../../errors.ts";
import type { PartContext } from "../progress.ts";
import type { BodyPlan } from "./body-plan.ts";
import { type BodyRange, BodyScanner } from "./body-scanner.ts";
import type { BodyTally, TallyData, TallyQuery } from "./body-tally.ts";
import { KindTally } from "./kind-tally.ts";
import { guessLineStart } from "./line-start.ts";
import { ProfileTally } from "./profile-tally.ts";

/** Counts the lines that start in `startByte..endByte` of a file. */
export interface CsvPartTask {
  readonly kind: "csv";
  readonly plan: BodyPlan;
  readonly query: TallyQuery;
  readonly startByte: number;
  /** Infinity for the last part. */
  readonly endByte: number;
  /** Whether a line is known to start at `startByte`; else the first one is guessed. */
  readonly isLineStart: boolean;
}

/**
 * What a part has: `counted`, from the line that starts at `startByte` up to the one at `endByte`; `empty`, where no line was seen to
 * start; or `refused`, where a line is not as pandas wants it, or is not a line because the guess was wrong.
 */
export type CsvPart =
  | {
      readonly kind: "csv";
      readonly state: "counted";
      readonly startByte: number;
      readonly endByte: number;
      readonly lines: number;
      readonly rows: number;
      readonly tally: TallyData;
    }
  | { readonly kind: "csv"; readonly state: "empty" | "refused" };

/** Bytes looked at to guess where a line starts. */
const WINDOW_BYTES = 1 << 16;
/** Bytes past a part's end that are asked for with it: its last line mostly ends there. */
const OVERRUN_BYTES = 1 << 16;

/** The bytes from `start` on: first as far as the last line before `end` is likely to reach, then all. */
async function* bytesPast(source: ByteSource, start: number, end: number, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const abortable = defined({ signal });
  const likelyEnd = Math.min(end + OVERRUN_BYTES, source.byteLength);
  yield* source.stream({ start, end: likelyEnd, ...abortable });
  if (likelyEnd < source.byteLength) yield* source.stream({ start: likelyEnd, ...abortable });
}

function tallyFor(plan: BodyPlan, query: TallyQuery): BodyTally {
  switch (query.kind) {
    case "kinds":
      return new KindTally(plan, "kernel");
    case "profile":
      return new ProfileTally(plan, query, "kernel");
  }
}

/** Counts the lines of a range whose start is known. Rejects where pandas refuses one of them. */
export async function countRange(
  source: ByteSource,
  { plan, query }: Pick<CsvPartTask, "plan" | "query">,
  range: BodyRange,
  { signal, onProgress }: PartContext = {},
): Promise<BodyScanner> {
  const scanner = new BodyScanner(plan, range, tallyFor(plan, query));
  let bytes = 0;
  for await (const chunk of bytesPast(source, range.startByte, range.limitByte ?? Number.POSITIVE_INFINITY, signal)) {
    signal?.throwIfAborted();
    scanner.push(chunk);
    bytes += chunk.length;
    onProgress?.({ bytes, rows: scanner.tally.rowCount });
    if (scanner.isDone) break;
  }
  scanner.end();
  return scanner;
}

async function firstLine(source: ByteSource, { plan, startByte, isLineStart }: CsvPartTask): Promise<number | null> {
  if (isLineStart) return startByte;
  const window = await source.slice(startByte - 1, Math.min(startByte - 1 + WINDOW_BYTES, source.byteLength));
  const offset = guessLineStart(window, plan);
  return offset < 0 ? null : startByte - 1 + offset;
}

const REFUSALS: ReadonlySet<string | undefined> = new Set(["ParserError", "UnicodeDecodeError"]);

/** Reads one part. Rejects only where the bytes cannot be had or the signal aborts: what is wrong with lines is the part's `state`. */
export async function scanCsvPart(source: ByteSource, task: CsvPartTask, context: PartContext = {}): Promise<CsvPart> {
  const startByte = await firstLine(source, task);
  if (startByte === null || startByte >= task.endByte) return { kind: "csv", state: "empty" };
  try {
    const { tally, position } = await countRange(source, task, { startByte, startLine: 0, limitByte: task.endByte }, context);
    return {
      kind: "csv",
      state: "counted",
      startByte,
      endByte: position.byte,
      lines: position.line,
      rows: tally.rowCount,
      tally: tally.data(),
    };
  } catch (error) {
    // Where the guess was wrong, a line may have no end: whoever reads it from the right place says so, or not.
    if (isSignetError(error, "Undecided") || (isSignetError(error, "UnreadableFile") && REFUSALS.has(error.pythonError)))
      return { kind: "csv", state: "refused" };
    throw error;
  }
}
