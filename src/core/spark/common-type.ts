import { must } from "../defined.ts";
import { MAX_PRECISION, type SparkField, type SparkType, sameType } from "./spark-type.ts";

type Decimal = Extract<SparkType, { readonly kind: "decimal" }>;

/** Integers and floats by width: of two, the later holds both. */
const NUMBERS = ["byte", "short", "integer", "long", "float", "double"] as const;

/** The decimal that holds every integer of a kind. Source: `DecimalType.forType`. */
const INTEGER_DIGITS: ReadonlyMap<SparkType["kind"], number> = new Map([
  ["byte", 3],
  ["short", 5],
  ["integer", 10],
  ["long", 20],
]);

const rank = (type: SparkType): number => NUMBERS.indexOf(type.kind as (typeof NUMBERS)[number]);

/** The decimal for an integer type; null for any other. */
function decimalFor(type: SparkType): Decimal | null {
  const precision = INTEGER_DIGITS.get(type.kind);
  return precision === undefined ? null : { kind: "decimal", precision, scale: 0 };
}

const isWider = (wide: Decimal, other: Decimal): boolean =>
  wide.precision - wide.scale >= other.precision - other.scale && wide.scale >= other.scale;

/** The decimal that holds two, or a double where it would need more than 38 digits. */
function joinDecimals(left: Decimal, right: Decimal): SparkType {
  const scale = Math.max(left.scale, right.scale);
  const whole = Math.max(left.precision - left.scale, right.precision - right.scale);
  return whole + scale > MAX_PRECISION ? { kind: "double" } : { kind: "decimal", precision: whole + scale, scale };
}

function tightestStruct(left: readonly SparkField[], right: readonly SparkField[]): SparkType | null {
  // Names are compared as Spark's analyzer does by default, whatever their case; the first one's stays.
  const hasSameNames =
    left.length === right.length && left.every(({ name }, index) => name.toLowerCase() === right[index]?.name.toLowerCase());
  if (!hasSameNames) return null;
  const fields: SparkField[] = [];
  for (const [index, { name, type }] of left.entries()) {
    const joined = tightestCommonType(type, must(right[index]).type);
    if (joined === null) return null;
    fields.push({ name, type: joined });
  }
  return { kind: "struct", fields };
}

/** The narrowest type that holds both without loss; null where there is none. Source: `TypeCoercion.findTightestCommonType`. */
export function tightestCommonType(left: SparkType, right: SparkType): SparkType | null {
  if (sameType(left, right)) return left;
  if (left.kind === "null") return right;
  if (right.kind === "null") return left;
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const digits = decimalFor(other);
    if (one.kind === "decimal" && digits !== null && isWider(one, digits)) return one;
  }
  if (rank(left) >= 0 && rank(right) >= 0) return rank(left) >= rank(right) ? left : right;
  const kinds = new Set([left.kind, right.kind]);
  if (kinds.has("timestamp") && (kinds.has("date") || kinds.has("timestamp_ntz"))) return { kind: "timestamp" };
  if (kinds.has("timestamp_ntz") && kinds.has("date")) return { kind: "timestamp_ntz" };
  if (left.kind === "array" && right.kind === "array") {
    const items = tightestCommonType(left.items, right.items);
    return items === null ? null : { kind: "array", items };
  }
  return left.kind === "struct" && right.kind === "struct" ? tightestStruct(left.fields, right.fields) : null;
}

/** How two numbers join of which one is a decimal; null where neither is. Both of Spark's text readers join them so. */
export function joinWithDecimal(left: SparkType, right: SparkType): SparkType | null {
  if (left.kind !== "decimal" && right.kind !== "decimal") return null;
  if (left.kind === "double" || right.kind === "double") return { kind: "double" };
  const [one, other] = [left, right].map((type) => (type.kind === "decimal" ? type : decimalFor(type)));
  if (one === null || other === null || one === undefined || other === undefined) return null;
  return isWider(one, other) ? one : isWider(other, one) ? other : joinDecimals(one, other);
}
