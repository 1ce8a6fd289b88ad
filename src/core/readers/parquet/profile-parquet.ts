import type { ByteSource } from "../../bytes/byte-source.ts";
import { must } from "../../defined.ts";
import type { TableDataset } from "../../evidence/dataset.ts";
import type { ColumnProfile } from "../../profile/column-profile.ts";
import { pandasMetadata } from "../arrow/pandas-metadata.ts";
import type { ReadContext } from "../reader.ts";
import type { ReadSettings } from "../settings.ts";
import { type TypedProfiler, typedProfilers } from "../typed-profile.ts";
import type { FileChunks, LeafChunk } from "./leaf-chunk.ts";
import type { LevelCounter } from "./level-counter.ts";
import { openParquet } from "./open-parquet.ts";
import type { ParquetNode } from "./parquet-schema.ts";
import { type ChunkPlan, countFile } from "./read-chunks.ts";

/** A column of which every value goes to its profiler. */
class ProfiledColumn implements ChunkPlan {
  readonly isPartial = false;
  private readonly node: ParquetNode;
  private readonly file: FileChunks;
  private readonly profiler: TypedProfiler;

  constructor(node: ParquetNode, file: FileChunks, profiler: TypedProfiler) {
    this.node = node;
    this.file = file;
    this.profiler = profiler;
  }

  chunks(group: number): readonly LeafChunk[] {
    return [{ ...this.file.find(group, [this.node], "check"), sink: this.profiler }];
  }

  isSettled(): boolean {
    return false;
  }

  add(_: LeafChunk, { flat: { nulls } }: LevelCounter): void {
    this.profiler.addMissing(nulls);
  }
}

/** Profiles the columns of a Parquet file, in the order of `dataset`; null for those of types that have no profile. */
export async function profileParquet(
  source: ByteSource,
  settings: ReadSettings,
  dataset: TableDataset,
  context: ReadContext,
): Promise<readonly (ColumnProfile | null)[]> {
  const { nodes, fields, order, file, metadata } = await openParquet(source, settings);
  const pandas = pandasMetadata(metadata, fields);
  const columns = order.map((index) => ({ node: must(nodes[index]), field: must(fields[index]) }));
  const shown = columns.filter(({ field }) => pandas?.indexFields.has(field.name) !== true);
  const profilers = typedProfilers(
    shown.map(({ field }) => field.type),
    dataset,
  );
  const plans = profilers.flatMap((profiler, index) =>
    profiler === null ? [] : [new ProfiledColumn(must(shown[index]).node, file, profiler)],
  );
  await countFile(source, plans, file, context);
  return profilers.map((profiler) => profiler?.profile() ?? null);
}
