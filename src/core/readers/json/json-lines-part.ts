import type { ByteSource } from "../../bytes/byte-source.ts";
import { isSignetError } from "../../errors.ts";
import type { PartContext } from "../progress.ts";
import { type JsonLines, readJsonLines } from "./json-lines.ts";

/** Counts the lines in `start..end` of a file, both of which are known to be the start of a line; without an end, up to that of the file. */
export interface JsonLinesPartTask {
  readonly kind: "jsonl";
  readonly start: number;
  readonly end?: number;
}

/** What a part has, or that something is wrong in it, which is reported by whoever knows how many lines are before. */
export type JsonLinesPart =
  | { readonly kind: "jsonl"; readonly state: "counted"; readonly lines: JsonLines }
  | { readonly kind: "jsonl"; readonly state: "refused" };

const isRefusal = (error: unknown): boolean => isSignetError(error, "UnreadableFile") || isSignetError(error, "Undecided");

/** Reads one part. Rejects only where the bytes cannot be had or the signal aborts. */
export async function scanJsonLinesPart(
  source: ByteSource,
  { start, end }: JsonLinesPartTask,
  context: PartContext,
): Promise<JsonLinesPart> {
  try {
    return { kind: "jsonl", state: "counted", lines: await readJsonLines(source, end === undefined ? { start } : { start, end }, context) };
  } catch (error) {
    if (isRefusal(error)) return { kind: "jsonl", state: "refused" };
    throw error;
  }
}
