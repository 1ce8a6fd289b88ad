import type { ByteSource } from "../../bytes/byte-source.ts";
import { decompressedSource } from "../../bytes/decompress.ts";
import { wholeOf } from "../../bytes/join-bytes.ts";
import { messageOf, text } from "../../errors.ts";
import { pythonLiteral } from "../../python/repr.ts";
import { type AvroValue, avroRecords } from "./avro.ts";
import { icebergColumns } from "./iceberg-schema.ts";
import {
  brokenTable,
  jsonObject,
  type LakeColumn,
  type LakeFile,
  type LakeLog,
  type LakeTable,
  textOf,
  undecidedTable,
} from "./lake-table.ts";

type Json = Readonly<Record<string, unknown>>;
type AvroRecord = ReadonlyMap<string, AvroValue>;

const METADATA = /^metadata\/(?:v(\d+)|(\d+)-[^/]*)\.metadata\.json$/;

/** The newest metadata: the one that the hint names, else that of the highest number. */
async function newestMetadata(log: LakeLog, path: string): Promise<readonly [name: string, source: ByteSource]> {
  const hint = log.get("metadata/version-hint.text");
  const hinted = hint === undefined ? null : `metadata/v${(await textOf(hint)).trim()}.metadata.json`;
  const found = [...log.keys()].flatMap((name) => {
    const [, plain, prefixed] = METADATA.exec(name) ?? [];
    const number = plain ?? prefixed;
    return number === undefined ? [] : [{ name, number: Number(number) }];
  });
  const [newest] = found.sort((left, right) => right.number - left.number || (left.name < right.name ? 1 : -1));
  const name = hinted !== null && log.has(hinted) ? hinted : newest?.name;
  const source = name === undefined ? undefined : log.get(name);
  if (name === undefined || source === undefined) throw brokenTable(path, "its folder metadata has no .metadata.json.");
  return [name, source];
}

/** A path below the table's folder: that of the metadata may lie elsewhere, where the table was written. */
function relativeTo(location: string, address: string, path: string): string {
  const plain = (given: string) => given.replace(/^file:(?:\/\/)?(?=\/)/, "").replace(/\/+$/, "");
  const [root, file] = [plain(location), plain(address)];
  if (!file.startsWith(`${root}/`))
    throw undecidedTable(path, "some of its files are outside of its folder.", `StaticTable.from_metadata(…).scan().to_pandas()`);
  return file.slice(root.length + 1);
}

async function recordsOf(log: LakeLog, name: string, path: string): Promise<readonly AvroRecord[]> {
  const source = log.get(name);
  if (source === undefined) throw brokenTable(path, text`the file ${name} is missing.`);
  try {
    return await avroRecords(await source.slice(0, source.byteLength));
  } catch (error) {
    throw brokenTable(source.name, text`it is not a whole Avro file: ${messageOf(error)}.`);
  }
}

const numberOf = (value: AvroValue | undefined): number => (typeof value === "bigint" || typeof value === "number" ? Number(value) : 0);

/** What a partition spec takes over as it is: the names of its fields in manifests, by the columns. */
function identityFields(metadata: Json, specId: number, columns: readonly LakeColumn[]): ReadonlyMap<string, string> {
  const specs = (metadata["partition-specs"] ?? []) as readonly Json[];
  const fields = (specs.find((spec) => spec["spec-id"] === specId)?.fields ?? []) as readonly Json[];
  return new Map(
    fields.flatMap((field) => {
      const column = columns.find(({ fieldId }) => fieldId === field["source-id"]);
      return field.transform === "identity" && column !== undefined ? [[column.name, String(field.name)] as const] : [];
    }),
  );
}

interface Found {
  readonly files: LakeFile[];
  deletedRows: number;
}

interface Manifests {
  readonly log: LakeLog;
  readonly path: string;
  readonly location: string;
  readonly metadata: Json;
  readonly columns: readonly LakeColumn[];
}

/** Contents of a data file, by their numbers. Source: the specification of Iceberg, "Manifests". */
const EQUALITY_DELETES = 2;
const DELETED_ENTRY = 2;

async function readManifest(manifest: AvroRecord, { log, path, location, metadata, columns }: Manifests, found: Found): Promise<void> {
  const identity = identityFields(metadata, numberOf(manifest.get("partition_spec_id")), columns);
  for (const entry of await recordsOf(log, relativeTo(location, String(manifest.get("manifest_path")), path), path)) {
    const file = entry.get("data_file");
    if (numberOf(entry.get("status")) === DELETED_ENTRY || !(file instanceof Map)) continue;
    const content = numberOf(file.get("content"));
    if (content !== 0) {
      // One row of an equality delete may delete any number of rows.
      found.deletedRows += content === EQUALITY_DELETES ? Number.POSITIVE_INFINITY : numberOf(file.get("record_count"));
      continue;
    }
    const format = String(file.get("file_format"));
    if (format.toLowerCase() !== "parquet")
      throw undecidedTable(path, text`Signet does not read data files of ${format}.`, "StaticTable.from_metadata(…).scan().to_pandas()");
    const partition = file.get("partition");
    const constants = [...identity].map(([column, field]) => {
      const value = partition instanceof Map ? (partition.get(field) ?? null) : null;
      return [column, { isNull: value === null }] as const;
    });
    found.files.push({ path: relativeTo(location, String(file.get("file_path")), path), constants: new Map(constants) });
  }
}

/** Ids of snapshots, which are integers past those of JavaScript, as texts. */
const ID = /("(?:current-|parent-)?snapshot-id"\s*:\s*)(-?\d+)/g;

async function metadataOf(source: ByteSource): Promise<Json> {
  const head = await source.slice(0, 2);
  const isPacked = head[0] === 0x1f && head[1] === 0x8b;
  const bytes = await wholeOf((isPacked ? decompressedSource(source, "gzip") : source).stream());
  return jsonObject(new TextDecoder().decode(bytes).replace(ID, '$1"$2"'), source.name);
}

function currentSchema(metadata: Json): Json {
  const schemas = (metadata.schemas ?? []) as readonly Json[];
  return schemas.find((schema) => schema["schema-id"] === metadata["current-schema-id"]) ?? (metadata.schema as Json);
}

/** The Iceberg table whose metadata are given, at its current snapshot; `path` is the folder's. Rejects with `UnreadableFile` or `Undecided`. */
export async function icebergTable(log: LakeLog, path: string): Promise<LakeTable> {
  const [name, source] = await newestMetadata(log, path);
  const metadata = await metadataOf(source);
  const location = String(metadata.location);
  const pythonRead = {
    imports: ["from pyiceberg.table import StaticTable"],
    setup: [],
    expression: `StaticTable.from_metadata(${pythonLiteral(`${path}/${name}`)}).scan().to_pandas()`,
  };
  let columns: readonly LakeColumn[];
  try {
    columns = icebergColumns(currentSchema(metadata));
  } catch (error) {
    const type = messageOf(error);
    throw undecidedTable(path, text`Signet has not verified the type ${type}.`, pythonRead.expression);
  }
  const snapshots = (metadata.snapshots ?? []) as readonly Json[];
  const id = metadata["current-snapshot-id"];
  const snapshot = snapshots.find((one) => one["snapshot-id"] === id);
  const found: Found = { files: [], deletedRows: 0 };
  if (snapshot !== undefined) {
    const list = snapshot["manifest-list"];
    if (typeof list !== "string")
      throw undecidedTable(path, "Signet does not read snapshots without a manifest list.", pythonRead.expression);
    const manifests = { log, path, location, metadata, columns };
    for (const manifest of await recordsOf(log, relativeTo(location, list, path), path)) await readManifest(manifest, manifests, found);
  }
  const notes = [text` Its newest metadata are ${name}: a catalog may know newer ones.`];
  return { kind: "iceberg", version: id === undefined ? "none" : String(id), columns, ...found, pythonRead, notes };
}
