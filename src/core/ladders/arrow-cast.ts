import { type ArrowType, arrowTypeName } from "../evidence/arrow-type.ts";
import { printedArrowName } from "./pandas-dtype.ts";

/**
 * What `pyarrow.Array.cast` does with a column of a type: `kept`: it takes every value, as the same one; `refused`: it has no such cast, and raises
 * `ArrowNotImplementedError` even without values; `open`: the values decide, or become other ones.
 */
export type ArrowCast = "kept" | "refused" | "open";

/** Kinds of types that pandas can name; a float of 16 bits apart, since few casts know it. */
type Kind = "bool" | "int" | "half" | "float" | "date" | "time" | "timestamp" | "duration" | "utf8" | "binary" | "other";

interface Target {
  readonly kind: Kind;
  readonly bits: number;
  readonly signed: boolean;
}

/** Floats by the names that they print. */
const FLOATS: ReadonlyMap<string, string> = new Map([
  ["halffloat", "half"],
  ["float", "float32"],
  ["double", "float64"],
]);

/** A type by a name that `pyarrow.type_for_alias` knows. */
function targetOf(alias: string): Target {
  const printed = printedArrowName(alias);
  const name = FLOATS.get(printed) ?? printed;
  const [, unsigned, word = "", bits = "0"] = /^(u(?=int))?([a-z_]+?)(\d*)(?:\[.*)?$/s.exec(name) ?? [];
  const target = (kind: Kind): Target => ({ kind, bits: Number(bits), signed: unsigned === undefined });
  if (/^(bool|int|half|float|date|time|timestamp|duration)$/.test(word)) return target(word as Kind);
  if (/^(large_)?(string|str|utf)$|^string_view$/.test(word)) return target("utf8");
  return target(/^(large_)?binary$|^binary_view$/.test(word) ? "binary" : "other");
}

const NUMBERS: readonly Kind[] = ["int", "float"];

/** The kinds that pyarrow casts a type to. */
function castsOf(type: ArrowType): readonly Kind[] {
  switch (type.kind) {
    case "bool":
      return ["bool", ...NUMBERS, "utf8"];
    case "int": {
      const times: readonly Kind[] =
        type.bits === 32 ? ["date", "time"] : type.bits === 64 ? ["date", "time", "timestamp", "duration"] : [];
      return ["bool", ...NUMBERS, "half", "utf8", ...(type.signed ? times : [])];
    }
    case "float":
      return type.bits === 16 ? [...NUMBERS, "half", "utf8"] : ["bool", ...NUMBERS, "half", "utf8"];
    case "decimal":
      return [...NUMBERS, "utf8"];
    case "date":
      return ["date", "timestamp", "int", "utf8"];
    case "time":
    case "duration":
      return [type.kind, "int", "utf8"];
    case "timestamp":
      return ["timestamp", "date", "time", "int", "utf8"];
    case "utf8":
      return ["utf8", "binary", "bool", ...NUMBERS, ...(type.layout.endsWith("view") ? [] : (["half", "date", "timestamp"] as const))];
    case "binary":
      return ["utf8", "binary", "bool", ...NUMBERS, ...(type.layout.endsWith("view") ? [] : (["half"] as const))];
    case "fixed_size_binary":
      return ["utf8", "binary"];
    default:
      return [];
  }
}

/** Days and times are stored in the bits of one signed integer, and cast to and from no other. */
function isOtherWidth(type: ArrowType, { kind, bits, signed }: Target): boolean {
  const isTimed = (other: string) => other === "date" || other === "time";
  const widthOf = () => (type.kind === "date" ? (type.unit === "day" ? 32 : 64) : "bits" in type ? type.bits : 64);
  if (type.kind === "int") return isTimed(kind) && bits !== type.bits;
  const isStored = isTimed(type.kind) || type.kind === "timestamp" || type.kind === "duration";
  return kind === "int" && isStored && (!signed || bits !== widthOf());
}

/** Whether each value is kept: a time in another unit is taken as what pandas wrote, in whole ones of its own. */
function isKept(type: ArrowType, target: Target): boolean {
  const { kind, bits, signed } = target;
  if (type.kind === "float") return kind === "bool" || kind === "float" || kind === "half";
  if (type.kind === "bool") return kind === "bool" || kind === "int" || kind === "float";
  if (type.kind === "decimal") return kind === "float";
  if (type.kind !== "int") return type.kind === kind;
  if (kind === "int") return type.signed === signed ? type.bits <= bits : !type.signed && type.bits < bits;
  if (kind === "half") return type.bits === 8;
  return kind === "bool" || (kind === "float" && (type.bits <= 16 || (type.bits === 32 && bits === 64)));
}

/**
 * What pyarrow does when it casts a column to the type that an alias names. Measured with every pair of types, each without values, with None and
 * with its extremes.
 *
 * @example castToArrow({ kind: "float", bits: 32 }, "date32[day]") // "refused"
 * @example castToArrow({ kind: "int", bits: 32, signed: true }, "int64") // "kept"
 */
export function castToArrow(type: ArrowType, alias: string): ArrowCast {
  if (type.kind === "null" || arrowTypeName(type) === alias) return "kept";
  if (type.kind === "dictionary") return "open";
  const target = targetOf(alias);
  if (!castsOf(type).includes(target.kind) || isOtherWidth(type, target)) return "refused";
  return isKept(type, target) ? "kept" : "open";
}
