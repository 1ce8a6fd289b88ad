import { type Environment, has } from "../environment/environment.ts";
import { placedTally } from "../evidence/sighting.ts";
import type { PandasSeries, SeriesOutcome } from "./pandas.ts";
import { knownDtype } from "./pandas-dtype.ts";
import { scalarValues } from "./text-counts.ts";

/** Text as a column of objects: Python's strings, and NaN for what is missing. */
function asObjects(series: PandasSeries): PandasSeries {
  const { length, missing, steps } = series;
  const present = length - (missing?.count ?? 0);
  const values =
    series.values ??
    scalarValues(length, [
      ["str", present === 0 ? undefined : { count: present, first: { row: 0 } }],
      ["nan", missing === undefined ? undefined : placedTally(missing)],
    ]);
  const renamed = steps.map((step) => ({
    ...step,
    from: step.from === "str" ? "object" : step.from,
    to: step.to === "str" ? "object" : step.to,
  }));
  return { ...series, dtype: knownDtype("object"), values, steps: renamed };
}

/**
 * A column as the environment's pandas holds it. Before pandas 3, text is a column of objects. The ladders call it `str` all the same, so that they
 * need not tell text from other objects; here it becomes objects.
 */
export function heldIn(environment: Environment, outcome: SeriesOutcome): SeriesOutcome {
  if (outcome.kind !== "series" || has(environment, "textDtype")) return outcome;
  const { series } = outcome;
  const { categories } = series;
  const held = series.dtype.name === "str" ? asObjects(series) : series;
  return { kind: "series", series: categories === "str" ? { ...held, categories: "object" } : held };
}
