/** How Spark reads files: the options of `spark.read.csv` and `spark.read.json` by Spark's names, with their defaults where it has any. */
export interface SparkOptions {
  readonly header: boolean;
  readonly inferSchema: boolean;
  /** Absent: what the file is read with by pandas, and a tab for `.tsv`. */
  readonly sep?: string;
  readonly encoding: string;
  /** Empty: there are no quotes. */
  readonly quote: string;
  readonly escape: string;
  readonly comment: string;
  readonly nullValue: string;
  readonly nanValue: string;
  readonly positiveInf: string;
  readonly negativeInf: string;
  readonly ignoreLeadingWhiteSpace: boolean;
  readonly ignoreTrailingWhiteSpace: boolean;
  readonly preferDate: boolean;
  readonly dateFormat?: string;
  readonly timestampFormat?: string;
  readonly mode: "PERMISSIVE" | "DROPMALFORMED" | "FAILFAST";
  readonly columnNameOfCorruptRecord: string;
  /** Absent: only for `.json`. */
  readonly multiLine?: boolean;
  readonly primitivesAsString: boolean;
  readonly prefersDecimal: boolean;
  readonly dropFieldIfAllNull: boolean;
  readonly inferTimestamp: boolean;
  readonly allowComments: boolean;
  readonly allowUnquotedFieldNames: boolean;
  readonly allowSingleQuotes: boolean;
  readonly allowNumericLeadingZeros: boolean;
  readonly allowBackslashEscapingAnyCharacter: boolean;
  readonly allowUnquotedControlChars: boolean;
  readonly allowNonNumericNumbers: boolean;
}

/** `spark.read.csv(path, header=True, inferSchema=True)` and `spark.read.json(path)`. */
export const SPARK_DEFAULTS: SparkOptions = {
  header: true,
  inferSchema: true,
  encoding: "UTF-8",
  quote: '"',
  escape: "\\",
  comment: "",
  nullValue: "",
  nanValue: "NaN",
  positiveInf: "Inf",
  negativeInf: "-Inf",
  ignoreLeadingWhiteSpace: false,
  ignoreTrailingWhiteSpace: false,
  preferDate: true,
  mode: "PERMISSIVE",
  columnNameOfCorruptRecord: "_corrupt_record",
  primitivesAsString: false,
  prefersDecimal: false,
  dropFieldIfAllNull: false,
  inferTimestamp: false,
  allowComments: false,
  allowUnquotedFieldNames: false,
  allowSingleQuotes: true,
  allowNumericLeadingZeros: false,
  allowBackslashEscapingAnyCharacter: false,
  allowUnquotedControlChars: false,
  allowNonNumericNumbers: true,
};
