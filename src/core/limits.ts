import { defined } from "./defined.ts";
import { type ErrorTag, grouped, type Place, SignetError, type Text } from "./errors.ts";

/**
 * Sizes past which a file is not read, by the names that `signet --limit NAME=SIZE` takes. docs/limits.md lists them; a test compares both.
 * Each bounds the memory or the time that one file can take. None of them is pandas' or MLflow's, so data past one are `Undecided`.
 */
export const LIMITS = {
  columns: { default: 200_000, unit: "columns", what: "columns of a table" },
  "csv-line": { default: 16 << 20, unit: "bytes", what: "bytes of one line of CSV" },
  "json-keys": { default: 100_000, unit: "keys", what: "different keys of a JSON file" },
  "json-rows": { default: 64 << 20, unit: "characters", what: "characters of a JSON document whose rows are shown" },
  literals: { default: 64 << 20, unit: "bytes", what: "bytes of a file of Python literals" },
  "parquet-page": { default: 1 << 28, unit: "bytes", what: "bytes of a page of Parquet, unpacked" },
  "parquet-values": { default: 1 << 28, unit: "bytes", what: "bytes of values that are decoded at a time" },
  params: { default: 4 << 20, unit: "characters", what: "characters of parameters" },
  "yaml-tokens": { default: 500_000, unit: "tokens", what: "tokens of an MLmodel or of parameters as YAML" },
} as const satisfies Readonly<Record<string, { readonly default: number; readonly unit: string; readonly what: string }>>;

export type LimitName = keyof typeof LIMITS;

// Object.keys forgets what the type of the keys is.
export const LIMIT_NAMES = Object.keys(LIMITS) as readonly LimitName[];

/** Limits other than the defaults. */
export type LimitChanges = Partial<Readonly<Record<LimitName, number>>>;

let changes: LimitChanges = {};

/** The limit in force. */
export const limitOf = (name: LimitName): number => changes[name] ?? LIMITS[name].default;

/** Sets limits for this thread, once, before anything is read: the command does, for itself and its threads. */
export function setLimits(given: LimitChanges): void {
  changes = { ...given };
}

/** What {@link setLimits} was given, for another thread. */
export const changedLimits = (): LimitChanges => changes;

/**
 * The error for what exceeds a limit. `found` says in a sentence what was found and where; `place` and `remedy` are the caller's.
 *
 * @example overLimit("columns", text`The header has ${count} columns.`).message // "The header has 300,000 columns. The limit is 200,000 columns."
 */
export function overLimit(
  name: LimitName,
  found: Text,
  { tag = "Undecided", place, remedy }: { readonly tag?: ErrorTag; readonly place?: Place; readonly remedy?: string } = {},
): SignetError {
  const lift = `signet --limit ${name}=SIZE reads more, in more memory.`;
  return new SignetError(tag, [...found, ` The limit is ${grouped(limitOf(name))} ${LIMITS[name].unit}.`], {
    ...defined({ place }),
    remedy: remedy === undefined ? lift : `${remedy} Or ${lift[0]?.toLowerCase()}${lift.slice(1)}`,
  });
}

/** Throws `Undecided` for a table of more columns than are read. */
export function checkColumnCount(count: number, place: Place = {}): void {
  if (count > limitOf("columns"))
    throw overLimit("columns", [`The table has ${grouped(count)} columns.`], { place, remedy: "Choose fewer columns." });
}
