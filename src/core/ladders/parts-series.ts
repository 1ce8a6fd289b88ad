import { defined, must } from "../defined.ts";
import { CURRENT, type Environment, has } from "../environment/environment.ts";
import { type Text, text } from "../errors.ts";
import { isAlwaysCast } from "../evidence/arrow-cast.ts";
import type { ArrowEvidence } from "../evidence/arrow-evidence.ts";
import { arrowTypeName } from "../evidence/arrow-type.ts";
import { mergeExtremes } from "../evidence/extremes.ts";
import type { AbsentParts, AlikeParts, PartsEvidence } from "../evidence/parts-evidence.ts";
import type { MissingTally, Tally } from "../evidence/sighting.ts";
import { joinMissing, placedTally } from "../evidence/sighting.ts";
import type { PythonScalar, ValueEvidence } from "../evidence/value-evidence.ts";
import { mergeValues, NO_VALUES } from "../evidence/value-merge.ts";
import { UINT64_MAX } from "../python/int-range.ts";
import type { ColumnName } from "../python/value.ts";
import { seriesFromArrow } from "./arrow-series.ts";
import { concatDtype } from "./concat-dtypes.ts";
import type { LadderStep, PandasSeries, SeriesOutcome } from "./pandas.ts";
import { undecidedColumn } from "./refusal.ts";
import { scalarValues } from "./text-counts.ts";
import { seriesFromText } from "./text-series.ts";
import { seriesFromValues } from "./value-series.ts";

/** The column of one file, or of those files alone in which it is alike. */
export function seriesOfAlike(
  name: ColumnName,
  { evidence, rowCount }: Pick<AlikeParts, "evidence" | "rowCount">,
  environment: Environment = CURRENT,
): SeriesOutcome {
  switch (evidence.kind) {
    case "text":
      return seriesFromText(name, evidence);
    case "arrow":
      return seriesFromArrow(name, evidence, rowCount);
    case "values":
      return seriesFromValues(name, evidence, rowCount, environment);
  }
}

const absentTally = ({ rowCount, firstRow }: AbsentParts): MissingTally | undefined =>
  rowCount === 0 ? undefined : { count: rowCount, first: { row: firstRow } };

const SCALARS: Readonly<Partial<Record<string, readonly [filled: PythonScalar, missing: PythonScalar]>>> = {
  b: ["bool", "nan"],
  i: ["int", "nan"],
  u: ["int", "nan"],
  f: ["float", "nan"],
  M: ["pandas.Timestamp", "pandas.NaT"],
  m: ["pandas.Timedelta", "pandas.NaT"],
};

/** The first row with a value, as far as it is known: typed files do not say where it is. */
function firstFilled(parts: AlikeParts): number {
  if (parts.evidence.kind !== "text") return parts.firstRow;
  const rows = [...parts.evidence.kinds].flatMap(([kind, { first }]) => (kind === "missing" ? [] : [first.row]));
  return Math.min(...rows);
}

/** Values with the rows of the data set: a series that is made of one group of files begins at its own row 0. */
function placedIn(parts: AlikeParts, values: ValueEvidence): ValueEvidence {
  const start = parts.firstRow;
  const placed = (tally: Tally): Tally =>
    tally.first.row >= start ? tally : { ...tally, first: { ...tally.first, row: firstFilled(parts) } };
  return { ...values, scalars: new Map([...values.scalars].map(([scalar, tally]) => [scalar, placed(tally)])) };
}

/** The Python values that a column becomes where it joins others as objects. */
function objectsOf({ dtype, values, length, missing, categories }: PandasSeries, parts: AlikeParts): ValueEvidence {
  if (values !== undefined && dtype.name !== "category") return placedIn(parts, values);
  const kind = dtype.name === "category" ? categoryKind(categories) : dtype.kind;
  const [filled, lacking] = SCALARS[kind] ?? ["str", "nan"];
  const present = length - (missing?.count ?? 0);
  const tally: Tally | undefined = present > 0 ? { count: present, first: { row: firstFilled(parts) } } : undefined;
  const objects = scalarValues(length, [
    [filled, tally],
    [lacking, missing === undefined ? undefined : placedTally(missing)],
  ]);
  return dtype.kind === "u" && dtype.itemsize === 8 ? { ...objects, integers: { min: 0n, max: UINT64_MAX } } : objects;
}

const CATEGORY_KINDS = { int: "i", uint: "u", float: "f", bool: "b" } as const;

const categoryKind = (categories = "str"): string =>
  Object.entries(CATEGORY_KINDS).find(([name]) => categories.startsWith(name))?.[1] ?? "O";

/** Whether several files have integer categories with missing cells: `pd.concat` keeps them where they are the same, and makes floats of others. */
const hasUnknownCategories = ({ evidence, fileCount }: AlikeParts, { dtype, categories = "", length, missing }: PandasSeries): boolean =>
  evidence.kind === "text" &&
  fileCount > 1 &&
  dtype.name === "category" &&
  /^(?:u?int|object)/.test(categories) &&
  missing !== undefined &&
  missing.count < length;

function stepsOf(alike: readonly AlikeParts[], series: readonly PandasSeries[], to: string, absent: AbsentParts | undefined): LadderStep[] {
  const fileCount = alike.reduce((sum, one) => sum + one.fileCount, 0) + (absent?.fileCount ?? 0);
  const steps = series.map(({ dtype }, index): LadderStep => {
    const count = must(alike[index]).fileCount;
    const verb = count === 1 ? "has" : "have";
    return { from: "", to: dtype.name, because: text`${count} of ${fileCount} files ${verb} it as ${dtype.name}.` };
  });
  if (absent !== undefined) steps.push({ from: "", to: "float64", because: lacks(absent.fileCount, fileCount) });
  return [...steps, { from: steps.map((step) => step.to).join(", "), to, because: text`pd.concat joins the dtypes of the files.` }];
}

const lacks = (count: number, fileCount: number): Text =>
  text`${count} of ${fileCount} files ${count === 1 ? "does not have it: its" : "do not have it: their"} rows are NaN.`;

/** The time zones of the times that are there; "" where they have none. */
const zonesOf = (series: readonly PandasSeries[]): ReadonlySet<string> =>
  new Set(
    series.flatMap(({ dtype, length, missing }) =>
      dtype.kind === "M" && length > (missing?.count ?? 0) ? [/, (.*)\]$/.exec(dtype.name)?.[1] ?? ""] : [],
    ),
  );

function concatenated(name: ColumnName, { alike, absent }: PartsEvidence, rowCount: number, environment: Environment): SeriesOutcome {
  const series: PandasSeries[] = [];
  for (const one of alike) {
    const outcome = seriesOfAlike(name, one, environment);
    if (outcome.kind !== "series") return outcome;
    if (hasUnknownCategories(one, outcome.series))
      return undecidedColumn(
        name,
        text`Signet has not counted whether ${one.fileCount} files have the same categories.`,
        "pd.concat(frames, ignore_index=True).dtypes",
      );
    series.push(outcome.series);
  }
  const lacking = absent === undefined ? undefined : absentTally(absent);
  // Frames without rows count by their dtype too, which nobody has asked for here.
  const dtype = has(environment, "textDtype") && lacking?.count !== 0 ? concatDtype(series, lacking !== undefined) : null;
  if (dtype === null) {
    const found = [...new Set(series.map((one) => one.dtype.name))].join(", ");
    return undecidedColumn(
      name,
      text`Signet has not verified how pd.concat joins ${found}.`,
      "pd.concat(frames, ignore_index=True).dtypes",
    );
  }
  if (dtype.name === "object" && zonesOf(series).size > 1)
    return undecidedColumn(
      name,
      text`Signet has not verified how MLflow infers times of different zones in one column.`,
      "infer_signature(pd.concat(frames, ignore_index=True))",
    );
  const isObject = dtype.kind === "O" && dtype.name !== "category";
  const absentValues = scalarValues(lacking?.count ?? 0, [["nan", lacking === undefined ? undefined : placedTally(lacking)]]);
  const values = isObject
    ? [...series.map((one, index) => objectsOf(one, must(alike[index]))), absentValues].reduce(
        (left, right) => mergeValues(left, right, 0),
        NO_VALUES,
      )
    : undefined;
  const categories = dtype.name === "category" ? series[0]?.categories : undefined;
  const declaredBy = series.find((one) => one.declaredBy !== undefined)?.declaredBy;
  const undecodable = series.find((one) => one.undecodable !== undefined)?.undecodable;
  return {
    kind: "series",
    series: {
      name,
      dtype,
      length: rowCount,
      ...defined({ missing: joinedMissing(series, lacking), values, categories, declaredBy, undecodable }),
      steps: stepsOf(alike, series, dtype.name, absent),
    },
  };
}

const joinedMissing = (series: readonly PandasSeries[], lacking: MissingTally | undefined): MissingTally | undefined =>
  [...series.map(({ missing }) => missing), lacking].reduce(joinMissing, undefined);

/** The evidence of two types' files under the first type; null where pyarrow's cast depends on the values. */
function castTo(left: ArrowEvidence, right: ArrowEvidence): ArrowEvidence | null {
  if (left.extension !== undefined || right.extension !== undefined) return null;
  const isSame = arrowTypeName(left.type) === arrowTypeName(right.type);
  if (!isSame && !isAlwaysCast(right.type, left.type)) return null;
  const [one, other] = [left.counts, right.counts];
  const nulls = joinMissing(one.nulls, other.nulls);
  const nans = joinMissing(one.nans, left.type.kind === "float" ? other.nans : undefined);
  const extremes = mergeExtremes(one.extremes, other.extremes);
  const declaredBy = left.declaredBy ?? right.declaredBy;
  const undecodable = one.undecodable ?? other.undecodable;
  const yearless = one.yearless ?? other.yearless;
  return {
    ...left,
    counts: { ...one, length: one.length + other.length, ...defined({ nulls, nans, extremes, undecodable, yearless }) },
    ...defined({ declaredBy }),
  };
}

/** The column under the schema of the first file, which pyarrow casts every file to. */
function castToFirst(name: ColumnName, { alike, absent }: PartsEvidence, rowCount: number): SeriesOutcome {
  const [first, ...others] = alike;
  if (first?.evidence.kind !== "arrow")
    return undecidedColumn(name, text`Signet has not verified how pyarrow joins the files.`, "pd.read_parquet(folder).dtypes");
  let joined: ArrowEvidence = first.evidence;
  for (const { evidence } of others) {
    const cast = evidence.kind === "arrow" ? castTo(joined, evidence) : null;
    if (cast === null) {
      const types = evidence.kind === "arrow" ? `${arrowTypeName(evidence.type)} to ${arrowTypeName(joined.type)}` : "it";
      return undecidedColumn(
        name,
        text`pyarrow casts every file to the types of the first. Whether it takes ${types} depends on the values.`,
        "pd.read_parquet(folder).dtypes",
      );
    }
    joined = cast;
  }
  const lacking = absent === undefined ? undefined : absentTally(absent);
  const { counts } = joined;
  const nulls = joinMissing(counts.nulls, lacking);
  const all = { ...joined, counts: { ...counts, length: counts.length + (lacking?.count ?? 0), ...defined({ nulls }) } };
  return seriesFromArrow(name, all, rowCount);
}

/** A column in which the files of a data set differ, as pandas makes one of it: by `pd.concat`, or as pyarrow reads a folder. */
export function seriesFromParts(
  name: ColumnName,
  evidence: PartsEvidence,
  rowCount: number,
  environment: Environment = CURRENT,
): SeriesOutcome {
  return evidence.joinedBy === "concat" ? concatenated(name, evidence, rowCount, environment) : castToFirst(name, evidence, rowCount);
}
