/** A line of a text file with its number, from 1. */
export interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

/** Only the beginning of a file is looked at: a line further down is not shown. */
const MOST_BYTES = 256 * 1024;
const BEFORE = 3;
const AFTER = 2;
/** Longer lines are cut. */
const MOST_CHARACTERS = 500;

/** The lines around line `line` of a file in UTF-8; none where the file has something other than text there. */
export async function linesAround(file: Blob, line: number): Promise<readonly NumberedLine[]> {
  const start = await file.slice(0, MOST_BYTES).text();
  const lines = start.split(/\r\n|\n|\r/);
  // The last line may be cut off, or be empty after the final line end.
  if (file.size > MOST_BYTES || lines.at(-1) === "") lines.pop();
  if (line < 1 || line > lines.length) return [];
  const first = Math.max(1, line - BEFORE);
  const shown = lines
    .slice(first - 1, line + AFTER)
    .map((text, index) => ({ number: first + index, text: text.slice(0, MOST_CHARACTERS) }));
  return shown.some(({ text }) => /[\0\uFFFD]/.test(text)) ? [] : shown;
}
