import type { ByteSource } from "../../bytes/byte-source.ts";
import { emptyArrowCounts } from "../../evidence/arrow-evidence.ts";
import type { ArrowField, ArrowType } from "../../evidence/arrow-type.ts";
import type { TableDataset } from "../../evidence/dataset.ts";
import { type PandasMetadata, pandasMetadata } from "../arrow/pandas-metadata.ts";
import { columnLabels, typedColumns } from "../arrow/typed-columns.ts";
import { pagesUnread } from "../pages-unread.ts";
import type { ReadContext, ReadDepth, Reader } from "../reader.ts";
import { hasBytes } from "../recognise/beginning.ts";
import type { ReadSettings } from "../settings.ts";
import { type ColumnPlan, DeclaredColumn, WholeColumn } from "./column-plan.ts";
import { TAIL_BYTES } from "./footer.ts";
import type { FileMetaData } from "./hyparquet.ts";
import type { FileChunks } from "./leaf-chunk.ts";
import { openParquet } from "./open-parquet.ts";
import type { ParquetOptions } from "./parquet-options.ts";
import type { ParquetNode } from "./parquet-schema.ts";
import { profileParquet } from "./profile-parquet.ts";
import { countFile } from "./read-chunks.ts";
import { parquetRows } from "./rows-parquet.ts";

interface PlanContext {
  readonly pages: ReadDepth;
  readonly isZeroTrusted: boolean;
  /** Whether the column's numbers and null rows are asked for. */
  readonly isAsked: boolean;
}

/** How a column is read. What lists and structs hold is in no statistics, so their levels are read always, and their floats for NaNs. */
function planOf(node: ParquetNode, file: FileChunks, { isAsked, pages, isZeroTrusted }: PlanContext): ColumnPlan {
  if (isAsked) return new WholeColumn(node, file, () => "extremes");
  if (pages === "all") return new WholeColumn(node, file, () => "check");
  if (node.path !== null) return new DeclaredColumn(node, file, isZeroTrusted);
  return new WholeColumn(node, file, (leaf) => (leaf?.field.type.kind === "float" ? "nan" : "skip"));
}

/** The first version of parquet-cpp whose null counts of Arrow's dictionaries are right: ARROW-12513 and GH-34106 in Arrow's tracker. */
const COUNTS_DICTIONARIES = 12;

/** Whether an old writer may have written 0 for the nulls of a column that was a dictionary; the schema that it stored tells which were. */
function isZeroTrusted(footer: FileMetaData, stored: readonly ArrowField[] | null, index: number, { field }: ParquetNode): boolean {
  const version = /^parquet-cpp(?:-arrow)? version (\d+)\./.exec(footer.created_by ?? "")?.[1];
  if (version === undefined || Number(version) >= COUNTS_DICTIONARIES) return true;
  const original = stored?.[index];
  return original?.name === field.name && original.type.kind !== "dictionary";
}

/** The fields of the columns whose numbers are asked for, by the labels that those have in the frame. */
function askedFields(
  fields: readonly ArrowField[],
  pandas: PandasMetadata | null,
  asked: readonly string[] | undefined,
): ReadonlySet<string> {
  if (asked === undefined) return new Set();
  const columns = fields.filter(({ name }) => pandas?.indexFields.has(name) !== true);
  const labels = columnLabels(fields, pandas);
  return new Set(columns.flatMap(({ name }, index) => (asked.includes(String(labels[index]?.name ?? name)) ? [name] : [])));
}

/** Whether `dtype_backend` gives a column of the type its dtype. Source: `arrow_table_to_pandas` in `pandas/io/_util.py`. */
function isMapped(type: ArrowType, backend: ParquetOptions["dtypeBackend"]): boolean {
  if (backend === "pyarrow") return true;
  if (backend === undefined) return false;
  return (
    ["int", "bool"].includes(type.kind) || (type.kind === "float" && type.bits > 16) || (type.kind === "utf8" && type.layout !== "view")
  );
}

async function readParquet(source: ByteSource, settings: ReadSettings, context: ReadContext): Promise<TableDataset> {
  const { options, footer, tree, metadata, nodes, stored, fields, wanted, file } = await openParquet(source, settings);
  const { pages = "all" } = context;
  const byName = new Map(fields.map(({ name, type }) => [name, type]));
  const pandas = pandasMetadata(metadata, (name) => {
    const type = byName.get(name);
    return type !== undefined && isMapped(type, options.dtypeBackend);
  });
  const kept = fields.filter((_, index) => wanted[index]);
  const asked = askedFields(kept, pandas, settings.numberFacts);
  const plans = nodes.flatMap((node, index) => {
    if (wanted[index] !== true) return [];
    const isAsked = asked.has(node.field.name);
    return [planOf(node, file, { isAsked, pages, isZeroTrusted: isZeroTrusted(footer, stored, index, node) })];
  });
  await countFile(source, tree, plans, file, context);
  context.onProgress?.({ bytes: source.byteLength, byteLength: source.byteLength, rows: file.rowCount });
  const keptNodes = nodes.filter((_, index) => wanted[index]);
  const counted = (index: number) => {
    const [plan, stored] = [plans[index], keptNodes[index]?.stored];
    return {
      counts: plan?.counts() ?? emptyArrowCounts(),
      ...(plan?.isDeclared === true ? { declaredBy: "footer" as const } : {}),
      ...(stored === undefined ? {} : { stored }),
    };
  };
  const columns = typedColumns(kept, counted, pandas, options.dtypeBackend);
  const notes = plans.some(({ isPartial }) => isPartial) ? [pagesUnread("footer")] : [];
  return { kind: "table", columns, rowCount: file.rowCount, notes };
}

/** Parquet as `pd.read_parquet(path, **options)` reads it with pyarrow. */
export const parquetReader: Reader = {
  kind: "parquet",
  extensions: ["parquet", "pq"],
  hasMagic: true,
  tailBytes: TAIL_BYTES,
  sniff(head, _name, tail) {
    const [begins, ends] = [hasBytes(head, "PAR1"), hasBytes(tail.subarray(-4), "PAR1")];
    if (begins && ends) return { confidence: 1, reason: "it begins and ends with Parquet's magic PAR1" };
    if (hasBytes(head, "PARE")) return { confidence: 1, reason: "it begins with the magic PARE of encrypted Parquet" };
    if (begins) return { confidence: 0.9, reason: "it begins with Parquet's magic PAR1, though it does not end with it" };
    return { confidence: 0, reason: "it does not begin with Parquet's magic PAR1" };
  },
  read: readParquet,
  profile: profileParquet,
  rows: parquetRows,
};
