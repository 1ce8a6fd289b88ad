import { datum } from "../errors.ts";
import type { PythonValue } from "../python/value.ts";
import type { Sighting, Tally } from "./sighting.ts";
import type { PythonScalar, ValueEvidence } from "./value-evidence.ts";
import { closeMerging, mergeValues, NO_VALUES } from "./value-merge.ts";

const at = (sample: string): Tally => ({ count: 1, first: { row: 0, sample: datum(sample) } });

function scalar(type: PythonScalar, sample: string, integer?: bigint): ValueEvidence {
  const extremes = integer === undefined ? {} : { integers: { min: integer, max: integer } };
  return { kind: "values", count: 1, scalars: new Map([[type, at(sample)]]), ...extremes };
}

/** The value of a key, which merges with others of it. */
function ofKey(value: ValueEvidence): ValueEvidence {
  const { scalars, lists, dicts } = value;
  const first = scalars.get("None") ?? scalars.get("nan") ?? (lists?.empty ? lists.tally : dicts?.empty ? dicts.tally : undefined);
  return first === undefined ? value : { ...value, merging: { untyped: first.first } };
}

/** How many of a list's items say no type at all. */
const anyCount = ({ scalars, lists, dicts }: ValueEvidence): number =>
  (scalars.get("None")?.count ?? 0) + (scalars.get("nan")?.count ?? 0) + (lists?.empty ?? 0) + (dicts?.empty ?? 0);

function evidenceOfDict(dict: ReadonlyMap<string, PythonValue>): ValueEvidence {
  const keys = new Map([...dict].map(([key, value]) => [key, ofKey(evidenceOfValue(value))] as const));
  return {
    kind: "values",
    count: 1,
    scalars: new Map(),
    dicts: { tally: at("{…}"), empty: dict.size === 0 ? 1 : 0, keys, absent: new Map<string, Sighting>() },
  };
}

/** How many of a list's items have no type before MLflow 2.19. */
const untypedCount = ({ scalars, lists }: ValueEvidence): number =>
  (scalars.get("None")?.count ?? 0) + (scalars.get("nan")?.count ?? 0) + (lists?.empty ?? 0) + (lists?.blank ?? 0);

function evidenceOfList(list: readonly PythonValue[]): ValueEvidence {
  let items = NO_VALUES;
  for (const [index, item] of list.entries()) items = mergeValues(items, evidenceOfValue(item), index);
  items = closeMerging(items);
  const { length } = list;
  const blank = length > 0 && untypedCount(items) === length ? 1 : 0;
  const merging = length > 0 && anyCount(items) === length ? { merging: { untyped: { row: 0 } } } : {};
  return {
    kind: "values",
    count: 1,
    scalars: new Map(),
    lists: { ...merging, tally: at("[…]"), empty: length === 0 ? 1 : 0, hollow: 0, blank, items, lengths: { min: length, max: length } },
  };
}

/** One Python value as evidence: what a reader would count of this value by itself. */
export function evidenceOfValue(value: PythonValue): ValueEvidence {
  if (value === null) return scalar("None", "None");
  switch (typeof value) {
    case "boolean":
      return scalar("bool", value ? "True" : "False");
    case "bigint":
      return scalar("int", String(value), value);
    case "number":
      return scalar(Number.isNaN(value) ? "nan" : "float", String(value));
    case "string":
      return scalar("str", value);
    case "object":
      // The only object left is a list; Array.isArray does not narrow readonly arrays out of the Map.
      return value instanceof Map ? evidenceOfDict(value) : evidenceOfList(value as readonly PythonValue[]);
  }
}
