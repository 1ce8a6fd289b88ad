import { defined, must } from "../defined.ts";
import { datum, type Text, text } from "../errors.ts";
import { appendTo } from "../multimap.ts";
import type { NumberDescription } from "../profile/describe.ts";
import type { Fix, Problem } from "../signers/signer.ts";
import { type Column, counted, named, namesOf, type ProblemContext, textNames } from "./context.ts";
import { missingLabel } from "./late-words.ts";
import { messages, optionFix, problem } from "./make-problem.ts";

/** Numbers that people and programs write for a missing value: -1, all nines, the ends of integer types. */
const STANDS_FOR_MISSING = /^(-1|-?99+(\.9+)?|-32768|32767|-2147483648|2147483647)$/;

/** So many other values it takes to know where the values of a column are. */
const FEWEST_OTHERS = 10;

interface Sentinel {
  readonly column: Column;
  readonly value: string;
  readonly count: number;
  /** The other values' ends. */
  readonly from: number;
  readonly to: number;
}

/** The least or the greatest number of a column, if it may stand for a missing value and is farther from the others than they are from each other. */
function sentinelIn(column: Column, { count: total, min, max, ends }: NumberDescription): Sentinel | null {
  if (ends === undefined) return null;
  const sides = [
    { value: min, ...ends.low, from: ends.low.next, to: max },
    { value: max, ...ends.high, from: min, to: ends.high.next },
  ];
  for (const { value, count, next, from, to } of sides) {
    const isFar = Math.abs(next - value) > to - from && to > from;
    if (isFar && count > 1 && total - count >= FEWEST_OTHERS && STANDS_FOR_MISSING.test(String(value)))
      return { column, value: String(value), count, from, to };
  }
  return null;
}

function saidOf(context: ProblemContext, found: readonly Sentinel[]): Text {
  const first = must(found[0]);
  const advice = context.input.read?.format === "csv" ? "read it with `na_values`" : "replace it before you sign the data";
  const cells = found.reduce((sum, { count }) => sum + count, 0);
  const others =
    found.length === 1 ? text`all other values, ${datum(String(first.from))} to ${datum(String(first.to))}` : "all other values";
  return text`${named(namesOf(found.map(({ column }) => column)))} ${found.length === 1 ? "has" : "have"} ${datum(first.value)} in ${counted(cells, "cell")}, far from ${others}. If it means missing, ${advice}.`;
}

function missingFix(context: ProblemContext, found: readonly Sentinel[]): readonly Fix[] {
  const names = textNames(namesOf(found.map(({ column }) => column)));
  const given = context.options.get("na_values");
  if (names.length < found.length || !(given === undefined || given === null || given instanceof Map)) return [];
  const known = given instanceof Map ? given : new Map();
  const before = (name: string) => (Array.isArray(known.get(name)) ? known.get(name) : []);
  const missing = new Map(found.map(({ column, value }) => [String(column.name), [...before(String(column.name)), value]]));
  const label = missingLabel(new Map(found.map(({ column, value }) => [String(column.name), [value]])));
  return optionFix(context, names, [["na_values", missing]], label, "The file is read again with `na_values`.");
}

/** Numbers like -999 that stand far apart from all others of their column, and may mean that nothing was measured. */
export function sentinelsRule(context: ProblemContext): readonly Problem[] {
  const byValue = new Map<string, Sentinel[]>();
  for (const column of context.columns) {
    const description = context.profile?.[column.index] ?? null;
    const numbers = description === null || description.mode === "texts" ? null : description.data.numbers;
    const found = numbers === null ? null : sentinelIn(column, numbers);
    if (found !== null) appendTo(byValue, found.value, found);
  }
  return [...byValue.values()].map((found) => {
    const { message, alone } = messages(
      found,
      ({ column }) => column.name,
      (some) => saidOf(context, some),
    );
    const columns = namesOf(found.map(({ column }) => column));
    return { ...problem(context, "sentinels", "notes", columns, message, missingFix(context, found)), ...defined({ alone }) };
  });
}
