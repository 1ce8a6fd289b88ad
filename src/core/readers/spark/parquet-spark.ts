import type { ByteSource } from "../../bytes/byte-source.ts";
import { type ErrorData, errorToData, isSignetError, messageOf, SignetError, type Text, text } from "../../errors.ts";
import type { SparkColumn, SparkReading } from "../../evidence/spark-reading.ts";
import { structFromJson } from "../../spark/schema-json.ts";
import type { SparkField, SparkType } from "../../spark/spark-type.ts";
import type { ParquetFooter } from "../parquet/file-metadata.ts";
import { brokenParquet, readFooter } from "../parquet/footer.ts";
import { leafPaths } from "../parquet/leaf-chunk.ts";
import { leafRows } from "../parquet/leaf-rows.ts";
import { logicalOf } from "../parquet/logical-type.ts";
import { openParquet } from "../parquet/open-parquet.ts";
import { checkLeaf } from "../parquet/parquet-schema.ts";
import { decoding } from "../parquet/read-chunks.ts";
import { type ParquetElement, type ParquetTree, parquetTree } from "../parquet/schema-elements.ts";
import { DEFAULT_SETTINGS } from "../settings.ts";

/** Under this key Spark's writer keeps its own schema. Source: `ParquetReadSupport.SPARK_METADATA_KEY`. */
const SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

const refused = (message: Text, pythonError = "AnalysisException") => new SignetError("UnreadableFile", message, { pythonError });

function illegal({ name, type, type_length: _, ...rest }: ParquetElement): never {
  const logical = logicalOf({ name, ...rest });
  throw refused(text`Illegal Parquet type of column ${name}: ${type ?? "group"}${logical === undefined ? "" : ` (${logical.type})`}.`);
}

/** Digits that always fit into so many bytes. Source: `Decimal.maxPrecisionForBytes`. */
const digitsIn = (bytes: number): number => Math.floor(Math.log10(2 ** (8 * bytes - 1) - 1));

function decimalOf(element: ParquetElement, most: number): SparkType {
  const logical = logicalOf(element);
  if (logical?.type !== "DECIMAL") return illegal(element);
  const { precision, scale } = logical;
  if (precision > most || precision > 38) throw refused(text`The decimals of column ${element.name} have too many digits.`);
  return { kind: "decimal", precision, scale };
}

const SIGNED: Readonly<Record<number, SparkType>> = { 8: { kind: "byte" }, 16: { kind: "short" }, 32: { kind: "integer" } };
const UNSIGNED: Readonly<Record<number, SparkType>> = { 8: { kind: "short" }, 16: { kind: "integer" }, 32: { kind: "long" } };

function int32Type(element: ParquetElement): SparkType {
  const logical = logicalOf(element);
  switch (logical?.type) {
    case undefined:
    case "NULL":
      return { kind: "integer" };
    case "INTEGER":
      return (logical.isSigned ? SIGNED : UNSIGNED)[logical.bitWidth] ?? illegal(element);
    case "DATE":
      return { kind: "date" };
    case "DECIMAL":
      return decimalOf(element, 9);
    default:
      return illegal(element);
  }
}

function int64Type(element: ParquetElement): SparkType {
  const logical = logicalOf(element);
  switch (logical?.type) {
    case undefined:
    case "NULL":
      return { kind: "long" };
    case "INTEGER":
      if (logical.bitWidth !== 64) return illegal(element);
      return logical.isSigned ? { kind: "long" } : { kind: "decimal", precision: 20, scale: 0 };
    case "DECIMAL":
      return decimalOf(element, 18);
    case "TIMESTAMP":
      if (logical.unit === "NANOS") return illegal(element);
      return logical.isAdjustedToUTC ? { kind: "timestamp" } : { kind: "timestamp_ntz" };
    case "TIME":
      if (logical.unit !== "MICROS" || logical.isAdjustedToUTC) return illegal(element);
      throw refused(text`The data type TIME of column ${element.name} is not supported.`);
    default:
      return illegal(element);
  }
}

function leafType(element: ParquetElement): SparkType {
  // parquet-java passes over a converted type that it does not know.
  if (element.unknown !== "converted") checkLeaf(element, "Py4JJavaError");
  const logical = logicalOf(element)?.type;
  switch (element.type) {
    case "BOOLEAN":
      return { kind: "boolean" };
    case "FLOAT":
      return { kind: "float" };
    case "DOUBLE":
      return { kind: "double" };
    case "INT96":
      return { kind: "timestamp" };
    case "INT32":
      return int32Type(element);
    case "INT64":
      return int64Type(element);
    case "BYTE_ARRAY":
      if (logical === "STRING" || logical === "ENUM" || logical === "JSON") return { kind: "string" };
      if (logical === undefined || logical === "BSON" || logical === "NULL") return { kind: "binary" };
      return decimalOf(element, 38);
    case "FIXED_LEN_BYTE_ARRAY":
      if (logical === undefined || logical === "NULL") return { kind: "binary" };
      return decimalOf(element, digitsIn(element.type_length ?? 0));
    default:
      return illegal(element);
  }
}

const isLeaf = ({ element, children }: ParquetTree): boolean => children.length === 0 && element.type !== undefined;
const isRepeated = ({ element }: ParquetTree): boolean => element.repetition_type === "REPEATED";

/** Whether a list's repeated field is its item, as old writers have it, and not the group around it. Source: `isElementType`. */
const isItem = (node: ParquetTree, list: string): boolean =>
  isLeaf(node) || node.children.length > 1 || node.element.name === "array" || node.element.name === `${list}_tuple`;

function listType(tree: ParquetTree): SparkType {
  const [node, ...more] = tree.children;
  if (node === undefined || more.length > 0 || !isRepeated(node)) throw refused(text`Invalid list type: ${tree.element.name}.`);
  const [only] = node.children;
  return { kind: "array", items: isItem(node, tree.element.name) || only === undefined ? bareType(node) : bareType(only) };
}

function mapType(tree: ParquetTree): SparkType {
  const [entries, ...more] = tree.children;
  const [key, value, third] = entries?.children ?? [];
  if (entries === undefined || more.length > 0 || !isRepeated(entries) || key === undefined || value === undefined || third !== undefined)
    throw refused(text`Invalid map type: ${tree.element.name}.`);
  return { kind: "map", key: bareType(key), value: bareType(value) };
}

/** The type of a field whose own repetition is looked at by what holds it. */
function bareType(tree: ParquetTree): SparkType {
  if (isLeaf(tree)) return leafType(tree.element);
  switch (logicalOf(tree.element)?.type) {
    case undefined:
      return { kind: "struct", fields: fieldsOf(tree) };
    case "LIST":
      return listType(tree);
    case "MAP":
      return mapType(tree);
    case "VARIANT":
      return { kind: "other", name: "variant" };
    default:
      throw refused(text`Unrecognized Parquet type of ${tree.element.name}.`);
  }
}

/** Fields of a group; one that is repeated without a list around it is an array. */
function fieldsOf(tree: ParquetTree): readonly SparkField[] {
  return tree.children.map((child) => {
    const type = bareType(child);
    return { name: child.element.name, type: isRepeated(child) ? { kind: "array", items: type } : type };
  });
}

/** The schema that Spark's writer stored, where it did, or the file's own. Source: `ParquetFileFormat.readSchemaFromFooter`. */
function schemaOf(source: ByteSource, footer: ParquetFooter): readonly SparkField[] {
  const stored = footer.metadata.find(({ key }) => key === SPARK_SCHEMA);
  const struct = stored === undefined ? null : structFromJson(new TextDecoder().decode(stored.value));
  if (struct !== null) return struct.fields;
  try {
    return fieldsOf(parquetTree(footer.schema));
  } catch (error) {
    if (isSignetError(error)) throw error;
    throw brokenParquet(source, `${messageOf(error)}.`);
  }
}

const collect = (value: unknown, into: Set<string>): void => {
  if (Array.isArray(value)) for (const one of value) collect(one, into);
  else if (typeof value === "string") into.add(value);
  else if (value instanceof Uint8Array) into.add(new TextDecoder().decode(value));
};

/** The keys that the maps of a column have in any row. */
async function mapKeys(source: ByteSource, name: string): Promise<readonly string[]> {
  const { nodes, file } = await openParquet(source, DEFAULT_SETTINGS);
  const node = nodes.find(({ field }) => field.name === name);
  const path = node === undefined ? undefined : leafPaths(node)[0];
  const keys = new Set<string>();
  if (path === undefined) return [];
  for (let group = 0; group < file.count; group++) {
    const chunk = file.find(group, path, "check");
    const range = { start: 0, end: file.rowsOf(group) };
    const rows = await decoding(source, chunk, () => leafRows(source, chunk, [...chunk.schemaPath], range));
    collect(rows.values, keys);
  }
  return [...keys];
}

/** Why MLflow's SQL for the keys of a map does not do: it writes the column's name without quotes. Null where it does. */
function unquotable(name: string): ErrorData | null {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !/^(null|true|false|current_\w+|case|not|exists|from)$/i.test(name)) return null;
  const isSure = /^[A-Za-z_][A-Za-z0-9_]*[ .-]/.test(name);
  return {
    tag: isSure ? "InvalidSchema" : "Undecided",
    message: text`MLflow asks Spark for map_keys(${name}), and SQL does not take the name ${name} without quotes.`,
    place: { column: name },
    ...(isSure ? { pythonError: "ParseException" } : {}),
    remedy: "Rename the column in Spark: df.withColumnRenamed(…).",
  };
}

async function columnOf(sources: readonly ByteSource[], { name, type }: SparkField): Promise<SparkColumn> {
  if (type.kind !== "map") return { name, type, steps: [] };
  const error = unquotable(name);
  if (error !== null) return { name, type, steps: [], keys: error };
  const keys = new Set<string>();
  try {
    for (const source of sources) for (const key of await mapKeys(source, name)) keys.add(key);
  } catch (thrown) {
    return { name, type, steps: [], keys: { ...errorToData(thrown), tag: "Undecided" } };
  }
  return { name, type, steps: [], keys: [...keys] };
}

/** `spark.read.parquet`: the schema of the first file, as Spark takes it without `mergeSchema`. Source: `ParquetSchemaConverter`. */
export async function readParquetForSpark(sources: readonly ByteSource[]): Promise<SparkReading> {
  const [first] = [...sources].sort((one, other) => (one.name < other.name ? -1 : 1));
  if (first === undefined) return { columns: [], rowCount: 0 };
  let rowCount = 0;
  let fields: readonly SparkField[] = [];
  for (const source of sources) {
    const footer = await readFooter(source);
    for (const { num_rows } of footer.rowGroups) rowCount += Number(num_rows);
    if (source === first) fields = schemaOf(source, footer);
  }
  const columns: SparkColumn[] = [];
  for (const field of fields) columns.push(await columnOf(sources, field));
  return { columns, rowCount };
}
