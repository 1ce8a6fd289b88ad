import type { Rename } from "../python/handing.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import type { PythonValue } from "../python/value.ts";
import type { FixedSettings } from "./apply-fix.ts";

/** A dict, or pairs where a name is not text, which no key of JSON can be. */
function renameValue(rename: Rename): PythonValue {
  const pairs = [...rename];
  return pairs.every((pair): pair is [string, string] => typeof pair[0] === "string") ? new Map(pairs) : pairs;
}

/** How a side is read and handed over as the command line's `--read` takes it: reader options next to `rename`, `drop`, `astype`, `optional` and `to`. */
export function settingsDict({ options, rename, drop, astype, optional, to }: FixedSettings): ReadonlyMap<string, PythonValue> {
  return new Map<string, PythonValue>([
    ...options,
    ...(rename === undefined ? [] : ([["rename", renameValue(rename)]] as const)),
    ...(drop === undefined ? [] : ([["drop", drop]] as const)),
    ...(astype === undefined ? [] : ([["astype", astype]] as const)),
    ...(optional === undefined ? [] : ([["optional", optional]] as const)),
    ...(to === undefined ? [] : ([["to", to]] as const)),
  ]);
}

/** {@link settingsDict} as JSON. */
export const settingsJson = (settings: FixedSettings): string => jsonDumps(settingsDict(settings));
