import type { ColumnName } from "../../../core/python/value.ts";
import type { RowsWindow } from "../../../core/readers/file-rows.ts";
import type { ReadSummary } from "../../../worker/protocol.ts";

/** So many different cells stand for a column. */
const EXAMPLES = 3;

/** The first different cells of each column, by the names that the file has. They are data: nothing that is shared may have them. */
export interface Examples {
  readonly names: readonly ColumnName[];
  readonly cells: readonly (readonly string[])[];
}

/** The examples of one reading. */
export interface SideExamples {
  readonly summary: ReadSummary;
  readonly examples: Examples;
}

/** The first different cells of each column of these rows; missing cells are left out. */
export function examplesFrom({ columns, rows }: Pick<RowsWindow, "columns" | "rows">): Examples {
  const cells = columns.map((_, index) => {
    const found = new Set<string>();
    for (const row of rows) {
      const cell = row[index];
      if (cell !== undefined && cell.as !== "missing") found.add(cell.text.data);
      if (found.size === EXAMPLES) break;
    }
    return [...found];
  });
  return { names: columns, cells };
}
