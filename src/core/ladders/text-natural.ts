import { datum, type Text, text } from "../errors.ts";
import type { Tally } from "../evidence/sighting.ts";
import type { TextEvidence, TextFact, TextKind } from "../evidence/text-evidence.ts";
import type { PythonScalar, ValueEvidence } from "../evidence/value-evidence.ts";
import type { ColumnName } from "../python/value.ts";
import type { LadderStep, PandasSeries } from "./pandas.ts";
import { knownDtype } from "./pandas-dtype.ts";

/** What the cascade found: a dtype by pandas' own name, what is missing under it, and the Python values where it is object. */
export interface NaturalColumn {
  readonly dtype: "int64" | "uint64" | "float64" | "bool" | "object" | "str";
  readonly missing: Tally | undefined;
  readonly values?: ValueEvidence;
  readonly steps: readonly LadderStep[];
}

const NOT_INTEGER: readonly TextKind[] = [
  "float",
  "negativeFloat",
  "infinity",
  "negativeInfinity",
  "bool",
  "text",
  "negativeText",
  "pythonInt",
];
const NUMBERS: readonly TextKind[] = [
  "int64",
  "negativeInt64",
  "uint64",
  "bigInt",
  "bigNegativeInt",
  "float",
  "negativeFloat",
  "infinity",
  "negativeInfinity",
];
const NOT_FLOAT: readonly TextKind[] = ["bool", "text", "negativeText", "pythonInt"];

/** Reads tallies by kind, and finds which came first. */
export class TextCounts {
  readonly evidence: TextEvidence;

  constructor(evidence: TextEvidence) {
    this.evidence = evidence;
  }

  kind(kind: TextKind): Tally | undefined {
    return this.evidence.kinds.get(kind);
  }

  fact(fact: TextFact): Tally | undefined {
    return this.evidence.facts.get(fact);
  }

  get missing(): Tally | undefined {
    return this.kind("missing");
  }

  /** The earliest sighting of any of the kinds, with all of them counted. */
  any(kinds: readonly TextKind[]): Tally | undefined {
    let joined: Tally | undefined;
    for (const kind of kinds) {
      const tally = this.kind(kind);
      if (tally === undefined) continue;
      joined =
        joined === undefined
          ? tally
          : { count: joined.count + tally.count, first: joined.first.row <= tally.first.row ? joined.first : tally.first };
    }
    return joined;
  }
}

/** Scalars of given types as the evidence of an object column. */
export function scalarValues(count: number, scalars: readonly (readonly [PythonScalar, Tally | undefined])[]): ValueEvidence {
  return {
    kind: "values",
    count,
    scalars: new Map(scalars.flatMap(([type, tally]) => (tally === undefined ? [] : [[type, tally] as const]))),
  };
}

const cellAt = ({ first }: Tally): Text => text`Row ${first.row + 1} has ${first.sample ?? datum("")}`;

const missingAt = (tally: Tally): Text =>
  tally.first.sample?.data === "" ? text`Row ${tally.first.row + 1} is empty` : [...cellAt(tally), ", which means missing"];

const before = (left: Tally | undefined, right: Tally | undefined) =>
  left !== undefined && (right === undefined || left.first.row < right.first.row);

/** The column as text. `literal` keeps even the missing spellings as text, as pandas does where integers overflow next to other things. */
function textColumn(counts: TextCounts, literal: boolean, steps: readonly LadderStep[]): NaturalColumn {
  return { dtype: "str", missing: literal ? undefined : counts.missing, steps };
}

/** `_try_pylong`: integers past 64 bits are Python's own, or all is text where one is none. */
function pythonIntegers(counts: TextCounts, because: LadderStep): NaturalColumn {
  const { evidence, missing } = counts;
  const notInteger = counts.any(NOT_INTEGER.filter((kind) => kind !== "pythonInt")) ?? counts.fact("notPythonInt");
  if (notInteger !== undefined) {
    const step: LadderStep = {
      from: "object",
      to: "str",
      because: [...cellAt(notInteger), ", which is not an integer; others exceed 64 bits: all cells stay text, also empty ones."],
      at: notInteger.first,
    };
    return textColumn(counts, true, [because, step]);
  }
  const integers = evidence.rowCount - (missing?.count ?? 0);
  const firstInteger = counts.any(["int64", "negativeInt64", "uint64", "bigInt", "bigNegativeInt", "pythonInt"]);
  return {
    dtype: "object",
    missing,
    values: {
      ...scalarValues(evidence.rowCount, [
        ["int", firstInteger === undefined ? undefined : { count: integers, first: firstInteger.first }],
        ["nan", missing],
      ]),
      // Bounds rather than values: only which 64-bit type they leave is ever asked.
      integers: {
        min: counts.kind("bigNegativeInt") === undefined ? 0n : -(2n ** 63n) - 1n,
        max: counts.kind("bigInt") === undefined ? 2n ** 63n : 2n ** 64n,
      },
    },
    steps: [because],
  };
}

/** What follows an integer that int64 does not hold, before anything that is not an integer: `_try_uint64`, then Python integers. */
function pastInt64(counts: TextCounts, overflow: Tally): NaturalColumn | "not integer" {
  const step = (to: string, because: Text, tally: Tally): LadderStep => ({ from: "int64", to, because, at: tally.first });
  const beyond = counts.kind("bigInt");
  const notInteger = counts.any(["float", "infinity", "bool", "text", "pythonInt"]);
  const past = [...cellAt(overflow), ", which is too large for int64"];
  if (before(beyond, notInteger)) return pythonIntegers(counts, step("object", [...past, " and uint64."], overflow));
  if (notInteger !== undefined) return "not integer";
  const negative = counts.any(["negativeInt64", "bigNegativeInt", "negativeFloat", "negativeInfinity", "negativeText"]);
  const unsigned = counts.kind("uint64");
  const { missing } = counts;
  if (unsigned !== undefined && (negative !== undefined || missing !== undefined)) {
    const other = negative ?? missing ?? unsigned;
    return textColumn(counts, true, [
      step("str", [...past, "; ", ...cellAt(other), ", which uint64 cannot hold: all cells stay text, also empty ones."], overflow),
    ]);
  }
  if (negative !== undefined) return pythonIntegers(counts, step("object", [...past, "."], overflow));
  return { dtype: "uint64", missing: undefined, steps: [step("uint64", [...past, "; uint64 does."], overflow)] };
}

/** `_try_double`, `_try_bool_flex` and text, for a column that is not all integers. */
function notIntegers(counts: TextCounts, notInteger: Tally | undefined): NaturalColumn {
  const { evidence } = counts;
  const integers = counts.any(["int64", "negativeInt64", "uint64", "bigInt", "bigNegativeInt"]);
  const steps: LadderStep[] = [];
  if (notInteger !== undefined && integers !== undefined) {
    steps.push({ from: "int64", to: "float64", because: [...cellAt(notInteger), ", which is not an integer."], at: notInteger.first });
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
    if (onlyFloats === true || counts.any(["float", "negativeFloat", "infinity", "negativeInfinity"]) !== undefined) return "float64";
    const beyond = counts.any(["bigInt", "bigNegativeInt"]);
    const isNegative = counts.any(["negativeInt64", "bigNegativeInt"]) !== undefined;
    const unsigned = counts.kind("uint64");
    if (beyond !== undefined) return "object";
    if (unsigned !== undefined) return isNegative ? "str" : "uint64";
    return "int64";
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
  const overflow = counts.any(["uint64", "bigInt", "bigNegativeInt"]);
  if (overflow !== undefined && !before(notInteger, overflow)) {
    const found = pastInt64(counts, overflow);
    if (found !== "not integer") return found;
  } else if (notInteger === undefined) {
    const { missing } = counts;
    if (missing === undefined) return { dtype: "int64", missing, steps: [] };
    const integers = counts.any(["int64", "negativeInt64"]);
    if (integers === undefined) return { dtype: "float64", missing, steps: [] };
    return {
      dtype: "float64",
      missing,
      steps: [
        {
          from: "int64",
          to: "float64",
          because: [...missingAt(missing), ", and int64 cannot hold a missing value."],
          at: missing.first,
        },
      ],
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
    ...(missing === undefined ? {} : { missing }),
    ...(values === undefined ? {} : { values }),
    steps,
  };
}
