import type { ByteSource } from "../../bytes/byte-source.ts";
import { defined } from "../../defined.ts";
import type { Watch } from "../progress.ts";
import { type Counting, newCounting } from "./counting.ts";
import { JsonScanner } from "./json-scanner.ts";
import type { ValueSink } from "./json-sink.ts";

/** How often at most progress is reported. */
const PROGRESS_INTERVAL_MS = 150;

/** What part of a file is read, and how. */
export interface Extent {
  /** One document per line. */
  readonly lines: boolean;
  /** The bytes read: from `start`, where a line begins, up to, not including, `end`; without one, as many as the source streams. */
  readonly start: number;
  readonly end?: number;
  /** The number of the first line. */
  readonly firstLine: number;
}

/** One pass over a file. */
export interface Pass {
  readonly counting: Counting;
  /** Resolves to the number of line feeds, once every byte has gone to the sink; rejects with `UnreadableFile` where Python's json raises. */
  into(root: ValueSink): Promise<number>;
}

/** Runs a pass; where keys turned out to repeat, runs it again without the values that later ones override. */
export async function readUnrepeated<Result>(
  source: ByteSource,
  extent: Extent,
  context: Watch,
  run: (pass: Pass) => Promise<Result>,
): Promise<Result> {
  for (let overridden: ReadonlySet<number> = new Set(); ; ) {
    const counting = newCounting(overridden);
    const result = await run({ counting, into: (root) => scanSource(source, extent, new JsonScanner(root, extent), counting, context) });
    if (counting.overridden.found.size === 0) return result;
    overridden = new Set([...overridden, ...counting.overridden.found]);
  }
}

async function scanSource(
  source: ByteSource,
  { start, end, firstLine }: Extent,
  scanner: JsonScanner,
  counting: Counting,
  { signal, onProgress }: Watch,
): Promise<number> {
  const byteLength = (end ?? source.byteLength) - start;
  let bytes = 0;
  let reportedAt = performance.now() - PROGRESS_INTERVAL_MS;
  for await (const chunk of source.stream({ start, ...defined({ end, signal }) })) {
    signal?.throwIfAborted();
    scanner.push(chunk);
    bytes += chunk.byteLength;
    const now = performance.now();
    if (now - reportedAt < PROGRESS_INTERVAL_MS) continue;
    reportedAt = now;
    onProgress?.({ bytes, byteLength, rows: counting.row + 1 });
  }
  scanner.finish();
  onProgress?.({ bytes: byteLength, byteLength, rows: counting.row + 1 });
  return scanner.line - firstLine;
}
