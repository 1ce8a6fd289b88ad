import { defined } from "../defined.ts";
import { text } from "../errors.ts";
import type { DateEvidence } from "../evidence/date-evidence.ts";
import { FORMAT_WORDS } from "../evidence/date-format.ts";
import type { Sighting, Tally } from "../evidence/sighting.ts";
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

const cell = (sighting: Sighting) => text`Row ${sighting.row + 1} has ${sighting.sample ?? "a cell"}`;

/**
 * A `parse_dates` column: datetime64 where every cell holds to the format that the first one fixed, text where one does not,
 * undecided where no format can be guessed and dateutil would decide. Source: `date_converter` and `pandas/core/tools/datetimes.py`.
 */
export function seriesFromDates(name: ColumnName, evidence: DateEvidence, rowCount: number): SeriesOutcome {
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
    return undecidedColumn(
      name,
      [...cell(undecided), ", and only pandas can decide whether it is a date."],
      `pd.read_csv(path, parse_dates=[${JSON.stringify(String(name))}]).dtypes`,
    );
  }
  if (evidence.fine !== undefined && evidence.outsideNanoseconds !== undefined) {
    // Nanoseconds hold 1677 and 2262 in part.
    const year = Number(/\d{4}/.exec(evidence.outsideNanoseconds.sample?.data ?? "")?.[0] ?? 0);
    if (year === 1677 || year === 2262)
      return undecidedColumn(
        name,
        [...cell(evidence.outsideNanoseconds), ", which may be outside the range of nanoseconds."],
        `pd.read_csv(path, parse_dates=[${JSON.stringify(String(name))}]).dtypes`,
      );
    return stillText(name, evidence, rowCount, {
      from: "datetime64[ns]",
      to: "str",
      because: [...cell(evidence.outsideNanoseconds), ", which is outside the range of nanoseconds."],
      at: evidence.outsideNanoseconds,
    });
  }
  const [, second] = [...offsets.values()];
  if (second !== undefined) {
    return stillText(name, evidence, rowCount, {
      from: "datetime64[us]",
      to: "str",
      because: [...cell(second), ", whose offset from UTC differs from the first one's."],
      at: second,
    });
  }
  const offset = offsets.keys().next().value;
  const dtype = offset === undefined || offset === "none" ? "datetime64[us]" : `datetime64[us, ${zoneName(offset)}]`;
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
                because: FORMAT_WORDS.has(format ?? "")
                  ? text`parse_dates: every cell is a date by itself, as date_format=${format ?? ""} asks.`
                  : text`parse_dates: all cells have the format ${format ?? "of the first"}, set by row ${first.row + 1}.`,
                at: first,
              },
            ],
    },
  };
}
