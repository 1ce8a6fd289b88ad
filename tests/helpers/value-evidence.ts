import type { PythonScalar, SequenceEvidence, ValueEvidence } from "../../src/core/evidence/value-evidence.ts";
import { mergeValues, NO_VALUES } from "../../src/core/evidence/value-merge.ts";

/** Evidence of one value, seen in row 0. */
export function scalar(type: PythonScalar): ValueEvidence {
  return { ...NO_VALUES, count: 1, scalars: new Map([[type, TALLY]]) };
}

export function int(value: bigint): ValueEvidence {
  return { ...scalar("int"), integers: { min: value, max: value } };
}

export function list(...items: readonly ValueEvidence[]): ValueEvidence {
  const hollow = items.length > 0 && items.every(isHollow) ? 1 : 0;
  return { ...NO_VALUES, count: 1, lists: sequence(items, hollow) };
}

/** A numpy array. */
export function array(...items: readonly ValueEvidence[]): ValueEvidence {
  const hollow = items.length > 0 && items.every(isHollow) ? 1 : 0;
  return { ...NO_VALUES, count: 1, arrays: sequence(items, hollow) };
}

export function dict(members: Readonly<Record<string, ValueEvidence>>): ValueEvidence {
  const keys = new Map(Object.entries(members));
  return { ...NO_VALUES, count: 1, dicts: { tally: TALLY, empty: keys.size === 0 ? 1 : 0, keys, absent: new Map() } };
}

/** Evidence of values one under the other, a row each. */
export function rows(...values: readonly ValueEvidence[]): ValueEvidence {
  return values.reduce((column, value, row) => mergeValues(column, value, row), NO_VALUES);
}

const TALLY = { count: 1, first: { row: 0 } };

function sequence(items: readonly ValueEvidence[], hollow: number): SequenceEvidence {
  const joined = items.reduce((all, item) => mergeValues(all, item, 0), NO_VALUES);
  const { length } = items;
  return { tally: TALLY, empty: length === 0 ? 1 : 0, hollow, items: joined, lengths: { min: length, max: length } };
}

function isHollow({ lists, arrays }: ValueEvidence): boolean {
  return (lists?.hollow ?? 0) + (arrays?.hollow ?? 0) + (arrays?.empty ?? 0) > 0;
}
