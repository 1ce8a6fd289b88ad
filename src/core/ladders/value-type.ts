import { CURRENT, type Environment, has } from "../environment/environment.ts";
import { datum, type ErrorData, type Place, type Text, text } from "../errors.ts";
import type { Sighting } from "../evidence/sighting.ts";
import type { DictEvidence, PythonScalar, SequenceEvidence, ValueEvidence } from "../evidence/value-evidence.ts";
import { mergeValues, NO_VALUES } from "../evidence/value-merge.ts";
import { makeObject } from "../mlflow/schema.ts";
import type { ColumnType, DataType, Property } from "../mlflow/types.ts";
import { withArticle } from "./value-series.ts";

/**
 * What MLflow makes of the values of one place: a type; `undetermined` where there is nothing but empty numpy arrays
 * (`_infer_datatype` gives None); or the offence that makes it raise.
 */
type TypeVerdict = ColumnVerdict | { readonly kind: "undetermined" };

/** The type of a column, or the offence that makes MLflow raise. */
export type ColumnVerdict = { readonly kind: "type"; readonly type: ColumnType } | { readonly kind: "offence"; readonly error: ErrorData };

/**
 * How deep values may nest and be sure to be inferred: MLflow recurses, and where equal dicts merge CPython 3.11 raises
 * RecursionError from 104 levels on; lists go deeper. Found by trial, 2026-11-24.
 */
const MAX_DEPTH = 95;

const ANY: ColumnType = { kind: "any" };

/** Every Python scalar, and what `_infer_datatype` makes of it; null: "not one of the supported DataType". */
const SCALAR_TYPES: Readonly<Record<PythonScalar, DataType | "any" | null>> = {
  None: "any",
  nan: "any",
  "pandas.NA": "any",
  "pandas.NaT": "any",
  bool: "boolean",
  int: "long",
  float: "double",
  str: "string",
  bytes: "binary",
  "numpy.bool": "boolean",
  "numpy.int8": null,
  "numpy.int16": null,
  "numpy.int32": "integer",
  "numpy.int64": "long",
  "numpy.uint8": null,
  "numpy.uint16": null,
  "numpy.uint32": null,
  "numpy.uint64": null,
  "numpy.float16": null,
  "numpy.float32": "float",
  "numpy.float64": "double",
  "numpy.str": "string",
  "numpy.bytes": "binary",
  "numpy.datetime64": "datetime",
  "numpy.timedelta64": null,
  "datetime.datetime": "datetime",
  "datetime.date": "datetime",
  "datetime.time": null,
  "datetime.timedelta": null,
  "pandas.Timestamp": null,
  "pandas.Timedelta": null,
  "decimal.Decimal": null,
  "uuid.UUID": null,
  tuple: null,
  "pandas.Interval": null,
  "pandas.Period": null,
  other: null,
};

/** Where values are: the items of a list or column, in which MLflow passes over what is missing; or the values of a dict's key, or one by itself. */
export type Standing = "items" | "value";

interface Walk {
  readonly place: Place;
  readonly environment: Environment;
  readonly standing: Standing;
}

/** The type of a Python scalar. Before MLflow 2.19, NaN that is not passed over is a float, and what else is missing has no type. */
function typeOfScalar(scalar: PythonScalar, { environment, standing }: Walk): DataType | "any" | null {
  const name = SCALAR_TYPES[scalar];
  if (name !== "any" || has(environment, "anyType")) return name;
  if (scalar === "nan") return standing === "items" ? "any" : "double";
  return scalar === "None" && standing === "items" ? "any" : null;
}

/** Whether some value of a dict's key, or one by itself, has no type before MLflow 2.19; also where that was not counted. */
function hasUntyped({ scalars, lists, arrays }: ValueEvidence): boolean {
  return scalars.has("None") || [lists, arrays].some((sequence) => sequence !== undefined && untypedLists(sequence) !== 0);
}

/** How many sequences hold nothing that has a type; null where that was not counted. */
function untypedLists({ empty, hollow, blank, items }: SequenceEvidence): number | null {
  if (blank !== undefined || empty + hollow > 0) return empty + hollow + (blank ?? 0);
  const mayBeBlank = items.scalars.has("None") || items.scalars.has("nan") || hasUntyped(items);
  return mayBeBlank ? null : 0;
}

function untyped(values: ValueEvidence, place: Place): ColumnVerdict {
  const none = values.scalars.get("None");
  if (none !== undefined) return offence(unsupported("None", none.first), at(place, none.first));
  const isCounted = [values.lists, values.arrays].every((sequence) => sequence === undefined || untypedLists(sequence) !== null);
  if (isCounted) return offence(text`Dictionary value must not be an empty list.`, place);
  const message = text`Whether some list has nothing but missing items is not counted, and this MLflow gives such a list no type.`;
  return { kind: "offence", error: { tag: "Undecided", message, place } };
}

/**
 * The type that MLflow gives to values of one place, be they a column, a list's items or a single value.
 *
 * MLflow walks the values in order and merges type by type (`mlflow/types/utils.py _infer_array_datatype`, `schema.py _merge`), but its
 * merge is commutative and associative: `any` gives way to every type, equal types stay, arrays merge their items, objects their
 * properties, all else raises. So only the counts decide. One `any` among objects makes all of their properties optional.
 */
function typeOfValues(values: ValueEvidence, walk: Walk): TypeVerdict {
  const { place, environment } = walk;
  const kinds: { readonly name: string; readonly first: Sighting; readonly type: () => TypeVerdict }[] = [];
  const scalarTypes = new Set<DataType>();
  for (const [scalar, { first }] of values.scalars) {
    const name = typeOfScalar(scalar, walk);
    if (name === "any") continue;
    if (name === null) return offence(unsupported(scalar, first), at(place, first));
    if (scalarTypes.has(name)) continue;
    scalarTypes.add(name);
    kinds.push({ name: scalar, first, type: () => ({ kind: "type", type: { kind: "scalar", name } }) });
  }
  const sequences = [values.lists, values.arrays].filter(
    (sequence): sequence is SequenceEvidence => sequence !== undefined && isTyped(sequence, environment),
  );
  const [sequence] = sequences;
  if (sequence) kinds.push({ name: "list", first: sequence.tally.first, type: () => typeOfArray(sequences, walk) });
  const { dicts } = values;
  if (dicts && dicts.empty > 0 && !has(environment, "anyType"))
    return offence(text`Creating Object with empty properties is not allowed.`, place);
  if (dicts && dicts.tally.count > dicts.empty) {
    kinds.push({
      name: "dict",
      first: dicts.tally.first,
      type: () => typeOfObject(dicts, hasAny(values) && has(environment, "anyType"), walk),
    });
  }
  const [kind, other] = kinds;
  if (kind === undefined) return hasAny(values) && has(environment, "anyType") ? { kind: "type", type: ANY } : { kind: "undetermined" };
  return other === undefined ? kind.type() : offence(mixed(kind, other), at(place, other.first));
}

/** The type of a whole column; nothing but empty arrays is an offence here. Source: `mlflow/types/utils.py _infer_colspec_type`. */
export function typeOfColumn(
  values: ValueEvidence,
  place: Place = {},
  environment: Environment = CURRENT,
  standing: Standing = "items",
): ColumnVerdict {
  if (depthOf(values) > MAX_DEPTH) return { kind: "offence", error: tooDeep(place) };
  if (standing === "value" && !has(environment, "anyType") && hasUntyped(values)) return untyped(values, place);
  const verdict = typeOfValues(values, { place, environment, standing });
  if (verdict.kind !== "undetermined") return verdict;
  return has(environment, "anyType")
    ? offence(text`Numpy array must include at least one non-empty item.`, place)
    : offence(text`A column of nested array type must include at least one non-empty array.`, place);
}

/** Whether values of the place include some that say nothing of their type: None, NaN, an empty list, an empty dict. */
function hasAny({ scalars, lists, dicts }: ValueEvidence): boolean {
  if ((lists?.empty ?? 0) > 0 || (dicts?.empty ?? 0) > 0) return true;
  for (const scalar of scalars.keys()) if (SCALAR_TYPES[scalar] === "any") return true;
  return false;
}

/** Whether some of the sequences have items that tell a type. */
function isTyped(sequence: SequenceEvidence, environment: Environment): boolean {
  const { tally, empty, hollow, items } = sequence;
  if (has(environment, "anyType")) return tally.count > empty + hollow;
  return tally.count > (untypedLists(sequence) ?? empty + hollow) && !isBlank(items);
}

/** Whether nothing of the items has a type before MLflow 2.19. */
function isBlank({ scalars, lists, arrays, dicts }: ValueEvidence): boolean {
  const isMissing = [...scalars.keys()].every((scalar) => scalar === "None" || scalar === "nan");
  return isMissing && dicts === undefined && [lists, arrays].every((sequence) => sequence === undefined || isBlank(sequence.items));
}

/** Whether MLflow cannot tell the type of some value: an empty numpy array, or a sequence of nothing else. */
function hasUndetermined({ lists, arrays }: ValueEvidence): boolean {
  return (lists?.hollow ?? 0) + (arrays?.hollow ?? 0) + (arrays?.empty ?? 0) > 0;
}

function typeOfArray(sequences: readonly SequenceEvidence[], walk: Walk): TypeVerdict {
  const [{ items } = { items: NO_VALUES }, other] = sequences;
  const unmerges = has(walk.environment, "anyType") && !has(walk.environment, "anyMerges");
  const merging = unmerges ? sequences.map((sequence) => sequence.merging) : [];
  const late = merging.find((order) => order?.late !== undefined)?.late;
  if (late !== undefined) return offence(UNMERGED, at(walk.place, late));
  if (merging.some((order) => order?.isUnknown === true)) return uncounted(walk.place);
  const verdict = typeOfValues(other ? mergeValues(items, other.items, 0) : items, { ...walk, standing: "items" });
  return verdict.kind === "type" ? { kind: "type", type: { kind: "array", items: verdict.type } } : verdict;
}

const UNMERGED: Text = ["Expected all values in the list to be of the same type: one that says no type comes after one that does."];

/** Why the values of a key do not merge before MLflow 3.17; null where they do. Only scalars do not take what says no type. */
function unmerged(values: ValueEvidence, { environment }: Walk, place: Place): ColumnVerdict | null {
  const { scalars, merging } = values;
  const isTyped = [...scalars.keys()].some((scalar) => SCALAR_TYPES[scalar] !== "any");
  if (!has(environment, "anyType") || !isTyped || !hasAny(values)) return null;
  if (merging?.late !== undefined) return offence(UNMERGED, at(place, merging.late));
  return merging?.isUnknown === true ? uncounted(place) : null;
}

function uncounted(place: Place): ColumnVerdict {
  const message = text`In which order missing values come is not counted, and on it depends whether this MLflow merges them.`;
  return { kind: "offence", error: { tag: "Undecided", message, place } };
}

function typeOfObject(dicts: DictEvidence, allOptional: boolean, walk: Walk): TypeVerdict {
  const { place, environment } = walk;
  const knowsAny = has(environment, "anyType");
  const properties: Property[] = [];
  for (const [name, values] of dicts.keys) {
    const inside: Place = { ...place, path: [...(place.path ?? []), name] };
    if (!knowsAny && hasUntyped(values)) return untyped(values, inside);
    if (hasUndetermined(values)) {
      return offence(text`Dictionary value must not be an empty numpy array: ${datum(name)}.`, inside);
    }
    const late = has(environment, "anyMerges") ? null : unmerged(values, walk, inside);
    if (late !== null) return late;
    const verdict = typeOfValues(values, { place: inside, environment, standing: "value" });
    if (verdict.kind !== "type") return verdict;
    const required = !allOptional && values.count === dicts.tally.count - dicts.empty && !(knowsAny && hasAny(values));
    properties.push({ name, type: verdict.type, required });
  }
  return { kind: "type", type: makeObject(properties) };
}

function depthOf({ lists, arrays, dicts }: ValueEvidence): number {
  const inside = [lists?.items, arrays?.items, ...(dicts?.keys.values() ?? [])];
  return inside.reduce((deepest, values) => (values ? Math.max(deepest, 1 + depthOf(values)) : deepest), 0);
}

function tooDeep(place: Place): ErrorData {
  const message = text`The values nest more than ${MAX_DEPTH} deep; MLflow's _infer_datatype may run into Python's recursion limit.`;
  return { tag: "Undecided", message, place };
}

function offence(message: Text, place: Place): ColumnVerdict {
  return { kind: "offence", error: { tag: "InvalidSchema", message, place, pythonError: "MlflowException" } };
}

function unsupported(scalar: PythonScalar, { row, sample }: Sighting): Text {
  const value = sample ? text` ${sample}` : [];
  return text`Data${value} is not one of the supported DataType: row ${row + 1} has ${withArticle(scalar)}.`;
}

function mixed(
  left: { readonly name: string; readonly first: Sighting },
  right: { readonly name: string; readonly first: Sighting },
): Text {
  const [earlier, later] = right.first.row < left.first.row ? [right, left] : [left, right];
  return text`Expected all values in the list to be of the same type: row ${earlier.first.row + 1} has ${withArticle(earlier.name)}, row ${later.first.row + 1} ${withArticle(later.name)}${sampleOf(later.first)}.`;
}

function sampleOf({ sample }: Sighting): Text {
  return sample ? text` (${sample})` : [];
}

function at(place: Place, { row }: Sighting): Place {
  return { ...place, row: row + 1 };
}
