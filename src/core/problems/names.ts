import { must } from "../defined.ts";
import { text } from "../errors.ts";
import { firstCellsOf } from "../evidence/text-evidence.ts";
import type { ColumnName } from "../python/value.ts";
import type { Problem } from "../signers/signer.ts";
import { type Column, columnsOf, named, namesOf, type ProblemContext, these } from "./context.ts";
import { dropFix, optionalFix, optionFix, problem, renameFix, requiredNames } from "./make-problem.ts";

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

export const isUnnamed = ({ name, writtenAs }: Column) =>
  (writtenAs === "" || writtenAs === undefined) && typeof name === "string" && PLACEHOLDER.test(name);

/** Whether a column may be the index that `to_csv` wrote: first, or after another one, without a name, and no value twice in its first rows. */
function isSavedIndex({ columns }: ProblemContext): (column: Column) => boolean {
  let leading = 0;
  for (const column of columns) {
    if (column.index !== leading || !isUnnamed(column) || column.evidence.kind !== "text") break;
    const cells = firstCellsOf(column.evidence).map(({ data }) => data);
    const isDistinct = new Set(cells).size === cells.length && cells.every((cell) => cell !== "");
    if (cells.length < 2 || !isDistinct) break;
    leading++;
  }
  // A table of nothing else has no index.
  return ({ index }) => index < leading && leading < columns.length;
}

/** What an index looks like: it counts the rows, or it was kept from a larger table that was split or shuffled. */
function indexWords({ evidence }: Column, isOne: boolean): string {
  const cells = evidence.kind === "text" ? firstCellsOf(evidence).map(({ data }) => data) : [];
  const isNumbering = cells.every((cell, row) => Number(cell) === row + Number(cells[0]));
  if (isNumbering) return isOne ? "numbers the rows" : "number the rows";
  return `${isOne ? "has" : "have"} another value in every row`;
}

/** An index that was written with the data. */
export function indexColumnRule(context: ProblemContext): readonly Problem[] {
  const isIndex = isSavedIndex(context);
  const found = context.columns.filter(isIndex);
  const [first] = found;
  if (first === undefined) return [];
  const names = namesOf(found);
  const other = context.other === null ? undefined : columnsOf(context.other.input, context.other.result);
  const isOnBoth = other?.[0] !== undefined && isUnnamed(other[0]);
  const message = text`The first ${found.length === 1 ? "column has" : text`${found.length} columns have`} no name and ${indexWords(first, found.length === 1)}: it is an index that \`to_csv\` saved${isOnBoth ? text`, in the ${context.side === "inputs" ? "outputs" : "inputs"} too` : ""}. If it stays, every request must send it.`;
  const value = found.length === 1 ? 0n : found.map(({ index }) => BigInt(index));
  const leaveOut = context.options.has("index_col")
    ? []
    : optionFix(
        context,
        names,
        [["index_col", value]],
        "Read it as the index",
        `The file is read again; the column is the DataFrame's index, and not in the signature.${isOnBoth ? " Do the same for the other file." : ""}`,
      );
  return [
    problem(context, "index-column", "warns", names, message, [
      ...leaveOut,
      ...renameFix(context, newNames(context, found, byPlace)),
      ...dropFix(context, names),
    ]),
  ];
}

/** Columns without a name in the header, except a saved index. */
export function unnamedRule(context: ProblemContext): readonly Problem[] {
  const isIndex = isSavedIndex(context);
  const found = context.columns.filter((column) => isUnnamed(column) && !isIndex(column));
  const [first] = found;
  if (first === undefined) return [];
  const names = namesOf(found);
  const message = text`${these(found, "has", "have")} no name in the header. pandas calls it \`${String(first.name)}\`, which changes if the column moves.`;
  return [
    problem(context, "unnamed-columns", "warns", names, message, [
      ...renameFix(context, newNames(context, found, byPlace)),
      ...dropFix(context, names),
    ]),
  ];
}

const trimmed = ({ name }: Column) => String(name).trim();

/** Names with spaces around them, which pandas keeps and a table on the page does not show. */
export function spacedNamesRule(context: ProblemContext): readonly Problem[] {
  const found = context.columns.filter(
    (column) => typeof column.name === "string" && trimmed(column) !== "" && trimmed(column) !== column.name,
  );
  const [first] = found;
  if (first === undefined) return [];
  const message = text`${these(found, "has spaces around its name", "have spaces around their names")}: pandas calls ${found.length === 1 ? "it" : "the first one"} ${JSON.stringify(first.name)}. Requests must send the spaces too.`;
  const fixes = renameFix(context, newNames(context, found, trimmed)).map((fix) => ({ ...fix, label: "Remove the spaces" }));
  return [problem(context, "spaces-around-names", "warns", namesOf(found), message, fixes)];
}

/** `age_2` for pandas' `age.1`, which is the second `age`. */
const secondOf = ({ name, writtenAs = "" }: Column) => `${writtenAs}_${Number(String(name).slice(writtenAs.length + 1)) + 1}`;

/** Columns whose name is in the header before: pandas renames the later ones. */
export function repeatedRule(context: ProblemContext): readonly Problem[] {
  const found = context.columns.filter(({ writtenAs }) => writtenAs !== undefined && writtenAs !== "");
  const [first] = found;
  if (first === undefined) return [];
  const names = namesOf(found);
  const message = text`The header has \`${must(first.writtenAs)}\` more than once: pandas calls the later one \`${String(first.name)}\`, and so does the signature.`;
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
  const names = requiredNames(context, namesOf(found));
  if (names.length === 0) return [];
  const message =
    names.length === 1
      ? text`${named(names)} looks like a row identifier. If it stays, every request must send it.`
      : text`${named(names)} look like row identifiers. If they stay, every request must send them.`;
  return [problem(context, "id-columns", "notes", names, message, [optionalFix(names), ...dropFix(context, names)])];
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
            text`${these(numbers, "has a number as its name", "have numbers as names")}: the keys of JSON records are text, and MLflow does not match them to numbers.`,
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
            text`${these(texts, "has a name that looks like a number", "have names that look like numbers")}: pd.read_json turns such names into numbers, and MLflow does not match those to text.`,
            renameFix(context, newNames(context, texts, spelled)),
          ),
        ]),
  ];
}
