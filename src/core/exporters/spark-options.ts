import { pythonLiteral } from "../python/repr.ts";
import { isDict, isList, type PythonValue } from "../python/value.ts";
import { SPARK_DEFAULTS } from "../spark/options.ts";

/** A signer's config, of which only SparkSigner's has reader options of Spark. */
export interface ConfigOfSide {
  readonly KIND: string;
}

/** The words of `na_values` that are for all columns, and whether some are for single columns. */
function missingWords(given: PythonValue | undefined): { readonly words: readonly string[]; readonly isByColumn: boolean } {
  if (isDict(given)) return { words: [], isByColumn: given.size > 0 };
  const words = given === undefined || given === null ? [] : isList(given) ? given : [given];
  return { words: [...new Set(words.map((word) => (typeof word === "string" ? word : pythonLiteral(word))))], isByColumn: false };
}

/**
 * What of a side's reading Spark has no option for, for the job's report: `na_values` of several words, since Spark takes one `nullValue`, or of
 * single columns. Null where there is nothing. The words themselves may be cells, so only their number is in it.
 */
export function notCarriedToSpark(config: ConfigOfSide | undefined, pandas: ReadonlyMap<string, PythonValue>): string | null {
  if (config?.KIND === "SparkSigner") return null;
  const { words, isByColumn } = missingWords(pandas.get("na_values"));
  if (isByColumn) return "na_values by column";
  return words.length > 1 ? `na_values with ${words.length} words` : null;
}

const DEFAULTS: ReadonlyMap<string, unknown> = new Map(Object.entries(SPARK_DEFAULTS));

/**
 * The options with which Spark reads a side's files as they were read here: pandas' separator, if it is one character, `header` as false
 * where the files have none, and `nullValue` for the only word of `na_values`. A SparkSigner has read them by its config, which knows no
 * `na_values` and overrides the rest.
 *
 * @example sparkReaderOptions({ KIND: "SparkSigner", nullValue: "NA" }, new Map([["sep", ";"]])) // sep ";", nullValue "NA"
 */
export function sparkReaderOptions(
  config: ConfigOfSide | undefined,
  pandas: ReadonlyMap<string, PythonValue>,
): ReadonlyMap<string, PythonValue> {
  const sep = pandas.get("sep");
  const options = new Map<string, PythonValue>(typeof sep === "string" && sep.length === 1 ? [["sep", sep]] : []);
  if (pandas.get("header") === null) options.set("header", false);
  if (config?.KIND !== "SparkSigner") {
    const { words } = missingWords(pandas.get("na_values"));
    // Spark takes an empty cell for missing in any case.
    if (words.length === 1 && words[0] !== undefined && words[0] !== "") options.set("nullValue", words[0]);
    return options;
  }
  for (const [name, value] of Object.entries(config))
    if (name !== "KIND" && (typeof value === "string" || typeof value === "boolean") && value !== DEFAULTS.get(name))
      options.set(name, value);
  return options;
}
