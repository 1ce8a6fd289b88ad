import { SignetError, text } from "../../errors.ts";
import type { StoredNames } from "../../evidence/arrow-evidence.ts";
import type { ArrowField, ArrowType, TimeUnit } from "../../evidence/arrow-type.ts";
import type { SchemaElement, SchemaTree } from "./hyparquet.ts";
import { storedNames } from "./stored-names.ts";

/** A Parquet column or group as Arrow sees it, with the levels at which its slots begin and are filled. */
export interface ParquetNode {
  readonly field: ArrowField;
  /** Definition level from which the node is not null. */
  readonly presentLevel: number;
  /** For lists: repetition level of their items, and definition level from which there is an item. */
  readonly repeated: { readonly repetition: number; readonly definition: number } | null;
  readonly children: readonly ParquetNode[];
  /** For leaves: the path in the file. */
  readonly path: readonly string[] | null;
  /** For leaves: how the file stores them. */
  readonly stored?: StoredNames;
}

const UNITS: Readonly<Record<string, TimeUnit>> = { MILLIS: "ms", MICROS: "us", NANOS: "ns" };

const string: ArrowType = { kind: "utf8", layout: "small" };
const binary: ArrowType = { kind: "binary", layout: "small" };
const int = (bits: number, signed: boolean): ArrowType => ({ kind: "int", bits, signed });

function decimal({ precision, scale, logical_type: logical }: SchemaElement): ArrowType {
  const digits = logical?.type === "DECIMAL" ? logical.precision : (precision ?? 0);
  if (digits < 1 || digits > 76)
    throw new SignetError("UnreadableFile", text`A decimal column has an impossible precision of ${digits}.`, {
      pythonError: "ArrowInvalid",
      remedy: "Write the file again.",
    });
  return {
    kind: "decimal",
    bits: digits > 38 ? 256 : 128,
    precision: digits,
    scale: logical?.type === "DECIMAL" ? logical.scale : (scale ?? 0),
  };
}

/** Logical types that older writers state as converted types. Source: `parquet/arrow/schema_internal.cc`. */
function annotated(element: SchemaElement): ArrowType | null {
  const { logical_type: logical, converted_type: converted } = element;
  switch (logical?.type) {
    case "STRING":
    case "JSON":
      return string;
    case "INTEGER":
      return int(logical.bitWidth, logical.isSigned);
    case "DATE":
      return { kind: "date", unit: "day" };
    case "TIME":
      return { kind: "time", bits: logical.unit === "MILLIS" ? 32 : 64, unit: UNITS[logical.unit] ?? "us" };
    case "TIMESTAMP":
      return { kind: "timestamp", unit: UNITS[logical.unit] ?? "us", timezone: logical.isAdjustedToUTC ? "UTC" : null };
    case "DECIMAL":
      return decimal(element);
    case "FLOAT16":
      return { kind: "float", bits: 16 };
    case "UUID":
      return { kind: "fixed_size_binary", byteWidth: 16 };
    case "NULL":
      return { kind: "null" };
    case undefined:
      break;
    default:
      return null;
  }
  const integer = /^(U?)INT_(\d+)$/.exec(converted ?? "");
  if (integer !== null) return int(Number(integer[2]), integer[1] === "");
  switch (converted) {
    case "UTF8":
    case "JSON":
      return string;
    case "DATE":
      return { kind: "date", unit: "day" };
    case "TIME_MILLIS":
      return { kind: "time", bits: 32, unit: "ms" };
    case "TIME_MICROS":
      return { kind: "time", bits: 64, unit: "us" };
    case "TIMESTAMP_MILLIS":
      return { kind: "timestamp", unit: "ms", timezone: "UTC" };
    case "TIMESTAMP_MICROS":
      return { kind: "timestamp", unit: "us", timezone: "UTC" };
    case "DECIMAL":
      return decimal(element);
    default:
      return null;
  }
}

function leafType(element: SchemaElement): ArrowType {
  const known = annotated(element);
  if (known !== null) return known;
  switch (element.type) {
    case "BOOLEAN":
      return { kind: "bool" };
    case "INT32":
      return int(32, true);
    case "INT64":
      return int(64, true);
    case "INT96":
      return { kind: "timestamp", unit: "ns", timezone: null };
    case "FLOAT":
      return { kind: "float", bits: 32 };
    case "DOUBLE":
      return { kind: "float", bits: 64 };
    case "FIXED_LEN_BYTE_ARRAY":
      return { kind: "fixed_size_binary", byteWidth: element.type_length ?? 0 };
    default:
      return binary;
  }
}

const isList = ({ logical_type: logical, converted_type: converted }: SchemaElement) => logical?.type === "LIST" || converted === "LIST";
const isMap = ({ logical_type: logical, converted_type: converted }: SchemaElement) =>
  logical?.type === "MAP" || converted === "MAP" || converted === "MAP_KEY_VALUE";

interface Levels {
  readonly definition: number;
  readonly repetition: number;
}

const invalid = (name: string, message: string) =>
  new SignetError("UnreadableFile", text`The group ${name} is no valid Parquet group: ${message}`, {
    pythonError: "ArrowInvalid",
    remedy: "Write the file again.",
  });

function leafOrStruct(tree: SchemaTree, levels: Levels): Omit<ParquetNode, "presentLevel"> & { readonly presentLevel: number } {
  const { element, children, path } = tree;
  const nullable = element.repetition_type === "OPTIONAL";
  if (children.length === 0 && element.type !== undefined) {
    return {
      field: { name: element.name, type: leafType(element), nullable },
      presentLevel: levels.definition,
      repeated: null,
      children: [],
      path,
      stored: storedNames(element),
    };
  }
  const nodes = children.map((child) => nodeOf(child, levels));
  return {
    field: { name: element.name, type: { kind: "struct", fields: nodes.map(({ field }) => field) }, nullable },
    presentLevel: levels.definition,
    repeated: null,
    children: nodes,
    path: null,
  };
}

/** The items of a list group, by the rules for files of older writers. Source: Parquet's LogicalTypes.md, backward compatibility of lists. */
function listItems(list: SchemaTree, repeated: SchemaTree, levels: Levels): ParquetNode {
  const [only] = repeated.children;
  if (isList(repeated.element) && only !== undefined && repeated.children.length === 1 && only.element.repetition_type === "REPEATED")
    return listNode(repeated, levels, only);
  const wraps =
    repeated.children.length === 1 &&
    only !== undefined &&
    repeated.element.name !== "array" &&
    repeated.element.name !== `${list.element.name}_tuple`;
  if (repeated.children.length > 0 && wraps) return nodeOf(only, levels);
  return leafOrStruct(repeated, levels);
}

function listNode(tree: SchemaTree, levels: Levels, repeated: SchemaTree): ParquetNode {
  const inner = { definition: levels.definition + 1, repetition: levels.repetition + 1 };
  const items = listItems(tree, repeated, inner);
  return {
    field: {
      name: tree.element.name,
      type: { kind: "list", layout: "small", items: items.field },
      nullable: tree.element.repetition_type === "OPTIONAL",
    },
    presentLevel: levels.definition,
    repeated: { repetition: inner.repetition, definition: inner.definition },
    children: [items],
    path: null,
  };
}

function mapNode(tree: SchemaTree, levels: Levels, repeated: SchemaTree): ParquetNode {
  const inner = { definition: levels.definition + 1, repetition: levels.repetition + 1 };
  const entries = leafOrStruct(repeated, inner);
  if (entries.children.length < 1 || entries.children.length > 2) throw invalid(tree.element.name, "a map has a key and a value.");
  return {
    field: {
      name: tree.element.name,
      type: { kind: "map", entries: entries.field },
      nullable: tree.element.repetition_type === "OPTIONAL",
    },
    presentLevel: levels.definition,
    repeated: { repetition: inner.repetition, definition: inner.definition },
    children: [entries],
    path: null,
  };
}

function nodeOf(tree: SchemaTree, above: Levels): ParquetNode {
  const { element, children } = tree;
  if (element.repetition_type === "REPEATED") {
    // A repeated field without a list around it is a list that is never null.
    const inner = { definition: above.definition + 1, repetition: above.repetition + 1 };
    const items = leafOrStruct(tree, inner);
    return {
      field: { name: element.name, type: { kind: "list", layout: "small", items: items.field }, nullable: false },
      presentLevel: above.definition,
      repeated: { repetition: inner.repetition, definition: inner.definition },
      children: [items],
      path: null,
    };
  }
  const levels = { ...above, definition: above.definition + (element.repetition_type === "OPTIONAL" ? 1 : 0) };
  const [only] = children;
  if (only !== undefined && children.length === 1 && only.element.repetition_type === "REPEATED") {
    if (isList(element)) return listNode(tree, levels, only);
    if (isMap(element) && only.children.length > 0) return mapNode(tree, levels, only);
  } else if (isList(element) && children.length > 0) throw invalid(element.name, "a list has one repeated child.");
  return leafOrStruct(tree, levels);
}

/** The columns of a file as Arrow fields with their levels. Throws `UnreadableFile` for groups that the format forbids. */
export function parquetNodes(root: SchemaTree): readonly ParquetNode[] {
  return root.children.map((child) => nodeOf(child, { definition: 0, repetition: 0 }));
}
