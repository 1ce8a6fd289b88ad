import { defined } from "../defined.ts";
import { datum } from "../errors.ts";
import type { ArrowEvidence } from "../evidence/arrow-evidence.ts";
import type { ColumnEvidence } from "../evidence/dataset.ts";
import { LISTED_ROWS, type MissingTally, type Tally } from "../evidence/sighting.ts";
import { TEXT_KINDS, type TextEvidence, type TextKind } from "../evidence/text-evidence.ts";
import type { DataType } from "../mlflow/types.ts";
import { enforceDatatype } from "./enforce-datatype.ts";
import { pythonRepr } from "./python-argument.ts";
import { faultOf } from "./raised.ts";
import { type Series, seriesFromList } from "./series.ts";
import type { FailingRows } from "./verdict.ts";

const INTEGERS: readonly TextKind[] = ["int64", "negativeInt64"];
const NUMBERS: readonly TextKind[] = [...INTEGERS, "float", "negativeFloat", "infinity", "negativeInfinity", "missing"];

/** The kinds of cells that a column of a type may have by itself; null if every cell is one. */
const FITTING: Readonly<Record<Exclude<DataType, "integer" | "long">, readonly TextKind[] | null>> = {
  boolean: ["bool"],
  float: NUMBERS,
  double: NUMBERS,
  string: null,
  binary: null,
  datetime: [],
};

function fromTallies(tallies: readonly Tally[]): FailingRows | null {
  const sorted = [...tallies].sort((left, right) => left.first.row - right.first.row);
  const [earliest] = sorted;
  if (earliest === undefined) return null;
  const sample = sorted.find(({ first }) => first.sample !== undefined)?.first.sample;
  return {
    count: tallies.reduce((sum, { count }) => sum + count, 0),
    first: [...new Set(sorted.flatMap(({ first, rows }) => rows ?? [first.row]))]
      .sort((left, right) => left - right)
      .slice(0, LISTED_ROWS)
      .map((row) => row + 1),
    ...defined({ sample }),
  };
}

const FLOATS: readonly TextKind[] = ["float", "negativeFloat", "infinity", "negativeInfinity"];

/**
 * The cells that keep a column from integers. Whole floats (`2.0`) are how pandas writes integers next to a missing cell, which MLflow's hint
 * blames: they count only where nothing else does.
 */
function notIntegers({ kinds, facts, lookedAt }: TextEvidence): readonly Tally[] {
  const odd = [...kinds].filter(([kind]) => !INTEGERS.includes(kind));
  const floats = odd.flatMap(([kind, tally]) => (FLOATS.includes(kind) ? [tally] : []));
  const others = odd.flatMap(([kind, tally]) => (FLOATS.includes(kind) ? [] : [tally]));
  const fractions = facts.get("fraction");
  const isSeen = lookedAt?.floats === true && floats.length > 0;
  // Rows are listed by kind: the kinds say more where all of their cells have fractions.
  if (!isSeen || fractions?.count === floats.reduce((sum, { count }) => sum + count, 0)) return [...floats, ...others];
  if (fractions !== undefined) return [fractions, ...others];
  return others.length > 0 ? others : floats;
}

function ofText(evidence: TextEvidence, type: DataType): FailingRows | null {
  const { kinds, dates } = evidence;
  if (type === "datetime") {
    const fault = dates?.mismatch ?? dates?.outsideNanoseconds;
    return fault === undefined ? null : { count: null, first: [fault.row + 1], ...defined({ sample: fault.sample }) };
  }
  if (type === "integer" || type === "long") return fromTallies(notIntegers(evidence));
  const fitting = FITTING[type];
  if (fitting === null) return null;
  const odd = [...kinds].filter(([kind]) => !fitting.includes(kind)).map(([, tally]) => tally);
  return fromTallies(odd);
}

/** What pandas refuses while it reads a column with the dtype of the type, by kind; fractions and numbers but 0 and 1 are among the facts. */
const REFUSED: Readonly<Partial<Record<DataType, readonly TextKind[]>>> = {
  boolean: ["missing", "text", "negativeText", "pythonInt"],
  integer: TEXT_KINDS.filter((kind) => ![...INTEGERS, "float", "negativeFloat"].includes(kind)),
  long: TEXT_KINDS.filter((kind) => ![...INTEGERS, "float", "negativeFloat"].includes(kind)),
  float: ["bool", "text", "negativeText", "pythonInt"],
  double: ["bool", "text", "negativeText", "pythonInt"],
};

/** The rows for which pandas refuses a column of text that is read with the dtype of a type, as far as they are known. */
export function unparsedRows(evidence: ColumnEvidence | undefined, type: DataType): FailingRows | null {
  if (evidence?.kind !== "text") return null;
  const refused = REFUSED[type] ?? [];
  const tallies = [...evidence.kinds].filter(([kind]) => refused.includes(kind)).map(([, tally]) => tally);
  const fact = evidence.facts.get(type === "boolean" ? "notZeroOrOne" : "fraction");
  const isInteger = type === "integer" || type === "long";
  if (fact !== undefined && (isInteger || (type === "boolean" && tallies.length === 0))) tallies.push(fact);
  return fromTallies(tallies);
}

/** Each value on its own: those that the type would refuse in a column of their like. */
function ofCells({ cells }: Series, type: DataType): FailingRows | null {
  if (cells === null) return null;
  const first: number[] = [];
  let count = 0;
  let sample: string | undefined;
  for (const [row, cell] of cells.entries()) {
    if (faultOf(() => enforceDatatype("", seriesFromList([cell]), type)) === null) continue;
    count++;
    sample ??= pythonRepr(cell);
    if (first.length < LISTED_ROWS) first.push(row + 1);
  }
  return count === 0 ? null : { count, first, ...(sample === undefined ? {} : { sample: datum(sample) }) };
}

/** Whether all that is missing was counted where it is, rather than taken from the file's statistics or left at the first. */
const isCounted = (missing: MissingTally): missing is Tally => missing.first !== null && missing.atLeast !== true;

/** The rows in which a typed column misses a cell; how many there are where only the file's own statistics say so. Null where none is. */
export function missingRows({ counts: { nulls, nans } }: ArrowEvidence): FailingRows | null {
  const missing = [nulls, nans].filter((tally) => tally !== undefined);
  if (missing.length === 0) return null;
  if (missing.every(isCounted)) return fromTallies(missing);
  const isAtLeast = missing.some(({ atLeast }) => atLeast === true);
  return { count: isAtLeast ? null : missing.reduce((sum, { count }) => sum + count, 0), first: [] };
}

/**
 * The rows that keep a column from a scalar type, as far as they are known; null where the dtype as a whole is at fault.
 * Of JSON the first hundred; of tables too where rows were listed, else the first of each kind of cell, or none.
 */
export function failingRows(series: Series, evidence: ColumnEvidence | undefined, type: DataType): FailingRows | null {
  if (series.cells !== null) return ofCells(series, type);
  switch (evidence?.kind) {
    case "text":
      return ofText(evidence, type);
    case "arrow": {
      const isInteger = type === "integer" || type === "long" || type === "boolean";
      return isInteger ? missingRows(evidence) : null;
    }
    default:
      return null;
  }
}
