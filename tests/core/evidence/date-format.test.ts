import { describe, expect, it } from "vitest";
import { dateFormat, guessDateFormat } from "../../../src/core/evidence/date-format.ts";

/** What `guess_datetime_format` of pandas 3.1.1 answers, without and with `dayfirst`. */
const GUESSED: readonly (readonly [cell: string, format: string | null, dayFirst: string | null])[] = [
  ["2024-01-31", "%Y-%m-%d", "%Y-%m-%d"],
  ["2024/1/5", "%Y/%m/%d", "%Y/%d/%m"],
  ["2024.01.31", "%Y.%m.%d", "%Y.%m.%d"],
  ["2024-01-31 10", "%Y-%m-%d %H", "%Y-%m-%d %H"],
  ["2024-01-31 10:00", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M"],
  ["2024-01-31T10:00:00", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S"],
  ["2024-01-31T10:00:00.123456", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f"],
  ["2024-01-31T10:00:00Z", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S%z"],
  ["2024-01-31T10:00:00+02:00", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S%z"],
  ["2024-01-31 10:00:00 UTC", "%Y-%m-%d %H:%M:%S %Z", "%Y-%m-%d %H:%M:%S %Z"],
  ["2024-01-31 10:00:00 +0100", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S %z"],
  ["2024-01-31 10:00:00 PM", null, null],
  ["2024-01-31 10:00 AM", "%Y-%m-%d %I:%M %p", "%Y-%m-%d %I:%M %p"],
  ["31/01/2024", "%d/%m/%Y", "%d/%m/%Y"],
  ["01/31/2024", "%m/%d/%Y", "%m/%d/%Y"],
  ["05/06/2024", "%m/%d/%Y", "%d/%m/%Y"],
  ["31.01.2024 10:00", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M"],
  ["20240131", "%Y%m%d", "%Y%m%d"],
  ["20240131T101112", "%Y%m%dT%H%M%S", "%Y%m%dT%H%M%S"],
  ["20240131 101112", "%Y%m%d %H%M%S", "%Y%m%d %H%M%S"],
  ["20240131101112", "%Y%m%d%H%M%S", "%Y%m%d%H%M%S"],
  ["2024-01", "%Y-%m", null],
  ["2024", "%Y", "%Y"],
  ["31 January 2024", "%d %B %Y", "%d %B %Y"],
  ["31 Jan 2024", "%d %b %Y", "%d %b %Y"],
  ["January 31, 2024", "%B %d, %Y", "%B %d, %Y"],
  ["Jan 31 2024", "%b %d %Y", "%b %d %Y"],
  ["31-Jan-2024", "%d-%b-%Y", "%d-%b-%Y"],
  ["Wednesday 31 January 2024", "%A %d %B %Y", "%A %d %B %Y"],
  ["Wed 31 Jan 2024", "%a %d %b %Y", "%a %d %b %Y"],
  ["Wednesday, January 31, 2024", "%A, %B %d, %Y", "%A, %B %d, %Y"],
  ["Wed, Jan 31 2024", "%a, %b %d %Y", "%a, %b %d %Y"],
  ["31 Janu 2024", null, null],
  ["Wedne 31 Jan 2024", null, null],
  ["31 May 2024", "%d %B %Y", "%d %B %Y"],
  ["nonsense", null, null],
  ["2024-13-45", null, null],
  ["10:00", null, null],
  ["2024-01-31  10:00", "%Y-%m-%d  %H:%M", "%Y-%m-%d  %H:%M"],
];

describe("the format of a date", () => {
  it.each(GUESSED)("of %j is pandas', or not known here", (cell, format, dayFirst) => {
    const found = [guessDateFormat(cell, false), guessDateFormat(cell, true)];
    // A shape that is not known is left to pandas, and never another format.
    for (const [index, expected] of [format, dayFirst].entries())
      expect([expected, undefined]).toContain(found[index]?.format ?? (expected === null ? null : undefined));
  });

  it("is known for the shapes that files have", () => {
    const known = GUESSED.filter(([cell, format]) => format !== null && guessDateFormat(cell, false) !== null);
    expect(known.length).toBeGreaterThan(28);
  });
});

// As `datetime.strptime` and `pd.to_datetime` read them.
describe("a format", () => {
  it.each([
    ["%d.%m.%y", "31.01.24", 1924],
    ["%Y-%m-%d", "2024-01-31", 2024],
    ["%Y-%m-%d", "2024-02-30", null],
    ["%Y-%m-%d", "31.01.2024", null],
    ["%d %b %Y", "31 jan 2024", 2024],
    ["%Y  %m", "2024 01", 2024],
  ])("%s reads %s", (format, cell, year) => {
    const match = dateFormat(format)?.match(cell);
    expect(match === "mismatch" || match === undefined ? null : match?.year).toBe(year);
  });

  it.each(["%", "%Q", "%Y-%"])("%j has a directive that is not known", (format) => {
    expect(dateFormat(format)).toBeNull();
  });
});
