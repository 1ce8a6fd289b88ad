import type { ByteSource } from "../../bytes/byte-source.ts";
import { readAhead, windowedSource } from "../../bytes/read-ahead.ts";
import { datum, messageOf, SignetError } from "../../errors.ts";
import type { ReadContext } from "../reader.ts";
import { ChunkPages } from "./chunk-pages.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { brokenParquet } from "./footer.ts";
import { type FileChunks, isChecked, type LeafChunk, nameOf } from "./leaf-chunk.ts";

/** What reading a column's chunks asks of its plan. */
export type ChunkPlan = Pick<ColumnPlan, "chunks" | "isSettled" | "add" | "isPartial">;

/** Failures of the decoders: what they do not know is undecided, what they find broken is unreadable. */
function pageError(source: ByteSource, column: string, error: unknown): unknown {
  if (error instanceof SignetError || (error instanceof Error && error.name === "AbortError")) return error;
  const message = messageOf(error);
  // A codec or encoding that is not even a known number is a broken header rather than something that is not here.
  const unknown = /unsupported|not supported|not implemented/i.test(message) && !message.endsWith("undefined");
  return new SignetError(unknown ? "Undecided" : "UnreadableFile", ["A page of ", datum(column), " cannot be decoded: ", message, "."], {
    place: { file: source.name, column },
    ...(unknown ? {} : { pythonError: "OSError" }),
    remedy: unknown ? "Ask pandas: pd.read_parquet(path).dtypes" : "Write the file again.",
  });
}

/** Bytes of a chunk that are asked for at once: enough that crossing into the browser's process costs little, and few to hold. */
const PIECE_BYTES = 4 << 20;
/** The first piece of a column whose first page may settle it. */
const FIRST_PIECE_BYTES = 256 << 10;

interface Piece {
  readonly plan: ChunkPlan;
  readonly group: number;
  readonly chunk: LeafChunk;
  readonly pages: ChunkPages;
  readonly start: number;
  readonly end: number;
}

/** The pieces to read, in the order of the file; those of settled columns are left out as they come up. */
function* plannedPieces(source: ByteSource, plans: readonly ChunkPlan[], groupCount: number): Iterable<Piece> {
  for (let group = 0; group < groupCount; group++) {
    for (const plan of plans) {
      for (const chunk of plan.chunks(group)) {
        const pages = decoding(source, chunk, () => new ChunkPages(chunk));
        const first = isChecked(chunk.depth) || chunk.firstRow > 0 ? PIECE_BYTES : FIRST_PIECE_BYTES;
        let start = chunk.start;
        do {
          const end = Math.min(chunk.end, start + (start === chunk.start ? first : PIECE_BYTES));
          yield { plan, group, chunk, pages, start, end };
          start = end;
        } while (start < chunk.end && !plan.isSettled(pages.counter));
      }
    }
  }
}

/** Decodes, now or later, reporting what the decoders throw as a reader does. */
export function decoding<Result>(source: ByteSource, { path }: LeafChunk, decode: () => Result): Result {
  const failed = (error: unknown): never => {
    throw pageError(source, nameOf(path), error);
  };
  try {
    const result = decode();
    return result instanceof Promise ? (result.catch(failed) as Result) : result;
  } catch (error) {
    return failed(error);
  }
}

/**
 * Compares how many rows the chunks of a group have. Where all is read, as many as its first column has, as pyarrow counts them; else as many as the
 * footer says.
 */
class GroupRows {
  private readonly source: ByteSource;
  private readonly isRead: boolean;
  private readonly byGroup = new Map<number, number>();
  /** The rows of all groups of which a chunk was read. */
  total = 0;

  constructor(source: ByteSource, isRead: boolean) {
    this.source = source;
    this.isRead = isRead;
  }

  check(group: number, { path, rows: declared }: LeafChunk, rows: number): void {
    const expected = this.byGroup.get(group) ?? (this.isRead ? rows : declared);
    if (rows !== expected) throw brokenParquet(this.source, `the column ${nameOf(path)} has ${rows} rows in a group of ${expected}.`);
    if (!this.byGroup.has(group)) this.total += rows;
    this.byGroup.set(group, expected);
  }
}

/** Reads what the plans ask for, piece by piece, and gives each chunk back to its plan; resolves with the number of rows. Rejects as a reader does. */
export async function countFile(
  source: ByteSource,
  plans: readonly ChunkPlan[],
  file: FileChunks,
  { signal, onProgress }: ReadContext,
): Promise<number> {
  const finished = new Set<ChunkPages>();
  const planned = plannedPieces(source, plans, file.count);
  // Where all is read, chunks lie one behind the other and may be small; what is read of some columns is asked for piece by piece.
  const isWhole = plans.every(({ isPartial }) => !isPartial);
  const rows = new GroupRows(source, isWhole);
  const read = isWhole
    ? readAhead(windowedSource(source, PIECE_BYTES), planned, { aheadBytes: 0, signal })
    : readAhead(source, planned, { aheadBytes: PIECE_BYTES, signal });
  for await (const { range, bytes } of read) {
    const { plan, group, chunk, pages, end } = range;
    // What was asked for before it was known to be of no use.
    if (finished.has(pages) || plan.isSettled()) continue;
    decoding(source, chunk, () => pages.push(bytes, () => plan.isSettled(pages.counter)));
    onProgress?.({ bytes: end, byteLength: source.byteLength, rows: chunk.firstRow });
    if (end < chunk.end && !plan.isSettled(pages.counter)) continue;
    finished.add(pages);
    if (pages.isDone) rows.check(group, chunk, pages.counter.rows);
    plan.add(chunk, pages.counter);
  }
  return isWhole && plans.length > 0 ? rows.total : file.rowCount;
}
