import { CURRENT, has } from "../environment/environment.ts";
import type { Text } from "../errors.ts";
import type { Tally } from "../evidence/sighting.ts";
import type { LadderStep } from "./pandas.ts";
import {
  BEYOND_64_BITS,
  before,
  cellAt,
  type NaturalColumn,
  NOT_FLOAT,
  NOT_INTEGER,
  scalarValues,
  type TextCounts,
  textColumn,
} from "./text-counts.ts";

/** `_try_pylong`: integers past 64 bits are Python's own, or all is text if one is not an integer. */
function pythonIntegers(counts: TextCounts, because: LadderStep): NaturalColumn {
  const { evidence, missing } = counts;
  if (!has(evidence.environment ?? CURRENT, "bigIntegers")) return textColumn(counts, false, [{ ...because, to: "str" }]);
  const notInteger =
    counts.any(NOT_INTEGER.filter((kind) => kind !== "pythonInt")) ??
    counts.fact("notPythonInt") ??
    counts.mark("longInteger") ??
    counts.mark("negativeLongInteger");
  if (notInteger !== undefined) {
    const isLong = counts.mark("longInteger") === notInteger || counts.mark("negativeLongInteger") === notInteger;
    const why = isLong ? ", which has more digits than Python's int takes" : ", which is not an integer; others exceed 64 bits";
    const step: LadderStep = {
      from: "object",
      to: "str",
      because: [...cellAt(notInteger), `${why}: all cells stay text, also empty ones.`],
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
export function pastInt64(counts: TextCounts, overflow: Tally): NaturalColumn | "not integer" {
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

/**
 * What pandas' Python engine makes of a column that has integers past int64, unless something in it is not an integer. Its integers of any size
 * are Python's own, and beside a missing cell they are floats.
 * Source: `maybe_convert_numeric` in `pandas/_libs/lib.pyx`, and what `PythonParser._infer_types` does where it raises.
 */
export function pastInt64ByPython(counts: TextCounts, overflow: Tally): NaturalColumn | "not integer" {
  if (counts.any(NOT_FLOAT) !== undefined) return "not integer";
  const lost = counts.missing ?? counts.fact("floatMissing");
  const unsigned = counts.kind("uint64");
  const other = counts.kind("negativeInt64") ?? lost;
  const past = (tally: Tally): Text => [...cellAt(tally), ", which is too large for int64"];
  if (unsigned !== undefined && other !== undefined) {
    const because = [...past(unsigned), "; ", ...cellAt(other), ", which uint64 cannot hold: all cells stay text, also empty ones."];
    const step: LadderStep = { from: "int64", to: "str", because, at: unsigned.first };
    return { ...textColumn(counts, true, [step]), missing: counts.evidence.options.lacking };
  }
  if (lost !== undefined || counts.any(NOT_INTEGER) !== undefined) return "not integer";
  if (counts.any(BEYOND_64_BITS) !== undefined)
    return pythonIntegers(counts, { from: "int64", to: "object", because: [...past(overflow), "."], at: overflow.first });
  const step: LadderStep = { from: "int64", to: "uint64", because: [...past(overflow), "; uint64 does."], at: overflow.first };
  return { dtype: "uint64", missing: undefined, steps: [step] };
}
