import type { PythonValue } from "../python/value.ts";

/** Reader options whose values are spellings of cells, so that they stay where the file is. */
export const CELL_OPTIONS = ["na_values", "true_values", "false_values"] as const;

export type CellOption = (typeof CELL_OPTIONS)[number];

/** How a side was read, as far as its options go. */
interface ReadWith {
  readonly options: ReadonlyMap<string, PythonValue>;
  /** Options that were set as well, and whose values were not shared. */
  readonly withheld?: readonly CellOption[];
}

/**
 * A side's provenance without the spellings of cells in its options: which of them were set stays in `withheld`.
 *
 * @example `{ options: {sep: ";", na_values: ["x"]} }` becomes `{ options: {sep: ";"}, withheld: ["na_values"] }`.
 */
export function withoutCells<Side extends ReadWith>(side: Side): Side {
  const withheld = CELL_OPTIONS.filter((name) => side.options.has(name) || side.withheld?.includes(name) === true);
  if (withheld.length === 0) return side;
  const isCells = (name: string) => withheld.some((other) => other === name);
  return { ...side, options: new Map([...side.options].filter(([name]) => !isCells(name))), withheld };
}
