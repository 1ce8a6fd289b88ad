import { type ArrowCounts, emptyArrowCounts, mergeArrowCounts } from "../../evidence/arrow-evidence.ts";
import type { MissingTally } from "../../evidence/sighting.ts";
import { type FileChunks, isChecked, type LeafChunk, leafPaths, type ValueDepth } from "./leaf-chunk.ts";
import type { LevelCounter } from "./level-counter.ts";
import type { ParquetNode } from "./parquet-schema.ts";

/** One column of the table: which chunks must be read, and what was counted in them. Chunks are given back in the order of the groups. */
export interface ColumnPlan {
  /** The chunks of a row group that are still needed when it is asked. */
  chunks(group: number): readonly LeafChunk[];
  /** Whether nothing that is left of the column can change its type, where `counter` has what was counted so far of a chunk that is not added. */
  isSettled(counter?: LevelCounter): boolean;
  add(chunk: LeafChunk, counter: LevelCounter): void;
  counts(): ArrowCounts;
  /** Whether something of the column was not looked at: a broken page or invalid text there would not be known. */
  readonly isPartial: boolean;
  /** Whether it is the footer that says what is null somewhere. */
  readonly isDeclared: boolean;
}

function zeroCounts(node: ParquetNode): ArrowCounts {
  return emptyArrowCounts(node.children.map(zeroCounts));
}

/** A node's counts from those of its first leaf, and its children's from theirs. */
function countsOf(node: ParquetNode, depth: number, counters: ReadonlyMap<ParquetNode, LevelCounter>): ArrowCounts {
  const [first] = leafPaths(node);
  const leaf = first?.at(-1);
  const counter = leaf === undefined ? undefined : counters.get(leaf);
  const children = node.children.map((child) => countsOf(child, depth + 1, counters));
  return counter === undefined ? emptyArrowCounts(children) : counter.counts(depth, children);
}

/** A column of which every page is read: its levels always, its values as `depthOf` says. */
export class WholeColumn implements ColumnPlan {
  readonly isPartial: boolean;
  readonly isDeclared = false;
  private readonly node: ParquetNode;
  private readonly file: FileChunks;
  private readonly leaves: readonly { readonly path: readonly ParquetNode[]; readonly depth: ValueDepth }[];
  private readonly counters = new Map<ParquetNode | undefined, LevelCounter>();
  private total: ArrowCounts;

  constructor(node: ParquetNode, file: FileChunks, depthOf: (leaf: ParquetNode | undefined) => ValueDepth) {
    this.node = node;
    this.file = file;
    this.leaves = leafPaths(node).map((path) => ({ path, depth: depthOf(path.at(-1)) }));
    this.isPartial = this.leaves.some(({ depth }) => !isChecked(depth));
    this.total = zeroCounts(node);
  }

  chunks(group: number): readonly LeafChunk[] {
    return this.leaves.map(({ path, depth }) => this.file.find(group, path, depth));
  }

  isSettled(): boolean {
    return false;
  }

  add({ path }: LeafChunk, counter: LevelCounter): void {
    this.counters.set(path.at(-1), counter);
    if (this.counters.size < this.leaves.length) return;
    // Every leaf of the group is here, none of them undefined.
    this.total = mergeArrowCounts(this.total, countsOf(this.node, 0, this.counters as ReadonlyMap<ParquetNode, LevelCounter>));
    this.counters.clear();
  }

  counts(): ArrowCounts {
    return this.total;
  }
}

/** A column of groups without any leaf, of which the file has no values: every row is null. */
export class LeaflessColumn implements ColumnPlan {
  readonly isPartial = false;
  readonly isDeclared = false;
  private readonly rowCount: number;

  constructor({ rowCount }: FileChunks) {
    this.rowCount = rowCount;
  }

  chunks(): readonly LeafChunk[] {
    return [];
  }

  isSettled(): boolean {
    return true;
  }

  add(): void {}

  counts(): ArrowCounts {
    const { rowCount } = this;
    return { length: rowCount, ...(rowCount > 0 ? { nulls: { count: rowCount, first: { row: 0 } } } : {}), children: [] };
  }
}

/** How many nulls the footer says a flat column's chunk has; undefined where it does not say, or says what cannot be or need not be so. */
function declaredNulls(node: ParquetNode, { column, rows }: LeafChunk, isZeroTrusted: boolean): number | undefined {
  if (node.presentLevel === 0) return 0;
  const said = column.statistics?.null_count;
  if (said === 0n && !isZeroTrusted && column.encodings?.some((encoding) => encoding.endsWith("DICTIONARY")) === true) return undefined;
  return said === undefined || said < 0n || Number(said) > rows ? undefined : Number(said);
}

/**
 * A column that is neither a list nor a struct, answered from the footer as far as that goes. Statistics count nulls and not NaNs, so chunks of floats
 * without nulls are read until a NaN is found, and chunks without statistics until it is known that something is null and something is not.
 */
export class DeclaredColumn implements ColumnPlan {
  readonly isPartial = true;
  private readonly node: ParquetNode;
  private readonly groups: readonly { readonly chunk: LeafChunk; readonly nulls: number | undefined }[];
  private readonly isFloat: boolean;
  private readonly rowCount: number;
  private readonly declared = { nulls: 0, present: 0, widened: 0 };
  private readonly counted = { nulls: 0, present: 0, nans: 0, widened: 0 };
  private firstNull: MissingTally["first"] = null;
  private firstNan: MissingTally["first"] = null;
  /** Chunks that were read to their end. */
  private whole = 0;
  /** Chunks whose nulls nobody has counted. */
  private uncounted = 0;

  /** `isZeroTrusted`: whether the writer can be believed that a dictionary has no nulls. */
  constructor(node: ParquetNode, file: FileChunks, isZeroTrusted: boolean) {
    this.node = node;
    this.isFloat = node.field.type.kind === "float";
    this.rowCount = file.rowCount;
    this.groups = Array.from({ length: file.count }, (_, group) => {
      const chunk = file.find(group, [node], this.isFloat ? "nan" : "skip");
      const nulls = declaredNulls(node, chunk, isZeroTrusted);
      this.declare(nulls, chunk.rows);
      return { chunk, nulls };
    });
  }

  private declare(nulls: number | undefined, rows: number): void {
    if (nulls === undefined) {
      this.uncounted++;
      return;
    }
    this.declared.nulls += nulls;
    this.declared.present += rows - nulls;
    if (nulls > 0) this.declared.widened += rows - nulls;
  }

  get isDeclared(): boolean {
    return this.whole < this.groups.length;
  }

  chunks(group: number): readonly LeafChunk[] {
    const found = this.groups[group];
    if (found === undefined || this.isSettled()) return [];
    return found.nulls === undefined || this.isFloat ? [found.chunk] : [];
  }

  isSettled(counter?: LevelCounter): boolean {
    const { nulls = 0, nans = 0 } = counter?.flat ?? {};
    return this.isKnown(nulls, nans, (counter?.rows ?? 0) - nulls);
  }

  /** A float column is settled by its first null or NaN; others by a null next to something that is not null. */
  private isKnown(nulls: number, nans: number, present: number): boolean {
    const hasNull = this.declared.nulls + this.counted.nulls + nulls > 0;
    if (this.isFloat) return hasNull || this.counted.nans + nans > 0;
    return hasNull && this.declared.present + this.counted.present + present > 0;
  }

  add(chunk: LeafChunk, { flat, rows }: LevelCounter): void {
    const { nulls, nans, firstNull, firstNan } = flat;
    const group = this.groups.find((one) => one.chunk === chunk);
    const place = (slot: number) => ({ row: chunk.firstRow + slot });
    if (nans > 0 && this.counted.nans === 0) this.firstNan = place(firstNan);
    if (nulls > 0 && this.counted.nulls === 0) this.firstNull = place(firstNull);
    this.counted.nans += nans;
    this.counted.nulls += nulls;
    if (nulls > 0) this.counted.widened += rows - nulls;
    if (group?.nulls === undefined) this.counted.present += rows - nulls;
    if (rows < chunk.rows) return;
    this.whole++;
    if (group?.nulls === undefined) this.uncounted--;
  }

  counts(): ArrowCounts {
    const { declared, counted, isDeclared, uncounted } = this;
    const atLeast = { atLeast: true as const };
    const nulls = declared.nulls + counted.nulls;
    const widened = this.node.field.nullable ? declared.widened + counted.widened : 0;
    return {
      length: this.rowCount,
      ...(nulls > 0
        ? { nulls: { count: nulls, first: declared.nulls > 0 ? null : this.firstNull, ...(uncounted > 0 ? atLeast : {}) } }
        : {}),
      ...(widened > 0 ? { widened } : {}),
      ...(counted.nans > 0 ? { nans: { count: counted.nans, first: this.firstNan, ...(isDeclared ? atLeast : {}) } } : {}),
      children: [],
    };
  }
}
