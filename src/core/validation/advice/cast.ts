import { type Text, text } from "../../errors.ts";
import type { ColumnEvidence } from "../../evidence/dataset.ts";
import { columnLabel } from "../../ladders/infer-column.ts";
import { knownDtype } from "../../ladders/pandas-dtype.ts";
import type { ColumnName } from "../../python/value.ts";
import type { Series } from "../series.ts";
import { type Cell, type Count, counted, type NumberStats, rangeOfDtype } from "./cells.ts";

/** A column that is to become one of another type, and what is known of it. */
export interface CastColumn {
  readonly name: ColumnName;
  readonly series: Series;
  readonly evidence?: ColumnEvidence;
  /** The values, where they are few enough to be looked at. */
  readonly cells: readonly Cell[] | null;
}

/** Python that makes another column of one, and the column as it is then. */
export interface Cast {
  /** The dtype of a plain `astype`, several of which are written as one. */
  readonly astype?: string;
  /** The expression, of the frame's name and the column in it. */
  readonly expression: (column: string) => string;
  /** Rows that stay, as a condition on the column; absent: all of them. */
  readonly kept?: (column: string) => string;
  /** How many rows do not stay; absent: none. */
  readonly rows?: number;
  readonly needsPandas: boolean;
  readonly label: Text;
  readonly consequence: Text;
  readonly loses: boolean;
  readonly result: Series;
  /** The values as they are then, where they are known. */
  readonly cells: readonly Cell[] | null;
}

export const KEEPS: Text = ["No value changes."];

/** Each sentence once, and that no value changes only where nothing else is said. */
export function saidOnce(sentences: readonly Text[]): readonly Text[] {
  const different = [...new Map(sentences.map((sentence) => [JSON.stringify(sentence), sentence])).values()];
  const others = different.filter((sentence) => sentence[0] !== KEEPS[0]);
  return others.length === 0 ? different : others;
}

export const isNullable = ({ dtype: { name } }: Series) => /^(U?Int\d+|Float\d+|boolean)$/.test(name);
export const isArrow = ({ dtype: { name } }: Series) => name.endsWith("[pyarrow]");
export const isNumber = ({ dtype: { kind } }: Series) => kind === "i" || kind === "u" || kind === "f" || kind === "b";

/** The column as it is after a cast to a dtype; what is missing stays missing where the dtype has a place for it. */
export function resultOf(series: Series, dtype: string, more: Partial<Series> = {}): Series {
  return {
    ...series,
    dtype: knownDtype(dtype),
    cells: null,
    objects: null,
    zeroOrOne: false,
    whole: null,
    withinNanoseconds: true,
    ...more,
  };
}

export const NO_MISSING = { hasMissing: false, missing: 0 } as const;

export function astype(column: CastColumn, dtype: string, more: Partial<Cast> & { readonly series?: Partial<Series> } = {}): Cast {
  const { series: changed, ...rest } = more;
  return {
    astype: dtype,
    expression: (name) => `${name}.astype("${dtype}")`,
    needsPandas: false,
    label: text`Cast ${columnLabel(column.name)} to ${dtype}`,
    consequence: KEEPS,
    loses: false,
    result: resultOf(column.series, dtype, changed),
    cells: column.cells,
    ...rest,
  };
}

export const fitsRange = ({ min, max }: NumberStats, dtype: string): boolean => {
  const range = rangeOfDtype(dtype);
  return range !== undefined && min !== null && max !== null && min >= range.min && max <= range.max;
};

export const rounded = (count: Count, dtype: string): Pick<Cast, "consequence" | "loses"> =>
  count.count === 0
    ? { consequence: KEEPS, loses: false }
    : { consequence: [`Rounds ${counted(count, "value")} to the precision of ${dtype}.`], loses: true };
