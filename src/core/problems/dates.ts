import { datum, type Text, text } from "../errors.ts";
import { DateCounter, type DateEvidence } from "../evidence/date-evidence.ts";
import { guessDateFormat } from "../evidence/date-format.ts";
import type { Sighting } from "../evidence/sighting.ts";
import type { PythonValue } from "../python/value.ts";
import type { Fix, Problem } from "../signers/signer.ts";
import { namesOf, type ProblemContext, plainTextColumns, type TextColumn, textNames, these } from "./context.ts";
import { optionFix, problem } from "./make-problem.ts";

/** How `parse_dates` fares with the first rows, whose filled cells must all have the shape of some date. */
interface DateCells {
  readonly column: TextColumn;
  readonly first: Sighting;
  readonly monthFirst: DateEvidence;
  readonly dayFirst: DateEvidence;
}

const fits = ({ mismatch, unproved, offsets }: DateEvidence) => mismatch === undefined && unproved === undefined && offsets.size < 2;

function dateCells(column: TextColumn): DateCells | null {
  const { kinds, firstCells = [] } = column.evidence;
  // Any other kind among the cells, in whichever row, is no date of these shapes.
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

function parseFix(context: ProblemContext, names: readonly string[], more: readonly (readonly [string, PythonValue])[]): readonly Fix[] {
  const given = context.options.get("parse_dates");
  if (names.length === 0 || !(given === undefined || given === null || Array.isArray(given))) return [];
  return optionFix(
    context,
    names,
    [["parse_dates", names], ...more],
    more.length === 0 ? "Read as dates" : "Read as dates, the day first",
    "The file is read again; where every cell is a date of one format the model gets datetime64, else the column stays text.",
  );
}

const told = (subject: Text, { first, monthFirst }: DateCells): Text =>
  text`${subject} dates, which are text unless parse_dates names them: row ${first.row + 1} has ${first.sample ?? datum("a date")}${monthFirst.format === undefined ? "" : ` (${monthFirst.format})`}.`;

/** Columns of text whose first rows are dates of one format. */
export function datesAsTextRule(context: ProblemContext): readonly Problem[] {
  const found = plainTextColumns(context).flatMap((column) => dateCells(column) ?? []);
  const plain = found.filter(({ monthFirst }) => fits(monthFirst));
  const [first] = plain;
  if (first === undefined) return [];
  const names = namesOf(plain.map(({ column }) => column));
  const fixes = parseFix(context, textNames(names), []);
  return [problem(context, "dates-as-text", "notes", names, told(these(plain, "holds", "hold"), first), fixes)];
}

/** Dates of several formats: in columns that were asked to be dates, of every row; in others, of the first rows. */
export function mixedDatesRule(context: ProblemContext): readonly Problem[] {
  const mixed = plainTextColumns(context)
    .flatMap((column) => dateCells(column) ?? [])
    .filter(({ monthFirst }) => !fits(monthFirst));
  const curable = mixed.filter(({ dayFirst }) => fits(dayFirst));
  const others = mixed.filter(({ dayFirst }) => !fits(dayFirst));
  const ofText = [curable, others].flatMap((found, index): readonly Problem[] => {
    const [first] = found;
    const breaking = first?.monthFirst.mismatch ?? first?.monthFirst.unproved ?? [...(first?.monthFirst.offsets.values() ?? [])][1];
    if (first === undefined || breaking === undefined) return [];
    const names = namesOf(found.map(({ column }) => column));
    const message = text`${these(found, "holds", "hold")} dates of several formats: row ${first.first.row + 1} has ${first.first.sample ?? datum("")}, row ${breaking.row + 1} ${breaking.sample ?? datum("")}. They are text, and parse_dates leaves them so${index === 0 ? " unless dayfirst says which number is the day" : ""}.`;
    const fixes = index === 0 && !context.options.has("dayfirst") ? parseFix(context, textNames(names), [["dayfirst", true]]) : [];
    return [problem(context, "mixed-date-formats", "warns", names, message, fixes)];
  });
  return [...ofText, ...stillText(context)];
}

/** Columns that `parse_dates` names, and that stayed text all the same. */
function stillText(context: ProblemContext): readonly Problem[] {
  const found = context.columns.flatMap(({ name, evidence, report }) => {
    const dates = evidence.kind === "text" && evidence.options.dates === true ? evidence.dates : undefined;
    const breaking = dates?.mismatch ?? [...(dates?.offsets.values() ?? [])][1];
    return dates === undefined || breaking === undefined || report?.dtype !== "str" ? [] : [{ name, dates, breaking }];
  });
  const [first] = found;
  if (first === undefined) return [];
  const names = namesOf(found);
  const message = text`${these(found, "was", "were")} to be read as dates and stayed text: row ${first.breaking.row + 1} has ${first.breaking.sample ?? datum("")}, which the first one's format (${first.dates.format ?? "none"}) does not take.`;
  const isFreeToSay = !context.options.has("dayfirst") && !context.options.has("date_format");
  const fixes = isFreeToSay
    ? optionFix(
        context,
        names,
        [["dayfirst", true]],
        "Take the day first",
        "The file is read again; of 01/02/2024 the first number is the day.",
      )
    : [];
  return [problem(context, "mixed-date-formats", "warns", names, message, fixes)];
}
