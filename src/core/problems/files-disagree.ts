import { defined, must } from "../defined.ts";
import { type Text, text } from "../errors.ts";
import type { FileDisagreement, TableColumn } from "../evidence/dataset.ts";
import type { Deviation } from "../evidence/parts-evidence.ts";
import type { ColSpec, Schema } from "../mlflow/types.ts";
import type { DisagreeingFiles, Fix, Problem } from "../signers/signer.ts";
import { counted, named, namesOf, type ProblemContext } from "./context.ts";
import { fitsMostOf } from "./fitting-files.ts";
import { ANY, type Inferred, inferredParts, takenSpec, typeForAll } from "./inferred-parts.ts";
import { optionFix, problem, readAsTextFix } from "./make-problem.ts";

const mostFrequent = (all: readonly Inferred[]): Inferred | undefined =>
  all.reduce<Inferred | undefined>(
    (most, one) => (most === undefined || one.parts.fileCount > most.parts.fileCount ? one : most),
    undefined,
  );

interface Specs {
  readonly all: ColSpec;
  readonly most: ColSpec | null;
  readonly cast?: string;
}

/** What fits all files in a column, and what fits most; null where that is not known. */
function specsOf({ name, evidence }: TableColumn, inferred: ColSpec | null, context: ProblemContext): Specs | null {
  const rowCount = context.result.rowCount ?? 0;
  const alike = evidence.kind === "parts" ? evidence.alike : [{ evidence, rowCount, firstRow: 0, fileCount: 1 }];
  const all = inferredParts(name, alike, context);
  if (evidence.kind !== "parts") return inferred === null || all === null ? null : { all: takenSpec(inferred, all), most: inferred };
  const most = all === null ? undefined : mostFrequent(all);
  if (all === null || most === undefined) return null;
  const absent = evidence.absent?.fileCount ?? 0;
  const present = all.reduce((sum, { parts }) => sum + parts.fileCount, 0);
  const { type, cast } = typeForAll(String(name), all);
  const required = absent === 0 && all.every(({ spec, series }) => spec?.required ?? series.missing === undefined);
  return {
    all: { kind: "column", type, name, required },
    most: absent > present ? null : (most.spec ?? { kind: "column", type: ANY, name, required: most.series.missing === undefined }),
    ...defined({ cast }),
  };
}

const schemaOf = (specs: readonly (ColSpec | null)[]): Schema => ({ kind: "columns", specs: specs.filter((spec) => spec !== null) });

/** A row of the table as a sentence: `price` is text from row 40 in part-17.csv (1 of 60 files); 59 have numbers. */
function deviationText({ column, has, files, fileCount, firstRow, most, mostCount }: Deviation, total: number): Text {
  const subject = column === null ? "The columns" : `\`${column}\``;
  const from = firstRow === undefined ? "" : text` from row ${firstRow + 1}`;
  const what = has === null ? "is missing" : column === null ? `have ${has}` : text`is ${has}${from}`;
  const where = text`in ${must(files[0])}${fileCount > 1 ? text` and ${fileCount - 1} more` : ""} (${fileCount} of ${total} files)`;
  const isOne = mostCount === 1;
  const others =
    most === null ? text`${mostCount} ${isOne ? "does" : "do"} not have it` : text`${mostCount} ${isOne ? "has" : "have"} ${most}`;
  return text`${subject} ${what} ${where}; ${others}.`;
}

/** Integers next to other numbers of a text file. */
const areNumbers = ({ has, most }: Deviation): boolean => [has, most].every((one) => one === "integers" || one === "numbers");

function filesOf(
  context: ProblemContext,
  disagreement: FileDisagreement,
): DisagreeingFiles & { readonly casts: ReadonlyMap<string, string> } {
  const { columns } = context;
  const specs = columns.map((column) => {
    const spec = column.report?.spec ?? null;
    return { name: column.name, specs: specsOf(column, spec?.kind === "column" ? spec : null, context) };
  });
  const leftOut = disagreement.leftOut.map((column) => ({ name: column.name, specs: specsOf(column, null, context) }));
  const casts = new Map([
    ...wholeAndFractions(disagreement),
    ...specs.flatMap(({ name, specs: one }) => (one?.cast === undefined ? [] : [[String(name), one.cast] as const])),
  ]);
  const isKnown = specs.every((one) => one.specs !== null);
  const { fileCount, joinedBy, deviations, total } = disagreement;
  return {
    fileCount,
    joinedBy,
    deviations,
    total,
    fitsAll: isKnown ? schemaOf([...specs, ...leftOut].map((one) => one.specs?.all ?? null)) : null,
    fitsMost: isKnown
      ? fitsMostOf(
          context,
          disagreement,
          [...specs, ...leftOut].map((one) => one.specs?.most ?? null),
        )
      : null,
    casts,
  };
}

/** Columns of text files that are integers in some and fractions in others: MLflow refuses int64 where a double is declared. */
const wholeAndFractions = ({ deviations }: FileDisagreement): readonly (readonly [string, string])[] =>
  deviations.flatMap((one) => (one.column !== null && one.most !== null && areNumbers(one) ? [[one.column, "float64"] as const] : []));

const SAME_DTYPE = "The files are read again, and all of them have one type in the column.";

function fixesFor(context: ProblemContext, casts: ReadonlyMap<string, string>): readonly Fix[] {
  const cast = (dtype: string) => [...casts].flatMap(([name, to]) => (to === dtype ? [name] : []));
  const [texts, floats] = [cast("str"), cast("float64")];
  const dtype = context.options.get("dtype");
  const isOpen = dtype === undefined || dtype === null || dtype instanceof Map;
  return [
    ...readAsTextFix(context, texts, SAME_DTYPE),
    ...(floats.length > 0 && isOpen
      ? optionFix(context, floats, [["dtype", new Map(floats.map((name) => [name, "float64"]))]], "Read as float64", SAME_DTYPE)
      : []),
  ];
}

/** What pandas does about it. */
function howJoined({ joinedBy, leftOut }: FileDisagreement): Text {
  if (joinedBy === "concat") return [" pd.concat joins what each file has."];
  const left = leftOut.length === 0 ? "" : text` It leaves out ${named(namesOf(leftOut))}, which the first file does not have.`;
  return text` pyarrow reads all of them by the columns and types of the first.${left}`;
}

/** Files of one data set that do not have the same columns and types. */
export function filesDisagreeRule(context: ProblemContext): readonly Problem[] {
  const { dataset } = context.input;
  if (dataset.kind !== "table" || dataset.disagreement === undefined) return [];
  const { disagreement } = dataset;
  const { casts, ...files } = filesOf(context, disagreement);
  const known = new Set(context.columns.map(({ name }) => String(name)));
  const columns = [...new Set(disagreement.deviations.flatMap(({ column }) => (column !== null && known.has(column) ? [column] : [])))];
  const [first] = disagreement.deviations;
  const example = first === undefined ? "" : text` ${deviationText(first, disagreement.fileCount)}`;
  const more = disagreement.total > 1 ? text` ${counted(disagreement.total - 1, "more difference")} in the table.` : "";
  const message = text`The ${disagreement.fileCount} files do not have the same columns and types.${example}${more}${howJoined(disagreement)}`;
  // Nothing is refused for another order of columns.
  const severity = disagreement.deviations.every(({ column }) => column === null) ? "notes" : "warns";
  return [{ ...problem(context, "files-disagree", severity, columns, message, fixesFor(context, casts)), files }];
}
