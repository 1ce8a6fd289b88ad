import type { ColumnEvidence } from "../evidence/dataset.ts";
import { readsAs } from "../problems/number-cell.ts";
import { formatOfCells, isMarkedNumber, missingWords } from "../problems/number-format.ts";
import { MOST_SPELLINGS, NUMBER } from "../problems/odd-cells.ts";
import type { Cleaning } from "../python/cleaning.ts";
import type { RowCell } from "../readers/file-rows.ts";

/** The evidence of a column once its cells are numbers; null where one of them is not. */
export function cleanedEvidence(cells: readonly RowCell[], cleaning: Cleaning): ColumnEvidence | null {
  let [numbers, missing] = [0, 0];
  for (const cell of cells) {
    const cleaned = cell.as === "missing" ? "missing" : readsAs(cell.text.data, cleaning);
    if (cleaned === null) return null;
    if (cleaned === "missing") missing++;
    else numbers++;
  }
  const tally = (count: number) => ({ count, first: { row: 0 } });
  const kinds = [
    ...(numbers === 0 ? [] : [["float", tally(numbers)] as const]),
    ...(missing === 0 ? [] : [["missing", tally(missing)] as const]),
  ];
  return { kind: "text", rowCount: cells.length, kinds: new Map(kinds), facts: new Map(), options: {} };
}

/** Words that a cleaning leaves, which may become missing as well; null where they are many, or not words. */
export function furtherWords(cells: readonly RowCell[], cleaning: Cleaning): readonly string[] | null {
  const words: string[] = [];
  let numbers = 0;
  for (const { as, text } of cells) {
    if (as === "missing" || cleaning.missing.includes(text.data)) continue;
    if (readsAs(text.data, cleaning) === null) words.push(text.data);
    else numbers++;
  }
  return missingWords(words, numbers);
}

/** All cells of a column that are not numbers, each once; null where they are many, or numbers to people. */
export function wordsOf(cells: readonly RowCell[]): readonly string[] | null {
  const words = new Set<string>();
  for (const { as, text } of cells) {
    if (as === "missing" || NUMBER.test(text.data)) continue;
    words.add(text.data);
    if (isMarkedNumber(text.data) || words.size > MOST_SPELLINGS) return null;
  }
  return [...words];
}

/** How a column's numbers are written by all of its cells. */
export const formatOf = (cells: readonly RowCell[], isCommaDecimal: boolean) =>
  formatOfCells(
    cells.flatMap(({ as, text }, row) => (as === "missing" ? [] : [{ row, data: text.data }])),
    isCommaDecimal,
  );
