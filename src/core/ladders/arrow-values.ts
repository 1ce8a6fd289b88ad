import { defined } from "../defined.ts";
import type { ArrowCounts } from "../evidence/arrow-evidence.ts";
import type { ArrowType } from "../evidence/arrow-type.ts";
import { placedTally, type Tally } from "../evidence/sighting.ts";
import type { DictEvidence, Merging, PythonScalar, SequenceEvidence, ValueEvidence } from "../evidence/value-evidence.ts";

/**
 * Which Python values pyarrow makes of typed ones: it depends on where they are. In a struct's dict or an object column they are Python's own,
 * in a list they are the items of a NumPy array. Source: `arrow_to_pandas.cc` of Arrow, seen on pyarrow 25.
 */
interface Standing {
  readonly place: "object" | "array item";
  /** Within a struct pyarrow converts chunk by chunk, and makes objects of times that are not nanoseconds. */
  readonly inStruct: boolean;
  /** Within lists, each of which merges its own values first. */
  readonly inList?: true;
}

const START = { row: 0 };

function tallyOf(count: number): Tally | undefined {
  return count > 0 ? { count, first: START } : undefined;
}

/** Scalars of one type next to missing ones. */
function scalars(type: PythonScalar, counts: ArrowCounts, missing: PythonScalar): ValueEvidence {
  const { nulls } = counts;
  const seen = new Map<PythonScalar, Tally>();
  const present = tallyOf(counts.length - (nulls?.count ?? 0));
  if (present !== undefined) seen.set(type, present);
  if (nulls !== undefined) seen.set(missing, { count: (seen.get(missing)?.count ?? 0) + nulls.count, first: placedTally(nulls).first });
  return { kind: "values", count: counts.length, scalars: seen };
}

/** Floats of which some are NaN; a NaN that Python's `float` does not hold is not a missing value to MLflow. */
function floats(type: PythonScalar, counts: ArrowCounts, missing: PythonScalar, nanIsMissing: boolean): ValueEvidence {
  const found = scalars(type, counts, missing);
  if (!nanIsMissing || counts.nans === undefined) return found;
  const present = counts.length - (counts.nulls?.count ?? 0) - counts.nans.count;
  const seen = new Map(found.scalars);
  seen.delete(type);
  const kept = tallyOf(present);
  if (kept !== undefined) seen.set(type, kept);
  seen.set("nan", { count: (seen.get("nan")?.count ?? 0) + counts.nans.count, first: placedTally(counts.nans).first });
  return { ...found, scalars: seen };
}

function integers(bits: number, signed: boolean, counts: ArrowCounts, { place, inStruct }: Standing): ValueEvidence {
  if (place === "object") {
    const found = scalars("int", counts, "None");
    const { widened = 0 } = counts;
    if (widened === 0) return found;
    const seen = new Map(found.scalars);
    seen.delete("int");
    const plain = tallyOf(counts.length - (counts.nulls?.count ?? 0) - widened);
    if (plain !== undefined) seen.set("int", plain);
    return { ...found, scalars: seen.set("float", { count: widened, first: START }) };
  }
  // The name is one of the table's for every width that Arrow has.
  const plain = `numpy.${signed ? "" : "u"}int${bits}` as PythonScalar;
  if (counts.nulls === undefined) return scalars(plain, counts, "None");
  const found = scalars("numpy.float64", counts, "nan");
  const { widened: cells = 0 } = counts;
  const unwidened = inStruct ? tallyOf(counts.length - counts.nulls.count - cells) : undefined;
  if (unwidened === undefined) return found;
  const seen = new Map(found.scalars);
  seen.delete("numpy.float64");
  const widened = tallyOf(cells);
  if (widened !== undefined) seen.set("numpy.float64", widened);
  return { ...found, scalars: seen.set(plain, unwidened) };
}

function floatValues(bits: number, counts: ArrowCounts, { place }: Standing): ValueEvidence {
  if (place === "object") return floats("float", counts, "None", true);
  if (bits === 64) return floats("numpy.float64", counts, "nan", true);
  const type = bits === 32 ? "numpy.float32" : "numpy.float16";
  return floats(type, counts, type, false);
}

/** datetime64 of nanoseconds has no Python twin, so outside an array it is a plain int. */
function timeValues(type: ArrowType & { readonly kind: "timestamp" | "duration" }, counts: ArrowCounts, standing: Standing): ValueEvidence {
  const isObject = standing.inStruct && type.kind === "timestamp" && type.unit !== "ns";
  if (standing.place === "array item" && !isObject) {
    const item = type.kind === "timestamp" ? "numpy.datetime64" : "numpy.timedelta64";
    return scalars(item, counts, item);
  }
  if (type.unit === "ns") return scalars("int", counts, "None");
  return scalars(type.kind === "timestamp" ? "datetime.datetime" : "datetime.timedelta", counts, "None");
}

function nested(counts: ArrowCounts, more: Pick<ValueEvidence, "lists" | "arrays" | "dicts">): ValueEvidence {
  return {
    kind: "values",
    count: counts.length,
    scalars: new Map(counts.nulls === undefined ? [] : [["None", placedTally(counts.nulls)]]),
    ...more,
  };
}

/**
 * Whether some list has nothing but missing items after one that has others, which MLflow before 3.17 does not merge. Lists within lists merge
 * list by list, which is not counted. Which lists have nothing but NaN is not counted either.
 */
function blankLists({ lists, children: [items] }: ArrowCounts, { inList }: Standing): Merging | undefined {
  if (items === undefined || lists === undefined) return undefined;
  const missing = (items.nulls?.count ?? 0) + (items.nans?.count ?? 0);
  if (missing === 0 || missing >= items.length || (lists.min > 0 && missing < lists.min)) return undefined;
  if (items.nans !== undefined || items.nulls?.first === null) return { isUnknown: true };
  if (lists.firstBlank === undefined) return undefined;
  if (inList === true) return { isUnknown: true };
  return lists.lateBlank === undefined ? undefined : { late: { row: lists.lateBlank } };
}

function sequence(counts: ArrowCounts, items: ValueEvidence, standing: Standing): SequenceEvidence | undefined {
  const tally = tallyOf(counts.length - (counts.nulls?.count ?? 0));
  const { empty = 0, hollow = 0, min = 0, max = 0 } = counts.lists ?? {};
  if (tally === undefined) return undefined;
  // NumPy's NaT has a type.
  const merging = items.scalars.has("None") || items.scalars.has("nan") ? blankLists(counts, standing) : undefined;
  return { tally, empty, hollow: hollow - empty, ...defined({ merging }), items, lengths: { min, max } };
}

/** In which order a field's nulls come. Those of structs within lists merge list by list, of which only the whole order is known. */
function mergingOf({ length, nulls, nans, lateNull }: ArrowCounts, { inList }: Standing): Merging | undefined {
  const missing = (nulls?.count ?? 0) + (nans?.count ?? 0);
  if (missing === 0 || missing >= length) return undefined;
  if (nans !== undefined || nulls?.first === null) return { isUnknown: true };
  if (lateNull === undefined) return undefined;
  return inList === true ? { isUnknown: true } : { late: lateNull };
}

function structValues(type: ArrowType & { readonly kind: "struct" }, counts: ArrowCounts, standing: Standing): ValueEvidence {
  const tally = tallyOf(counts.length - (counts.nulls?.count ?? 0));
  if (tally === undefined) return nested(counts, {});
  const keys = new Map<string, ValueEvidence>();
  for (const [index, { name, type: inner }] of type.fields.entries()) {
    const child = counts.children[index];
    if (child === undefined) continue;
    keys.set(name, {
      ...arrowValues(inner, child, { ...standing, place: "object", inStruct: true }),
      ...defined({ merging: mergingOf(child, standing) }),
    });
  }
  const dicts: DictEvidence = { tally, empty: keys.size === 0 ? tally.count : 0, keys, absent: new Map() };
  return nested(counts, { dicts });
}

/** A map is a list of tuples, of which MLflow knows no type. */
function mapValues(counts: ArrowCounts): ValueEvidence {
  const entries = counts.children[0];
  const items = entries === undefined ? { kind: "values" as const, count: 0, scalars: new Map() } : scalars("tuple", entries, "None");
  const lists = sequence(counts, items, { place: "object", inStruct: false });
  return nested(counts, defined({ lists }));
}

/** The Python values of a typed column or of a nested part of it. */
export function arrowValues(
  type: ArrowType,
  counts: ArrowCounts,
  standing: Standing = { place: "object", inStruct: false },
): ValueEvidence {
  switch (type.kind) {
    case "null":
      return scalars("None", counts, "None");
    case "bool":
      return standing.place === "array item" && counts.nulls === undefined
        ? scalars("numpy.bool", counts, "None")
        : scalars("bool", counts, "None");
    case "int":
      return integers(type.bits, type.signed, counts, standing);
    case "float":
      return floatValues(type.bits, counts, standing);
    case "utf8":
      return scalars("str", counts, "None");
    case "binary":
    case "fixed_size_binary":
      return scalars("bytes", counts, "None");
    case "decimal":
      return scalars("decimal.Decimal", counts, "None");
    case "date":
      return scalars("datetime.date", counts, "None");
    case "time":
      return scalars("datetime.time", counts, "None");
    case "timestamp":
    case "duration":
      return timeValues(type, counts, standing);
    case "list":
    case "fixed_size_list": {
      const child = counts.children[0];
      const arrays =
        child === undefined
          ? undefined
          : sequence(counts, arrowValues(type.items.type, child, { ...standing, place: "array item", inList: true }), standing);
      return nested(counts, defined({ arrays }));
    }
    case "struct":
      return structValues(type, counts, standing);
    case "map":
      return mapValues(counts);
    case "dictionary":
      // Within a list it is decoded, and its items are NumPy's.
      return arrowValues(type.values, { ...counts, children: [] }, standing);
    case "interval":
    case "union":
    case "run_end_encoded":
      return scalars("other", counts, "None");
  }
}
