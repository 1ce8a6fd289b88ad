import { defined, must } from "../defined.ts";
import { datum, type Text, text } from "../errors.ts";
import type { ColumnEvidence } from "../evidence/dataset.ts";
import { integerExtremes } from "../evidence/integer-extremes.ts";
import { firstCellsOf } from "../evidence/text-evidence.ts";
import type { ColumnDescription } from "../profile/describe.ts";
import { INTEGERS_OF_DOUBLE } from "../python/int-range.ts";
import type { Problem } from "../signers/signer.ts";
import { type Column, named, namesOf, type ProblemContext, scalarTypeOf, textNames } from "./context.ts";
import { messages, problem, readAsTextFix } from "./make-problem.ts";

/** The integers of a dtype that has some past double's: NumPy's, pandas' and Arrow's spelling. */
const WIDE_INTEGERS = /^u?int64(?:\[pyarrow\])?$/i;

/** An integer of the first rows that double has not, by its row. */
function firstRounded(evidence: ColumnEvidence): { readonly row: number; readonly cell: string; readonly becomes: string } | null {
  if (evidence.kind !== "text") return null;
  for (const [row, { data }] of firstCellsOf(evidence).entries()) {
    if (!/^\s*[+-]?\d{16,19}\s*$/.test(data)) continue;
    const becomes = BigInt(Number(data));
    if (becomes !== BigInt(data.trim().replace("+", ""))) return { row, cell: data.trim(), becomes: String(becomes) };
  }
  return null;
}

/** Whether a column may have integers that double has not, by what was counted or profiled; a profile has them as doubles already. */
function isPast(evidence: ColumnEvidence, profile: ColumnDescription | null | undefined): boolean {
  const counted = integerExtremes(evidence);
  if (counted !== undefined) return counted.max > INTEGERS_OF_DOUBLE || counted.min < -INTEGERS_OF_DOUBLE;
  const numbers = profile?.mode === "texts" ? null : profile?.data.numbers;
  return numbers !== null && numbers !== undefined && Math.max(numbers.max, -numbers.min) >= Number(INTEGERS_OF_DOUBLE);
}

/** Integers that a signer declares as double although double has no place for all of them: identifiers become others, or the same. */
export function pastDoubleRule(context: ProblemContext): readonly Problem[] {
  const found = context.columns.flatMap((column): readonly PastDouble[] => {
    const { report, evidence, index } = column;
    if (scalarTypeOf(report) !== "double" || !WIDE_INTEGERS.test(must(report).dtype)) return [];
    const rounded = firstRounded(evidence);
    return rounded !== null || isPast(evidence, context.profile?.[index]) ? [{ column, rounded }] : [];
  });
  if (found.length === 0) return [];
  const columns = namesOf(found.map(({ column }) => column));
  const { message, alone } = messages(found, ({ column }) => column.name, declaredDouble);
  const consequence = "The file is read again; the cells stay as they are written, and the model gets strings.";
  const fixes = readAsTextFix(context, textNames(columns), consequence);
  return [{ ...problem(context, "integers-past-double", "warns", columns, message, fixes), ...defined({ alone }) }];
}

interface PastDouble {
  readonly column: Column;
  readonly rounded: ReturnType<typeof firstRounded>;
}

function declaredDouble(found: readonly PastDouble[]): Text {
  const shown = found.find(({ rounded }) => rounded !== null)?.rounded ?? null;
  return text`${named(namesOf(found.map(({ column }) => column)))} ${found.length === 1 ? "is" : "are"} declared double, which rounds integers past ${Number(INTEGERS_OF_DOUBLE)}${example(shown)}.`;
}

const example = (rounded: ReturnType<typeof firstRounded>): Text =>
  rounded === null ? [] : text`: row ${rounded.row + 1} has ${datum(rounded.cell)}, which becomes ${datum(rounded.becomes)}`;
