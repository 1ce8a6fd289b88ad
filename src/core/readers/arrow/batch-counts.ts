import type { ByteSource } from "../../bytes/byte-source.ts";
import type { ByteRange } from "../../bytes/read-ahead.ts";
import { defined, must } from "../../defined.ts";
import { SignetError } from "../../errors.ts";
import type { ArrowCounts, ListCounts } from "../../evidence/arrow-evidence.ts";
import { type ArrowType, childFields } from "../../evidence/arrow-type.ts";
import type { Tally } from "../../evidence/sighting.ts";
import { bufferExtremes, integerWidth } from "../extreme-values.ts";
import { ListShapes } from "../list-shapes.ts";
import type { ReadDepth } from "../reader.ts";
import { type BatchLayout, checkedBuffer } from "./batch-layout.ts";
import {
  bothValid,
  firstNan,
  fixedListCounts,
  type InnerLists,
  innerLists,
  isValid,
  listCounts,
  slotCounts,
  swapBytes,
  viewedItems,
  yearlessDates,
} from "./buffer-counts.ts";
import { type BufferCodec, decodeBuffer } from "./codecs.ts";
import { checkIndices, type DictionaryType } from "./dictionary-indices.ts";
import { bitsOf } from "./fixed-width.ts";
import type { Slots, SlotTree } from "./slot-values.ts";
import { checkOffsets, undecodableTexts, undecodableViews } from "./text-counts.ts";
import { unchecked } from "./unchecked.ts";

const broken = () =>
  new SignetError("UnreadableFile", "A batch has fewer buffers than its schema says.", {
    pythonError: "ArrowInvalid",
    remedy: "Write the file again.",
  });

const tooFewValues = () => unchecked("A column has fewer values than rows.");

/** Kinds that have no buffer but their validity, if that. */
const BARE_KINDS: ReadonlySet<ArrowType["kind"]> = new Set(["null", "struct", "run_end_encoded", "fixed_size_list"]);

/** A column of a batch without children: what its header says, and where its values lie. */
export interface FlatNode {
  readonly length: number;
  readonly nullCount: number;
  /** Where the values of floats lie. */
  readonly values: ByteRange | undefined;
}

/**
 * Walks a batch's nodes and buffers in the order of the schema. With the depth `all` it reads every buffer that could be broken or hold invalid
 * text, else only those that counting needs.
 */
export class BatchWalker {
  private readonly source: ByteSource;
  private readonly layout: BatchLayout;
  private readonly bigEndian: boolean;
  private readonly depth: ReadDepth;
  private readonly numberFacts: boolean;
  private node = 0;
  private buffer = 0;
  private variadic = 0;

  /** `numberFacts`: whether the extremes of whole numbers are counted too, and the first rows that are null. */
  constructor(
    source: ByteSource,
    layout: BatchLayout,
    { bigEndian, depth, numberFacts = false }: { readonly bigEndian: boolean; readonly depth: ReadDepth; readonly numberFacts?: boolean },
  ) {
    this.source = source;
    this.layout = layout;
    this.bigEndian = bigEndian;
    this.depth = depth;
    this.numberFacts = numberFacts;
  }

  private readonly shapes = new ListShapes();

  get codec(): BufferCodec {
    return this.layout.codec;
  }

  /** The header of a column without children, moving on to the next; nothing is read. */
  flat(type: ArrowType): FlatNode {
    const node = this.layout.nodes[this.node++];
    if (node === undefined) throw broken();
    if (this.hasValidity(type)) this.buffer++;
    const at = this.buffer;
    this.takeBuffers(type);
    const { length } = node;
    return {
      length,
      nullCount: type.kind === "null" ? length : node.nullCount,
      values: type.kind === "float" && length > 0 ? checkedBuffer(this.layout, at) : undefined,
    };
  }

  /** The slots and buffers of a column without children, moving on to the next. */
  async slots(type: ArrowType): Promise<Slots> {
    const node = this.layout.nodes[this.node++];
    if (node === undefined) throw broken();
    const validityAt = this.hasValidity(type) ? this.buffer++ : -1;
    const validity = node.nullCount === 0 || validityAt < 0 ? null : await this.bytes(validityAt);
    const buffers: Uint8Array[] = [];
    const [start, end] = this.takeBuffers(type);
    for (let index = start; index < end; index++) buffers.push(await this.bytes(index));
    return { length: node.length, validity, buffers };
  }

  /** The slots and buffers of a column and of all that it has, moving on to the next. */
  async tree(type: ArrowType): Promise<SlotTree> {
    const slots = await this.slots(type);
    const children: SlotTree[] = [];
    for (const { type: child } of childFields(type)) children.push(await this.tree(child));
    return { ...slots, children };
  }

  /** Moves on past a column and all that it has; nothing is read. */
  skip(type: ArrowType): void {
    this.node++;
    if (this.hasValidity(type)) this.buffer++;
    this.takeBuffers(type);
    for (const { type: child } of childFields(type)) this.skip(child);
  }

  private hasValidity({ kind }: ArrowType): boolean {
    return kind !== "null" && (this.layout.isOld || (kind !== "union" && kind !== "run_end_encoded"));
  }

  /**
   * Counts one column and moves on to the next. `inner` is filled with what the list around it has to know; `visible` marks the slots whose
   * structs are not null. `entries`: how many values the dictionary of the column itself has.
   */
  async count(
    type: ArrowType,
    {
      inner,
      visible = null,
      entries,
    }: { readonly inner?: InnerLists; readonly visible?: Uint8Array | null; readonly entries?: number } = {},
  ): Promise<ArrowCounts> {
    const node = this.layout.nodes[this.node++];
    if (node === undefined) throw broken();
    const { length, nullCount } = node;
    const validityAt = this.hasValidity(type) ? this.buffer++ : -1;
    const own =
      type.kind === "null" ? new Uint8Array((length + 7) >> 3) : nullCount === 0 || validityAt < 0 ? null : await this.bytes(validityAt);
    const base = slotCounts(length, own, visible, this.numberFacts);
    const { count: nulls } = base.nulls ?? { count: 0 };
    if (this.depth === "all" && type.kind !== "null" && visible === null && nullCount > 0 && nulls !== nullCount)
      throw unchecked(`A column says that it has ${nullCount} nulls, and has ${nulls}.`);
    const seen = bothValid(own, visible);
    switch (type.kind) {
      case "float": {
        const nans = await this.nans(this.buffer++, type.bits, length, seen);
        return { ...base, ...defined({ nans }), children: [] };
      }
      case "list":
      case "map":
        return { ...base, ...(await this.lists(type, length, seen, inner)) };
      case "fixed_size_list":
        return { ...base, ...(await this.fixedLists(type, length, seen, inner)) };
      case "utf8":
        return { ...base, ...(await this.texts(type, length, seen)), children: [] };
      case "dictionary":
        await this.indices(type, length, seen, entries);
        return { ...base, children: [] };
      case "int":
      case "timestamp":
      case "duration":
      case "date":
        return { ...base, ...(await this.wholeNumbers(type, length, seen)), children: [] };
      default:
        await this.checkBuffers(type, length, this.takeBuffers(type));
        return { ...base, children: await this.children(type, type.kind === "struct" ? { length, visible: seen } : undefined) };
    }
  }

  private async indices(type: DictionaryType, length: number, seen: Uint8Array | null, entries: number | undefined): Promise<void> {
    const buffers = this.takeBuffers(type);
    await this.checkBuffers(type, length, buffers);
    if (this.depth !== "all" || entries === undefined) return;
    checkIndices(await this.numbers(buffers[0], integerWidth(type.index)), type, { length, validity: seen, entries });
  }

  /** `struct`: how many values it has, and which of them are not null. */
  private async children(
    type: ArrowType,
    struct?: { readonly length: number; readonly visible: Uint8Array | null },
  ): Promise<ArrowCounts[]> {
    const counted: ArrowCounts[] = [];
    for (const { type: child } of childFields(type)) {
      if (struct !== undefined && this.layout.nodes[this.node]?.length !== struct.length)
        throw unchecked("A field of a struct has more or fewer values than the struct.");
      counted.push(await this.count(child, { visible: struct?.visible ?? null }));
    }
    return counted;
  }

  /** The buffers past the validity, which are taken as read: the first of them and the one after the last. */
  private takeBuffers(type: ArrowType): readonly [number, number] {
    const start = this.buffer;
    if ((type.kind === "utf8" || type.kind === "binary") && type.layout.endsWith("view"))
      this.buffer += 1 + (this.layout.variadicCounts[this.variadic++] ?? 0);
    else if (type.kind === "utf8" || type.kind === "binary") this.buffer += 2;
    else if (type.kind === "union") this.buffer += type.dense ? 2 : 1;
    else if (type.kind === "list") this.buffer += type.layout.endsWith("view") ? 2 : 1;
    else if (!BARE_KINDS.has(type.kind)) this.buffer += 1;
    return [start, this.buffer];
  }

  /** pyarrow unpacks every buffer, and so finds those that are broken. Values that are not packed need not be read to know that they are there. */
  private async checkBuffers(type: ArrowType, length: number, [start, end]: readonly [number, number]): Promise<void> {
    if (this.depth !== "all" || length === 0) return;
    for (let index = start; index < end; index++) {
      const place = checkedBuffer(this.layout, index);
      const byteLength = this.layout.codec === null ? place.end - place.start : (await this.bytes(index)).byteLength;
      if (index === start && byteLength * 8 < length * (bitsOf(type) ?? 0)) throw tooFewValues();
    }
  }

  private async texts(
    type: ArrowType & { readonly kind: "utf8" },
    length: number,
    seen: Uint8Array | null,
  ): Promise<Pick<ArrowCounts, "undecodable">> {
    const [start, end] = this.takeBuffers(type);
    if (this.depth !== "all" || length === 0) return {};
    const offsets = await this.numbers(start, type.layout === "large" ? 8 : 4);
    const data: Uint8Array[] = [];
    for (let index = start + 1; index < end; index++) data.push(await this.bytes(index));
    if (type.layout.endsWith("view")) return defined({ undecodable: undecodableViews(offsets, data, length, seen) });
    const texts = { offsets, data: must(data[0]), length, validity: seen, wide: type.layout === "large" };
    checkOffsets(texts);
    return defined({ undecodable: undecodableTexts(texts) });
  }

  private async bytes(index: number): Promise<Uint8Array> {
    const { start, end } = checkedBuffer(this.layout, index);
    return decodeBuffer(await this.source.slice(start, end), this.layout.codec);
  }

  private async numbers(index: number, width: number): Promise<Uint8Array> {
    const bytes = await this.bytes(index);
    return this.bigEndian ? swapBytes(bytes, width) : bytes;
  }

  private async nans(dataAt: number, bits: number, length: number, seen: Uint8Array | null): Promise<Tally | undefined> {
    const data = await this.numbers(dataAt, bits / 8);
    if (data.byteLength < (length * bits) / 8) throw tooFewValues();
    return firstNan(data, bits, length, seen);
  }

  private async wholeNumbers(
    type: ArrowType,
    length: number,
    seen: Uint8Array | null,
  ): Promise<Pick<ArrowCounts, "extremes" | "yearless">> {
    const buffers = this.takeBuffers(type);
    if (!this.numberFacts && !(type.kind === "date" && this.depth === "all")) {
      await this.checkBuffers(type, length, buffers);
      return {};
    }
    const width = integerWidth(type);
    const data = await this.numbers(buffers[0], width);
    if (data.byteLength < length * width) throw tooFewValues();
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const yearless = type.kind === "date" ? yearlessDates(data, type.unit, length, seen) : undefined;
    const extremes = this.numberFacts ? bufferExtremes(view, type, length, (slot) => isValid(seen, slot)) : undefined;
    return defined({ extremes, yearless });
  }

  private async lists(
    type: ArrowType & { readonly kind: "list" | "map" },
    length: number,
    validity: Uint8Array | null,
    outer: InnerLists | undefined,
  ): Promise<{ readonly lists: ListCounts; readonly children: readonly ArrowCounts[] }> {
    const layout = type.kind === "map" ? "small" : type.layout;
    const wide = layout === "large" || layout === "large_view";
    const offsets = await this.numbers(this.buffer++, wide ? 8 : 4);
    const sizes = layout.endsWith("view") ? await this.numbers(this.buffer++, wide ? 8 : 4) : null;
    const child = type.kind === "map" ? type.entries : type.items;
    const innerLength = this.nextLength();
    const inner = innerLists(child.type, innerLength);
    const items = await this.itemsValidity(child.type);
    const visible = sizes === null ? null : viewedItems({ offsets, sizes, validity, length, wide }, innerLength);
    const children = [await this.count(child.type, { visible, ...defined({ inner }) })];
    return {
      lists: listCounts({ offsets, sizes, validity, length, wide, items, inner, outer, shapes: this.shapes, itemCount: innerLength }),
      children,
    };
  }

  /** How many values the next node has. */
  private nextLength(): number {
    return this.layout.nodes[this.node]?.length ?? 0;
  }

  private async fixedLists(
    type: ArrowType & { readonly kind: "fixed_size_list" },
    length: number,
    validity: Uint8Array | null,
    outer: InnerLists | undefined,
  ): Promise<{ readonly lists: ListCounts; readonly children: readonly ArrowCounts[] }> {
    const inner = innerLists(type.items.type, this.nextLength());
    const items = await this.itemsValidity(type.items.type);
    const children = [await this.count(type.items.type, defined({ inner }))];
    return { lists: fixedListCounts(type.size, { validity, length, items, inner, outer, shapes: this.shapes }), children };
  }

  /** Which items of a list are there, of the column that comes next; null where all are, or where they have parts of their own. */
  private async itemsValidity(type: ArrowType): Promise<Uint8Array | null> {
    const node = this.layout.nodes[this.node];
    if (node === undefined || node.nullCount === 0 || !this.hasValidity(type) || childFields(type).length > 0) return null;
    return this.bytes(this.buffer);
  }
}
