import { defined, must } from "../defined.ts";
import { has } from "../environment/environment.ts";
import { type Text, text } from "../errors.ts";
import { DateCounter, type DateEvidence } from "../evidence/date-evidence.ts";
import { guessDateFormat } from "../evidence/date-format.ts";
import { environmentOf } from "../evidence/in-environment.ts";
import { cellText, type Sighting, shownSample } from "../evidence/sighting.ts";
import { columnNameLiteral } from "../python/repr.ts";
import type { ColumnName } from "../python/value.ts";
import type { Fix, Problem } from "../signers/signer.ts";
import { isPandasText, named, namesOf, type ProblemContext, plainTextColumns, type TextColumn, textNames } from "./context.ts";
import { keepAsTextFix, messages, optionFix, problem } from "./make-problem.ts";
import { mixedDateFixes } from "./mixed-dates.ts";

/** How `parse_dates` fares with the first rows, whose filled cells must all have the shape of some date. */
interface DateCells {
  readonly column: TextColumn;
  readonly first: Sighting;
  readonly monthFirst: DateEvidence;
  readonly dayFirst: DateEvidence;
}

const fits = ({ mismatch, undecided, offsets }: DateEvidence) => mismatch === undefined && undecided === undefined && offsets.size < 2;

function dateCells(column: TextColumn): DateCells | null {
  const { kinds, firstCells = [] } = column.evidence;
  // Any other kind among the cells, in whichever row, is not a date of these shapes.
  if ([...kinds.keys()].some((kind) => kind !== "text" && kind !== "missing")) return null;
  const count = (dayfirst: boolean) => {
    const counter = new DateCounter({ dayfirst, format: null });
    for (const [row, { data }] of firstCells.entries()) if (data !== "") counter.add(data, row);
    return counter.finish();
  };
  const filled = firstCells.map(({ data }) => data).filter((cell) => cell !== "");
  const monthFirst = count(false);
  if (monthFirst.first === undefined || !filled.every((cell) => guessDateFormat(cell, false) !== null)) return null;
  return { column, first: monthFirst.first, monthFirst, dayFirst: count(true) };
}

function parseFix(context: ProblemContext, names: readonly string[], dayFirst: boolean, label: string): readonly Fix[] {
  const given = context.options.get("parse_dates");
  if (names.length === 0 || !(given === undefined || given === null || Array.isArray(given))) return [];
  const options = [["parse_dates", names], ...(dayFirst ? [["dayfirst", true] as const] : [])] as const;
  return optionFix(context, names, options, label, "The file is read again; the model gets datetime64.");
}

const isYearFirst = ({ monthFirst: { format } }: DateCells) => format?.startsWith("%Y") === true;

/**
 * Formats that say the same whichever way they are read have no day first. Whoever writes the year first writes the month next, although pandas
 * takes the day there under `dayfirst`.
 */
const isAmbiguous = (date: DateCells) => date.monthFirst.format !== date.dayFirst.format && !(isYearFirst(date) && fits(date.monthFirst));

/** Whether the dates have a time zone: pandas reads it, and a model refuses it. */
const isZoned = ({ monthFirst: { offsets } }: DateCells) => [...offsets.keys()].some((offset) => offset !== "none");

/** The Python that reads dates and takes off the zone that all of them have. */
function zonedFix({ input }: ProblemContext, columns: readonly ColumnName[], format: string): readonly Fix[] {
  if (input.dataset.kind !== "table") return [];
  const python = `for name in [${columns.map(columnNameLiteral).join(", ")}]:\n    df[name] = pd.to_datetime(df[name]).dt.tz_localize(None)`;
  const label = "Convert to dates without the zone";
  const consequence = "The clock times stay as they are; the model no longer sees their zone.";
  return [{ kind: "python", columns, change: { kind: "dates", formats: [format], isZoned: true }, python, label, consequence }];
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** How the first date would be read: `01.02.2024 is 1 February`. */
function readAs({ first }: DateCells, dayFirst: boolean): string {
  const sample = cellText(first);
  const [one, two] = /^\D*(\d{1,2})\D(\d{1,2})\D/.exec(sample)?.slice(1) ?? [];
  const [day, month] = dayFirst ? [one, two] : [two, one];
  const name = MONTHS[Number(month) - 1];
  return day === undefined || name === undefined ? "" : ` \`${sample}\` is then ${Number(day)} ${name}.`;
}

/** Dates of one format: of those that may be read either way, both ways are offered. */
function dateFixes(context: ProblemContext, found: readonly DateCells[]): readonly Fix[] {
  const [first] = found;
  const names = textNames(namesOf(found.map(({ column }) => column)));
  const format = first?.monthFirst.format;
  if (first !== undefined && isZoned(first) && isOne(format)) return zonedFix(context, namesOf(found.map(({ column }) => column)), format);
  if (first === undefined || !isAmbiguous(first)) return parseFix(context, names, false, "Read as dates");
  const ways = [...(fits(first.dayFirst) ? [true] : []), ...(fits(first.monthFirst) ? [false] : [])];
  return ways.flatMap((dayFirst) =>
    dayFirst && context.options.has("dayfirst")
      ? []
      : parseFix(context, names, dayFirst, dayFirst ? "Read as dates, day first" : "Read as dates, month first").map((fix) => ({
          ...fix,
          consequence: `${fix.consequence}${readAs(first, dayFirst)}`,
        })),
  );
}

const isOne = (format: string | null | undefined): format is string => format !== null && format !== undefined;

/** How the day and the month are ordered where the format says so: of `03/24/2025` only one order is possible. */
function orderIn({ monthFirst: { format } }: DateCells): "month" | "day" | "plain" {
  if (/^%m\W*%d/.test(format ?? "")) return "month";
  return /^%d\W*%m/.test(format ?? "") ? "day" : "plain";
}

/** Columns of text whose first rows are dates of one format. */
export function datesAsTextRule(context: ProblemContext): readonly Problem[] {
  const found = plainTextColumns(context)
    .flatMap((column) => dateCells(column) ?? [])
    .filter(({ monthFirst, dayFirst }) => fits(monthFirst) || fits(dayFirst));
  const kindOf = (date: DateCells) => {
    if (isZoned(date)) return `zoned ${date.monthFirst.format}`;
    if (!isAmbiguous(date)) return orderIn(date) === "plain" ? "plain" : `${orderIn(date)} by format`;
    return !fits(date.monthFirst) ? "day" : !fits(date.dayFirst) ? "month" : "either";
  };
  const kinds = found.map(kindOf);
  const inOrder = [...new Set(kinds)].sort((one, other) => KIND_ORDER.indexOf(wordOf(one)) - KIND_ORDER.indexOf(wordOf(other)));
  return inOrder.flatMap((kind): readonly Problem[] => {
    const group = found.filter((_, index) => kinds[index] === kind);
    const columns = namesOf(group.map(({ column }) => column));
    const order = ORDERS[wordOf(kind)];
    const { message, alone } = messages(
      group,
      ({ column }) => column.name,
      (some) => haveDates(some, order),
    );
    return [{ ...problem(context, "dates-as-text", "notes", columns, message, dateFixes(context, group)), ...defined({ alone }) }];
  });
}

const ORDERS = {
  plain: "",
  month: ", month first",
  day: ", day first",
  either: ", day first or month first",
  zoned: " with a time zone",
} as const;
const KIND_ORDER = ["plain", "month", "day", "either", "zoned"] as const;

/** The first word of a kind: columns of one kind share their fixes. */
const wordOf = (kind: string): keyof typeof ORDERS => KIND_ORDER.find((word) => kind.startsWith(word)) ?? "plain";

function haveDates(group: readonly DateCells[], order: string): Text {
  const first = must(group[0]);
  const zone = isZoned(first) ? " `predict` refuses times with a zone." : "";
  return text`${named(namesOf(group.map(({ column }) => column)))} ${group.length === 1 ? "has" : "have"} dates${order}, which pandas reads as text without \`parse_dates\`: row ${first.first.row + 1} has ${shownSample(first.first)}.${zone}`;
}

/** What pandas makes of dates of several formats: before pandas 2, each cell is read by itself. */
const mixedReading = ({ input }: ProblemContext) =>
  has(environmentOf(input.dataset), "oneDateFormat")
    ? "pandas reads text, even with `parse_dates`."
    : "pandas 1.5 reads text without `parse_dates`; with it, it guesses the format of each cell.";

/** The first date that is of another format than the first one. */
const breakingOf = ({ monthFirst: { mismatch, undecided, offsets } }: DateCells): Sighting | undefined =>
  mismatch ?? undecided ?? [...offsets.values()][1];

function mixFormats(context: ProblemContext, mixed: readonly DateCells[]): Text {
  const [one] = mixed;
  const breaking = one && breakingOf(one);
  if (one === undefined || breaking === undefined) return [];
  return text`${named(namesOf(mixed.map(({ column }) => column)))} ${mixed.length === 1 ? "mixes" : "mix"} date formats: row ${one.first.row + 1} has ${shownSample(one.first)}, row ${breaking.row + 1} ${shownSample(breaking)}. ${mixedReading(context)}`;
}

/** Dates of several formats: in columns that were asked to be dates, of every row; in others, of the first rows. */
export function mixedDatesRule(context: ProblemContext): readonly Problem[] {
  const mixed = plainTextColumns(context)
    .flatMap((column) => dateCells(column) ?? [])
    .filter(({ monthFirst, dayFirst }) => !fits(monthFirst) && !fits(dayFirst));
  if (mixed.length === 0 || mixed.some((one) => breakingOf(one) === undefined)) return stillText(context);
  const names = namesOf(mixed.map(({ column }) => column));
  const { message, alone } = messages(
    mixed,
    ({ column }) => column.name,
    (some) => mixFormats(context, some),
  );
  const fixes = [
    ...mixedDateFixes(
      context,
      mixed.map(({ column }) => column),
    ),
    ...keepAsTextFix(context, textNames(names)),
  ];
  return [{ ...problem(context, "mixed-date-formats", "warns", names, message, fixes), ...defined({ alone }) }, ...stillText(context)];
}

/** Columns that `parse_dates` names, and that stayed text all the same. */
function stillText(context: ProblemContext): readonly Problem[] {
  const found = context.columns.flatMap(({ name, evidence, report }) => {
    const dates = evidence.kind === "text" && evidence.options.dates === true ? evidence.dates : undefined;
    const breaking = dates?.mismatch ?? [...(dates?.offsets.values() ?? [])][1];
    return dates === undefined || breaking === undefined || !isPandasText(report) ? [] : [{ name, dates, breaking }];
  });
  const [first] = found;
  if (first === undefined) return [];
  const names = namesOf(found);
  const { format = null } = first.dates;
  const why = format === null ? ", which pandas does not read as a date" : text`, and the first date has the format ${format}`;
  const message = text`${named(names)} ${names.length === 1 ? "stays" : "stay"} text in spite of \`parse_dates\`: row ${first.breaking.row + 1} has ${shownSample(first.breaking)}${why}.`;
  const isFreeToSay = !context.options.has("dayfirst") && !context.options.has("date_format");
  const fixes = isFreeToSay
    ? optionFix(
        context,
        names,
        [["dayfirst", true]],
        "Read the day first",
        "The file is read again; in 01/02/2024 the first number is the day.",
      )
    : [];
  return [problem(context, "mixed-date-formats", "warns", names, message, fixes)];
}
