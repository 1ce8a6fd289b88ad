import { defined, must } from "../defined.ts";
import { CURRENT } from "../environment/environment.ts";
import { type ErrorData, type Text, text } from "../errors.ts";
import type { SparkColumn, SparkReading } from "../evidence/spark-reading.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { SpecReport } from "../ladders/infer-report.ts";
import { schemaOfReports } from "../ladders/infer-schema.ts";
import { sparkToMlflow } from "../ladders/spark-mlflow.ts";
import type { ColSpec, ColumnType } from "../mlflow/types.ts";
import { SPARK_DEFAULTS, type SparkOptions } from "../spark/options.ts";
import { sparkTypeName } from "../spark/spark-type.ts";
import { inferSide } from "./infer-signer.ts";
import { SideSigner } from "./side-signer.ts";
import type { ColumnMessage, DataSide, Problem, SideInput, SideResult, SignedSide } from "./signer.ts";
import { strategy } from "./strategy.ts";
import { z } from "./zod.ts";

const flag = (name: keyof SparkOptions, words: string) =>
  z
    .boolean()
    .default(SPARK_DEFAULTS[name] as boolean)
    .describe(words);
const words = (name: keyof SparkOptions, meaning: string) =>
  z
    .string()
    .default(SPARK_DEFAULTS[name] as string)
    .describe(meaning);
/** One character, or none where `least` is 0. */
const char = (name: keyof SparkOptions, meaning: string) =>
  z
    .string()
    .max(1)
    .default(SPARK_DEFAULTS[name] as string)
    .describe(meaning);

export const SPARK_CONFIG = z
  .strictObject({
    KIND: z.literal("SparkSigner"),
    header: flag("header", "CSV: whether the first line has the names. Spark's own default is false."),
    inferSchema: flag("inferSchema", "CSV: whether types are inferred; otherwise every column is string. Spark's own default is false."),
    sep: z.string().min(1).optional().describe("CSV: what is between cells. Absent: what the reader options say, a tab for .tsv."),
    encoding: words("encoding", "CSV and JSON: the encoding, by Java's name."),
    quote: char("quote", "CSV: the quote; empty for none."),
    escape: char("escape", "CSV: what escapes a quote in quotes."),
    comment: char("comment", "CSV: what begins a line that is passed over; empty for none."),
    nullValue: words("nullValue", "CSV: the cells that are null, besides empty ones."),
    nanValue: words("nanValue", "CSV: the cell that is NaN."),
    positiveInf: words("positiveInf", "CSV: the cell that is infinity."),
    negativeInf: words("negativeInf", "CSV: the cell that is negative infinity."),
    ignoreLeadingWhiteSpace: flag("ignoreLeadingWhiteSpace", "CSV: whether white space before a cell is dropped."),
    ignoreTrailingWhiteSpace: flag("ignoreTrailingWhiteSpace", "CSV: whether white space behind a cell is dropped."),
    preferDate: flag("preferDate", "CSV: whether cells that are dates become date."),
    dateFormat: z.string().min(1).optional().describe("CSV: the pattern of dates, such as dd/MM/yyyy. Absent: yyyy-MM-dd."),
    timestampFormat: z
      .string()
      .min(1)
      .optional()
      .describe("CSV: the pattern of timestamps. Absent: every text that Spark casts to one, also a time alone."),
    mode: z
      .enum(["PERMISSIVE", "DROPMALFORMED", "FAILFAST"])
      .default(SPARK_DEFAULTS.mode)
      .describe("JSON: what becomes of a broken record: a column of its own, nothing, or an error."),
    columnNameOfCorruptRecord: words("columnNameOfCorruptRecord", "JSON: the column of broken records."),
    multiLine: z.boolean().optional().describe("Whether records have several lines. Absent: only in .json."),
    primitivesAsString: flag("primitivesAsString", "JSON: whether numbers and booleans become string."),
    prefersDecimal: flag("prefersDecimal", "JSON: whether numbers with a fraction become decimal."),
    dropFieldIfAllNull: flag("dropFieldIfAllNull", "JSON: whether columns of nulls are left out."),
    inferTimestamp: flag("inferTimestamp", "JSON: whether texts that are timestamps become timestamp."),
    allowComments: flag("allowComments", "JSON: whether comments are passed over."),
    allowUnquotedFieldNames: flag("allowUnquotedFieldNames", "JSON: whether names may be without quotes."),
    allowSingleQuotes: flag("allowSingleQuotes", "JSON: whether single quotes are quotes."),
    allowNumericLeadingZeros: flag("allowNumericLeadingZeros", "JSON: whether numbers may begin with zeros."),
    allowBackslashEscapingAnyCharacter: flag(
      "allowBackslashEscapingAnyCharacter",
      "JSON: whether a backslash may be before any character.",
    ),
    allowUnquotedControlChars: flag("allowUnquotedControlChars", "JSON: whether strings may have control characters."),
    allowNonNumericNumbers: flag("allowNonNumericNumbers", "JSON: whether NaN and Infinity are numbers."),
  })
  .meta({
    title: "SparkSigner",
    description: "What infer_signature gives for a Spark DataFrame of the same files: spark.read.csv, .json and .parquet of PySpark 4.",
  });

export type SparkConfig = z.output<typeof SPARK_CONFIG>;

/** The reader options of a config. */
function sparkOptions({ KIND: _, sep, dateFormat, timestampFormat, multiLine, ...rest }: SparkConfig): SparkOptions {
  return { ...rest, ...defined({ sep, dateFormat, timestampFormat, multiLine }) };
}

/** What pandas would do to a frame, which is not done to Spark's: the names of these settings. */
const PANDAS_ONLY = ["astype", "to"] as const;

function reportOf({ name, type, steps, keys }: SparkColumn, shown: string): SpecReport {
  const verdict = sparkToMlflow(type, name, keys);
  const climbed = steps.map(({ from, to, row, sample }) => ({
    from: from === "void" ? "" : from,
    to,
    because: text`Spark reads it as ${to}.`,
    at: { row, ...defined({ sample }) },
  }));
  // What is null does not count for Spark, and is not counted.
  const report = { name: shown, dtype: sparkTypeName(type), steps: climbed, missing: null, isUncounted: true as const };
  if ("offence" in verdict) return { ...report, spec: null, offence: verdict.offence };
  // MLflow leaves `required` at its default for Spark, whatever is null.
  return { ...report, spec: { kind: "column", type: verdict.type, name: shown, required: true } };
}

function typeWords(type: ColumnType): string {
  switch (type.kind) {
    case "scalar":
      return type.name;
    case "array":
      return `array of ${typeWords(type.items)}`;
    case "object":
      return `object of ${type.properties.map(({ name, type: inner }) => `${name} (${typeWords(inner)})`).join(", ")}`;
    default:
      return type.kind;
  }
}

const required = ({ required: isRequired }: ColSpec): string => (isRequired ? "required" : "optional");

/** What two specs are called where they differ; null where they do not. */
function specWords(spark: SpecReport["spec"], pandas: SpecReport["spec"]): readonly [string, string] | null {
  if (spark?.kind !== "column" || pandas?.kind !== "column") {
    const words = [spark, pandas].map((spec) => (spec?.kind === "column" ? typeWords(spec.type) : "no type"));
    return words[0] === words[1] ? null : [must(words[0]), must(words[1])];
  }
  const types = [typeWords(spark.type), typeWords(pandas.type)] as const;
  if (spark.required === pandas.required) return types[0] === types[1] ? null : types;
  if (types[0] === types[1]) return [required(spark), required(pandas)];
  return [`${types[0]}, ${required(spark)}`, `${types[1]}, ${required(pandas)}`];
}

/** The row that decided Spark's type. */
function decided({ type, steps }: SparkColumn): Text {
  const last = steps.at(-1);
  if (last === undefined) return text`Spark's type is ${sparkTypeName(type)}.`;
  const cell = last.sample === undefined ? text`` : text` has ${last.sample} and`;
  return text`Row ${last.row + 1}${cell} makes it ${last.to} in Spark.`;
}

/** The columns that Spark reads differently from pandas, by their place where both have as many, otherwise by their names. */
function differences(reading: SparkReading, ours: readonly SpecReport[], theirs: readonly SpecReport[]): ColumnMessage[] {
  const isAligned = theirs.length === ours.length;
  return ours.flatMap((own, index): ColumnMessage[] => {
    const column = reading.columns[index];
    const other = theirs.find(({ name }) => name === own.name) ?? (isAligned ? theirs[index] : undefined);
    const name = own.name ?? null;
    if (column === undefined) return [];
    if (other === undefined) return [{ column: name, message: text`Only Spark has this column. ${decided(column)}` }];
    const isRenamed = other.name !== own.name;
    const called = isRenamed ? text` pandas calls it ${columnLabel(other.name ?? null)}.` : text``;
    const words = specWords(own.spec, other.spec);
    if (words === null) return isRenamed ? [{ column: name, message: text`The header has no such name.${called}` }] : [];
    const [spark, pandas] = words;
    // What is null changes nothing in Spark.
    const why = spark === "required" ? text`MLflow makes every column of Spark required.` : decided(column);
    return [{ column: name, message: text`Spark: ${spark}; pandas: ${pandas}.${called} ${why}` }];
  });
}

function problemsOf(side: DataSide, reading: SparkReading, specs: readonly SpecReport[], input: SideInput): Problem[] {
  const ignored = PANDAS_ONLY.filter((part) => input.preprocessing?.[part] !== undefined);
  const unread: Problem[] =
    ignored.length === 0
      ? []
      : [
          {
            kind: "only-in-pandas",
            severity: "warns",
            side,
            columns: [],
            message: text`SparkSigner does not use ${ignored.join(" and ")}, which are pandas' own. Cast in Spark instead.`,
            fixes: [],
          },
        ];
  const { astype: _, to: __, ...kept } = input.preprocessing ?? {};
  const pandas = inferSide({ ...input, preprocessing: kept }).specs;
  const each = pandas.length === 0 ? [] : differences(reading, specs, pandas);
  if (each.length === 0) return unread;
  const columns = each.map(({ column }) => column);
  const message =
    columns.length === 1
      ? text`Spark reads a column differently from pandas.`
      : text`Spark reads ${columns.length} columns differently from pandas.`;
  return [...unread, { kind: "spark-differs", severity: "notes", side, columns, message, each, fixes: [] }];
}

const NOT_READ: ErrorData = {
  tag: "Undecided",
  message: ["The files were not read as Spark reads them."],
  place: {},
  remedy: "Sign them again.",
};

/**
 * What `mlflow.models.infer_signature` gives for a Spark DataFrame of the same files. The files are read a second time, by Spark's rules and with
 * Spark's options, which the config has under their own names. Of pandas' preprocessing, `rename`, `drop` and `optional` are done.
 *
 * Every column is required, as MLflow writes it for Spark, also where cells are null.
 * Source: `mlflow/types/utils.py _infer_spark_type`; Spark's `CSVInferSchema`, `JsonInferSchema` and `ParquetSchemaConverter`.
 *
 * @example new SparkSigner(SPARK_CONFIG.parse({ KIND: "SparkSigner", nullValue: "NA" }))
 */
export class SparkSigner extends SideSigner<SparkConfig> {
  readonly KIND = "SparkSigner";

  protected signSide(side: DataSide, input: SideInput): SignedSide {
    const { spark: reading } = input.dataset;
    const failure = reading === undefined ? { stage: "undecided" as const, error: NOT_READ } : reading.failure;
    const none = { rowCount: null, readBy: "spark" as const, schema: null, integerHint: false, specs: [] };
    if (reading === undefined || failure !== undefined) return { result: { ...none, failure: failure ?? null }, problems: [] };
    const { rename, drop = [] } = input.preprocessing ?? {};
    const columns = reading.columns.flatMap((column) => {
      const shown = rename?.get(column.name) ?? column.name;
      return drop.includes(shown) ? [] : [{ column, shown }];
    });
    const specs = columns.map(({ column, shown }) => reportOf(column, shown));
    const kept = { ...reading, columns: columns.map(({ column }) => column) };
    const result: SideResult = { ...schemaOfReports(specs, CURRENT), rowCount: reading.rowCount, readBy: "spark" };
    return { result, problems: problemsOf(side, kept, specs, input) };
  }
}

export const SPARK_STRATEGY = strategy("SparkSigner", SPARK_CONFIG, (config) => new SparkSigner(config), sparkOptions);
