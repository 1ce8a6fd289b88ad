import type { ArrowType } from "../../evidence/arrow-type.ts";
import { integerWidth } from "../extreme-values.ts";
import { isValid } from "./buffer-counts.ts";
import { brokenSlots, bufferOf, type DictionaryValues, numberBytes, type SlotTree, valueAt } from "./slot-values.ts";

/** What is next to the buffers: the byte order, and the values of each dictionary. */
export interface BatchContext {
  readonly bigEndian: boolean;
  readonly dictionaries: ReadonlyMap<bigint, DictionaryValues>;
}

type ValueOf = (slot: number) => unknown;

function offsetsOf(tree: SlotTree, wide: boolean, { bigEndian }: BatchContext, index: number, count: number): ValueOf {
  const bytes = numberBytes({ ...tree, buffers: [tree.buffers[index] ?? new Uint8Array()] }, wide ? 8 : 4, count, bigEndian);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (slot) => (wide ? Number(view.getBigInt64(slot * 8, true)) : view.getInt32(slot * 4, true));
}

/** The items of a list, a map or a list of a fixed size. */
function listValues(
  tree: SlotTree,
  type: ArrowType & { readonly kind: "list" | "map" | "fixed_size_list" },
  context: BatchContext,
): ValueOf {
  const items = type.kind === "map" ? type.entries : type.items;
  const [child] = tree.children;
  if (child === undefined) throw brokenSlots();
  const item = slotValues(child, items.type, context);
  const between = (start: number, end: number) => {
    if (start < 0 || end < start || end > child.length) throw brokenSlots();
    return Array.from({ length: end - start }, (_, index) => item(start + index));
  };
  if (type.kind === "fixed_size_list") return (slot) => between(slot * type.size, (slot + 1) * type.size);
  const layout = type.kind === "map" ? "small" : type.layout;
  const wide = layout.startsWith("large");
  const isView = layout.endsWith("view");
  if (tree.length === 0) return () => [];
  const offset = offsetsOf(tree, wide, context, 0, isView ? tree.length : tree.length + 1) as (slot: number) => number;
  if (!isView) return (slot) => between(offset(slot), offset(slot + 1));
  const size = offsetsOf(tree, wide, context, 1, tree.length) as (slot: number) => number;
  return (slot) => between(offset(slot), offset(slot) + size(slot));
}

function structValues(tree: SlotTree, { fields }: ArrowType & { readonly kind: "struct" }, context: BatchContext): ValueOf {
  const values = fields.map(({ name, type }, index) => {
    const child = tree.children[index];
    if (child === undefined) throw brokenSlots();
    return [name, slotValues(child, type, context)] as const;
  });
  return (slot) => new Map(values.map(([name, value]) => [name, value(slot)] as const));
}

/** Numbers of as many bytes as their unit asks for. */
function timeValues(tree: SlotTree, width: 4 | 8, { bigEndian }: BatchContext): ValueOf {
  return valueAt(tree, { kind: "int", bits: width * 8, signed: true }, bigEndian, []);
}

/** Bytes of a width each; of decimals the highest comes first, as Parquet has them. */
function wideValues(tree: SlotTree, width: number, isReversed: boolean): ValueOf {
  const bytes = bufferOf(tree, 0, tree.length * width);
  return (slot) => {
    const value = bytes.slice(slot * width, (slot + 1) * width);
    return isReversed ? value.reverse() : value;
  };
}

function filledValues(tree: SlotTree, type: ArrowType, context: BatchContext): ValueOf {
  switch (type.kind) {
    case "list":
    case "map":
    case "fixed_size_list":
      return listValues(tree, type, context);
    case "struct":
      return structValues(tree, type, context);
    case "date":
    case "timestamp":
    case "duration":
      return timeValues(tree, integerWidth(type) as 4 | 8, context);
    case "time":
      return timeValues(tree, type.bits === 32 ? 4 : 8, context);
    case "decimal":
      return wideValues(tree, type.bits / 8, !context.bigEndian);
    case "fixed_size_binary":
      return wideValues(tree, type.byteWidth, false);
    case "dictionary":
      return valueAt(tree, type, context.bigEndian, context.dictionaries.get(type.id) ?? []);
    case "bool":
    case "int":
    case "float":
    case "utf8":
    case "binary":
      return valueAt(tree, type, context.bigEndian, []);
    default:
      return () => "";
  }
}

/**
 * The value of a slot of any type as `typedValue` takes it, null where it is missing; buffers are looked at only as far as slots are asked for.
 * Throws `UnreadableFile` where they hold less than the slots need.
 */
export function slotValues(tree: SlotTree, type: ArrowType, context: BatchContext): ValueOf {
  const { length, validity } = tree;
  if (validity !== null && validity.byteLength * 8 < length) throw brokenSlots();
  if (type.kind === "null") return () => null;
  const value = filledValues(tree, type, context);
  return (slot) => (isValid(validity, slot) ? value(slot) : null);
}
