import { datum } from "../errors.ts";
import { type ArrowType, childFields, type TimeUnit } from "../evidence/arrow-type.ts";
import { floatRepr } from "../python/float-repr.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import type { PythonValue } from "../python/value.ts";
import type { CellReading, RowCell, RowsQuery } from "./file-rows.ts";
import { halfOfBytes } from "./typed-profile.ts";

/** Characters of a cell that are shown. */
const SHOWN_CHARACTERS = 120;

const decoder = new TextDecoder();

const DIGITS: Readonly<Record<TimeUnit, number>> = { s: 0, ms: 3, us: 6, ns: 9 };
const DAY_SECONDS = 86_400n;

/** A whole number of units, as seconds and what is left in units. */
function seconds(value: bigint, unit: TimeUnit): readonly [bigint, bigint] {
  const scale = 10n ** BigInt(DIGITS[unit]);
  const rest = ((value % scale) + scale) % scale;
  return [(value - rest) / scale, rest];
}

const fraction = (rest: bigint, unit: TimeUnit): string => (rest === 0n ? "" : `.${String(rest).padStart(DIGITS[unit], "0")}`);

function dayText(days: bigint): string {
  const date = new Date(Number(days) * 86_400_000);
  return Number.isNaN(date.getTime()) ? `day ${days}` : date.toISOString().slice(0, -14);
}

function clockText(value: bigint, unit: TimeUnit): string {
  const [whole, rest] = seconds(value, unit);
  const two = (part: bigint) => String(part).padStart(2, "0");
  return `${two(whole / 3600n)}:${two((whole / 60n) % 60n)}:${two(whole % 60n)}${fraction(rest, unit)}`;
}

/** A moment as ISO 8601 writes it; with a time zone the moment is UTC's, and says so. */
function momentText(value: bigint, { unit, timezone }: ArrowType & { readonly kind: "timestamp" }): string {
  const [whole, rest] = seconds(value, unit);
  const clock = ((whole % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS;
  return `${dayText((whole - clock) / DAY_SECONDS)}T${clockText(clock, "s")}${fraction(rest, unit)}${timezone === null ? "" : "Z"}`;
}

/** Seconds, with what is left of one. */
function durationText(value: bigint, unit: TimeUnit): string {
  const [whole, rest] = seconds(value < 0n ? -value : value, unit);
  return `${value < 0n ? "-" : ""}${whole}${fraction(rest, unit)} s`;
}

/** The number of a decimal: its unscaled one, as an integer or in bytes with the highest first. */
function decimalText(raw: unknown, scale: number): string {
  let unscaled = 0n;
  if (raw instanceof Uint8Array) {
    for (const byte of raw) unscaled = (unscaled << 8n) | BigInt(byte);
    unscaled = BigInt.asIntN(raw.byteLength * 8, unscaled);
  } else unscaled = BigInt(raw as number | bigint);
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  return `${unscaled < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function integerOf(raw: unknown, type: ArrowType & { readonly kind: "int" }): bigint {
  const value = BigInt(raw as number | bigint);
  return type.signed ? BigInt.asIntN(type.bits, value) : BigInt.asUintN(type.bits, value);
}

function structOf(raw: unknown, type: ArrowType): PythonValue {
  const of = (name: string) => (raw instanceof Map ? raw.get(name) : (raw as Readonly<Record<string, unknown>>)[name]);
  return new Map(childFields(type).map((field) => [field.name, typedValue(field.type, of(field.name))] as const));
}

/** Entries of a map, or a record by its keys, as a dict; keys are texts there. */
function mapOf(raw: unknown, { entries }: ArrowType & { readonly kind: "map" }): PythonValue {
  const [key, value] = childFields(entries.type);
  if (key === undefined || value === undefined) return null;
  const pairs: readonly (readonly [unknown, unknown])[] = Array.isArray(raw)
    ? raw.map((entry: ReadonlyMap<string, unknown>) => [entry.get(key.name), entry.get(value.name)])
    : Object.entries(raw as object);
  const named = (name: unknown) => (typeof name === "string" ? name : textOf(typedValue(key.type, name)));
  return new Map(pairs.map(([name, inner]) => [named(name), typedValue(value.type, inner)] as const));
}

/**
 * A typed value as Python's, times and decimals as texts. `raw` is what decoders give: numbers and bigints as they are stored, bytes of texts and of
 * decimals (highest first), arrays of lists, Maps or records of structs, and null or undefined for what is missing.
 */
export function typedValue(type: ArrowType, raw: unknown): PythonValue {
  if (raw === null || raw === undefined) return null;
  switch (type.kind) {
    case "bool":
      return raw === true || raw === 1;
    case "int":
      return integerOf(raw, type);
    case "float":
      return raw instanceof Uint8Array ? halfOfBytes(raw) : Number(raw);
    case "utf8":
      return raw instanceof Uint8Array ? decoder.decode(raw) : String(raw);
    case "binary":
    case "fixed_size_binary":
      return raw instanceof Uint8Array ? `0x${hex(raw)}` : String(raw);
    case "decimal":
      return decimalText(raw, type.scale);
    case "date":
      return dayText(type.unit === "day" ? BigInt(raw as number) : BigInt(raw as number | bigint) / 86_400_000n);
    case "time":
      return clockText(BigInt(raw as number | bigint), type.unit);
    case "timestamp":
      return momentText(BigInt(raw as number | bigint), type);
    case "duration":
      return durationText(BigInt(raw as number | bigint), type.unit);
    case "list":
    case "fixed_size_list":
      return Array.isArray(raw) ? raw.map((item) => typedValue(type.items.type, item)) : String(raw);
    case "struct":
      return structOf(raw, type);
    case "map":
      return mapOf(raw, type);
    case "dictionary":
      return typedValue(type.values, raw);
    default:
      return `(${type.kind})`;
  }
}

function readingOf(value: PythonValue, type: ArrowType | null): CellReading {
  if (value === null || (typeof value === "number" && Number.isNaN(value))) return "missing";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "bigint" || typeof value === "number" || type?.kind === "decimal") return "number";
  const values = type?.kind === "dictionary" ? type.values : type;
  return typeof value === "string" && (values === null || values.kind === "utf8") ? "text" : "other";
}

function textOf(value: PythonValue): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return floatRepr(value);
  return typeof value === "string" || typeof value === "bigint" ? String(value) : jsonDumps(value);
}

/** A value as a cell of the grid; `type` is its declared one, null where the format declares none. Lists and dicts are as JSON. */
export function valueCell(value: PythonValue, type: ArrowType | null, { isWhole = false }: Pick<RowsQuery, "isWhole">): RowCell {
  const text = textOf(value);
  return { text: isWhole ? { data: text } : datum(text, SHOWN_CHARACTERS), as: readingOf(value, type) };
}
