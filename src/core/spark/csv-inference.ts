import { must } from "../defined.ts";
import { SignetError, text } from "../errors.ts";
import { joinWithDecimal, tightestCommonType } from "./common-type.ts";
import { type DatetimePattern, datetimePattern } from "./datetime-pattern.ts";
import { decimalType, isJavaDouble, javaDecimal, javaInteger } from "./java-number.ts";
import type { SparkOptions } from "./options.ts";
import type { SparkType } from "./spark-type.ts";
import { isLenientTimestamp } from "./timestamp.ts";

type Parse = (cell: string) => SparkType;

const DEFAULT_DATE = "yyyy-MM-dd";
/** Formats of dates that the cast to timestamps takes too. */
const DATES_AS_TIMESTAMPS = new Set([DEFAULT_DATE, "yyyy-M-d", "yyyy-M-dd", "yyyy-MM-d", "yyyy-MM", "yyyy-M", "yyyy"]);

function patternOf(option: string, pattern: string): DatetimePattern {
  const compiled = datetimePattern(pattern);
  if (compiled !== null) return compiled;
  throw new SignetError("Undecided", text`Signet does not know how Spark reads the ${option} ${pattern}.`, {
    remedy: "Ask Spark itself: spark.read.csv(path, …).dtypes.",
  });
}

const STRING: SparkType = { kind: "string" };

/**
 * The type that `inferSchema` gives the cells of a column, one after the other. Each cell is tried as what the column is so far, and then as
 * everything behind it: integer, long, decimal, double, date, timestamp, boolean, string. Source: `CSVInferSchema`.
 *
 * @example new CsvInference(SPARK_DEFAULTS).next({ kind: "integer" }, "2.5") // { kind: "double" }
 */
export class CsvInference {
  private readonly options: SparkOptions;
  private readonly isDate: DatetimePattern;
  private readonly isTimestamp: DatetimePattern;
  private readonly parsers: ReadonlyMap<SparkType["kind"], Parse>;

  constructor(options: SparkOptions) {
    this.options = options;
    const { dateFormat, timestampFormat, preferDate } = options;
    this.isDate = preferDate ? patternOf("dateFormat", dateFormat ?? DEFAULT_DATE) : () => false;
    this.isTimestamp = timestampFormat === undefined ? isLenientTimestamp : patternOf("timestampFormat", timestampFormat);
    this.parsers = new Map<SparkType["kind"], Parse>([
      ["null", this.asInteger],
      ["integer", this.asInteger],
      ["long", this.asLong],
      ["decimal", this.asDecimal],
      ["double", this.asDouble],
      ["date", this.asDate],
      ["timestamp", this.asTimestamp],
      ["boolean", this.asBoolean],
    ]);
  }

  /** The type of a column once the cell is in it. */
  next(soFar: SparkType, cell: string): SparkType {
    if (cell === "" || cell === this.options.nullValue || soFar.kind === "string") return soFar;
    const parse = this.parsers.get(soFar.kind);
    const own = parse === undefined ? STRING : parse(cell);
    return own.kind === soFar.kind && own.kind !== "decimal" ? soFar : (this.join(soFar, own) ?? STRING);
  }

  private readonly asInteger: Parse = (cell) => {
    const kind = javaInteger(cell);
    return kind === null ? this.asDecimal(cell) : { kind };
  };

  private readonly asLong: Parse = (cell) => (javaInteger(cell) === null ? this.asDecimal(cell) : { kind: "long" });

  /** Only numbers without a fraction become decimals, and those that need no negative scale. */
  private readonly asDecimal: Parse = (cell) => {
    const decimal = javaDecimal(cell);
    if (decimal === null || decimal.scale > 0) return this.asDouble(cell);
    return decimalType(decimal) ?? this.asDouble(cell);
  };

  private readonly asDouble: Parse = (cell) => {
    const { nanValue, positiveInf, negativeInf, preferDate } = this.options;
    if (isJavaDouble(cell) || cell === nanValue || cell === positiveInf || cell === negativeInf) return { kind: "double" };
    return preferDate ? this.asDate(cell) : this.asTimestamp(cell);
  };

  private readonly asDate: Parse = (cell) => (this.isDate(cell) ? { kind: "date" } : this.asTimestamp(cell));

  private readonly asTimestamp: Parse = (cell) => (this.isTimestamp(cell) ? { kind: "timestamp" } : this.asBoolean(cell));

  private readonly asBoolean: Parse = (cell) => (/^(true|false)$/i.test(cell) ? { kind: "boolean" } : STRING);

  private join(left: SparkType, right: SparkType): SparkType | null {
    const kinds = new Set([left.kind, right.kind]);
    if (kinds.has("date") && kinds.has("timestamp")) {
      const { timestampFormat, dateFormat = DEFAULT_DATE } = this.options;
      // A given format of timestamps is strict, and takes no dates.
      return timestampFormat === undefined && DATES_AS_TIMESTAMPS.has(dateFormat) ? { kind: "timestamp" } : STRING;
    }
    return tightestCommonType(left, right) ?? joinWithDecimal(left, right);
  }
}

/** The header's names where some are missing or repeated: Spark writes the place of the column. Source: `CSVUtils.makeSafeHeader`. */
export function safeHeader(first: readonly string[], { header, nullValue }: SparkOptions): readonly string[] {
  if (!header) return first.map((_, index) => `_c${index}`);
  const counts = new Map<string, number>();
  const keyOf = (name: string) => name.toLowerCase();
  for (const name of first) counts.set(keyOf(name), (counts.get(keyOf(name)) ?? 0) + 1);
  return first.map((name, index) => {
    if (name === "" || name === nullValue) return `_c${index}`;
    return must(counts.get(keyOf(name))) > 1 ? `${name}${index}` : name;
  });
}
