import { jsonDumps } from "../python/json-dumps.ts";
import { preprocessingToDict } from "../python/preprocessing.ts";
import type { Dict } from "../python/value.ts";
import type { FixedSettings } from "./apply-fix.ts";

/** How a side is read and preprocessed as the command line's `--read` takes it: reader options next to `rename`, `drop`, `astype`, `optional` and `to`. */
export const settingsDict = ({ options, preprocessing = {} }: FixedSettings): Dict =>
  new Map([...options, ...preprocessingToDict(preprocessing)]);

/** {@link settingsDict} as JSON. */
export const settingsJson = (settings: FixedSettings): string => jsonDumps(settingsDict(settings));
