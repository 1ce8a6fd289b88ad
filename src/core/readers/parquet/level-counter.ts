import type { ArrowCounts, Extremes } from "../../evidence/arrow-evidence.ts";
import type { Tally } from "../../evidence/sighting.ts";
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
  /** Nulls that are null because the struct around them is. */
  hidden: number;
  empty: number;
  hollow: number;
  min: number;
  max: number;
  /** Items of the list at hand; -1 where none is open. */
  open: number;
  filled: boolean;
}

/** Counts slots, nulls and list lengths of all nodes on one leaf's path, from its repetition and definition levels. */
export class LevelCounter {
  private readonly path: readonly NodeCount[];
  /** NaNs of the leaf, where it holds floats. */
  private nans = 0;
  private firstNan = -1;
  private undecodable: Tally | undefined;
  /** Of the leaf's values, where they were asked for. */
  extremes: Extremes | undefined;

  /** `path` goes from the column down to the leaf. */
  constructor(path: readonly ParquetNode[]) {
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
        hidden: 0,
        empty: 0,
        hollow: 0,
        min: Number.POSITIVE_INFINITY,
        max: 0,
        open: -1,
        filled: false,
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
    return this.path[0]?.length ?? 0;
  }

  get slots(): number {
    return this.path.at(-1)?.length ?? 0;
  }

  /** `count` slots of a flat column, none of them null. */
  addPresent(count: number): void {
    for (const node of this.path) node.length += count;
  }

  /** One entry of the leaf. */
  add(repetition: number, definition: number): void {
    if (repetition > 0 && this.rows === 0) throw new Error("the repetition level at the start of a record must be 0");
    for (let depth = 0; depth < this.path.length; depth++) {
      const count = this.path[depth] as NodeCount;
      if (repetition > count.slotRepetition || definition < count.slotDefinition) continue;
      if (count.node.repeated !== null) this.closeList(count);
      const outer = this.path[depth - 1];
      if (outer !== undefined && outer.open >= 0 && outer.node.repeated !== null)
        this.addItem(depth - 1, count.node.repeated !== null && definition >= count.node.presentLevel);
      if (definition < count.node.presentLevel) {
        if (count.firstNull < 0) count.firstNull = count.length;
        count.nulls++;
        if (definition < count.parentLevel) count.hidden++;
      } else if (count.node.repeated !== null) {
        count.open = 0;
        count.filled = false;
      }
      count.length++;
    }
  }

  private addItem(depth: number, isList: boolean): void {
    const list = this.path[depth] as NodeCount;
    list.open++;
    if (isList) return;
    // What is no list fills every list right around it.
    for (let above = depth; above >= 0 && (this.path[above] as NodeCount).node.repeated !== null; above--)
      (this.path[above] as NodeCount).filled = true;
  }

  private closeList(list: NodeCount): void {
    if (list.open < 0) return;
    if (list.open === 0) list.empty++;
    if (!list.filled) list.hollow++;
    list.min = Math.min(list.min, list.open);
    list.max = Math.max(list.max, list.open);
    list.open = -1;
  }

  /** A NaN at the leaf's slot `slot`. */
  addNan(slot: number): void {
    if (this.firstNan < 0) this.firstNan = slot;
    this.nans++;
  }

  /** A text at the leaf's slot `slot` that is no UTF-8. */
  addUndecodable(slot: number): void {
    this.undecodable = { count: (this.undecodable?.count ?? 0) + 1, first: this.undecodable?.first ?? { row: slot } };
  }

  /** The counts of the node at `depth`, its children given. */
  counts(depth: number, children: readonly ArrowCounts[]): ArrowCounts {
    const count = this.path[depth] as NodeCount;
    this.closeList(count);
    const isLeaf = depth === this.path.length - 1;
    const { length, nulls, hidden, empty, hollow, min, max } = count;
    const visible = nulls - hidden;
    return {
      length: length - hidden,
      ...(visible > 0 ? { nulls: { count: visible, first: { row: count.firstNull } } } : {}),
      ...(nulls > 0 && count.node.field.nullable && length > nulls ? { widened: length - nulls } : {}),
      ...(isLeaf && this.nans > 0 ? { nans: { count: this.nans, first: { row: this.firstNan } } } : {}),
      ...(isLeaf && this.extremes !== undefined ? { extremes: this.extremes } : {}),
      ...(isLeaf && this.undecodable !== undefined ? { undecodable: this.undecodable } : {}),
      ...(count.node.repeated === null ? {} : { lists: { empty, hollow, min: Number.isFinite(min) ? min : 0, max } }),
      children,
    };
  }
}
