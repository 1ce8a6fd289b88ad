import { defined, must } from "../defined.ts";
import { mergeExtremes } from "./extremes.ts";
import { mergeTally, type Sighting, type Tally } from "./sighting.ts";
import type { DictEvidence, Merging, PythonScalar, SequenceEvidence, ValueEvidence } from "./value-evidence.ts";

/** The evidence of a place where nothing was seen; the unit of {@link mergeValues}. */
export const NO_VALUES: ValueEvidence = { kind: "values", count: 0, scalars: new Map() };

/**
 * Joins the evidence of two neighbouring parts; `leftRows` is how many rows the left one has.
 * Associative. Keys keep the order of their first sighting.
 */
export function mergeValues(left: ValueEvidence, right: ValueEvidence, leftRows: number): ValueEvidence {
  const integers = mergeExtremes(left.integers, right.integers);
  const loneSurrogate = left.loneSurrogate ?? (right.loneSurrogate && shifted(right.loneSurrogate, leftRows));
  const lists = mergeSequences(left.lists, right.lists, leftRows);
  const arrays = mergeSequences(left.arrays, right.arrays, leftRows);
  const dicts = mergeDicts(left.dicts, right.dicts, leftRows);
  const merging = mergeMerging(left.merging, right.merging, isTypedScalar(left), leftRows);
  return {
    kind: "values",
    count: left.count + right.count,
    scalars: mergeScalars(left.scalars, right.scalars, leftRows),
    ...defined({ integers, loneSurrogate, merging, lists, arrays, dicts }),
  };
}

/** Whether some scalar says a type. */
const isTypedScalar = ({ scalars }: ValueEvidence): boolean => [...scalars.keys()].some((scalar) => scalar !== "None" && scalar !== "nan");

/** Of two neighbouring parts; `isTyped`: whether the left one has a typed value, with which the right one's untyped ones merge. */
function mergeMerging(left: Merging | undefined, right: Merging | undefined, isTyped: boolean, leftRows: number): Merging | undefined {
  if (right === undefined) return left;
  const after = {
    untyped: right.untyped && shifted(right.untyped, leftRows),
    late: right.late && shifted(right.late, leftRows),
  };
  const untyped = left?.untyped ?? after.untyped;
  const later = isTyped && after.untyped !== undefined && (after.late === undefined || after.untyped.row < after.late.row);
  const late = left?.late ?? (later ? after.untyped : after.late);
  return defined({ untyped, late });
}

const lateOnly = (merging: Merging | undefined): Merging | undefined => (merging?.late === undefined ? undefined : { late: merging.late });

/** What is left of the order once the values of a list are merged: a typed one among them types the whole. */
export function closeMerging({ merging, lists, dicts, ...values }: ValueEvidence): ValueEvidence {
  const keys = dicts && new Map([...dicts.keys].map(([key, value]) => [key, closeMerging(value)] as const));
  return {
    ...values,
    ...defined({
      merging: isTypedScalar(values) ? lateOnly(merging) : merging,
      lists: lists && closeLists(lists),
      dicts: dicts && keys && { ...dicts, keys },
    }),
  };
}

function closeLists({ merging, ...lists }: SequenceEvidence): SequenceEvidence {
  const order = isTypedScalar(lists.items) ? lateOnly(merging) : merging;
  return { ...lists, ...defined({ merging: order }), items: closeMerging(lists.items) };
}

type Scalars = ReadonlyMap<PythonScalar, Tally>;

function mergeScalars(left: Scalars, right: Scalars, leftRows: number): Scalars {
  const merged = new Map(left);
  for (const [scalar, tally] of right) merged.set(scalar, joinTallies(left.get(scalar), tally, leftRows));
  return merged;
}

function mergeSequences(
  left: SequenceEvidence | undefined,
  right: SequenceEvidence | undefined,
  leftRows: number,
): SequenceEvidence | undefined {
  if (right === undefined) return left;
  const items = mergeValues(left?.items ?? NO_VALUES, right.items, leftRows);
  const tally = joinTallies(left?.tally, right.tally, leftRows);
  if (left === undefined)
    return { ...right, tally, items, ...defined({ merging: mergeMerging(undefined, right.merging, false, leftRows) }) };
  const blank = left.blank === undefined || right.blank === undefined ? undefined : left.blank + right.blank;
  return {
    tally,
    items,
    empty: left.empty + right.empty,
    hollow: left.hollow + right.hollow,
    ...defined({ blank, merging: mergeMerging(left.merging, right.merging, isTypedScalar(left.items), leftRows) }),
    lengths: { min: Math.min(left.lengths.min, right.lengths.min), max: Math.max(left.lengths.max, right.lengths.max) },
  };
}

function mergeDicts(left: DictEvidence | undefined, right: DictEvidence | undefined, leftRows: number): DictEvidence | undefined {
  if (right === undefined) return left;
  const keys = new Map(left?.keys);
  const absent = new Map(left?.absent);
  for (const [key, evidence] of right.keys) {
    const before = left?.keys.get(key);
    keys.set(key, mergeValues(before ?? NO_VALUES, evidence, leftRows));
    const firstAbsent = right.absent.get(key);
    if (left !== undefined && before === undefined) absent.set(key, left.tally.first);
    else if (firstAbsent !== undefined && !absent.has(key)) absent.set(key, shifted(firstAbsent, leftRows));
  }
  for (const key of left?.keys.keys() ?? []) {
    if (!right.keys.has(key) && !absent.has(key)) absent.set(key, shifted(right.tally.first, leftRows));
  }
  return {
    tally: joinTallies(left?.tally, right.tally, leftRows),
    empty: (left?.empty ?? 0) + right.empty,
    keys,
    absent,
  };
}

function shifted(sighting: Sighting, leftRows: number): Sighting {
  return { ...sighting, row: sighting.row + leftRows };
}

function joinTallies(left: Tally | undefined, right: Tally, leftRows: number): Tally {
  // The right part has been seen, so the joined tally exists; mergeTally cannot say so.
  return must(mergeTally(left, right, leftRows));
}
