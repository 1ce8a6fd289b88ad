import type { TextEvidence, TextKind } from "../../evidence/text-evidence.ts";
import type { ProfileMode } from "../../profile/profile-mode.ts";
import { type SketchSizes, sketchSizes } from "../../profile/sketch-sizes.ts";

/** A profile of all columns, as plain data: all that another thread needs to know. */
export interface ProfileQuery {
  readonly kind: "profile";
  readonly modes: readonly ProfileMode[];
  readonly sizes: SketchSizes;
}

/** Beside these, cells that read as numbers are text too. */
const TEXT_KINDS: readonly TextKind[] = ["bool", "text", "negativeText", "pythonInt"];
const FLOAT_KINDS: readonly TextKind[] = ["float", "negativeFloat", "infinity", "negativeInfinity"];
const TEXT_DTYPE = /^(str|string|object|category|O|<?U|S)/;

/**
 * What a column's cells are taken for, by what the first pass saw of them: as `ladders` has it, but that integers past 64 bits, which
 * pandas keeps as objects or as text, are distinguished by their digits.
 */
function profileModeOf({ kinds, options }: TextEvidence): ProfileMode {
  const firstOf = (wanted: readonly TextKind[]) =>
    Math.min(...wanted.map((kind) => kinds.get(kind)?.first.row ?? Number.POSITIVE_INFINITY));
  const has = (...wanted: readonly TextKind[]) => wanted.some((kind) => kinds.has(kind));
  if (has(...TEXT_KINDS) || (options.dtype !== undefined && TEXT_DTYPE.test(options.dtype))) return "texts";
  if (has(...FLOAT_KINDS)) return firstOf(["bigInt"]) < firstOf(FLOAT_KINDS) ? "texts" : "floats";
  if (has("bigInt", "bigNegativeInt") || (has("uint64") && has("negativeInt64"))) return "texts";
  return has("int64", "negativeInt64", "uint64") ? "integers" : "floats";
}

/** The profile that fits `rows` rows of columns of such evidence. */
export function profileQuery(columns: readonly TextEvidence[], rows: number): ProfileQuery {
  const modes = columns.map(profileModeOf);
  return { kind: "profile", modes, sizes: sketchSizes(rows, modes) };
}
