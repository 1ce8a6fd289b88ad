import type { ArrowCounts, ArrowEvidence } from "../evidence/arrow-evidence.ts";
import type { ArrowField, ArrowType } from "../evidence/arrow-type.ts";
import type { Extremes } from "../evidence/extremes.ts";
import type { PythonScalar } from "../evidence/value-evidence.ts";
import { type Exemplar, NumpyArray, type PythonArgument, PythonObject } from "./python-argument.ts";

/**
 * Values that stand for all those of a typed column: every situation that was counted at some place of it (a null, an empty list, an integer
 * made a float) is in one of them, and no other. A walk over nested values finds a fault in them exactly where it finds one in the column.
 * Which Python values pyarrow makes is reported in `ladders/arrow-values`.
 */
export function arrowExemplars({ type, counts }: ArrowEvidence): readonly PythonArgument[] {
  return exemplars(type, counts, false);
}

/** The same with 1 for every integer at which no reader has looked: where those are refused, they are for another reason than their value. */
export function likeliestExemplars({ type, counts }: ArrowEvidence): readonly PythonArgument[] {
  return exemplars(type, withExtremes(counts), false);
}

const withExtremes = (counts: ArrowCounts): ArrowCounts => ({
  ...counts,
  extremes: counts.extremes ?? { min: 1n, max: 1n },
  children: counts.children.map(withExtremes),
});

/** Stands for an integer of which no reader has looked at the value. */
const UNCOUNTED = 2n;

const ends = (extremes: Extremes | undefined): readonly bigint[] =>
  extremes === undefined ? [UNCOUNTED] : [...new Set([extremes.min, extremes.max])];

function scalarExemplars(type: ArrowType, counts: ArrowCounts): readonly PythonArgument[] {
  const object = (scalar: PythonScalar): readonly PythonArgument[] => [new PythonObject(scalar)];
  switch (type.kind) {
    case "bool":
      return [true];
    case "int": {
      const { widened = 0 } = counts;
      const present = counts.length - (counts.nulls?.count ?? 0);
      const integers = ends(counts.extremes);
      return [...(present > widened ? integers : []), ...(widened > 0 ? integers.map((integer) => Number(integer) + 0) : [])];
    }
    case "float":
      return counts.nans === undefined ? [0.5] : [0.5, Number.NaN];
    case "utf8":
      return object("str");
    case "binary":
    case "fixed_size_binary":
      return object("bytes");
    case "decimal":
      return object("decimal.Decimal");
    case "date":
      return object("datetime.date");
    case "time":
      return object("datetime.time");
    case "timestamp":
      return type.unit === "ns" ? ends(counts.extremes) : [new PythonObject("datetime.datetime", null, type.timezone !== null)];
    case "duration":
      return type.unit === "ns" ? ends(counts.extremes) : object("datetime.timedelta");
    default:
      return object("other");
  }
}

interface ItemArray {
  readonly dtype: string;
  readonly items: readonly PythonArgument[];
}

/**
 * The arrays that lists' items become, each with one item of every kind. In a struct it is reported chunk by chunk whether nulls make floats of
 * integers and objects of booleans, and times are objects unless they are nanoseconds.
 */
function itemArrays({ type }: ArrowField, counts: ArrowCounts, inStruct: boolean): readonly ItemArray[] {
  const hasNulls = counts.nulls !== undefined;
  const values = ends(counts.extremes);
  const present = counts.length - (counts.nulls?.count ?? 0);
  const hasPlain = !hasNulls || (inStruct && present > (counts.widened ?? 0));
  switch (type.kind) {
    case "int": {
      const plain: ItemArray = { dtype: `${type.signed ? "" : "u"}int${type.bits}`, items: values };
      return [...(hasPlain ? [plain] : []), ...(hasNulls ? [{ dtype: "float64", items: values.map(Number) }] : [])];
    }
    case "float":
      return [{ dtype: `float${type.bits}`, items: [0.5] }];
    case "bool":
      return [...(hasPlain ? [{ dtype: "bool", items: [true] }] : []), ...(hasNulls ? [{ dtype: "object", items: [true, null] }] : [])];
    case "timestamp":
      if (inStruct && type.unit !== "ns") return [{ dtype: "object", items: exemplars(type, counts, inStruct) }];
      return [{ dtype: `datetime64[${type.unit}]`, items: values }];
    case "duration":
      return [{ dtype: `timedelta64[${type.unit}]`, items: values }];
    default:
      return [{ dtype: "object", items: exemplars(type, counts, inStruct) }];
  }
}

function listExemplars(field: ArrowField, counts: ArrowCounts, inStruct: boolean): readonly PythonArgument[] {
  const child = counts.children[0];
  const { empty = 0, min = 0, max = 0, ragged } = counts.lists ?? {};
  const filled = counts.length - (counts.nulls?.count ?? 0) - empty;
  if (child === undefined) return [];
  const kinds = itemArrays(field, child, inStruct);
  const exemplar: Exemplar = { isRagged: ragged === true, min, max };
  const none = empty > 0 ? [new NumpyArray(kinds[0]?.dtype ?? "object", [0], [], { isRagged: false, min: 0, max: 0 })] : [];
  if (filled === 0) return none;
  // Objects are walked one by one, so an array of one suffices for each; numbers have one dtype for all.
  const arrays = kinds.flatMap(({ dtype, items }) =>
    dtype === "object"
      ? items.map((item) => new NumpyArray(dtype, [1], [item], exemplar))
      : [new NumpyArray(dtype, [items.length], items, exemplar)],
  );
  return [...arrays, ...none];
}

function structExemplars(fields: readonly ArrowField[], counts: ArrowCounts): readonly PythonArgument[] {
  const choices = fields.map(({ name, type }, index) => {
    const child = counts.children[index];
    return { name, values: child === undefined ? [] : exemplars(type, child, true) };
  });
  const most = Math.max(1, ...choices.map(({ values }) => values.length));
  if (counts.length === (counts.nulls?.count ?? 0)) return [];
  return Array.from({ length: most }, (_, index) => {
    const entries = choices.flatMap(({ name, values }) => {
      const value = values[Math.min(index, values.length - 1)];
      return value === undefined ? [] : [[name, value] as const];
    });
    return new Map(entries);
  });
}

function filledExemplars(type: ArrowType, counts: ArrowCounts, inStruct: boolean): readonly PythonArgument[] {
  switch (type.kind) {
    case "list":
    case "fixed_size_list":
      return listExemplars(type.items, counts, inStruct);
    case "struct":
      return structExemplars(type.fields, counts);
    case "map": {
      // A list of tuples.
      const empty = counts.lists?.empty ?? 0;
      const filled = counts.length - (counts.nulls?.count ?? 0) - empty;
      return [...(filled > 0 ? [[new PythonObject("tuple")]] : []), ...(empty > 0 ? [[]] : [])];
    }
    case "dictionary":
      return exemplars(type.values, { ...counts, children: [] }, inStruct);
    case "null":
      return [];
    default:
      return scalarExemplars(type, counts);
  }
}

function exemplars(type: ArrowType, counts: ArrowCounts, inStruct: boolean): readonly PythonArgument[] {
  const present = counts.length - (counts.nulls?.count ?? 0);
  const nulls = type.kind === "null" ? counts.length : (counts.nulls?.count ?? 0);
  const filled = present > 0 ? filledExemplars(type, counts, inStruct) : [];
  return nulls > 0 ? [...filled, null] : filled;
}
