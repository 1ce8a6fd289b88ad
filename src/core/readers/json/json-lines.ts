import type { ByteSource } from "../../bytes/byte-source.ts";
import type { ValueDataset } from "../../evidence/dataset.ts";
import type { ValueEvidence } from "../../evidence/value-evidence.ts";
import { mergeValues } from "../../evidence/value-merge.ts";
import type { Watch } from "../progress.ts";
import { checkKeys } from "./counting.ts";
import { LINE_FEED } from "./json-bytes.ts";
import { RowSink } from "./row-sink.ts";
import { readUnrepeated } from "./scan-source.ts";
import { ValueCounter } from "./value-counter.ts";

/** How much is looked through at a time for the end of a line. */
const LOOK_BYTES = 1 << 16;

/** Neighbouring lines of a file, a JSON document each; rows are numbered from the first of them. */
export interface JsonLines {
  readonly items: ValueEvidence;
  /** Documents: lines that are not blank. */
  readonly rowCount: number;
  readonly lineCount: number;
}

/** A part of a file that has whole lines. */
export interface LineRange {
  /** Where a line begins; see {@link lineStartFrom}. */
  readonly start: number;
  /** Where the next part begins; absent: the part goes to the end of the file. */
  readonly end?: number;
  /** The number of the part's first line, for the places of faults; where it is not known yet, they count from 1. */
  readonly firstLine?: number;
}

/**
 * Reads a part of a file of JSON lines. Parts that are read apart and joined by {@link joinJsonLines} give what one pass gives.
 * Progress and its bytes are those of the part. Rejects as a reader does: a fault's byte is that of the file.
 */
export function readJsonLines(source: ByteSource, range: LineRange, context: Watch): Promise<JsonLines> {
  const extent = { lines: true, firstLine: 1, ...range };
  return readUnrepeated(source, extent, context, async ({ counting, into }) => {
    const items = new ValueCounter(counting);
    const rows = new RowSink(items, counting);
    const lineCount = await into(rows);
    return { items: items.evidence(), rowCount: rows.rows, lineCount };
  });
}

/** Two neighbouring parts as one. Associative. Throws `Undecided` where they have too many different keys together. */
export function joinJsonLines(left: JsonLines, right: JsonLines): JsonLines {
  const items = mergeValues(left.items, right.items, left.rowCount);
  checkKeys(items);
  return { items, rowCount: left.rowCount + right.rowCount, lineCount: left.lineCount + right.lineCount };
}

/** The list of the documents, as `[json.loads(line) for line in file if line.strip()]` makes it. */
export function datasetFromLines({ items, rowCount }: JsonLines): ValueDataset {
  const lists = {
    tally: { count: 1, first: { row: 0 } },
    empty: rowCount === 0 ? 1 : 0,
    hollow: 0,
    items,
    lengths: { min: rowCount, max: rowCount },
  };
  return { kind: "value", value: { kind: "values", count: 1, scalars: new Map(), lists }, notes: [] };
}

/** The first offset from `offset` on where a line begins, if only after a line feed; the file's length if there is none. */
export async function lineStartFrom(source: ByteSource, offset: number): Promise<number> {
  if (offset <= 0) return 0;
  // A line begins at `offset` itself if the byte before it ends one.
  for (let at = offset - 1; at < source.byteLength; at += LOOK_BYTES) {
    const end = (await source.slice(at, at + LOOK_BYTES)).indexOf(LINE_FEED);
    if (end !== -1) return at + end + 1;
  }
  return source.byteLength;
}
