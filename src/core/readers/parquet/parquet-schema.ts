import { defined, must } from "../../defined.ts";
import { SignetError, type Text, text } from "../../errors.ts";
import type { StoredNames } from "../../evidence/arrow-evidence.ts";
import type { ArrowField, ArrowType, TimeUnit } from "../../evidence/arrow-type.ts";
import type { SchemaElement } from "./hyparquet.ts";
import { type Logical, logicalOf } from "./logical-type.ts";
import type { ParquetElement, ParquetTree as SchemaTree } from "./schema-elements.ts";
import { storedNames } from "./stored-names.ts";

/** A Parquet column or group as Arrow sees it, with the levels at which its slots begin and are filled. */
export interface ParquetNode {
  readonly field: ArrowField;
  /** Definition level from which the node is not null. */
  readonly presentLevel: number;
  /** For lists: repetition level of their items, and definition level from which there is an item. */
  readonly repeated: { readonly repetition: number; readonly definition: number } | null;
  readonly children: readonly ParquetNode[];
  /** For leaves: the path in the file, by which messages name it. */
  readonly path: readonly string[] | null;
  /** For leaves: how the file stores them. */
  readonly stored?: StoredNames;
  /** The id that the file gives a column. */
  readonly fieldId?: number;
}

const UNITS: Readonly<Record<string, TimeUnit>> = { MILLIS: "ms", MICROS: "us", NANOS: "ns" };

const string: ArrowType = { kind: "utf8", layout: "small" };
const binary: ArrowType = { kind: "binary", layout: "small" };
const int = (bits: number, signed: boolean): ArrowType => ({ kind: "int", bits, signed });

const refused = (message: Text, pythonError = "OSError") =>
  new SignetError("UnreadableFile", message, { pythonError, remedy: "Write the file again." });

/** The physical types that a logical type may annotate; undefined where it annotates any. */
function applicable(logical: Logical, length: number): readonly (SchemaElement["type"] | undefined)[] | undefined {
  switch (logical.type) {
    case "STRING":
    case "ENUM":
    case "JSON":
    case "BSON":
    case "GEOMETRY":
    case "GEOGRAPHY":
      return ["BYTE_ARRAY"];
    case "DATE":
      return ["INT32"];
    case "TIMESTAMP":
      return ["INT64"];
    case "TIME":
      return [logical.unit === "MILLIS" ? "INT32" : "INT64"];
    case "INTEGER":
      return [logical.bitWidth === 64 ? "INT64" : "INT32"];
    case "UUID":
      return length === 16 ? ["FIXED_LEN_BYTE_ARRAY"] : [];
    case "FLOAT16":
      return length === 2 ? ["FIXED_LEN_BYTE_ARRAY"] : [];
    case "INTERVAL":
      return length === 12 ? ["FIXED_LEN_BYTE_ARRAY"] : [];
    case "DECIMAL":
      return decimalTypes(logical.precision, length);
    case "NULL":
      return undefined;
    default:
      return [];
  }
}

function decimalTypes(precision: number, length: number): readonly (SchemaElement["type"] | undefined)[] {
  const fits = length > 0 && precision <= Math.floor(Math.log10(2) * (8 * length - 1));
  return [
    "BYTE_ARRAY",
    ...(precision <= 9 ? (["INT32"] as const) : []),
    ...(precision <= 18 ? (["INT64"] as const) : []),
    ...(fits ? (["FIXED_LEN_BYTE_ARRAY"] as const) : []),
  ];
}

/**
 * Throws where the annotation does not fit the physical type. Source: both constructors of `PrimitiveNode` in `parquet/schema.cc`; parquet-java has the
 * same rules in `Types.PrimitiveBuilder`. `pythonError`: what is raised then.
 */
export function checkLeaf(element: ParquetElement, pythonError = "OSError"): void {
  const { name, type, type_length: length = 0, unknown } = element;
  if (unknown === "converted") throw refused(text`The column ${name} has an unknown converted type.`, pythonError);
  const logical = logicalOf(element);
  if (logical?.type === "DECIMAL") {
    const { precision, scale } = logical;
    if (precision < 1 || scale < 0 || scale > precision)
      throw refused(text`The column ${name} has an impossible decimal precision of ${precision} and scale of ${scale}.`, pythonError);
  }
  if (logical?.type === "INTEGER" && ![8, 16, 32, 64].includes(logical.bitWidth))
    throw refused(text`The column ${name} has integers of ${logical.bitWidth} bits.`, pythonError);
  // Decimals of older writers may have any precision.
  const isOldDecimal = element.logical_type === undefined && logical?.type === "DECIMAL";
  const taken = logical === undefined ? undefined : isOldDecimal ? OLD_DECIMALS : applicable(logical, length);
  if (taken !== undefined && !taken.includes(type))
    throw refused(
      text`The column ${name} is annotated as ${must(logical).type}, which cannot be applied to ${type ?? "no type"}.`,
      pythonError,
    );
  if (type === "FIXED_LEN_BYTE_ARRAY" && length <= 0)
    throw refused(text`The column ${name} has an invalid length of ${length}.`, pythonError);
}

const OLD_DECIMALS = ["INT32", "INT64", "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"] as const;

function decimal({ precision, scale }: Logical & { readonly type: "DECIMAL" }): ArrowType {
  if (precision > 76) throw refused(text`A decimal column has an impossible precision of ${precision}.`, "ArrowInvalid");
  return { kind: "decimal", bits: precision > 38 ? 256 : 128, precision, scale };
}

/** The type of a leaf whose annotation fits. Source: `GetArrowType` in `parquet/arrow/schema_internal.cc`. */
function leafType(element: ParquetElement): ArrowType {
  const logical = logicalOf(element);
  if (logical?.type === "NULL") return { kind: "null" };
  switch (element.type) {
    case "BOOLEAN":
      return { kind: "bool" };
    case "INT96":
      return { kind: "timestamp", unit: "ns", timezone: null };
    case "FLOAT":
      return { kind: "float", bits: 32 };
    case "DOUBLE":
      return { kind: "float", bits: 64 };
    default:
      break;
  }
  switch (logical?.type) {
    case "STRING":
    case "JSON":
      return string;
    case "INTEGER":
      return int(logical.bitWidth, logical.isSigned);
    case "DATE":
      return { kind: "date", unit: "day" };
    case "TIME":
      return { kind: "time", bits: logical.unit === "MILLIS" ? 32 : 64, unit: must(UNITS[logical.unit]) };
    case "TIMESTAMP":
      return { kind: "timestamp", unit: must(UNITS[logical.unit]), timezone: logical.isAdjustedToUTC ? "UTC" : null };
    case "DECIMAL":
      return decimal(logical);
    case "FLOAT16":
      return { kind: "float", bits: 16 };
    default:
      break;
  }
  if (element.type === "INT32") return int(32, true);
  if (element.type === "INT64") return int(64, true);
  return element.type === "FIXED_LEN_BYTE_ARRAY" ? { kind: "fixed_size_binary", byteWidth: element.type_length ?? 0 } : binary;
}

const isList = (element: SchemaElement) => logicalOf(element)?.type === "LIST";
const isMap = (element: SchemaElement) => logicalOf(element)?.type === "MAP";
const isRepeated = ({ element }: SchemaTree) => element.repetition_type === "REPEATED";
const isOptional = ({ element }: SchemaTree) => element.repetition_type === "OPTIONAL";
/** A leaf has a type and no children; a group may have none either. */
const isLeaf = ({ element, children }: SchemaTree) => children.length === 0 && element.type !== undefined;

interface Levels {
  readonly definition: number;
  readonly repetition: number;
}

const invalid = ({ element }: SchemaTree, message: string) =>
  refused(text`The group ${element.name} is not a valid Parquet group: ${message}`, "ArrowInvalid");

const optional = (levels: Levels, tree: SchemaTree): Levels =>
  isOptional(tree) ? { ...levels, definition: levels.definition + 1 } : levels;
const repeated = ({ definition, repetition }: Levels): Levels => ({ definition: definition + 1, repetition: repetition + 1 });

function checkGroup({ element }: SchemaTree): void {
  const { name } = element;
  const logical = logicalOf(element);
  const isPlain = logical === undefined || ["LIST", "MAP", "VARIANT"].includes(logical.type);
  if (element.unknown !== undefined || !isPlain) throw refused(text`The annotation of the group ${name} cannot be applied to a group.`);
}

const nameOf = ({ name, isUndecodable }: ParquetElement): Pick<ArrowField, "name" | "isUndecodable"> => ({
  name,
  ...defined({ isUndecodable }),
});

/** A leaf whose levels its callers have counted. */
function leafNode({ element, path }: SchemaTree, levels: Levels, nullable: boolean): ParquetNode {
  checkLeaf(element);
  return {
    field: { ...nameOf(element), type: leafType(element), nullable },
    presentLevel: levels.definition,
    repeated: null,
    children: [],
    path,
    stored: storedNames(element),
  };
}

/** A struct of a group's children; its own levels have been counted. Source: `GroupToStruct` in `parquet/arrow/schema.cc`. */
function structNode(tree: SchemaTree, levels: Levels): ParquetNode {
  checkGroup(tree);
  const nodes = tree.children.map((child) => nodeOf(child, levels, tree));
  return {
    field: { ...nameOf(tree.element), type: { kind: "struct", fields: nodes.map(({ field }) => field) }, nullable: isOptional(tree) },
    presentLevel: levels.definition,
    repeated: null,
    children: nodes,
    path: null,
  };
}

/** A group that has `items`, each at the levels `inner`. */
function listOf(tree: SchemaTree, levels: Levels, inner: Levels, items: ParquetNode): ParquetNode {
  return {
    field: {
      ...nameOf(tree.element),
      type: { kind: "list", layout: "small", items: items.field },
      nullable: isOptional(tree),
    },
    presentLevel: levels.definition,
    repeated: inner,
    children: [items],
    path: null,
  };
}

/** A repeated group of two levels occurs only within another such list. */
function checkTwoLevels(group: SchemaTree, parent: SchemaTree | null): void {
  if (isRepeated(group) && (parent === null || !isList(parent.element)))
    throw invalid(group, "a group annotated as a list must not be repeated.");
}

/** The items of a list group, by the rules for files of older writers. Source: `ResolveList` in `parquet/arrow/schema.cc`. */
function listItems(group: SchemaTree, parent: SchemaTree | null, levels: Levels): ParquetNode {
  const [node] = group.children;
  if (node === undefined || !isRepeated(node)) throw invalid(group, "a list has one repeated child.");
  if (isLeaf(node)) {
    checkTwoLevels(group, parent);
    return leafNode(node, levels, false);
  }
  const [only, ...more] = node.children;
  if (only === undefined) throw invalid(node, "the items of a list have at least one child.");
  const logical = logicalOf(node.element);
  const hasItemName = node.element.name === "array" || node.element.name === `${group.element.name}_tuple`;
  const isStruct = more.length > 0 || (logical === undefined && hasItemName);
  if (!isStruct && logical === undefined && !isRepeated(only)) {
    if (isRepeated(group)) throw invalid(group, "a group annotated as a list must not be repeated.");
    return nodeOf(only, levels, node);
  }
  checkTwoLevels(group, parent);
  if (isStruct) return structNode(node, levels);
  if (logical?.type === "LIST") return listNode(node, levels, group);
  return logical?.type === "MAP" ? mapNode(node, levels, group) : structNode(node, levels);
}

/** Source: `ListToSchemaField`. */
function listNode(tree: SchemaTree, above: Levels, parent: SchemaTree | null): ParquetNode {
  checkGroup(tree);
  if (tree.children.length !== 1) throw invalid(tree, "a group annotated as a list has one child.");
  const levels = optional(above, tree);
  const inner = repeated(levels);
  return listOf(tree, levels, inner, listItems(tree, parent, inner));
}

/** Source: `MapToSchemaField`. */
function mapNode(tree: SchemaTree, above: Levels, parent: SchemaTree | null): ParquetNode {
  checkGroup(tree);
  const [entries] = tree.children;
  if (entries === undefined || tree.children.length !== 1) throw invalid(tree, "a group annotated as a map has one child.");
  if (isRepeated(tree) && (parent === null || !isList(parent.element)))
    throw invalid(tree, "a group annotated as a map must not be repeated.");
  if (!isRepeated(entries) || isLeaf(entries)) throw invalid(tree, "the entries of a map are a repeated group.");
  const [key, value] = entries.children;
  if (key === undefined || entries.children.length > 2) throw invalid(tree, "a map has a key and a value.");
  if (key.element.repetition_type !== "REQUIRED") throw invalid(tree, "the keys of a map are required.");
  // A map with only keys is read as a list.
  if (value === undefined) return listNode(tree, above, parent);
  const levels = optional(above, tree);
  const inner = repeated(levels);
  const node = structNode(entries, inner);
  return {
    field: { ...nameOf(tree.element), type: { kind: "map", entries: { ...node.field, nullable: false } }, nullable: isOptional(tree) },
    presentLevel: levels.definition,
    repeated: inner,
    children: [node],
    path: null,
  };
}

/** Source: `NodeToSchemaField` and `GroupToSchemaField`. */
function nodeOf(tree: SchemaTree, above: Levels, parent: SchemaTree | null): ParquetNode {
  if (!isLeaf(tree) && isList(tree.element)) return listNode(tree, above, parent);
  if (!isLeaf(tree) && isMap(tree.element)) return mapNode(tree, above, parent);
  if (isRepeated(tree)) {
    // A repeated field without a list around it is a list that is never null.
    const inner = repeated(above);
    return listOf(tree, above, inner, isLeaf(tree) ? leafNode(tree, inner, false) : structNode(tree, inner));
  }
  const levels = optional(above, tree);
  return isLeaf(tree) ? leafNode(tree, levels, isOptional(tree)) : structNode(tree, levels);
}

/** The columns of a file as Arrow fields with their levels. Throws `UnreadableFile` for groups that the format forbids. */
export function parquetNodes(root: SchemaTree): readonly ParquetNode[] {
  if (root.children.some(({ element }) => element.isUndecodable))
    throw refused(text`The name of a column is not UTF-8.`, "UnicodeDecodeError");
  return root.children.map((child) => ({
    ...nodeOf(child, { definition: 0, repetition: 0 }, null),
    ...defined({ fieldId: child.element.field_id }),
  }));
}
