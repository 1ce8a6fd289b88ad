import type { FilePart } from "../../../worker/protocol.ts";

/** A header is expected to end within these bytes. */
const HEAD_BYTES = 1 << 16;
const DELIMITERS = [",", ";", "\t", "|"];

/** The first line's cells; null if the line does not end. What is in quotes is one cell, and the quotes are left out. */
function firstCells(head: string, delimiter: string): readonly string[] | null {
  const cells = [""];
  let isQuoted = false;
  for (const character of head) {
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) cells[cells.length - 1] += character;
    else if (character === "\n" || character === "\r") return cells;
    else if (character === delimiter) cells.push("");
    else cells[cells.length - 1] += character;
  }
  return null;
}

/**
 * The column names in the first line of a text table, to compare files before they are read; null for other formats, and if the line does
 * not end in time. Reading the file may find another delimiter: nothing but a guess at what the file is for depends on these.
 */
export async function headerNames({ name, blob }: FilePart): Promise<readonly string[] | null> {
  if (!/\.(csv|tsv|tab|txt)$/i.test(name)) return null;
  const head = (await blob.slice(0, HEAD_BYTES).text()).replace(/^\uFEFF/, "");
  if (head.includes("\0")) return null;
  const split = DELIMITERS.flatMap((delimiter) => {
    const cells = firstCells(head, delimiter);
    return cells === null ? [] : [cells.map((cell) => cell.trim())];
  });
  const [most] = split.sort((left, right) => right.length - left.length);
  return most === undefined || most.join("") === "" ? null : most;
}
