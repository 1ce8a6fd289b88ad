import type { BenchArguments } from "../arguments.ts";
import type { Line } from "../bench.ts";
import { CHECK_LINES } from "./check.ts";
import { CLI_LINES } from "./cli.ts";
import { COLUMNAR_LINES } from "./columnar.ts";
import { CSV_LINES } from "./csv.ts";
import { HOSTILE_LINES } from "./hostile.ts";
import { JSON_LINES } from "./json.ts";
import { PAGE_LINES } from "./page.ts";
import { SCALING_LINES } from "./scaling.ts";

/** Every line, in the order of the table. */
export const LINES: readonly Line[] = [
  ...CSV_LINES,
  ...CLI_LINES,
  ...CHECK_LINES,
  ...JSON_LINES,
  ...COLUMNAR_LINES,
  ...PAGE_LINES,
  ...SCALING_LINES,
  ...HOSTILE_LINES,
];

/** The lines that are asked for. Throws a TypeError that lists the names where one is not known. */
export function chosenLines({ quick, only }: Pick<BenchArguments, "quick" | "only">, lines: readonly Line[] = LINES): readonly Line[] {
  const unknown = only.find((name) => lines.every((line) => line.name !== name));
  if (unknown !== undefined) throw new TypeError(`${unknown} is no line; the lines are ${lines.map(({ name }) => name).join(", ")}.`);
  if (only.length > 0) return lines.filter(({ name }) => only.includes(name));
  return quick ? lines.filter(({ isQuick }) => isQuick) : lines;
}
