import type { ByteSource } from "../../bytes/byte-source.ts";
import { SignetError, text } from "../../errors.ts";
import type { ArrowField } from "../../evidence/arrow-type.ts";
import { storedSchema } from "../arrow/ipc-messages.ts";
import type { ReadSettings } from "../settings.ts";
import { brokenParquet, readFooter } from "./footer.ts";
import { type FileMetaData, parquetSchema, type SchemaTree } from "./hyparquet.ts";
import { FileChunks } from "./leaf-chunk.ts";
import { type ParquetOptions, parquetOptions } from "./parquet-options.ts";
import { type ParquetNode, parquetNodes } from "./parquet-schema.ts";
import { restoreFields } from "./stored-schema.ts";

/** What a file's footer says, and which of its columns the options want. Nodes, fields and `wanted` follow the file's columns. */
export interface ParquetFile {
  readonly options: ParquetOptions;
  readonly footer: FileMetaData;
  readonly tree: SchemaTree;
  readonly metadata: ReadonlyMap<string, string>;
  readonly nodes: readonly ParquetNode[];
  /** The schema that Arrow's writer stored, or null. */
  readonly stored: readonly ArrowField[] | null;
  readonly fields: readonly ArrowField[];
  readonly wanted: readonly boolean[];
  readonly file: FileChunks;
}

/** Columns that an option names, in the file's own order, the index's always. */
function selected<Field extends { readonly name: string }>(fields: readonly Field[], { columns }: ParquetOptions): readonly boolean[] {
  if (columns === null) return fields.map(() => true);
  const missing = columns.find((wanted) => !fields.some(({ name }) => name === wanted));
  if (missing !== undefined)
    throw new SignetError("UnreadableFile", text`The file has no column ${missing}.`, {
      pythonError: "ArrowInvalid",
      remedy: "Correct the option columns.",
    });
  return fields.map(({ name }) => columns.includes(name));
}

/** Reads the footer and what it says of the columns. Rejects as a reader does. */
export async function openParquet(source: ByteSource, settings: ReadSettings): Promise<ParquetFile> {
  const options = parquetOptions(settings.options);
  const footer = await readFooter(source);
  let tree: SchemaTree;
  try {
    tree = parquetSchema(footer);
  } catch {
    throw brokenParquet(source, "its schema is no tree.");
  }
  const metadata = new Map((footer.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ""]));
  const nodes = parquetNodes(tree);
  const stored = storedSchema(metadata.get("ARROW:schema"));
  const fields = restoreFields(nodes, stored);
  const repeated = fields.find(({ name }, index) => fields.findIndex((other) => other.name === name) !== index);
  if (repeated !== undefined) throw brokenParquet(source, `several columns are called ${repeated.name}.`);
  const wanted = selected(fields, options);
  const file = new FileChunks(source, footer.row_groups);
  return { options, footer, tree, metadata, nodes, stored, fields, wanted, file };
}
