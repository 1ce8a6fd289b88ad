import type { ByteSource } from "../../bytes/byte-source.ts";
import { SignetError } from "../../errors.ts";
import type { ArrowCounts, Extremes, ListCounts } from "../../evidence/arrow-evidence.ts";
import { type ArrowType, childFields } from "../../evidence/arrow-type.ts";
import type { Tally } from "../../evidence/sighting.ts";
import { bufferExtremes, integerWidth } from "../extreme-values.ts";
import { bothValid, firstNan, isValid, listCounts, slotCounts, swapBytes } from "./buffer-counts.ts";
import { decodeBuffer } from "./codecs.ts";
import type { BatchLayout } from "./ipc-messages.ts";

const broken = () =>
  new SignetError("UnreadableFile", "A batch has fewer buffers than its schema says.", {
    pythonError: "ArrowInvalid",
    remedy: "Write the file again.",
  });

/** Walks a batch's nodes and buffers in the order of the schema, reading only the buffers that counting needs. */
export class BatchWalker {
  private readonly source: ByteSource;
  private readonly layout: BatchLayout;
  private readonly bigEndian: boolean;
  private readonly numberFacts: boolean;
  private node = 0;
  private buffer = 0;
  private variadic = 0;

  constructor(
    source: ByteSource,
    layout: BatchLayout,
    { bigEndian, numberFacts }: { readonly bigEndian: boolean; readonly numberFacts: boolean },
  ) {
    this.source = source;
    this.layout = layout;
    this.bigEndian = bigEndian;
    this.numberFacts = numberFacts;
  }

  /**
   * Counts one column and moves on to the next. `hollow` is filled with which of its lists are hollow; `visible` marks the slots whose
   * structs are not null.
   */
  async count(
    type: ArrowType,
    { hollow, visible = null }: { readonly hollow?: Uint8Array; readonly visible?: Uint8Array | null } = {},
  ): Promise<ArrowCounts> {
    const node = this.layout.nodes[this.node++];
    if (node === undefined) throw broken();
    const { length, nullCount } = node;
    const hasValidity =
      type.kind !== "null" && type.kind !== "run_end_encoded" && (type.kind !== "union" || this.layout.unionsHaveValidity);
    const validityAt = hasValidity ? this.buffer++ : -1;
    const own =
      type.kind === "null" ? new Uint8Array((length + 7) >> 3) : nullCount === 0 || validityAt < 0 ? null : await this.bytes(validityAt);
    const base = slotCounts(length, own, visible);
    const seen = bothValid(own, visible);
    switch (type.kind) {
      case "float": {
        const nans = await this.nans(this.buffer++, type.bits, length, seen);
        return { ...base, ...(nans === undefined ? {} : { nans }), children: [] };
      }
      case "list":
      case "map":
        return { ...base, ...(await this.lists(type, length, seen, hollow)) };
      case "fixed_size_list": {
        const lists: ListCounts = {
          empty: type.size === 0 ? length : 0,
          hollow: type.size === 0 ? length : 0,
          min: type.size,
          max: type.size,
        };
        return { ...base, lists, children: [await this.count(type.items.type)] };
      }
      case "int":
      case "timestamp":
      case "duration":
      case "date": {
        const dataAt = this.buffer++;
        const extremes = this.numberFacts ? await this.extremes(dataAt, type, length, seen) : undefined;
        return { ...base, ...(extremes === undefined ? {} : { extremes }), children: [] };
      }
      default:
        this.skipBuffers(type);
        return { ...base, children: await this.children(type, type.kind === "struct" ? seen : null) };
    }
  }

  private async children(type: ArrowType, visible: Uint8Array | null): Promise<ArrowCounts[]> {
    const counted: ArrowCounts[] = [];
    for (const { type: child } of childFields(type)) counted.push(await this.count(child, { visible }));
    return counted;
  }

  /** Buffers past the validity that tell nothing here. */
  private skipBuffers(type: ArrowType): void {
    if ((type.kind === "utf8" || type.kind === "binary") && type.layout.endsWith("view"))
      this.buffer += 1 + (this.layout.variadicCounts[this.variadic++] ?? 0);
    else if (type.kind === "utf8" || type.kind === "binary") this.buffer += 2;
    else if (type.kind === "union") this.buffer += type.dense ? 2 : 1;
    else if (type.kind !== "null" && type.kind !== "struct" && type.kind !== "run_end_encoded") this.buffer += 1;
  }

  private async bytes(index: number): Promise<Uint8Array> {
    const place = this.layout.buffers[index];
    if (place === undefined) throw broken();
    return decodeBuffer(await this.source.slice(place.start, place.start + place.byteLength), this.layout.codec);
  }

  private async numbers(index: number, width: number): Promise<Uint8Array> {
    const bytes = await this.bytes(index);
    return this.bigEndian ? swapBytes(bytes, width) : bytes;
  }

  private async nans(dataAt: number, bits: number, length: number, seen: Uint8Array | null): Promise<Tally | undefined> {
    const data = await this.numbers(dataAt, bits / 8);
    if (data.byteLength < (length * bits) / 8) throw broken();
    return firstNan(data, bits, length, seen);
  }

  private async extremes(dataAt: number, type: ArrowType, length: number, seen: Uint8Array | null): Promise<Extremes | undefined> {
    const width = integerWidth(type);
    const data = await this.numbers(dataAt, width);
    if (data.byteLength < length * width) throw broken();
    return bufferExtremes(new DataView(data.buffer, data.byteOffset, data.byteLength), type, length, (slot) => isValid(seen, slot));
  }

  private async lists(
    type: ArrowType & { readonly kind: "list" | "map" },
    length: number,
    validity: Uint8Array | null,
    outer: Uint8Array | undefined,
  ): Promise<{ readonly lists: ListCounts; readonly children: readonly ArrowCounts[] }> {
    const layout = type.kind === "map" ? "small" : type.layout;
    const wide = layout === "large" || layout === "large_view";
    const offsets = await this.numbers(this.buffer++, wide ? 8 : 4);
    const sizes = layout.endsWith("view") ? await this.numbers(this.buffer++, wide ? 8 : 4) : null;
    const child = type.kind === "map" ? type.entries : type.items;
    const innerLength = this.layout.nodes[this.node]?.length ?? 0;
    const innerHollow = child.type.kind === "list" ? new Uint8Array(innerLength) : undefined;
    const children = [await this.count(child.type, innerHollow === undefined ? {} : { hollow: innerHollow })];
    return { lists: listCounts({ offsets, sizes, validity, length, wide, innerHollow, outerHollow: outer }), children };
  }
}
