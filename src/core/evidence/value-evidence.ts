import type { Sighting, Tally } from "./sighting.ts";

/**
 * The Python types that a value in a column or a JSON document can have, named as Python names them.
 * `nan` is a float that is not a number, kept apart since MLflow counts it as missing.
 */
export const PYTHON_SCALARS = [
  "None",
  "nan",
  "pandas.NA",
  "pandas.NaT",
  "bool",
  "int",
  "float",
  "str",
  "bytes",
  "numpy.bool",
  "numpy.int8",
  "numpy.int16",
  "numpy.int32",
  "numpy.int64",
  "numpy.uint8",
  "numpy.uint16",
  "numpy.uint32",
  "numpy.uint64",
  "numpy.float16",
  "numpy.float32",
  "numpy.float64",
  "numpy.str",
  "numpy.bytes",
  "numpy.datetime64",
  "numpy.timedelta64",
  "datetime.datetime",
  "datetime.date",
  "datetime.time",
  "datetime.timedelta",
  "pandas.Timestamp",
  "pandas.Timedelta",
  "decimal.Decimal",
  "uuid.UUID",
  "tuple",
  "pandas.Interval",
  "pandas.Period",
  "other",
] as const;

export type PythonScalar = (typeof PYTHON_SCALARS)[number];

/** Values of one place in nested data (a column, a list's items, a dict's key), counted by Python type. */
export interface ValueEvidence {
  readonly kind: "values";
  /** Values seen here, missing ones included; absent keys of a dict are not values. */
  readonly count: number;
  readonly scalars: ReadonlyMap<PythonScalar, Tally>;
  /** Extremes of the Python ints seen, since pandas chooses int64, uint64 or object by them. */
  readonly integers?: { readonly min: bigint; readonly max: bigint };
  /** The first str that has a lone surrogate, which no encoding takes: Arrow, and so pandas' `str` dtype, refuses it. */
  readonly loneSurrogate?: Sighting;
  /** How the values of a dict's key merge, where some are untyped. */
  readonly merging?: Merging;
  readonly lists?: SequenceEvidence;
  /** numpy arrays, which MLflow distinguishes from lists: an empty one has no type. */
  readonly arrays?: SequenceEvidence;
  readonly dicts?: DictEvidence;
}

/**
 * In which order MLflow merges values that say no type (None, NaN, an empty list, an empty dict) with those that do. Values of one list are merged
 * first, and then the results of the lists. Before MLflow 3.17 an untyped value did not merge into a typed one, though the other way round.
 */
export interface Merging {
  /** The first untyped value, or list of nothing else, that is merged with what comes before and after. */
  readonly untyped?: Sighting;
  /** The first of them that came after a typed one. */
  readonly late?: Sighting;
  /** The order was not counted. */
  readonly isUnknown?: true;
}

/** Lists or arrays seen at one place; all their items are counted together, in `items`. */
export interface SequenceEvidence {
  readonly tally: Tally;
  readonly empty: number;
  /** Those that are not empty but hold nothing but empty numpy arrays, at any depth: MLflow cannot tell their type. */
  readonly hollow: number;
  /**
   * Those that are not empty but hold nothing except None, NaN, empty lists and such lists: before MLflow 2.19 these have no type. Absent where
   * that was not counted.
   */
  readonly blank?: number;
  readonly items: ValueEvidence;
  /** How the lists merge, where some are untyped: those of which no item says a type. */
  readonly merging?: Merging;
  /** Shortest and longest. */
  readonly lengths: { readonly min: number; readonly max: number };
}

/** Dicts seen at one place. A key's `count` below the dicts' count says that it was absent somewhere. Keys keep their first order. */
export interface DictEvidence {
  readonly tally: Tally;
  readonly empty: number;
  readonly keys: ReadonlyMap<string, ValueEvidence>;
  /** Where each key that is absent from some dict was first absent. */
  readonly absent: ReadonlyMap<string, Sighting>;
}
