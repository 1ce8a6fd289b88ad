import type { ByteSource } from "../../bytes/byte-source.ts";
import { defined, must } from "../../defined.ts";
import { SignetError, text } from "../../errors.ts";
import type { ArrowCounts } from "../../evidence/arrow-evidence.ts";
import { type ArrowField, type ArrowType, childFields } from "../../evidence/arrow-type.ts";
import type { TableDataset } from "../../evidence/dataset.ts";
import { jsonLoads } from "../../python/json-loads.ts";
import { type PandasMetadata, pandasMetadata } from "../arrow/pandas-metadata.ts";
import { columnLabels, typedColumns } from "../arrow/typed-columns.ts";
import { pagesUnread } from "../pages-unread.ts";
import type { ReadContext, ReadDepth, Reader } from "../reader.ts";
import { hasBytes } from "../recognise/beginning.ts";
import type { ReadSettings } from "../settings.ts";
import { type ColumnPlan, DeclaredColumn, LeaflessColumn, WholeColumn } from "./column-plan.ts";
import type { ParquetFooter } from "./file-metadata.ts";
import { TAIL_BYTES } from "./footer.ts";
import { type FileChunks, leafPaths } from "./leaf-chunk.ts";
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
  if (leafPaths(node).length === 0) return new LeaflessColumn(file);
  if (isAsked) return new WholeColumn(node, file, () => "extremes");
  if (pages === "all" || !file.isEven) return new WholeColumn(node, file, () => "check");
  if (node.path !== null) return new DeclaredColumn(node, file, isZeroTrusted);
  return new WholeColumn(node, file, (leaf) => (leaf?.field.type.kind === "float" ? "nan" : "skip"));
}

/** The first version of parquet-cpp whose null counts of Arrow's dictionaries are right: ARROW-12513 and GH-34106 in Arrow's tracker. */
const COUNTS_DICTIONARIES = 12;

/** Whether an old writer may have written 0 for the nulls of a column that was a dictionary; the schema that it stored shows which were. */
function isZeroTrusted(footer: ParquetFooter, stored: readonly ArrowField[] | null, index: number): boolean {
  const version = /^parquet-cpp(?:-arrow)? version (\d+)\./.exec(footer.createdBy)?.[1];
  if (version === undefined || Number(version) >= COUNTS_DICTIONARIES) return true;
  const original = stored?.[index];
  return original !== undefined && original.type.kind !== "dictionary";
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
  const wanted = new Set(asked);
  return new Set(columns.flatMap(({ name }, index) => (wanted.has(String(labels[index]?.name ?? name)) ? [name] : [])));
}

/** Lists of one size are stored as lists of any; a null one has no items. Source: `FixedSizeListReader` in `parquet/arrow/reader.cc`. */
function checkSizes(type: ArrowType, { length, nulls, hidden = 0, lists, children }: ArrowCounts, column: string): void {
  for (const [index, { type: child }] of childFields(type).entries()) {
    const counts = children[index];
    if (counts !== undefined) checkSizes(child, counts, column);
  }
  if (type.kind !== "fixed_size_list" || length + hidden === 0) return;
  const hasNull = (nulls?.count ?? 0) + hidden > 0;
  const isEven = lists === undefined || length === (nulls?.count ?? 0) || (lists.min === type.size && lists.max === type.size);
  if (isEven && (!hasNull || type.size === 0)) return;
  throw new SignetError("UnreadableFile", text`Expected all lists of ${column} to be of size ${type.size}; a null list has no items.`, {
    pythonError: "ArrowInvalid",
    place: { column },
    remedy: "Write the column as lists of any size.",
  });
}

/** pandas reads its `attrs` as JSON. Source: `PyArrowImpl.read` in `pandas/io/parquet.py`. */
function checkAttributes(metadata: ReadonlyMap<string, string>): void {
  try {
    jsonLoads(metadata.get("PANDAS_ATTRS") ?? "null");
  } catch {
    throw new SignetError("UnreadableFile", "The metadata under PANDAS_ATTRS are not JSON.", { pythonError: "JSONDecodeError" });
  }
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
  const { options, footer, metadata, nodes, stored, fields, order, file } = await openParquet(source, settings);
  const { pages = "all" } = context;
  const byName = new Map(fields.map(({ name, type }) => [name, type]));
  const kept = order.map((index) => must(fields[index]));
  const keptNodes = order.map((index) => must(nodes[index]));
  const pandas =
    settings.stored === true
      ? null
      : pandasMetadata(metadata, kept, (name) => {
          const type = byName.get(name);
          return type !== undefined && isMapped(type, options.dtypeBackend);
        });
  const asked = askedFields(kept, pandas, settings.numberFacts);
  const plans = keptNodes.map((node, at) => {
    const isAsked = asked.has(node.field.name);
    return planOf(node, file, { isAsked, pages, isZeroTrusted: isZeroTrusted(footer, stored, must(order[at])) });
  });
  const rowCount = await countFile(source, plans, file, context);
  context.onProgress?.({ bytes: source.byteLength, byteLength: source.byteLength, rows: rowCount });
  const counted = (index: number) => {
    const [plan, { stored }] = [must(plans[index]), must(keptNodes[index])];
    return {
      counts: plan.counts(),
      ...defined({ declaredBy: plan.isDeclared ? ("footer" as const) : undefined, stored }),
    };
  };
  for (const [index, { type, name }] of kept.entries()) checkSizes(type, counted(index).counts, name);
  if (settings.stored !== true) checkAttributes(metadata);
  const read = typedColumns(kept, counted, pandas, options.dtypeBackend);
  const columns =
    settings.stored === true ? read.map((column, index) => ({ ...column, ...defined({ fieldId: keptNodes[index]?.fieldId }) })) : read;
  const notes = plans.some(({ isPartial }) => isPartial) ? [pagesUnread("footer")] : [];
  return { kind: "table", columns, rowCount, ...defined({ labels: pandas?.rowLabels }), notes };
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
    // pyarrow looks only at the end.
    if (ends) return { confidence: 0.9, reason: "it ends with Parquet's magic PAR1, though it does not begin with it" };
    if (begins) return { confidence: 0.9, reason: "it begins with Parquet's magic PAR1, though it does not end with it" };
    return { confidence: 0, reason: "it does not begin with Parquet's magic PAR1" };
  },
  read: readParquet,
  profile: profileParquet,
  rows: parquetRows,
};
