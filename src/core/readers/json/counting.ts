import type { Place, SignetError } from "../../errors.ts";
import type { ValueEvidence } from "../../evidence/value-evidence.ts";
import { limitOf, overLimit } from "../../limits.ts";

/** What the counters of one pass over a document share. */
export interface Counting {
  /**
   * Which members of dicts another member of the same key overrides. Python keeps the last value, at the first one's place; since values
   * are counted as they pass, a file with repeated keys is read again, skipping what was overridden.
   */
  readonly overridden: {
    /** Offsets of the keys whose values are to be skipped. */
    readonly known: ReadonlySet<number>;
    /** Filled while reading: offsets of keys that turned out to be overridden. */
    readonly found: Set<number>;
  };
  /** The row that sightings belong to: the item of the outermost list, the line. */
  row: number;
  /** Keys in all places together, and positions of a split table's rows. */
  keyCount: number;
}

/** For a pass over a document where the members at the offsets given are to be skipped. */
export function newCounting(known: ReadonlySet<number> = new Set()): Counting {
  return { overridden: { known, found: new Set() }, row: 0, keyCount: 0 };
}

/** Counts a key that has not been seen in its place. Throws `Undecided` past the limit: each key has counters of its own, and the signature one line for it. */
export function countKey(counting: Counting, place: Place): void {
  if (++counting.keyCount > limitOf("json-keys")) throw tooManyKeys(place);
}

/** Throws `Undecided` where evidence that was joined has more keys than the limit. */
export function checkKeys(values: ValueEvidence): void {
  if (keysOf(values) > limitOf("json-keys")) throw tooManyKeys({});
}

function keysOf({ lists, dicts }: ValueEvidence): number {
  let count = lists ? keysOf(lists.items) : 0;
  for (const values of dicts?.keys.values() ?? []) count += 1 + keysOf(values);
  return count;
}

function tooManyKeys(place: Place): SignetError {
  return overLimit("json-keys", ["The file has more different keys than are counted."], {
    place,
    remedy: "Where keys are values, such as names or dates, turn them into a field.",
  });
}
