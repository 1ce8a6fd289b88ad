import type { ByteSource } from "../../bytes/byte-source.ts";
import { messageOf, SignetError, text } from "../../errors.ts";
import type { ArrowField } from "../../evidence/arrow-type.ts";
import { checkColumnCount } from "../../limits.ts";
import { storedSchema } from "../arrow/ipc-messages.ts";
import type { ReadSettings } from "../settings.ts";
import type { MetadataEntry, ParquetFooter } from "./file-metadata.ts";
import { brokenParquet, readFooter } from "./footer.ts";
import { FileChunks } from "./leaf-chunk.ts";
import { type ParquetOptions, parquetOptions } from "./parquet-options.ts";
import { type ParquetNode, parquetNodes } from "./parquet-schema.ts";
import { type ParquetTree, parquetTree } from "./schema-elements.ts";
import { restoreFields } from "./stored-schema.ts";

/** What a file's footer says, and which of its columns the options want. Nodes and fields follow the file's columns. */
export interface ParquetFile {
  readonly options: ParquetOptions;
  readonly footer: ParquetFooter;
  readonly tree: ParquetTree;
  readonly metadata: ReadonlyMap<string, string>;
  readonly nodes: readonly ParquetNode[];
  /** The schema that Arrow's writer stored, or null. */
  readonly stored: readonly ArrowField[] | null;
  readonly fields: readonly ArrowField[];
  /** The places of the columns that are read, in the order of the frame. */
  readonly order: readonly number[];
  readonly file: FileChunks;
}

/** The places of the columns that an option names, in its order; of all columns without it. */
function selected(fields: readonly { readonly name: string }[], { columns }: ParquetOptions): readonly number[] {
  if (columns === null) return fields.map((_, index) => index);
  const places = new Map(fields.map(({ name }, index) => [name, index]));
  return columns.map((name) => {
    const place = places.get(name);
    if (place !== undefined) return place;
    throw new SignetError("UnreadableFile", text`The file has no column ${name}.`, {
      pythonError: "ArrowInvalid",
      remedy: "Correct the option columns.",
    });
  });
}

const ARROW_SCHEMA = "ARROW:schema";
const fatal = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The entries that pyarrow reads as text; others need not be. */
function textEntries(entries: readonly MetadataEntry[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { key, value } of entries) {
    if (key !== "pandas" && key !== "PANDAS_ATTRS") continue;
    try {
      texts.set(key, fatal.decode(value));
    } catch {
      throw new SignetError("UnreadableFile", text`The metadata under ${key} are not UTF-8.`, { pythonError: "UnicodeDecodeError" });
    }
  }
  return texts;
}

let last: { readonly value: Uint8Array; readonly schema: ReturnType<typeof storedSchema> } | null = null;

/** The schema that a writer stored: the files of a data set mostly have the same, one after the other. */
function lastSchema(value: Uint8Array): ReturnType<typeof storedSchema> {
  if (last === null || last.value.length !== value.length || !value.every((byte, index) => byte === last?.value[index]))
    last = { value: value.slice(), schema: storedSchema(value) };
  return last.schema;
}

/**
 * The schema that Arrow's writer stored, and the metadata that count: its own where it has as many fields as the file, else the file's.
 * Source: `SchemaManifest::Make` and `FromParquetSchema` in `parquet/arrow/schema.cc`.
 */
function arrowSchemaOf(entries: readonly MetadataEntry[], fieldCount: number): Pick<ParquetFile, "stored" | "metadata"> {
  const written = entries.find(({ key }) => key === ARROW_SCHEMA);
  const schema = written === undefined ? null : lastSchema(written.value);
  if (schema === null || schema.fields.length !== fieldCount) return { stored: null, metadata: textEntries(entries) };
  return { stored: schema.fields, metadata: schema.metadata };
}

/** Reads the footer and what it says of the columns. Rejects as a reader does. */
export async function openParquet(source: ByteSource, settings: ReadSettings): Promise<ParquetFile> {
  const options = parquetOptions(settings.options);
  const footer = await readFooter(source);
  checkColumnCount(footer.schema.filter(({ num_children }) => (num_children ?? 0) === 0).length);
  let tree: ParquetTree;
  try {
    tree = parquetTree(footer.schema);
  } catch (error) {
    throw brokenParquet(source, `${messageOf(error)}.`);
  }
  const nodes = parquetNodes(tree);
  const { stored, metadata } = arrowSchemaOf(footer.metadata, nodes.length);
  const fields = restoreFields(nodes, stored);
  const names = new Set<string>();
  // The first whose name is there already.
  const repeated = fields.find(({ name }) => names.size === names.add(name).size);
  if (repeated !== undefined) throw brokenParquet(source, `several columns are called ${repeated.name}.`);
  const order = selected(fields, options);
  const wanted = new Set(order);
  const file = new FileChunks(
    source,
    footer,
    tree,
    nodes,
    fields.map((_, index) => wanted.has(index)),
  );
  return { options, footer, tree, metadata, nodes, stored, fields, order, file };
}
