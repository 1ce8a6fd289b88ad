import { defined, must } from "../../defined.ts";
import type { ArrowCounts } from "../../evidence/arrow-evidence.ts";
import { LISTED_ROWS, type Tally } from "../../evidence/sighting.ts";
import type { ExtremeValues } from "../extreme-values.ts";
import { ListShapes, NULL_SHAPE, RAGGED_SHAPE } from "../list-shapes.ts";
import type { Numbers } from "./hybrid.ts";
import type { OddKind } from "./page-values.ts";
import type { ParquetNode } from "./parquet-schema.ts";

/** Running counts of one node along a leaf's path. */
interface NodeCount {
  readonly node: ParquetNode;
  /** A slot of the node begins where the repetition level is at most this. */
  readonly slotRepetition: number;
  /** Definition level from which the node has a slot at all: that of the innermost list around it. */
  readonly slotDefinition: number;
  /** Definition level from which the struct around it is not null. */
  readonly parentLevel: number;
  length: number;
  nulls: number;
  firstNull: number;
  /** The first null, of those that are not hidden, after a value. */
  lateNull: number;
  /** Of lists: whether the open one has an item that is not null, whether one before has; and where those are that have none. */
  valued: boolean;
  hasValued: boolean;
  firstBlank: number;
  lateBlank: number;
  /** Nulls that are null because the struct around them is. */
  hidden: number;
  empty: number;
  hollow: number;
  min: number;
  max: number;
  /** Items of the current list; -1 where none is open. */
  open: number;
  filled: boolean;
  /** For lists of lists: the shape of those in the current list, null before the first. */
  inner: number | null;
  ragged: boolean;
}

/** Where the value that is the `wanted`th of those present is among the entries. */
function placeOf(definitions: Numbers, highest: number, wanted: number): number {
  for (let index = 0, value = 0; index < definitions.length; index++)
    if (definitions[index] === highest && value++ === wanted) return index;
  return -1;
}

/** Whether a node's values are lists to MLflow; a map is none, though Parquet repeats its entries. */
const isList = ({ repeated, field }: ParquetNode) => repeated !== null && field.type.kind !== "map";

/** Counts slots, nulls and list lengths of all nodes on one leaf's path, from its repetition and definition levels. */
export class LevelCounter {
  private readonly path: readonly NodeCount[];
  private readonly maxDefinition: number;
  private readonly isRepeated: boolean;
  private readonly shapes = new ListShapes();
  /** NaNs of the leaf, where it has floats. */
  private nans = 0;
  private firstNan = -1;
  private readonly odd: { undecodable?: Tally; yearless?: Tally } = {};
  /** The first rows in which the column is null, where they are listed. */
  private readonly nullRows: number[] | null;
  /** Sees the leaf's values, where their extremes are asked for. */
  readonly extremes: ExtremeValues | null;

  /**
   * `path` goes from the column down to the leaf, whose values are at the definition level `maxDefinition`. `listsRows`: whether the first
   * rows in which the column is null are kept.
   */
  constructor(path: readonly ParquetNode[], maxDefinition: number, extremes: ExtremeValues | null, listsRows = false) {
    this.maxDefinition = maxDefinition;
    this.extremes = extremes;
    this.nullRows = listsRows ? [] : null;
    this.isRepeated = path.some(({ repeated }) => repeated !== null);
    let slotRepetition = 0;
    let slotDefinition = 0;
    let parentLevel = 0;
    this.path = path.map((node) => {
      const count: NodeCount = {
        node,
        slotRepetition,
        slotDefinition,
        parentLevel,
        length: 0,
        nulls: 0,
        firstNull: -1,
        lateNull: -1,
        valued: false,
        hasValued: false,
        firstBlank: -1,
        lateBlank: -1,
        hidden: 0,
        empty: 0,
        hollow: 0,
        min: Number.POSITIVE_INFINITY,
        max: 0,
        open: -1,
        filled: false,
        inner: null,
        ragged: false,
      };
      parentLevel = node.presentLevel;
      if (node.repeated !== null) {
        slotRepetition = node.repeated.repetition;
        slotDefinition = node.repeated.definition;
        parentLevel = node.repeated.definition;
      }
      return count;
    });
  }

  get rows(): number {
    return must(this.path[0]?.length);
  }

  get slots(): number {
    return must(this.path.at(-1)?.length);
  }

  /** What was found so far in a column without lists and structs; places are -1 where nothing was. */
  get flat(): { readonly nulls: number; readonly firstNull: number; readonly nans: number; readonly firstNan: number } {
    const { nulls, firstNull } = must(this.path[0]);
    return { nulls, firstNull, nans: this.nans, firstNan: this.firstNan };
  }

  /**
   * The `count` entries of one page, by their levels: null where all are 0 or the highest. `present` of them have a value, and `first` is the
   * place among those values of the first that is odd; returns its slot, -1 if there is none.
   */
  addPage(
    repetitions: Numbers | null,
    definitions: Numbers | null,
    { count, present, first }: { readonly count: number; readonly present: number; readonly first: number },
  ): number {
    const highest = this.maxDefinition;
    if (this.path.length === 1 && !this.isRepeated) {
      const [column] = this.path as [NodeCount];
      const before = column.length;
      column.length += count;
      if (definitions === null) return first < 0 ? -1 : before + first;
      if (present < count && column.nulls === 0) column.firstNull = before + definitions.findIndex((level) => level !== highest);
      column.nulls += count - present;
      for (let index = 0; index < count && present < count && this.listsMore; index++)
        if (definitions[index] !== highest) this.nullRows?.push(before + index);
      return first < 0 ? -1 : before + placeOf(definitions, highest, first);
    }
    let value = 0;
    let slot = -1;
    for (let index = 0; index < count; index++) {
      const definition = definitions === null ? highest : (definitions[index] as number);
      this.add(repetitions === null ? 0 : (repetitions[index] as number), definition);
      if (definition === highest && value++ === first) slot = this.slots - 1;
    }
    return slot;
  }

  /** One entry of the leaf. */
  private add(repetition: number, definition: number): void {
    if (repetition > 0 && this.rows === 0) throw new Error("the repetition level at the start of a record must be 0");
    for (let depth = 0; depth < this.path.length; depth++) {
      const count = this.path[depth] as NodeCount;
      if (repetition > count.slotRepetition || definition < count.slotDefinition) continue;
      if (count.node.repeated !== null) this.closeList(depth);
      const outer = this.path[depth - 1];
      if (outer !== undefined && outer.open >= 0 && outer.node.repeated !== null)
        this.addItem(depth - 1, isList(count.node) && definition >= count.node.presentLevel);
      if (definition < count.node.presentLevel) {
        if (count.firstNull < 0) count.firstNull = count.length;
        if (count.lateNull < 0 && count.length > count.nulls && definition >= count.parentLevel) count.lateNull = count.length;
        count.nulls++;
        if (depth === 0 && this.listsMore) this.nullRows?.push(count.length);
        if (definition < count.parentLevel) count.hidden++;
        if (count.node.repeated !== null) this.addShape(depth, NULL_SHAPE);
      } else if (count.node.repeated === null) {
        if (outer !== undefined) outer.valued = true;
      } else {
        count.open = 0;
        count.filled = false;
        count.valued = false;
        count.inner = null;
      }
      count.length++;
    }
  }

  private get listsMore(): boolean {
    return this.nullRows !== null && this.nullRows.length < LISTED_ROWS;
  }

  private addItem(depth: number, isList: boolean): void {
    const list = this.path[depth] as NodeCount;
    list.open++;
    if (isList) return;
    // What is not a list fills every list right around it.
    for (let above = depth; above >= 0 && (this.path[above] as NodeCount).node.repeated !== null; above--)
      (this.path[above] as NodeCount).filled = true;
  }

  /** Tells the list right around one at `depth` what shape that has. */
  private addShape(depth: number, shape: number): void {
    const outer = this.path[depth - 1];
    if (outer === undefined || outer.node.repeated === null || outer.open < 0) return;
    outer.inner = outer.inner === null || outer.inner === shape ? shape : RAGGED_SHAPE;
    if (outer.inner === RAGGED_SHAPE) outer.ragged = true;
  }

  private closeList(depth: number): void {
    const list = this.path[depth] as NodeCount;
    if (list.open < 0) return;
    const isOuter = (this.path[depth + 1]?.node.repeated ?? null) !== null;
    // What it has ends with it.
    if (isOuter) this.closeList(depth + 1);
    this.addShape(depth, isOuter && list.inner !== null ? this.shapeOf(list.open, list.inner) : list.open);
    if (list.open === 0) list.empty++;
    if (!list.filled) list.hollow++;
    if (list.open > 0 && depth + 2 === this.path.length) this.noteValues(list);
    list.min = Math.min(list.min, list.open);
    list.max = Math.max(list.max, list.open);
    list.open = -1;
  }

  /** Of a list of leaves that ends: whether all of them are null. */
  private noteValues(list: NodeCount): void {
    if (list.valued) {
      list.hasValued = true;
      return;
    }
    const slot = list.length - 1;
    if (list.firstBlank < 0) list.firstBlank = slot;
    if (list.lateBlank < 0 && list.hasValued) list.lateBlank = slot;
  }

  private shapeOf(length: number, inner: number): number {
    return inner === RAGGED_SHAPE ? RAGGED_SHAPE : this.shapes.of(length, inner);
  }

  /** Odd values of the leaf, the first of them in its slot `slot`. */
  addOdd(kind: OddKind, count: number, slot: number): void {
    if (count === 0 || kind === "none") return;
    if (kind === "nan") {
      if (this.nans === 0) this.firstNan = slot;
      this.nans += count;
      return;
    }
    const before = this.odd[kind];
    this.odd[kind] = { count: (before?.count ?? 0) + count, first: before?.first ?? { row: slot } };
  }

  /** The counts of the node at `depth`, its children given. */
  counts(depth: number, children: readonly ArrowCounts[]): ArrowCounts {
    const count = this.path[depth] as NodeCount;
    this.closeList(depth);
    const isLeaf = depth === this.path.length - 1;
    const { nullRows } = this;
    const { length, nulls, hidden, empty, hollow, min, max, ragged } = count;
    const visible = nulls - hidden;
    const extremes = isLeaf ? this.extremes?.extremes() : undefined;
    return {
      length: length - hidden,
      ...(hidden > 0 ? { hidden } : {}),
      ...(visible > 0
        ? { nulls: { count: visible, first: { row: count.firstNull }, ...(depth === 0 && nullRows !== null ? { rows: nullRows } : {}) } }
        : {}),
      ...(count.lateNull >= 0 ? { lateNull: { row: count.lateNull } } : {}),
      ...(nulls > 0 && count.node.field.nullable && length > nulls ? { widened: length - nulls } : {}),
      ...(isLeaf && this.nans > 0 ? { nans: { count: this.nans, first: { row: this.firstNan } } } : {}),
      ...defined({ extremes }),
      ...(isLeaf ? this.odd : {}),
      ...(count.node.repeated === null
        ? {}
        : { lists: { empty, hollow, min: Number.isFinite(min) ? min : 0, max, ...(ragged ? { ragged } : {}), ...blanksOf(count) } }),
      children,
    };
  }
}

const blanksOf = ({ firstBlank, lateBlank }: NodeCount): { readonly firstBlank?: number; readonly lateBlank?: number } => ({
  ...(firstBlank < 0 ? {} : { firstBlank }),
  ...(lateBlank < 0 ? {} : { lateBlank }),
});
