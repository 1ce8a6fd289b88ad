import { must } from "../defined.ts";
import { type ArrowType, arrowTypeName } from "./arrow-type.ts";

/** Bits of integers that a float of so many bits holds exactly, with room. */
const WHOLE_BITS: Readonly<Record<number, number>> = { 64: 32, 32: 16 };

const isPlainText = (type: ArrowType): boolean => type.kind === "utf8" && !type.layout.endsWith("view");

/** Whether pyarrow casts every value of a type to another, so that only the nulls matter. Verified by asking pyarrow 25. */
export function isAlwaysCast(from: ArrowType, to: ArrowType): boolean {
  if (from.kind === "null") return ["int", "float", "bool", "utf8", "timestamp", "date", "decimal"].includes(to.kind);
  if (to.kind === "int") {
    if (from.kind === "bool") return true;
    if (from.kind !== "int") return false;
    if (from.signed === to.signed) return from.bits <= to.bits;
    return !from.signed && from.bits < to.bits;
  }
  if (to.kind === "float") {
    if (from.kind === "bool") return to.bits > 16;
    if (from.kind === "int") return from.bits <= must(WHOLE_BITS[to.bits]);
    return from.kind === "float" && from.bits > 16 && to.bits > 16;
  }
  return isPlainText(from) && isPlainText(to);
}

/** A type without what makes no difference to its values: the layout of texts and lists, and the names of their items. */
function withoutLayout(type: ArrowType): ArrowType {
  switch (type.kind) {
    case "utf8":
    case "binary":
      return { kind: type.kind, layout: "small" };
    case "list":
      return { kind: "list", layout: "small", items: { name: "", type: withoutLayout(type.items.type), nullable: true } };
    case "struct":
      return { kind: "struct", fields: type.fields.map(({ name, type: inner }) => ({ name, type: withoutLayout(inner), nullable: true })) };
    case "map":
      return { kind: "map", entries: { ...type.entries, type: withoutLayout(type.entries.type) } };
    default:
      return type;
  }
}

/** Whether two types hold the same values, however they are laid out. */
export const isSameButLayout = (left: ArrowType, right: ArrowType): boolean =>
  arrowTypeName(withoutLayout(left)) === arrowTypeName(withoutLayout(right));
