import { defined } from "../defined.ts";
import type { Tally } from "../evidence/sighting.ts";
import type { TextEvidence, TextKind } from "../evidence/text-evidence.ts";
import type { ColumnName } from "../python/value.ts";
import type { LadderStep, PandasSeries } from "./pandas.ts";
import { knownDtype } from "./pandas-dtype.ts";
import { pastInt64, pastInt64ByPython } from "./past-int64.ts";
import {
  BEYOND_64_BITS,
  before,
  cellAt,
  FLOATS,
  missingAt,
  type NaturalColumn,
  NOT_FLOAT,
  NOT_INTEGER,
  NUMBERS,
  PAST_INT64,
  scalarValues,
  TextCounts,
  textColumn,
} from "./text-counts.ts";

const missingBesideIntegers = (missing: Tally): LadderStep => ({
  from: "int64",
  to: "float64",
  because: [...missingAt(missing), ", and int64 cannot hold a missing value."],
  at: missing.first,
});

/** `_try_double`, `_try_bool_flex` and text, for a column that is not all integers. */
function notIntegers(counts: TextCounts, notInteger: Tally | undefined): NaturalColumn {
  const { evidence } = counts;
  const integers = counts.any(["int64", "negativeInt64", "uint64", "bigInt", "bigNegativeInt"]);
  const steps: LadderStep[] = [];
  if (notInteger !== undefined && integers !== undefined) {
    steps.push({ from: "int64", to: "float64", because: [...cellAt(notInteger), ", which is not an integer."], at: notInteger.first });
  } else if (evidence.options.onlyFloats !== true && counts.missing !== undefined && integers !== undefined) {
    steps.push(missingBesideIntegers(counts.missing));
  }
  const notFloat = counts.any(NOT_FLOAT);
  if (notFloat === undefined) {
    const extra = counts.fact("floatMissing");
    const { missing } = counts;
    const all =
      extra === undefined || missing === undefined
        ? (missing ?? extra)
        : { count: missing.count + extra.count, first: missing.first.row <= extra.first.row ? missing.first : extra.first };
    return { dtype: "float64", missing: all, steps };
  }
  const notBool =
    evidence.options.listedBooleans === true ? counts.fact("notBool") : counts.any([...NUMBERS, "text", "negativeText", "pythonInt"]);
  if (notBool === undefined) return booleans(counts, steps);
  const from = counts.kind("bool") !== undefined ? "bool" : steps.length > 0 ? "float64" : integers !== undefined ? "int64" : "";
  const at = from === "bool" ? notBool : notFloat;
  return textColumn(counts, false, [
    ...steps,
    { from, to: "str", because: [...cellAt(at), from === "bool" ? ", which is not a boolean." : ", which is not a number."], at: at.first },
  ]);
}

function booleans(counts: TextCounts, steps: readonly LadderStep[]): NaturalColumn {
  const { evidence, missing } = counts;
  if (missing === undefined) return { dtype: "bool", missing, steps };
  const first = counts.any(["bool", "text", "negativeText", "int64"]);
  const values = scalarValues(evidence.rowCount, [
    ["bool", first === undefined ? undefined : { count: evidence.rowCount - missing.count, first: first.first }],
    ["nan", missing],
  ]);
  return {
    dtype: "object",
    missing,
    values,
    steps: [
      ...steps,
      {
        from: "bool",
        to: "object",
        because: [...missingAt(missing), ", and bool cannot hold a missing value."],
        at: missing.first,
      },
    ],
  };
}

/** Whether the column is one of booleans, with or without missing cells. */
export const isBoolean = ({ dtype, values }: NaturalColumn): boolean => dtype === "bool" || values?.scalars.has("bool") === true;

/**
 * What the categories of a column are, which no missing cell is among. They are not read where `decimal` or `thousands` are given.
 * Source: `Categorical._maybe_convert_categories`.
 */
export function categoryDtype(evidence: TextEvidence): NaturalColumn["dtype"] {
  const counts = new TextCounts(evidence);
  const { localized, onlyFloats, listedBooleans } = evidence.options;
  const hasWords = counts.any(NOT_FLOAT) !== undefined;
  if (localized !== true && !hasWords) {
    if (onlyFloats === true) return "float64";
    const unsigned = counts.kind("uint64");
    if (unsigned !== undefined && counts.kind("negativeInt64") !== undefined) return "str";
    if (counts.any(FLOATS) !== undefined) return "float64";
    if (counts.any(BEYOND_64_BITS) !== undefined) return "object";
    return unsigned === undefined ? "int64" : "uint64";
  }
  const others = counts.any([...NUMBERS, "text", "negativeText", "pythonInt"]);
  const isBool = listedBooleans === true ? counts.fact("notBool") === undefined : others === undefined;
  return isBool ? "bool" : "str";
}

/** What the first cell that is there reads as: where the ladder begins. */
function firstRung(counts: TextCounts): readonly LadderStep[] {
  const [first] = [...counts.evidence.kinds]
    .filter(([kind]) => kind !== "missing")
    .sort(([, left], [, right]) => left.first.row - right.first.row);
  if (first === undefined) return [];
  const [kind, tally] = first;
  const dtype = RUNGS[kind];
  return [{ from: "", to: dtype, because: [...cellAt(tally), "."], at: tally.first }];
}

const RUNGS: Readonly<Record<TextKind, string>> = {
  missing: "float64",
  int64: "int64",
  negativeInt64: "int64",
  uint64: "uint64",
  bigInt: "object",
  bigNegativeInt: "object",
  float: "float64",
  negativeFloat: "float64",
  infinity: "float64",
  negativeInfinity: "float64",
  bool: "bool",
  text: "str",
  negativeText: "str",
  pythonInt: "str",
};

/** {@link ladder} from its first rung on. */
export function naturalColumn(evidence: TextEvidence): NaturalColumn {
  const found = ladder(evidence);
  const start = firstRung(new TextCounts(evidence));
  return { ...found, steps: [...start, ...found.steps] };
}

/**
 * The dtype that pandas' C parser finds when none is declared: int64, uint64 or Python integers, float64, bool, text, in that order.
 * Source: `_convert_tokens` in `pandas/_libs/parsers.pyx`.
 */
function ladder(evidence: TextEvidence): NaturalColumn {
  const counts = new TextCounts(evidence);
  if (evidence.options.isText === true) return textColumn(counts, false, []);
  if (evidence.options.onlyFloats === true) return notIntegers(counts, undefined);
  const notInteger = counts.any(NOT_INTEGER);
  const overflow = counts.any(PAST_INT64);
  const { byPython = false } = evidence.options;
  if (overflow !== undefined && (byPython || !before(notInteger, overflow))) {
    const found = byPython ? pastInt64ByPython(counts, overflow) : pastInt64(counts, overflow);
    if (found !== "not integer") return found;
  } else if (notInteger === undefined && !(byPython && counts.fact("floatMissing") !== undefined)) {
    const { missing } = counts;
    if (missing === undefined) return { dtype: "int64", missing, steps: [] };
    const integers = counts.any(["int64", "negativeInt64"]);
    if (integers === undefined) return { dtype: "float64", missing, steps: [] };
    return {
      dtype: "float64",
      missing,
      steps: [missingBesideIntegers(missing)],
    };
  }
  return notIntegers(counts, notInteger);
}

/** A natural column as pandas would hold it; text has its strings as values. */
export function seriesFromNatural(name: ColumnName, natural: NaturalColumn, rowCount: number): PandasSeries {
  const { dtype, missing, steps } = natural;
  const present = rowCount - (missing?.count ?? 0);
  const strings = present === 0 ? undefined : { count: present, first: { row: 0 } };
  const values =
    natural.values ??
    (dtype === "str"
      ? scalarValues(rowCount, [
          ["str", strings],
          ["nan", missing],
        ])
      : undefined);
  return {
    name,
    dtype: knownDtype(dtype),
    length: rowCount,
    ...defined({ missing, values }),
    steps,
  };
}
