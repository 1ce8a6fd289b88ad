import { type Text, text } from "../errors.ts";
import type { TextEvidence, TextKind } from "../evidence/text-evidence.ts";
import type { PythonScalar } from "../evidence/value-evidence.ts";
import type { ColumnName } from "../python/value.ts";
import type { PandasDtype, PandasSeries, SeriesOutcome } from "./pandas.ts";
import { pandasDtype } from "./pandas-dtype.ts";
import { readRefusal, undecidedColumn } from "./refusal.ts";
import { naturalColumn, scalarValues, seriesFromNatural, TextCounts } from "./text-natural.ts";

const FLOATS: readonly TextKind[] = ["float", "negativeFloat", "infinity", "negativeInfinity"];
const WORDS: readonly TextKind[] = ["text", "negativeText", "pythonInt"];

/** Everything that a declared dtype is judged by. */
interface Declared {
  readonly name: ColumnName;
  readonly evidence: TextEvidence;
  readonly counts: TextCounts;
  readonly dtype: PandasDtype;
}

function series({ name, evidence, counts, dtype }: Declared, missing: PythonScalar = "nan"): SeriesOutcome {
  const lost = counts.missing;
  const present = evidence.rowCount - (lost?.count ?? 0);
  const strings = present === 0 ? undefined : { count: present, first: { row: 0 } };
  const result: PandasSeries = {
    name,
    dtype,
    length: evidence.rowCount,
    ...(lost === undefined ? {} : { missing: lost }),
    ...(dtype.kind === "O"
      ? {
          values: scalarValues(evidence.rowCount, [
            ["str", strings],
            [missing, lost],
          ]),
        }
      : {}),
    steps: [{ from: naturalColumn(evidence).dtype, to: dtype.name, because: text`The reader option dtype declares it.` }],
  };
  return { kind: "series", series: result };
}

function refuse({ name, dtype }: Declared, because: Text): SeriesOutcome {
  return readRefusal(name, [...text`pandas refuses dtype=${dtype.name}: `, ...because], "ValueError");
}

const cell = (counts: TextCounts, kinds: readonly TextKind[]): Text => {
  const tally = counts.any(kinds);
  return tally === undefined ? ["a cell does not fit."] : text`row ${tally.first.row + 1} has ${tally.first.sample ?? "such a cell"}.`;
};

/** Whether all integers seen lie within the dtype; unknown extremes count as within, but for those that no signed dtype holds. */
function fits({ counts, evidence, dtype }: Declared): boolean {
  const { integers } = evidence;
  const unsigned = dtype.kind === "u";
  if (integers === undefined) return unsigned || counts.any(["uint64", "bigInt", "bigNegativeInt"]) === undefined;
  const bits = BigInt(dtype.itemsize * 8);
  return integers.min >= (unsigned ? 0n : -(2n ** (bits - 1n))) && integers.max < (unsigned ? 2n ** bits : 2n ** (bits - 1n));
}

/** NumPy integers: no missing cell, no fraction, nothing outside the range. Source: `_convert_with_dtype`, `casting="safe"`. */
function integer(declared: Declared): SeriesOutcome {
  const { counts } = declared;
  if (counts.missing !== undefined) return refuse(declared, cell(counts, ["missing"]));
  const natural = naturalColumn(declared.evidence);
  if (natural.dtype === "bool") return series(declared);
  if (natural.dtype === "str" || natural.dtype === "object")
    return refuse(declared, cell(counts, [...WORDS, "bool", "bigInt", "bigNegativeInt"]));
  if (counts.any(["infinity", "negativeInfinity"]) !== undefined || counts.fact("fraction") !== undefined)
    return refuse(declared, cell(counts, FLOATS));
  return fits(declared) ? series(declared) : refuse(declared, ["an integer lies outside its range."]);
}

function float(declared: Declared): SeriesOutcome {
  const { counts, evidence } = declared;
  const words = counts.any([...WORDS, "bool"]);
  if (words === undefined) return series(declared);
  return naturalColumn(evidence).dtype === "bool" ||
    (counts.any(WORDS) === undefined && counts.any(FLOATS) === undefined && counts.any(["int64", "negativeInt64"]) === undefined)
    ? series(declared)
    : refuse(declared, cell(counts, [...WORDS, "bool"]));
}

function boolean(declared: Declared): SeriesOutcome {
  const { counts, evidence } = declared;
  if (naturalColumn(evidence).dtype === "bool") return series(declared);
  if (counts.missing !== undefined) return refuse(declared, cell(counts, ["missing"]));
  if (
    counts.any([...WORDS, "bool"]) === undefined &&
    counts.fact("notZeroOrOne") === undefined &&
    counts.any(["bigInt", "bigNegativeInt", "uint64"]) === undefined
  )
    return series(declared);
  return refuse(declared, cell(counts, [...WORDS, "int64", "negativeInt64", ...FLOATS]));
}

/** The nullable integers and floats parse what is numeric, missing cells included. */
function nullableNumber(declared: Declared): SeriesOutcome {
  const { counts, dtype } = declared;
  const words = counts.any([...WORDS, "bool"]);
  if (words !== undefined) return refuse(declared, cell(counts, [...WORDS, "bool"]));
  if (dtype.kind === "f") return series(declared);
  if (counts.any(["infinity", "negativeInfinity"]) !== undefined || counts.fact("fraction") !== undefined)
    return refuse(declared, cell(counts, FLOATS));
  return fits(declared) ? series(declared) : refuse(declared, ["an integer lies outside its range."]);
}

/** `boolean` and `bool[pyarrow]` know true, false, 1, 0, 1.0 and 0.0. */
function nullableBoolean(declared: Declared): SeriesOutcome {
  const { counts, name, dtype } = declared;
  if (
    counts.any(WORDS) === undefined &&
    counts.fact("notZeroOrOne") === undefined &&
    counts.any(["infinity", "negativeInfinity"]) === undefined
  ) {
    const number = counts.any([...FLOATS, "int64", "negativeInt64"]);
    const plain = number?.first.sample?.data;
    return plain === undefined || ["0", "1", "0.0", "1.0"].includes(plain)
      ? series(declared)
      : undecidedColumn(
          name,
          text`Whether ${number?.first.sample ?? ""} is a boolean hangs on how it is written.`,
          `pd.read_csv(path, dtype="${dtype.name}").dtypes`,
        );
  }
  return refuse(declared, cell(counts, [...WORDS, "int64", "negativeInt64", ...FLOATS]));
}

/** A category's values are typed as an ordinary column's would be; with missing cells integers become floats and booleans objects. */
function category(declared: Declared): SeriesOutcome {
  const { name, evidence, counts } = declared;
  const natural = seriesFromNatural(name, naturalColumn(evidence), evidence.rowCount);
  const { missing } = counts;
  const present = evidence.rowCount - (missing?.count ?? 0);
  const some = present === 0 ? undefined : { count: present, first: { row: 0 } };
  const type: PythonScalar =
    natural.dtype.kind === "f"
      ? "float"
      : natural.dtype.kind === "i" || natural.dtype.kind === "u"
        ? "int"
        : natural.dtype.kind === "b"
          ? "bool"
          : "str";
  return {
    kind: "series",
    series: {
      ...natural,
      dtype: declared.dtype,
      values:
        natural.values ??
        scalarValues(evidence.rowCount, [
          [type, some],
          ["nan", missing],
        ]),
      categories: natural.dtype.name,
      steps: [{ from: natural.dtype.name, to: "category", because: text`The reader option dtype declares it.` }],
    },
  };
}

/**
 * A column whose `dtype` was declared to `pd.read_csv`. `refused` where pandas raises, `undecided` for dtypes whose parsing is not proved.
 * Source: `_convert_with_dtype` and the cast after the cascade in `pandas/_libs/parsers.pyx`.
 */
export function declaredSeries(name: ColumnName, evidence: TextEvidence, spelling: string): SeriesOutcome {
  const dtype = pandasDtype(spelling);
  if (dtype === null)
    return undecidedColumn(
      name,
      text`dtype=${spelling} is not one that Signet has proved.`,
      `pd.read_csv(path, dtype={${JSON.stringify(String(name))}: "${spelling}"}).dtypes`,
    );
  const declared: Declared = { name, evidence, counts: new TextCounts(evidence), dtype };
  const nullable = /^[A-Z]|\[pyarrow\]$|^boolean$/.test(dtype.name);
  if (dtype.name === "category") return category(declared);
  if (dtype.name === "str" || dtype.name === "object" || dtype.kind === "U") return series(declared);
  if (dtype.name === "string") return series(declared, "pandas.NA");
  if (dtype.kind === "M" && !nullable)
    return readRefusal(name, text`pandas does not parse dtype=${dtype.name} while reading: use parse_dates.`, "TypeError");
  if (nullable && dtype.kind === "b") return nullableBoolean(declared);
  if (nullable && (dtype.kind === "i" || dtype.kind === "u" || dtype.kind === "f")) return nullableNumber(declared);
  if (dtype.kind === "i" || dtype.kind === "u") return integer(declared);
  if (dtype.kind === "f") return float(declared);
  if (dtype.kind === "b") return boolean(declared);
  return undecidedColumn(
    name,
    text`Reading text as ${dtype.name} is not proved.`,
    `pd.read_csv(path, dtype={${JSON.stringify(String(name))}: "${spelling}"}).dtypes`,
  );
}
