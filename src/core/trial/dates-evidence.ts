import type { ColumnEvidence } from "../evidence/dataset.ts";
import { dateFormat } from "../evidence/date-format.ts";
import type { Tally } from "../evidence/sighting.ts";

/** The years that nanoseconds have as a whole, outside of which MLflow refuses a date. */
const [FIRST_YEAR, LAST_YEAR] = [1678, 2261];

/**
 * What a column of text is once each of its cells, `null` where missing, is read in one of some formats; null where one has none of them.
 * Of zoned dates the zone is taken off, which all must have, at one offset.
 */
export function datesEvidence(cells: readonly (string | null)[], formats: readonly string[], isZoned = false): ColumnEvidence | null {
  const known = formats.map(dateFormat);
  const offsets = new Set<string>();
  const isDate = (cell: string) =>
    known.some((format) => {
      const match = format?.match(cell);
      if (match === undefined || match === "mismatch" || (match.offset !== null) !== isZoned) return false;
      if (match.offset !== null) offsets.add(match.offset);
      return match.year >= FIRST_YEAR && match.year <= LAST_YEAR;
    });
  if (!cells.every((cell) => cell === null || isDate(cell)) || offsets.size > 1) return null;
  const places = [...cells.keys()];
  const tally = (rows: readonly number[]): Tally | null => (rows[0] === undefined ? null : { count: rows.length, first: { row: rows[0] } });
  const [dates, missing] = [tally(places.filter((row) => cells[row] !== null)), tally(places.filter((row) => cells[row] === null))];
  if (dates === null) return null;
  return {
    kind: "text",
    rowCount: cells.length,
    kinds: new Map([["text", dates] as const, ...(missing === null ? [] : [["missing", missing] as const])]),
    facts: new Map(),
    options: { dates: true },
    dates: {
      rowCount: cells.length,
      ...(missing === null ? {} : { missing }),
      first: dates.first,
      format: "%Y-%m-%d",
      matching: dates.count,
      offsets: new Map([["none", dates.first]]),
    },
  };
}

/** What a column of times is without their time zone; null where it has several offsets, or is not one of times. */
export function naiveColumn(evidence: ColumnEvidence): ColumnEvidence | null {
  if (evidence.kind === "text" && evidence.dates !== undefined) {
    const { offsets } = evidence.dates;
    const [first] = offsets.values();
    return first === undefined || offsets.size > 1
      ? null
      : { ...evidence, dates: { ...evidence.dates, offsets: new Map([["none", first]]) } };
  }
  if (evidence.kind !== "arrow" || evidence.type.kind !== "timestamp") return null;
  const { pandasDtype: _, ...rest } = evidence;
  return { ...rest, type: { ...evidence.type, timezone: null } };
}
