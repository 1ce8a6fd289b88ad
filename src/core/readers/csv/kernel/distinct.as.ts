// AssemblyScript. The distinct values with the smallest hashes, each with its exact count: core/profile/distinct-sketch.ts says why.
import { ALL_HASHES, COUNTS, ENTRIES, HASHES, INDEX, load32, sketchCapacity, store32, THRESHOLD } from "./profile-memory.as";

/** Not a new value. */
export const KNOWN: u32 = 0xffffffff;
/** A new value that is no longer wanted, since the threshold fell just now. */
export const UNWANTED: u32 = 0xfffffffe;

/** Notes in the hash table that the hash is at `entry`. There is room, since the table has twice as many slots. */
function place(column: usize, hash: u64, entry: u32): void {
  const index = load32(column, INDEX);
  const mask = (sketchCapacity << 1) - 1;
  let slot = <u32>hash & mask;
  while (load<u32>(index + (<usize>slot << 2)) != 0) slot = (slot + 1) & mask;
  store<u32>(index + (<usize>slot << 2), entry + 1);
}

/** A bound that keeps at least half of what the sketch must hold, and leaves room: found by halving the range of hashes. */
function lowerBound(hashes: usize, count: u32, upper: u64): u64 {
  const wanted = sketchCapacity >> 1;
  const most = wanted + (wanted >> 1);
  let low: u64 = 0;
  let high = upper;
  while (true) {
    const middle = low + ((high - low) >> 1);
    let below: u32 = 0;
    for (let entry: u32 = 0; entry < count; entry++) below += u32(load<u64>(hashes + (<usize>entry << 3)) <= middle);
    if (below >= wanted && below <= most) return middle;
    if (below < wanted) low = middle + 1;
    else high = middle;
  }
}

/** Lets go of the larger hashes; those that are left have their counts in full, since they were never let go of. */
function trim(column: usize): void {
  const hashes = load32(column, HASHES);
  const counts = load32(column, COUNTS);
  const count = <u32>load32(column, ENTRIES);
  const threshold = lowerBound(hashes, count, load<u64>(column, THRESHOLD));
  memory.fill(load32(column, INDEX), 0, <usize>sketchCapacity << 3);
  let kept: u32 = 0;
  for (let entry: u32 = 0; entry < count; entry++) {
    const hash = load<u64>(hashes + (<usize>entry << 3));
    if (hash > threshold) continue;
    if (kept != entry) {
      store<u64>(hashes + (<usize>kept << 3), hash);
      store<u32>(counts + (<usize>kept << 2), load<u32>(counts + (<usize>entry << 2)));
    }
    place(column, hash, kept);
    kept++;
  }
  store<u64>(column, threshold, THRESHOLD);
  store32(column, kept, ENTRIES);
}

function insert(column: usize, hash: u64): u32 {
  const count = <u32>load32(column, ENTRIES);
  if (count == sketchCapacity) {
    trim(column);
    if (hash > load<u64>(column, THRESHOLD)) return UNWANTED;
  }
  const entry = <u32>load32(column, ENTRIES);
  store<u64>(load32(column, HASHES) + (<usize>entry << 3), hash);
  store<u32>(load32(column, COUNTS) + (<usize>entry << 2), 1);
  place(column, hash, entry);
  store32(column, entry + 1, ENTRIES);
  return entry;
}

/** Whether a column's values are all held, and so their texts are wanted. */
@inline
export function isComplete(column: usize): bool {
  return load<u64>(column, THRESHOLD) == ALL_HASHES;
}

/**
 * Counts a value by its hash, which is within the threshold. Returns where it was put if it is new, so that its text can be kept, or
 * `UNWANTED`; both may have changed the threshold. Else `KNOWN`.
 */
@inline
export function countHash(column: usize, hash: u64): u32 {
  const index = load32(column, INDEX);
  const hashes = load32(column, HASHES);
  const mask = (sketchCapacity << 1) - 1;
  let slot = <u32>hash & mask;
  while (true) {
    const entry = <usize>load<u32>(index + (<usize>slot << 2));
    if (entry == 0) return insert(column, hash);
    if (load<u64>(hashes + (entry << 3) - 8) == hash) {
      const count = load32(column, COUNTS) + (entry << 2) - 4;
      store<u32>(count, load<u32>(count) + 1);
      return KNOWN;
    }
    slot = (slot + 1) & mask;
  }
}
