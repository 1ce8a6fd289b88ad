import { defined } from "../../defined.ts";
import { datum, SignetError, type Text, text } from "../../errors.ts";
import type { TensorEvidence } from "../../evidence/dataset.ts";
import type { DictEvidence, ValueEvidence } from "../../evidence/value-evidence.ts";
import { INT64_MAX, INT64_MIN, UINT64_MAX } from "../../python/int-range.ts";

/** NumPy's `NPY_MAXDIMS`. */
const MAX_DIMENSIONS = 64;

/** Arrays as MLflow's scoring server makes them of `inputs` or `instances`: one without per name, or one per key. */
export interface Tensors {
  readonly named: boolean;
  readonly tensors: readonly TensorEvidence[];
}

/** `inputs`: a dict has one array per key, anything else is one array. Throws `UnreadableFile` where `np.array` raises. */
export function tensorsOfInputs(inputs: ValueEvidence): Tensors {
  if (inputs.dicts === undefined) return { named: false, tensors: [tensorOf(inputs)] };
  return { named: true, tensors: [...inputs.dicts.keys].map(([name, value]) => tensorOf(value, { name })) };
}

/**
 * `instances`: a list whose first item is a dict has one array per key of that dict, `np.array([row[name] for row in data])`; anything else
 * is as {@link tensorsOfInputs}. Sightings are numbered by the items. Throws `UnreadableFile` where an instance has no such key, too.
 */
export function tensorsOfInstances(instances: ValueEvidence): Tensors {
  const items = instances.lists?.items;
  if (items?.dicts?.tally.first.row !== 0) return tensorsOfInputs(instances);
  const { keys, absent, tally } = items.dicts;
  const columns = [...keys].filter(([name]) => absent.get(name)?.row !== 0);
  if (columns.length > 0) refuseOddInstances(items, items.dicts);
  return { named: true, tensors: columns.map(([name, values]) => tensorOf(values, { name, rowCount: tally.count })) };
}

/** Throws for the first instance that is not a dict, or lacks a key of the first one. */
function refuseOddInstances({ scalars, lists }: ValueEvidence, { absent }: DictEvidence): void {
  const noDicts: { row: number; type: string }[] = [...scalars].map(([type, { first }]) => ({ row: first.row, type }));
  if (lists) noDicts.push({ row: lists.tally.first.row, type: "list" });
  const lacking = [...absent.values()].filter(({ row }) => row > 0);
  const [first] = [...noDicts, ...lacking].sort((left, right) => left.row - right.row);
  if (first === undefined) return;
  const row = first.row + 1;
  const [message, pythonError] =
    "type" in first
      ? [text`Instance ${row} has type ${first.type}; the first instance is a record.`, "TypeError"]
      : [text`Instance ${row} lacks a key that the first instance has.`, "KeyError"];
  throw new SignetError("UnreadableFile", message, { place: { row }, pythonError });
}

/**
 * A nested list as `np.array` discovers it: lists of a depth are equally long, leaves are only at the deepest, and the dtype is what all
 * of them promote to. A dict is a leaf, a Python object like any other to NumPy. `rowCount`: the values are the items of a list so long.
 * Source: `numpy/_core/src/multiarray/array_coercion.c`.
 */
function tensorOf(value: ValueEvidence, { name, rowCount }: { name?: string; rowCount?: number } = {}): TensorEvidence {
  const array = name === undefined ? "the array" : text`the array ${datum(name)}`;
  const shape = rowCount === undefined ? [] : [rowCount];
  let level = value;
  for (let { lists } = level; lists !== undefined; { lists } = level) {
    if (lists.tally.count < level.count || lists.lengths.min < lists.lengths.max) {
      throw refused(text`Setting an array element with a sequence: the lists of ${array} are not all of one length and depth.`);
    }
    shape.push(lists.lengths.max);
    level = lists.items;
  }
  if (shape.length > MAX_DIMENSIONS) {
    throw refused(text`The lists of ${array} nest ${shape.length} deep; NumPy has at most ${MAX_DIMENSIONS} dimensions.`);
  }
  return { ...defined({ name }), dtype: dtypeOf(level), shape };
}

function dtypeOf({ scalars, dicts, integers }: ValueEvidence): string {
  if (scalars.has("None") || dicts) return "object";
  if (integers && (integers.min < INT64_MIN || integers.max > UINT64_MAX)) return "object";
  if (scalars.has("str")) return "str";
  if (scalars.has("float") || scalars.has("nan") || scalars.size === 0) return "float64";
  if (integers === undefined) return "bool";
  if (integers.max <= INT64_MAX) return "int64";
  return integers.min <= INT64_MAX ? "float64" : "uint64";
}

function refused(message: Text): SignetError {
  return new SignetError("UnreadableFile", message, { pythonError: "ValueError" });
}
