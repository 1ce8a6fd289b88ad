import { messageOf, type Text, text } from "../../errors.ts";
import { pythonLiteral } from "../../python/repr.ts";
import { parquetObjects } from "../parquet/parquet-objects.ts";
import { type ColumnMapping, deltaColumns } from "./delta-schema.ts";
import { brokenTable, jsonObject, type LakeLog, type LakeTable, textOf, undecidedTable } from "./lake-table.ts";

type Json = Readonly<Record<string, unknown>>;

/** Features of the protocol under which the data files and the schema still say all that is needed. */
const KNOWN_FEATURES = new Set(["timestampNtz", "columnMapping", "deletionVectors", "vacuumProtocolCheck"]);

/** The table as the log says so far. */
interface State {
  protocol: Json | null;
  metaData: Json | null;
  /** By path and deletion vector. */
  readonly adds: Map<string, Json>;
}

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;

/** What a file is known by: with other deleted rows it is another. Source: PROTOCOL.md of Delta, "Action Reconciliation". */
function keyOf({ path, deletionVector }: Json): string {
  if (!isObject(deletionVector)) return String(path);
  const { storageType, pathOrInlineDv, offset } = deletionVector;
  return `${path}\u0000${storageType}${pathOrInlineDv}@${offset ?? ""}`;
}

function apply(state: State, action: Json): void {
  if (isObject(action.protocol)) state.protocol = action.protocol;
  if (isObject(action.metaData)) state.metaData = action.metaData;
  if (isObject(action.add)) state.adds.set(keyOf(action.add), action.add);
}

async function applyCommit(state: State, log: LakeLog, name: string): Promise<void> {
  const source = log.get(name);
  if (source === undefined) throw brokenTable(name, "the file is missing from the table's log.");
  const lines = (await textOf(source)).split("\n").filter((line) => line.trim() !== "");
  const actions = lines.map((line) => jsonObject(line, source.name));
  // What one commit adds and removes is of different files, in any order.
  for (const { remove } of actions) if (isObject(remove)) state.adds.delete(keyOf(remove));
  for (const action of actions) apply(state, action);
}

interface Checkpoint {
  readonly version: number;
  readonly files: readonly string[];
}

const LOG = "_delta_log/";
const digits = (version: number) => String(version).padStart(20, "0");

/** The newest checkpoint of which all parts are there. */
function newestCheckpoint(names: readonly string[]): Checkpoint | null {
  const parts = new Map<string, string[]>();
  for (const name of names) {
    const [, version = "", of = "1"] = /^_delta_log\/(\d{20})\.checkpoint(?:\.\d{10}\.(\d{10}))?\.parquet$/.exec(name) ?? [];
    if (version !== "") parts.set(`${version}.${of}`, [...(parts.get(`${version}.${of}`) ?? []), name]);
  }
  const whole = [...parts].filter(([key, files]) => files.length === Number(key.split(".")[1]));
  const [newest] = whole.sort(([left], [right]) => (left < right ? 1 : -1));
  return newest === undefined ? null : { version: Number(newest[0].split(".")[0]), files: newest[1].sort() };
}

/** The file actions of the newest version: from the newest checkpoint on, commit by commit. */
async function replayed(log: LakeLog, path: string): Promise<State & { readonly version: number }> {
  const names = [...log.keys()];
  const versions = names.flatMap((name) => {
    const [, version] = /^_delta_log\/(\d{20})\.json$/.exec(name) ?? [];
    return version === undefined ? [] : [Number(version)];
  });
  const checkpoint = newestCheckpoint(names);
  if (checkpoint === null && names.some((name) => /\.checkpoint\.[0-9a-f-]{36}\.(?:json|parquet)$/.test(name)))
    throw undecidedTable(path, "Signet does not read checkpoints of version 2.", `DeltaTable(${pythonLiteral(path)}).to_pandas()`);
  const newest = Math.max(...versions, checkpoint?.version ?? -1);
  if (newest < 0) throw brokenTable(path, "its log has no commit.");
  const state: State = { protocol: null, metaData: null, adds: new Map() };
  for (const file of checkpoint?.files ?? []) {
    const source = log.get(file);
    if (source === undefined) continue;
    for await (const action of parquetObjects(source, ["protocol", "metaData", "add"])) apply(state, action);
  }
  for (let version = (checkpoint?.version ?? -1) + 1; version <= newest; version++)
    await applyCommit(state, log, `${LOG}${digits(version)}.json`);
  return { ...state, version: newest };
}

function featuresOf(protocol: Json): readonly string[] {
  const { readerFeatures } = protocol;
  return Array.isArray(readerFeatures) ? readerFeatures.map(String) : [];
}

function mappingOf(configuration: unknown): ColumnMapping {
  const mode = isObject(configuration) ? configuration["delta.columnMapping.mode"] : undefined;
  return mode === "name" || mode === "id" ? mode : "none";
}

/** `to_pandas` refuses or misreads tables with column mapping and deletion vectors; the query engine of the package reads them. */
function pythonOf(path: string, isPlain: boolean) {
  const table = `DeltaTable(${pythonLiteral(path)})`;
  return isPlain
    ? { imports: ["from deltalake import DeltaTable"], setup: [], expression: `${table}.to_pandas()` }
    : {
        imports: ["import pyarrow as pa", "from deltalake import DeltaTable, QueryBuilder"],
        setup: [],
        expression: `pa.table(QueryBuilder().register('t', ${table}).execute('select * from t').read_all()).to_pandas()`,
      };
}

/** A path of the log, which is a relative address with escapes. Others are of files elsewhere. */
function pathOf(address: string, path: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/|^\//i.test(address))
    throw undecidedTable(path, "some of its data files are outside of its folder.", `DeltaTable(${pythonLiteral(path)}).to_pandas()`);
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

const deletedRowsOf = ({ deletionVector }: Json): number => (isObject(deletionVector) ? Number(deletionVector.cardinality ?? 0) : 0);

/** The Delta table whose log is given, at its newest version; `path` is the folder's. Rejects with `UnreadableFile` or `Undecided`. */
export async function deltaTable(log: LakeLog, path: string): Promise<LakeTable> {
  const { protocol, metaData, adds, version } = await replayed(log, path);
  if (protocol === null || metaData === null) throw brokenTable(path, "its log has no schema.");
  const features = featuresOf(protocol);
  const unknown = features.find((feature) => !KNOWN_FEATURES.has(feature));
  const python = `DeltaTable(${pythonLiteral(path)}).to_pandas()`;
  if (unknown !== undefined || Number(protocol.minReaderVersion) > 3)
    throw undecidedTable(path, text`Signet has not verified tables with the feature ${unknown ?? "of a newer protocol"}.`, python);
  const mapping = mappingOf(metaData.configuration);
  const schema = jsonObject(String(metaData.schemaString), path);
  let columns: LakeTable["columns"];
  try {
    columns = deltaColumns(schema, mapping);
  } catch (error) {
    throw undecidedTable(path, `Signet does not know the type ${messageOf(error)}.`, python);
  }
  const partitioned = new Set((metaData.partitionColumns as readonly unknown[] | undefined)?.map(String));
  const files = [...adds.values()].map((add) => {
    const values = isObject(add.partitionValues) ? add.partitionValues : {};
    const constants = columns.flatMap(({ name, storedName }) => {
      if (!partitioned.has(name)) return [];
      const value = values[storedName] ?? values[name] ?? null;
      // An empty text is a null too. Source: PROTOCOL.md of Delta, "Partition Value Serialization".
      return [[name, { isNull: value === null || value === "" }] as const];
    });
    return { path: pathOf(String(add.path), path), constants: new Map(constants) };
  });
  const deletedRows = [...adds.values()].reduce((sum, add) => sum + deletedRowsOf(add), 0);
  const isPlain = mapping === "none" && !features.includes("deletionVectors");
  const notes: Text[] = isPlain
    ? []
    : [
        text` DeltaTable.to_pandas() does not read ${mapping === "none" ? "deletion vectors" : "column mapping"}; the query engine of deltalake does.`,
      ];
  return { kind: "delta", version: String(version), columns, files, deletedRows, pythonRead: pythonOf(path, isPlain), notes };
}
