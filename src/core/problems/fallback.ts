import { must } from "../defined.ts";
import { type Text, text } from "../errors.ts";
import { shownSample } from "../evidence/sighting.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { SpecReport } from "../ladders/infer-report.ts";
import { PAST_INT64, TextCounts } from "../ladders/text-counts.ts";
import { isFallback } from "../mlflow/fallback.ts";
import type { ColumnName } from "../python/value.ts";
import type { Fix, Problem } from "../signers/signer.ts";
import { named, namesOf, type ProblemContext, plainTextColumns, scalarTypeOf, type TextColumn, textNames } from "./context.ts";
import { dropFix, problem, readAsTextFix } from "./make-problem.ts";
import { castFixes } from "./try-cast.ts";

const pastInt64 = ({ evidence }: TextColumn) => new TextCounts(evidence).any(PAST_INT64);

const isRepeated = ({ offence }: SpecReport) => offence?.pythonError === "TypeError";

const KEEPS_DIGITS = "The file is read again; every digit stays, and the model gets strings.";

/** What cures columns that make MLflow give up. */
function cures(context: ProblemContext, columns: readonly ColumnName[]): readonly Fix[] {
  return [...castFixes(context, columns), ...dropFix(context, columns)];
}

/** Why a column has no type: its name, MLflow's reason, and where that quotes no cell the one that decided the column's dtype. */
function causeOf({ name, steps, offence }: SpecReport): Text {
  const reason = offence?.message ?? [];
  const where = name === undefined ? [] : [`column ${columnLabel(name)}: `];
  const step = steps.findLast(({ at }) => at !== undefined);
  const quotesCell = reason.some((part) => typeof part !== "string");
  return text`${where}${reason}${quotesCell || step === undefined ? "" : [" ", ...step.because]}`;
}

/** What the fallback means. */
const allAny = (columns: number): Text =>
  text`MLflow cannot type ${columns === 1 ? "the column" : text`one of the ${columns} columns`}, so it signs \`any\` and validates nothing.`;

/** MLflow's fallback: `any` for every column; one problem per cause, each with its columns. */
function fallenBack(context: ProblemContext): readonly Problem[] {
  const { result } = context;
  const { specs } = result;
  const failure = must(result.failure);
  const offenders = specs.filter(({ offence }) => offence !== undefined);
  const long = new Set(plainTextColumns(context).flatMap((column) => (pastInt64(column) === undefined ? [] : [column.name])));
  const groups = {
    "integers-past-int64": offenders.filter((report) => !isRepeated(report) && long.has(report.name ?? null)),
    "repeated-names": offenders.filter(isRepeated),
    "any-fallback": offenders.filter((report) => !isRepeated(report) && !long.has(report.name ?? null)),
  } as const;
  // Columns of one dtype have one cause, and one cure.
  const problemsOfKind = (kind: keyof typeof groups, fixes: (columns: readonly ColumnName[]) => readonly Fix[]): Problem[] =>
    [...new Set(groups[kind].map(({ dtype }) => dtype))].flatMap((dtype): Problem[] => {
      const group = groups[kind].filter((report) => report.dtype === dtype);
      const first = must(group[0]);
      const columns = [...new Set(namesOf(group))];
      return [problem(context, kind, "stops", columns, text`${allAny(specs.length)} Cause: ${causeOf(first)}`, fixes(columns))];
    });
  const byColumn = [
    ...problemsOfKind("integers-past-int64", (columns) => [
      ...readAsTextFix(context, textNames(columns), KEEPS_DIGITS),
      ...castFixes(context, columns),
      ...dropFix(context, columns),
    ]),
    ...problemsOfKind("repeated-names", (columns) => dropFix(context, columns, "Every column with that name is left out.")),
    ...problemsOfKind("any-fallback", (columns) => cures(context, columns)),
  ];
  if (byColumn.length > 0) return byColumn;
  const message = text`${allAny(specs.length)} Cause: ${failure.error.message}`;
  return [problem(context, "any-fallback", "stops", [], message)];
}

/** What made MLflow give up, or kept a side from being signed. */
export function failureRule(context: ProblemContext): readonly Problem[] {
  const { failure, schema, specs } = context.result;
  if (failure === null) return [];
  if (failure.stage === "infer" && isFallback(schema)) return fallenBack(context);
  const columns = namesOf(specs.filter(({ offence }) => offence !== undefined));
  return [problem(context, failure.stage, "stops", columns, failure.error.message)];
}

/** What pandas makes of integers that no 64 bits hold, where MLflow still has a type for it. */
function readingOf({ report }: TextColumn): "text" | "integers" | "floats" {
  const type = scalarTypeOf(report);
  return type === "double" ? "floats" : type === "long" ? "integers" : "text";
}

/** Integers that no 64 bits hold, where pandas made something else of them. */
export function pastInt64Rule(context: ProblemContext): readonly Problem[] {
  if (context.result.failure !== null) return [];
  const { astype } = context.input.preprocessing ?? {};
  const isCast = (name: ColumnName) => typeof astype === "string" || astype?.has(String(name)) === true;
  const found = plainTextColumns(context).flatMap((column) => {
    if (isCast(column.name)) return [];
    const past = pastInt64(column);
    return past === undefined ? [] : [{ column, past }];
  });
  return (["text", "integers", "floats"] as const).flatMap((reading): readonly Problem[] => {
    const columns = found.filter(({ column }) => readingOf(column) === reading);
    const [first] = columns;
    if (first === undefined) return [];
    const names = namesOf(columns.map(({ column }) => column));
    const areMissing = columns.some(({ column }) => column.evidence.kinds.has("missing"));
    const what = {
      text: `leaves as text${areMissing ? ", together with missing cells" : ""}`,
      integers: "keeps as Python's integers, in a column of objects",
      floats: "reads as float64, which keeps 15 to 17 digits",
    }[reading];
    const message = text`${named(names)} ${names.length === 1 ? "has" : "have"} integers too large for int64 (row ${first.past.first.row + 1} has ${shownSample(first.past.first)}), which pandas ${what}.`;
    return [problem(context, "integers-past-int64", "warns", names, message, readAsTextFix(context, textNames(names), KEEPS_DIGITS))];
  });
}
