import { text } from "../errors.ts";
import type { ColumnName } from "../python/value.ts";
import type { Problem } from "../signers/signer.ts";
import { type Column, namesOf, type ProblemContext, these } from "./context.ts";
import { dropFix, optionFix, problem, renameFix } from "./make-problem.ts";

const PLACEHOLDER = /^Unnamed: \d+(_level_\d+)?$/;
const INDEX_NAME = /^(id|_id|index|row_?id|row_?num(ber)?|level_0|__index_level_\d+__)$/i;

/** New names for some columns, each made from the old one; none is another column's. */
function newNames(
  { columns: all }: ProblemContext,
  columns: readonly Column[],
  made: (column: Column) => string,
): ReadonlyMap<ColumnName, string> {
  const taken = new Set<ColumnName>(all.map(({ name }) => name));
  const names = new Map<ColumnName, string>();
  for (const column of columns) {
    const wanted = made(column);
    let free = wanted;
    for (let number = 2; taken.has(free); number++) free = `${wanted}_${number}`;
    taken.add(free);
    names.set(column.name, free);
  }
  return names;
}

/** `column_3` for the fourth, as for columns that pandas only numbers. */
const byPlace = ({ index }: Column) => `column_${index}`;

const isUnnamed = ({ name, writtenAs }: Column) =>
  (writtenAs === "" || writtenAs === undefined) && typeof name === "string" && PLACEHOLDER.test(name);

/** Whether the first rows of a column of integers count up by one, as an index that `to_csv` wrote. */
function countsRows({ evidence, index }: Column): boolean {
  if (evidence.kind !== "text" || index !== 0) return false;
  const cells = (evidence.firstCells ?? []).map(({ data }) => data);
  const isWhole = [...evidence.kinds.keys()].every((kind) => kind === "int64");
  return isWhole && cells.length > 1 && cells.every((cell, row) => Number(cell) === row + Number(cells[0]));
}

/** An index that was written with the data: without a name, first, and counting the rows. */
export function indexColumnRule(context: ProblemContext): readonly Problem[] {
  const [first] = context.columns;
  if (first === undefined || !isUnnamed(first) || !countsRows(first)) return [];
  const message = text`The first column has no name and counts the rows, as an index that to_csv wrote; the model would ask for it.`;
  const names = [first.name];
  const leaveOut = context.options.has("index_col")
    ? []
    : optionFix(
        context,
        names,
        [["index_col", 0n]],
        "Read as the index",
        "The file is read again; the column is the index, and no part of the signature.",
      );
  return [
    problem(context, "index-column", "warns", names, message, [
      ...leaveOut,
      ...dropFix(context, names),
      ...renameFix(context, newNames(context, [first], byPlace)),
    ]),
  ];
}

/** Columns without a name in the header, but for an index that counts. */
export function unnamedRule(context: ProblemContext): readonly Problem[] {
  const found = context.columns.filter((column) => isUnnamed(column) && !countsRows(column));
  const [first] = found;
  if (first === undefined) return [];
  const names = namesOf(found);
  const message = text`${these(found, "has", "have")} no name in the header: ${String(first.name)} is pandas' own, and hangs on the column's place.`;
  return [
    problem(context, "unnamed-columns", "warns", names, message, [
      ...renameFix(context, newNames(context, found, byPlace)),
      ...dropFix(context, names),
    ]),
  ];
}

/** `age_2` for pandas' `age.1`, which is the second `age`. */
const secondOf = ({ name, writtenAs = "" }: Column) => `${writtenAs}_${Number(String(name).slice(writtenAs.length + 1)) + 1}`;

/** Columns whose name stands in the header before: pandas renames the later ones. */
export function repeatedRule(context: ProblemContext): readonly Problem[] {
  const found = context.columns.filter(({ writtenAs }) => writtenAs !== undefined && writtenAs !== "");
  const [first] = found;
  if (first === undefined) return [];
  const names = namesOf(found);
  const message = text`${these(found, "repeats a name", "repeat names")} of the header: pandas calls the later ${first.writtenAs ?? ""} ${String(first.name)}, and the signature with it.`;
  return [
    problem(context, "repeated-names", "warns", names, message, [
      ...renameFix(context, newNames(context, found, secondOf)),
      ...dropFix(context, names),
    ]),
  ];
}

/** Columns that are called as identifiers of rows are: a model seldom learns from them. */
export function idColumnsRule(context: ProblemContext): readonly Problem[] {
  if (context.side !== "inputs") return [];
  const found = context.columns.filter(({ name }) => typeof name === "string" && INDEX_NAME.test(name));
  if (found.length === 0) return [];
  const names = namesOf(found);
  const message = text`${these(found, "is called", "are called")} as an identifier of rows is: with it in the signature, every request must have it.`;
  return [problem(context, "id-columns", "notes", names, message, dropFix(context, names))];
}

/** `column_7` for the name 7, whether that is text or a number. */
const spelled = ({ name }: Column) => `column_${String(name)}`;

const isNumeric = (name: ColumnName) => typeof name === "bigint" || typeof name === "number";
const looksNumeric = (name: ColumnName) => typeof name === "string" && /^[+-]?\d+(\.\d+)?$/.test(name);

/** Names that are numbers, or that something on the way makes numbers of. */
export function numericNamesRule(context: ProblemContext): readonly Problem[] {
  const { columns, options } = context;
  const numbers = columns.filter(({ name }) => isNumeric(name));
  const texts = columns.filter(({ name }) => looksNumeric(name));
  const called = options.get("header") === null && !options.has("names") && !options.has("usecols") && !options.has("index_col");
  const named =
    called && numbers.length === columns.length
      ? optionFix(
          context,
          namesOf(numbers),
          [["names", numbers.map(({ index }) => `column_${index}`)]],
          "Name the columns",
          "The file is read again; the columns are column_0, column_1 and so on.",
        )
      : renameFix(context, newNames(context, numbers, spelled));
  return [
    ...(numbers.length === 0
      ? []
      : [
          problem(
            context,
            "numeric-names",
            "warns",
            namesOf(numbers),
            text`${these(numbers, "has a number for its name", "have numbers for names")}: JSON records have keys that are text, which MLflow does not take for them.`,
            named,
          ),
        ]),
    ...(texts.length === 0
      ? []
      : [
          problem(
            context,
            "numeric-names",
            "notes",
            namesOf(texts),
            text`${these(texts, "has a name that reads as a number", "have names that read as numbers")}: pd.read_json makes numbers of such names, which MLflow does not take for the text.`,
            renameFix(context, newNames(context, texts, spelled)),
          ),
        ]),
  ];
}
