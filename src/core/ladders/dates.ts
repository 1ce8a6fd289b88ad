import { defined, must } from "../defined.ts";
import { CURRENT, type Environment, has } from "../environment/environment.ts";
import { text } from "../errors.ts";
import type { DateEvidence } from "../evidence/date-evidence.ts";
import { FORMAT_WORDS } from "../evidence/date-format.ts";
import { cellText, type Sighting, shownSample, type Tally } from "../evidence/sighting.ts";
import type { PythonScalar } from "../evidence/value-evidence.ts";
import type { ColumnName } from "../python/value.ts";
import type { LadderStep, SeriesOutcome } from "./pandas.ts";
import { knownDtype } from "./pandas-dtype.ts";
import { undecidedColumn } from "./refusal.ts";
import { scalarValues } from "./text-counts.ts";

/** What is missing where the column stays text: `NaT` and empty cells that no option makes missing are text then. */
function cellsMissing({ missing, notTimes }: DateEvidence): Tally | undefined {
  if (missing === undefined || notTimes === undefined) return missing;
  const count = missing.count - notTimes.count;
  return count === 0 ? undefined : { count, first: missing.first };
}

/** The column stays text: `date_converter` gives the strings back where to_datetime raises. */
function stillText(name: ColumnName, evidence: DateEvidence, rowCount: number, step: LadderStep): SeriesOutcome {
  const missing = cellsMissing(evidence);
  const present = rowCount - (missing?.count ?? 0);
  const values = scalarValues(rowCount, [
    ["str", present === 0 ? undefined : { count: present, first: evidence.first ?? { row: 0 } }],
    ["nan", missing],
  ]);
  return {
    kind: "series",
    series: { name, dtype: knownDtype("str"), length: rowCount, ...defined({ missing }), values, steps: [step] },
  };
}

/** A time zone as pandas prints it: `UTC`, `UTC+01:00`. */
const zoneName = (offset: string) => (offset === "+0000" ? "UTC" : `UTC${offset.slice(0, 3)}:${offset.slice(3, 5)}`);

/** The Python that decides. */
const readLine = (name: ColumnName) => `pd.read_csv(path, parse_dates=[${JSON.stringify(String(name))}]).dtypes`;

const cell = (sighting: Sighting) => text`Row ${sighting.row + 1} has ${shownSample(sighting)}`;

/** Dates of which one is outside what nanoseconds hold: text, unless its year is one that they hold in part. */
function outside(name: ColumnName, evidence: DateEvidence, rowCount: number, sighting: Sighting): SeriesOutcome {
  const year = Number(/\d{4}/.exec(cellText(sighting))?.[0] ?? 0);
  if (year === 1677 || year === 2262)
    return undecidedColumn(name, [...cell(sighting), ", which may be outside the range of nanoseconds."], readLine(name));
  return stillText(name, evidence, rowCount, {
    from: "datetime64[ns]",
    to: "str",
    because: [...cell(sighting), ", which is outside the range of nanoseconds."],
    at: sighting,
  });
}

/** Times that no one dtype holds, as objects of a Python type. */
function objectTimes(name: ColumnName, { missing }: DateEvidence, rowCount: number, at: Sighting, type: PythonScalar): SeriesOutcome {
  const present = rowCount - (missing?.count ?? 0);
  const values = scalarValues(rowCount, [
    [type, { count: present, first: at }],
    ["pandas.NaT", missing],
  ]);
  const because = [...cell(at), ", whose offset from UTC no column of datetime64[ns] has."];
  const steps = [{ from: "datetime64[ns]", to: "object", because, at }];
  return { kind: "series", series: { name, dtype: knownDtype("object"), length: rowCount, ...defined({ missing }), values, steps } };
}

/**
 * A `parse_dates` column before pandas 2: each cell is read by itself, and all stay text if one is not a date.
 * Source: `pandas/core/tools/datetimes.py` with `errors="ignore"`, and `array_to_datetime`.
 */
function seriesFromEachDate(name: ColumnName, evidence: DateEvidence, rowCount: number): SeriesOutcome {
  const { notDate, unsure, undecided, offsets, missing, first, outsideNanoseconds } = evidence;
  const step = { from: "datetime64[ns]", to: "str" };
  if (notDate !== undefined)
    return stillText(name, evidence, rowCount, { ...step, because: [...cell(notDate), ", which is not a date."], at: notDate });
  const open = unsure ?? undecided;
  if (open !== undefined)
    return undecidedColumn(name, [...cell(open), ", and only pandas can decide whether it is a date."], readLine(name));
  if (outsideNanoseconds !== undefined) return outside(name, evidence, rowCount, outsideNanoseconds);
  const [zoned] = [...offsets].filter(([offset]) => offset !== "none").map(([, sighting]) => sighting);
  if (zoned !== undefined) return objectTimes(name, evidence, rowCount, zoned, offsets.size > 1 ? "datetime.datetime" : "pandas.Timestamp");
  const because = text`parse_dates: every cell is a date by itself.`;
  const steps = first === undefined ? [] : [{ from: "str", to: "datetime64[ns]", because, at: first }];
  return { kind: "series", series: { name, dtype: knownDtype("datetime64[ns]"), length: rowCount, ...defined({ missing }), steps } };
}

/**
 * A `parse_dates` column: datetime64 where every cell holds to the format that the first one fixed, text where one does not,
 * undecided where no format can be guessed and dateutil would decide. Source: `date_converter` and `pandas/core/tools/datetimes.py`.
 */
export function seriesFromDates(
  name: ColumnName,
  evidence: DateEvidence,
  rowCount: number,
  environment: Environment = CURRENT,
): SeriesOutcome {
  if (!has(environment, "oneDateFormat")) return seriesFromEachDate(name, evidence, rowCount);
  const { format, mismatch, undecided, offsets, missing, first } = evidence;
  if (mismatch !== undefined) {
    const because =
      format === undefined || FORMAT_WORDS.has(format)
        ? text`, which is not a date.`
        : text`, which is not of the format ${format} that the first date fixed.`;
    return stillText(name, evidence, rowCount, {
      from: "datetime64[us]",
      to: "str",
      because: [...cell(mismatch), ...because],
      at: mismatch,
    });
  }
  if (undecided !== undefined) {
    return undecidedColumn(name, [...cell(undecided), ", and only pandas can decide whether it is a date."], readLine(name));
  }
  if (evidence.fine !== undefined && evidence.outsideNanoseconds !== undefined)
    return outside(name, evidence, rowCount, evidence.outsideNanoseconds);
  const [, second] = [...offsets.values()];
  if (second !== undefined && !has(environment, "microseconds")) return objectTimes(name, evidence, rowCount, second, "other");
  if (second !== undefined) {
    return stillText(name, evidence, rowCount, {
      from: "datetime64[us]",
      to: "str",
      because: [...cell(second), ", whose offset from UTC differs from the first one's."],
      at: second,
    });
  }
  const offset = offsets.keys().next().value;
  const unit = evidence.fine === undefined ? "us" : "ns";
  const dtype = offset === undefined || offset === "none" ? `datetime64[${unit}]` : `datetime64[${unit}, ${zoneName(offset)}]`;
  return {
    kind: "series",
    series: {
      name,
      dtype: knownDtype(dtype),
      length: rowCount,
      ...defined({ missing }),
      steps:
        first === undefined
          ? []
          : [
              {
                from: "str",
                to: dtype,
                because:
                  format !== undefined && FORMAT_WORDS.has(format)
                    ? text`parse_dates: every cell is a date by itself, as date_format=${format} asks.`
                    : text`parse_dates: all cells have the format ${format ?? "of the first"}, set by row ${first.row + 1}.`,
                at: first,
              },
            ],
    },
  };
}

/** The times that `datetime64[ns]` has, in seconds from the epoch. */
const NANOSECOND_LIMIT_S = 9_223_372_036n;

const UNITS_PER_SECOND: Readonly<Record<string, bigint>> = { s: 1n, ms: 1_000n, us: 1_000_000n, ns: 1_000_000_000n };

const SECONDS_PER_DAY = 86_400n;

/** Whether times counted in a unit lie within nanoseconds; a nanosecond always does. */
export function fitsNanoseconds(range: { readonly min: bigint; readonly max: bigint }, unit: string): boolean {
  const limit = unit === "day" ? NANOSECOND_LIMIT_S / SECONDS_PER_DAY : NANOSECOND_LIMIT_S * must(UNITS_PER_SECOND[unit]);
  return unit === "ns" || (range.min > -limit && range.max < limit);
}
