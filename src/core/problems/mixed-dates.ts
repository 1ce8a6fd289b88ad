import { has } from "../environment/environment.ts";
import { guessDateFormat } from "../evidence/date-format.ts";
import { environmentOf } from "../evidence/in-environment.ts";
import { columnNameLiteral, pythonLiteral } from "../python/repr.ts";
import type { ColumnName } from "../python/value.ts";
import type { Fix } from "../signers/signer.ts";
import { namesOf, type ProblemContext, type TextColumn } from "./context.ts";

/** More formats than these are not dates that were put together, but something else. */
const MOST_FORMATS = 6;

/** A date whose year comes last, after a day and a month in either order. */
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2\d{4}/;

/** Formats of dates of which each cell is of one; null where a cell is none, or has a time zone. */
function formatsOf(cells: readonly string[], dayFirst: boolean): readonly string[] | null {
  const formats = new Set<string>();
  for (const cell of cells) {
    // Whoever writes the year first writes the month next; pandas' own guess under `dayfirst` is the day.
    const guessed = guessDateFormat(cell, dayFirst && YEAR_LAST.test(cell))?.format;
    if (guessed === undefined || /%[zZ]/.test(guessed)) return null;
    formats.add(guessed);
  }
  return formats.size > MOST_FORMATS ? null : [...formats];
}

/** The orders of day and month that every cell allows: one where a number above 12 shows it, both where none does. */
function ordersOf(cells: readonly string[]): readonly boolean[] {
  const pairs = cells.flatMap((cell) => {
    const found = YEAR_LAST.exec(cell);
    return found === null ? [] : [[Number(found[1]), Number(found[3])] as const];
  });
  if (pairs.length === 0) return [false];
  return [true, false].filter((dayFirst) => pairs.every(([left, right]) => (dayFirst ? right : left) <= 12));
}

/**
 * The Python that reads dates of several formats. `format="mixed"` reads each cell by itself, but with `dayfirst=True` it takes the month of
 * `2021-09-01` for its day, as pandas 2 and 3 do: then each format is read by itself.
 */
function datesPython(
  columns: readonly ColumnName[],
  formats: readonly string[],
  dayFirst: boolean,
): { readonly python: string; readonly why: string } {
  const loop = `for name in [${columns.map(columnNameLiteral).join(", ")}]:\n`;
  const yearFirst = formats.find((format) => format.startsWith("%Y"));
  if (!dayFirst || yearFirst === undefined)
    return {
      python: `${loop}    df[name] = pd.to_datetime(df[name], format="mixed"${dayFirst ? ", dayfirst=True" : ""})`,
      why: "pandas then reads each cell by itself.",
    };
  const read = (format: string) => `pd.to_datetime(df[name], format=${pythonLiteral(format)}, errors="coerce")`;
  const [first = "", ...others] = formats;
  const lines = [`dates = ${read(first)}`, ...others.map((format) => `dates = dates.fillna(${read(format)})`), "df[name] = dates"];
  return {
    python: `${loop}${lines.map((line) => `    ${line}`).join("\n")}`,
    why: `Each format is read by itself: \`format="mixed", dayfirst=True\` would swap day and month of \`${yearFirst}\`.`,
  };
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** How the first date that could be read either way is read: ` 01/02/2024 is 1 February.` */
function exampleOf(cells: readonly string[], dayFirst: boolean): string {
  const cell = cells.find((one) => YEAR_LAST.test(one));
  const [, left, , right] = (cell === undefined ? null : YEAR_LAST.exec(cell)) ?? [];
  const [day, month] = dayFirst ? [left, right] : [right, left];
  return cell === undefined ? "" : ` \`${cell}\` is ${Number(day)} ${MONTHS[Number(month) - 1]}.`;
}

/** Python that makes dates of columns with several formats, for each order of day and month that the cells allow. */
export function mixedDateFixes({ input }: ProblemContext, found: readonly TextColumn[]): readonly Fix[] {
  if (input.dataset.kind !== "table" || !has(environmentOf(input.dataset), "oneDateFormat")) return [];
  const columns = namesOf(found);
  const cells = found.flatMap(({ evidence: { firstCells = [] } }) => firstCells.flatMap(({ data }) => (data === "" ? [] : [data])));
  const orders = ordersOf(cells);
  return orders.flatMap((dayFirst) => {
    const formats = formatsOf(cells, dayFirst);
    if (formats === null) return [];
    const { python, why } = datesPython(columns, formats, dayFirst);
    const order = cells.some((cell) => YEAR_LAST.test(cell)) ? `, ${dayFirst ? "day" : "month"} first` : "";
    return {
      kind: "python",
      columns,
      change: { kind: "dates", formats },
      python,
      label: `Convert to dates${order}`,
      consequence: `${why}${exampleOf(cells, dayFirst)}`,
    };
  });
}
