import { text } from "../errors.ts";
import type { ArrowEvidence } from "../evidence/arrow-evidence.ts";
import { type ArrowType, arrowTypeName, TIME_UNITS } from "../evidence/arrow-type.ts";
import { isTimeZone } from "../evidence/time-zones.ts";
import type { ColumnName } from "../python/value.ts";
import { castToArrow } from "./arrow-cast.ts";
import type { SeriesOutcome } from "./pandas.ts";
import { isPandasString } from "./pandas-dtype.ts";
import { readRefusal, undecidedColumn } from "./refusal.ts";

/** pandas' own dtype of times with a zone. */
const ZONED_DTYPE = /^datetime64\[\w+, /;

/** Times that pandas builds by their noted dtype: pyarrow casts them, and looks up no zone. Source: `DatetimeTZDtype` and `ArrowDtype.__from_arrow__`. */
export const isZoneKept = (type: ArrowType, noted: string | null) =>
  type.kind === "timestamp" && noted !== null && (ZONED_DTYPE.test(noted) || /^timestamp\[.*\[pyarrow\]$/s.test(noted));

/** The zone of Arrow-backed times, where pyarrow does not find it. */
export function unknownZone(dtypeName: string): { readonly unknownZone?: string } {
  const zone = /^timestamp\[\w+, *tz=(.*)\]\[pyarrow\]$/s.exec(dtypeName)?.[1];
  return zone === undefined || isTimeZone(zone) ? {} : { unknownZone: zone };
}

/** The dtype that pandas noted when it wrote the column, where it is one of its own: nullable or Arrow's. */
export function notedDtype({ pandasDtype: noted, type }: ArrowEvidence): string | null {
  if (noted === undefined || type.kind === "dictionary") return null;
  // Nulls alone are cast to times.
  if ((type.kind === "timestamp" || type.kind === "null") && ZONED_DTYPE.test(noted)) return noted;
  if (isPandasString(noted)) return "string";
  return /\[pyarrow\]$/.test(noted) || /^(U?Int(8|16|32|64)|Float(32|64)|boolean|string)$/.test(noted) ? noted : null;
}

const rankOf = (unit: string) => (TIME_UNITS as readonly string[]).indexOf(unit);

/** Whether times are cast to a coarser unit, which pyarrow refuses where a value would lose something. */
const isCoarser = (noted: string, unit: string, rowCount: number) =>
  rowCount > 0 && rankOf(noted.slice("datetime64[".length, noted.indexOf(","))) < rankOf(unit);

/**
 * A noted dtype that does not take what the column has: refused where pandas raises whatever the values are, undecided where they decide.
 * Source: `__from_arrow__` of `NumericDtype`, `BooleanDtype`, `DatetimeTZDtype`, `ArrowDtype` and `StringDtype` in `pandas/core`.
 */
export function notedMismatch(name: ColumnName, { pandasDtype: noted = "", type, counts }: ArrowEvidence): SeriesOutcome | null {
  const open = () =>
    undecidedColumn(name, text`Signet has not verified whether pandas takes ${arrowTypeName(type)} as ${noted}.`, "pd.read_parquet(…)");
  const refuse = () => readRefusal(name, text`Expected array of ${noted} type, got ${arrowTypeName(type)} instead`, "TypeError");
  // Text of Arrow's without a value: MLflow finds no type in some of its dtypes.
  if (type.kind === "null") return /^string(_view)?\[pyarrow\]$/.test(noted) ? open() : null;
  if (noted === "string_view[pyarrow]" && counts.length === 0) return open();
  if (noted === "boolean") return type.kind === "bool" ? null : refuse();
  const [, unsigned, kind, bits] = /^(U?)(Int|Float)(\d+)$/.exec(noted) ?? [];
  if (kind !== undefined) {
    if (type.kind !== "int" && type.kind !== "float") return refuse();
    const fits =
      kind === "Float" ||
      (type.kind === "int" &&
        type.bits <= Number(bits) &&
        (type.signed === (unsigned === "") || (!type.signed && type.bits < Number(bits))));
    return fits ? null : open();
  }
  if (ZONED_DTYPE.test(noted)) return type.kind !== "timestamp" || isCoarser(noted, type.unit, counts.length) ? open() : null;
  if (type.kind === "dictionary") return null;
  // pandas turns other values into text here, and how they read as text is not counted.
  if (/^(str|string)(\[\w+\])?$/.test(noted)) return type.kind === "utf8" ? null : open();
  const alias = /^(.*)\[pyarrow\]$/s.exec(noted)?.[1];
  const cast = alias === undefined ? "kept" : castToArrow(type, alias);
  if (cast === "refused")
    return readRefusal(name, text`Unsupported cast from ${arrowTypeName(type)} to ${noted}.`, "ArrowNotImplementedError");
  return cast === "open" ? open() : null;
}
