import type { PythonValue } from "../python/value.ts";
import { SPARK_DEFAULTS } from "../spark/options.ts";

/** A signer's config, of which only SparkSigner's has reader options of Spark. */
export interface ConfigOfSide {
  readonly KIND: string;
}

const DEFAULTS: ReadonlyMap<string, unknown> = new Map(Object.entries(SPARK_DEFAULTS));

/**
 * The options with which Spark reads a side's files as they were read here: pandas' separator, if it is one character, and `header` as false
 * where the files have none. What a SparkSigner's config changes overrides them.
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
  if (config?.KIND !== "SparkSigner") return options;
  for (const [name, value] of Object.entries(config))
    if (name !== "KIND" && (typeof value === "string" || typeof value === "boolean") && value !== DEFAULTS.get(name))
      options.set(name, value);
  return options;
}
