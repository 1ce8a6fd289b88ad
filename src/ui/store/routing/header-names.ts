import type { FilePart } from "../../../worker/protocol.ts";

/** A header is expected to end within these bytes. */
const HEAD_BYTES = 1 << 16;
const DELIMITERS = [",", ";", "\t", "|"];

/**
 * The column names in the first line of a text table, to compare files before they are read; null for other formats, and if the line does
 * not end in time. Reading the file may find another delimiter: nothing but a guess at what the file is for depends on these.
 */
export async function headerNames({ name, blob }: FilePart): Promise<readonly string[] | null> {
  if (!/\.(csv|tsv|tab|txt)$/i.test(name)) return null;
  const head = (await blob.slice(0, HEAD_BYTES).text()).replace(/^\uFEFF/, "");
  const end = head.search(/[\r\n]/);
  if (end <= 0 || head.includes("\0")) return null;
  const line = head.slice(0, end);
  const byDelimiter = DELIMITERS.map((delimiter) => line.split(delimiter));
  const cells = byDelimiter.reduce((most, split) => (split.length > most.length ? split : most));
  return cells.map((cell) => cell.trim().replace(/^(["'])(.*)\1$/, "$2"));
}
