import { NUMPY_DTYPES } from "../../mlflow/dtypes.ts";
import type { DataType } from "../../mlflow/types.ts";

/** Python that casts one column, and what it depends on. */
export interface Cast {
  readonly python: string;
  readonly dependsOn?: string;
}

type Kind = "integer" | "float" | "boolean" | "text" | "time" | "other";

/** The kind of a dtype's values by its name, NumPy's, pandas' or pyarrow's. */
export function kindOf(dtype: string): Kind {
  if (/^u?int\d+(\[pyarrow\])?$/i.test(dtype)) return "integer";
  if (/^(float\d+|double|halffloat|float)(\[pyarrow\])?$/i.test(dtype) || /^decimal/i.test(dtype)) return "float";
  if (/^bool(ean)?(\[pyarrow\])?$/.test(dtype)) return "boolean";
  if (/^(str|string|large_string|object|category|<U\d+)/.test(dtype)) return "text";
  return /^(datetime64|timestamp|date32|date64)/.test(dtype) ? "time" : "other";
}

/** The MLflow type that a message's dtype or type name stands for. */
const TYPES: ReadonlyMap<string, DataType> = new Map<string, DataType>([
  ["bool", "boolean"],
  ["int32", "integer"],
  ["int64", "long"],
  ["float32", "float"],
  ["float64", "double"],
  ["<U0", "string"],
  ["str", "string"],
  ["str_", "string"],
  ["|S0", "binary"],
  // A log's frame looks like the first mark of NumPy's name.
  ["S0", "binary"],
  ["bytes", "binary"],
  ["object", "string"],
  ["datetime64[ns]", "datetime"],
  ["datetime64", "datetime"],
  ...(["boolean", "integer", "long", "float", "double", "string", "binary", "datetime"] as const).map((name): [string, DataType] => [
    name,
    name,
  ]),
]);

/** `numpy.float64`, `DataType.double` and `float64` all stand for double. */
export const typeOfName = (written: string | null): DataType | null =>
  written === null ? null : (TYPES.get(written.replace(/^(numpy\.|DataType\.)/, "")) ?? null);

const RANGES: Readonly<Record<string, string>> = {
  integer: "-2_147_483_648, 2_147_483_647",
  long: "-9_223_372_036_854_775_808, 9_223_372_036_854_775_807",
};

const WHOLE =
  "No cell may be missing or have a fraction: the line raises for both. Fill missing cells first, with a value that the model expects.";
const NUMBERS = "Every cell must be a number: to_numeric raises for any other text.";

/** Through the nullable integers, which refuse fractions and missing cells where `astype("int64")` would change them. */
function toInteger(cell: string, type: "integer" | "long", kind: Kind): Cast {
  const dtype = NUMPY_DTYPES[type];
  if (kind === "boolean") return { python: `${cell} = ${cell}.astype("${dtype}")`, dependsOn: "False becomes 0 and True 1." };
  const numbers = kind === "text" ? `pd.to_numeric(${cell})` : cell;
  const check = type === "integer" || kind === "integer" ? `assert ${numbers}.between(${RANGES[type]}).all()\n` : "";
  return {
    python: `${check}${cell} = ${numbers}.astype("Int64").astype("${dtype}")`,
    dependsOn:
      kind === "text" ? `${NUMBERS} ${WHOLE}` : kind === "integer" ? `Every value must fit ${dtype}: the assert fails otherwise.` : WHOLE,
  };
}

function toFloat(cell: string, type: "float" | "double", kind: Kind): Cast {
  const dtype = NUMPY_DTYPES[type];
  if (kind === "text") return { python: `${cell} = pd.to_numeric(${cell}).astype("${dtype}")`, dependsOn: NUMBERS };
  const limit = type === "float" ? "16,777,216" : "9,007,199,254,740,992";
  const python = `${cell} = ${cell}.astype("${dtype}")`;
  if (kind === "integer") return { python, dependsOn: `Integers above ${limit} lose digits.` };
  return kind === "float" && type === "float" ? { python, dependsOn: "Values keep about 7 digits." } : { python };
}

function toBoolean(cell: string, kind: Kind): Cast {
  if (kind === "text")
    return {
      python: `${cell} = [{"True": True, "False": False}[value] for value in ${cell}]`,
      dependsOn: "Write the two spellings of your data: any other cell raises.",
    };
  return { python: `assert ${cell}.isin([0, 1]).all()\n${cell} = ${cell}.astype("bool")`, dependsOn: "Every value must be 0 or 1." };
}

function toDatetime(cell: string, kind: Kind): Cast {
  if (kind === "integer" || kind === "float")
    return {
      python: `${cell} = pd.to_datetime(${cell}, unit="ms")`,
      dependsOn: "The unit must be that of your numbers: s, ms, us or ns.",
    };
  return {
    python: `${cell} = pd.to_datetime(${cell})`,
    dependsOn: "Every cell must be a date of one format: pass format or dayfirst=True where the day comes first.",
  };
}

/** What text made of values that were parsed before does not say any more. */
const textWords = (kind: Kind) =>
  kind === "integer" || kind === "float"
    ? "Leading zeros are lost: pandas has read 01234 as the number 1234."
    : "The model gets numbers and dates as text.";

/** Dtypes of which `pd.to_datetime` makes no times, or times with a zone, which MLflow refuses. */
const NO_TIME = /^(timedelta|period|interval|complex|decimal)|, *[^\]]+\](\[pyarrow\])?$/;

/**
 * Casts a column of dtype `found` so that `predict` takes it for `type`. Nothing is rounded, cut off or made missing: the line raises
 * where a value would change. Null where no line can be given. Source: `_enforce_mlflow_datatype`.
 */
export function castColumn(cell: string, found: string, type: DataType): Cast | null {
  const kind = kindOf(found);
  if (type === "datetime") return kind === "boolean" || NO_TIME.test(found) ? null : toDatetime(cell, kind);
  if (type === "string") return { python: `${cell} = ${cell}.astype("str")`, dependsOn: textWords(kind) };
  if (kind === "other" || kind === "time" || type === "binary") return null;
  if (type === "boolean") return toBoolean(cell, kind);
  return type === "integer" || type === "long" ? toInteger(cell, type, kind) : toFloat(cell, type, kind);
}

const FOUND_TYPES: readonly [RegExp, DataType][] = [
  [/^bool(ean)?$/, "boolean"],
  [/^(u?int(8|16)|int32)$/i, "integer"],
  [/^(uint32|int64)$/i, "long"],
  [/^float(16|32)$/i, "float"],
  [/^float64$/i, "double"],
  [/^(str|string)$/, "string"],
  [/^datetime64\[\w+\]$/, "datetime"],
];

/** The type that MLflow would declare for a dtype; null for `object`, which can be anything, and for dtypes without a type. */
export const declaredTypeOf = (found: string): DataType | null => FOUND_TYPES.find(([pattern]) => pattern.test(found))?.[1] ?? null;
