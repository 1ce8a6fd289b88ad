import { text } from "../errors.ts";
import type { ColumnEvidence } from "../evidence/dataset.ts";
import { placedTally } from "../evidence/sighting.ts";
import type { PythonScalar } from "../evidence/value-evidence.ts";
import type { PandasDtype, PandasSeries, SeriesOutcome } from "./pandas.ts";
import { readRefusal, undecidedColumn } from "./refusal.ts";
import { scalarValues } from "./text-counts.ts";

/** A column that `astype` is to cast, and what was counted of it. */
export interface Cast {
  readonly series: PandasSeries;
  readonly dtype: PandasDtype;
  readonly evidence: ColumnEvidence;
}

export const isNullable = ({ name }: PandasDtype) => /^[A-Z]|\[pyarrow\]$|^(boolean|string)$/.test(name);
export const isArrow = ({ name }: PandasDtype) => name.endsWith("[pyarrow]");
export const isNumber = ({ kind }: PandasDtype) => kind === "i" || kind === "u" || kind === "f" || kind === "b";

/** Why the column has its dtype, with the cast as the last step. */
export const stepsOf = ({ series, dtype }: Cast): PandasSeries["steps"] => [
  ...series.steps,
  { from: series.dtype.name, to: dtype.name, because: text`astype casts it after reading.` },
];

/** The column as the dtype holds it; `missing`: what its missing values are then, null where they become others. */
export function cast(plan: Cast, missing: PythonScalar | null): SeriesOutcome {
  const { series, dtype } = plan;
  const { missing: lost, ...kept } = series;
  const present = series.length - (missing === null ? 0 : (lost?.count ?? 0));
  const values =
    dtype.kind === "O"
      ? {
          values: scalarValues(series.length, [
            ["str", present === 0 ? undefined : { count: present, first: { row: 0 } }],
            [missing ?? "nan", missing === null || lost === undefined ? undefined : placedTally(lost)],
          ]),
        }
      : {};
  const { values: _, ...rest } = kept;
  return {
    kind: "series",
    series: {
      ...rest,
      dtype,
      ...(missing === null || lost === undefined ? {} : { missing: lost }),
      ...values,
      steps: stepsOf(plan),
    },
  };
}

export const refuse = ({ series, dtype }: Cast, because: string, pythonError = "ValueError") =>
  readRefusal(series.name, text`astype to ${dtype.name} is refused: ${because}`, pythonError);

export const undecided = ({ series, dtype }: Cast) =>
  undecidedColumn(
    series.name,
    text`Signet has not verified astype from ${series.dtype.name} to ${dtype.name}.`,
    `df[${JSON.stringify(String(series.name))}].astype("${dtype.name}").dtype`,
  );
