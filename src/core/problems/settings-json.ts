import { jsonDumps } from "../python/json-dumps.ts";
import type { PythonValue } from "../python/value.ts";
import type { FixedSettings } from "./apply-fix.ts";

/** How a side is read and handed over as the command line's `--read` takes it: reader options beside `drop`, `astype`, `optional` and `to`. */
export function settingsDict({ options, drop, astype, optional, to }: FixedSettings): ReadonlyMap<string, PythonValue> {
  return new Map<string, PythonValue>([
    ...options,
    ...(drop === undefined ? [] : ([["drop", drop]] as const)),
    ...(astype === undefined ? [] : ([["astype", astype]] as const)),
    ...(optional === undefined ? [] : ([["optional", optional]] as const)),
    ...(to === undefined ? [] : ([["to", to]] as const)),
  ]);
}

/** {@link settingsDict} as JSON. */
export const settingsJson = (settings: FixedSettings): string => jsonDumps(settingsDict(settings));
