import { concatBytes } from "../../bytes/join-bytes.ts";
import { must } from "../../defined.ts";
import { ExtremeValues, hasExtremes } from "../extreme-values.ts";
import type { ValueSink } from "../typed-profile.ts";
import type { ColumnMetaData } from "./file-metadata.ts";
import { bitWidth, holdsRuns, type Numbers, onlyValue, readHybrid, readPacked } from "./hybrid.ts";
import {
  COMPRESSORS,
  decompressPage,
  getMaxDefinitionLevel,
  getMaxRepetitionLevel,
  type PageHeader,
  type SchemaElement,
} from "./hyparquet.ts";
import { isChecked, type LeafChunk, type ValueDepth } from "./leaf-chunk.ts";
import { LevelCounter } from "./level-counter.ts";
import { pageHeader } from "./page-header.ts";
import { checkDecoded, checkPageBytes, mostUnpacked } from "./page-limits.ts";
import { type Dictionary, dictionaryOf, type OddKind, pageValues } from "./page-values.ts";
import type { ParquetNode } from "./parquet-schema.ts";

/** Longer page headers pyarrow refuses as well. Source: `kMaxPageHeaderSize` of `column_reader.cc`. */
const MAX_HEADER_BYTES = 16 << 20;

/** Levels that are the whole of some bytes; null where all are `usual`, as where the column has none. */
function levels(bytes: Uint8Array, highest: number, count: number, usual: number): Numbers | null {
  if (highest === 0 || onlyValue(bytes, 0, bitWidth(highest), count) === usual) return null;
  // Seen before anything of that size is made: a broken count would keep the decoders busy for minutes.
  if (!holdsRuns(bytes, bitWidth(highest), count)) throw new Error(`a page says it has ${count} values, and has not as many levels`);
  checkDecoded(count, highest < 256 ? 1 : 2);
  const target = highest < 256 ? new Uint8Array(count) : new Uint16Array(count);
  readHybrid(bytes, 0, bitWidth(highest), target);
  for (let index = 0; index < count; index++)
    if ((target[index] as number) > highest) throw new Error("a level is higher than the schema has");
  return target;
}

/** Levels without runs, as the oldest writers have them. Source: `LevelDecoder::SetData` in `parquet/column_reader.cc`. */
function packedLevels(bytes: Uint8Array, start: number, highest: number, count: number): Numbers {
  checkDecoded(count, highest < 256 ? 1 : 2);
  const target = highest < 256 ? new Uint8Array(count) : new Uint16Array(count);
  readPacked(bytes, start, bitWidth(highest), target);
  return target;
}

function oddKind(leaf: ParquetNode | undefined, depth: ValueDepth): OddKind {
  const kind = leaf?.field.type.kind;
  if (kind === "float") return "nan";
  if (!isChecked(depth)) return "none";
  return kind === "utf8" ? "undecodable" : kind === "date" ? "yearless" : "none";
}

function extremesOf(leaf: ParquetNode | undefined, depth: ValueDepth): ExtremeValues | null {
  return leaf !== undefined && depth === "extremes" && hasExtremes(leaf.field.type) ? new ExtremeValues(leaf.field.type) : null;
}

/** What both versions say of a data page. */
interface DataHeader {
  readonly num_values: number;
  readonly num_rows?: number;
  readonly encoding: NonNullable<PageHeader["data_page_header"]>["encoding"];
}

/** What a header says of its data page, by the page's type: of the other version's header nothing counts. */
function dataHeader({ type, data_page_header: first, data_page_header_v2: second }: PageHeader): DataHeader | undefined {
  if (type === "DATA_PAGE") return first;
  return type === "DATA_PAGE_V2" ? second : undefined;
}

/** The levels of one page, and where its values begin in the bytes that hold them; null where they were not unpacked. */
interface PageParts {
  /** How many entries it has of rows that are asked for. */
  readonly count: number;
  readonly repetitions: Numbers | null;
  readonly definitions: Numbers | null;
  readonly values: { readonly bytes: Uint8Array; readonly start: number } | null;
  /** How many values there are: entries at the highest definition level. */
  readonly present: number;
}

/**
 * The pages of one column chunk, pushed in pieces of any size. What their levels and values say is counted in `counter`.
 * `push` throws whatever the decoders throw on broken bytes.
 */
export class ChunkPages {
  readonly counter: LevelCounter;
  private readonly column: ColumnMetaData;
  private readonly element: SchemaElement;
  private readonly maxDefinition: number;
  private readonly maxRepetition: number;
  private readonly valueCount: number;
  private readonly mostRows: number;
  private readonly depth: ValueDepth;
  private readonly kind: OddKind;
  private readonly byteLength: number;
  private readonly isPacked: boolean;
  private readonly sink: ValueSink | null;
  /** The definition level of an item, in a column with one level of lists. */
  private readonly itemLevel: number | null;
  private dictionary: Dictionary | null = null;
  private hasDictionary = false;
  private seen = 0;
  /** Whether pyarrow reads no further pages, whatever the footer says. */
  private isEnded = false;
  /** Pieces that hold no whole page yet, and how many bytes are wanted before it is tried again. */
  private rest: Uint8Array = new Uint8Array();
  private readonly pieces: Uint8Array[] = [];
  private waiting = 0;
  private wanted = 0;
  /** Bytes of the chunk that were taken in. */
  private taken = 0;

  constructor({ column, path, schemaPath: elements, depth, start, end, sink, isPacked, mostRows }: LeafChunk) {
    const schemaPath = [...elements];
    this.isPacked = isPacked;
    this.column = column;
    this.element = must(schemaPath.at(-1)?.element);
    this.maxDefinition = getMaxDefinitionLevel(schemaPath);
    this.maxRepetition = getMaxRepetitionLevel(schemaPath);
    const lists = path.flatMap(({ repeated }) => (repeated === null ? [] : [repeated.definition]));
    this.itemLevel = lists.length === 1 ? must(lists[0]) : null;
    // Source: `GetCodec` in `parquet/types.cc`.
    if (column.codec !== "UNCOMPRESSED" && COMPRESSORS[column.codec] === undefined)
      throw new Error(`pyarrow does not read the codec ${column.codec}`);
    this.valueCount = Number(column.num_values);
    this.mostRows = mostRows;
    this.depth = depth;
    this.kind = oddKind(path.at(-1), depth);
    this.byteLength = end - start;
    this.counter = new LevelCounter(path, this.maxDefinition, extremesOf(path.at(-1), depth), depth === "extremes");
    this.sink = sink ?? this.counter.extremes;
  }

  /** Whether no page is left that pyarrow reads: every value was seen, or every row that is asked for. */
  get isDone(): boolean {
    return this.isEnded || this.seen >= this.valueCount || (this.maxRepetition === 0 && this.counter.rows >= this.mostRows);
  }

  /** The next bytes of the chunk. `stop` is asked after each page. */
  push(piece: Uint8Array, stop: () => boolean = () => false): void {
    this.taken += piece.byteLength;
    this.pieces.push(piece);
    this.waiting += piece.byteLength;
    const isLast = this.taken >= this.byteLength;
    if (this.rest.byteLength + this.waiting < this.wanted && !isLast) return;
    const bytes = concatBytes([this.rest, ...this.pieces.splice(0)].filter(({ byteLength }) => byteLength > 0));
    this.waiting = 0;
    this.rest = bytes.subarray(this.takePages(bytes, isLast, stop));
  }

  /** Takes whole pages from `bytes`; returns where the first that is not whole begins. */
  private takePages(bytes: Uint8Array, isLast: boolean, stop: () => boolean): number {
    let at = 0;
    while (!this.isDone && !stop()) {
      // A column of which fewer pages are there than the footer says has fewer rows.
      if (isLast && at >= bytes.byteLength) {
        this.isEnded = true;
        return at;
      }
      let found: ReturnType<typeof pageHeader>;
      try {
        found = pageHeader(bytes, at);
      } catch (error) {
        if (isLast || bytes.byteLength - at > MAX_HEADER_BYTES) throw error;
        this.wanted = 0;
        return at;
      }
      const { header, end: start } = found;
      const end = start + this.packedLength(header, this.taken - bytes.byteLength + start);
      if (end > bytes.byteLength) {
        this.wanted = end - at;
        return at;
      }
      at = end;
      this.takePage(header, bytes.subarray(start, end));
    }
    return at;
  }

  /** How many bytes a page has. Throws if its header is not valid, or says what cannot be. */
  private packedLength(header: PageHeader, start: number): number {
    const { compressed_page_size: packed, uncompressed_page_size: plain } = header;
    if (!Number.isInteger(packed) || !Number.isInteger(plain) || packed < 0 || plain < 0) throw new Error("a page header is invalid");
    if (start + packed > this.byteLength) throw new Error("a page is cut off");
    if (plain > mostUnpacked(this.column.codec, packed))
      throw new Error(`a page of ${packed} bytes says that it unpacks to ${plain}, which no data of its codec do`);
    checkPageBytes(plain);
    const { num_values: declared = 0, num_rows: rows = 0 } = dataHeader(header) ?? {};
    if (declared < 0 || rows < 0) throw new Error(`a page says it has ${declared} values in ${rows} rows`);
    return packed;
  }

  private takePage(header: PageHeader, packed: Uint8Array): void {
    if (header.type === "DICTIONARY_PAGE") this.readDictionary(packed, header);
    else if (header.type === "DATA_PAGE" || header.type === "DATA_PAGE_V2") {
      const data = dataHeader(header);
      // parquet-cpp takes a page without values, as one without a header has none, for the last one. Source: `HasNextInternal` in `parquet/column_reader.cc`.
      const encoding = data === undefined ? "PLAIN" : String(data.encoding);
      if (encoding.endsWith("DICTIONARY") && !this.hasDictionary) throw new Error("a dictionary page must be before a data page");
      if (data === undefined || data.num_values === 0) {
        this.isEnded = true;
        return;
      }
      const parts = header.type === "DATA_PAGE_V2" ? this.secondParts(packed, header) : this.firstParts(packed, header, data.num_values);
      this.count(parts, encoding);
      this.seen += data.num_values;
    }
  }

  /** How many of a page's entries are of rows that are asked for. */
  private entriesAsked(repetitions: Numbers | null, count: number): number {
    const rows = this.mostRows - this.counter.rows;
    if (repetitions === null) return Math.min(count, rows);
    let begun = 0;
    for (let index = 0; index < count; index++) if (repetitions[index] === 0 && ++begun > rows) return index;
    return count;
  }

  private unpacked(packed: Uint8Array, byteLength: number): Uint8Array {
    // What is not packed is taken as it is, whatever the header says of its length.
    if (this.column.codec === "UNCOMPRESSED") return packed;
    return decompressPage(packed, byteLength, this.column.codec, COMPRESSORS);
  }

  private readDictionary(packed: Uint8Array, header: PageHeader): void {
    const { num_values: entries, encoding } = header.dictionary_page_header ?? { num_values: 0, encoding: "PLAIN" };
    if (entries < 0 || entries > header.uncompressed_page_size)
      throw new Error(`a dictionary says it has ${entries} entries in ${header.uncompressed_page_size} bytes`);
    if (this.hasDictionary) throw new Error("a column has more than one dictionary");
    if (encoding !== "PLAIN" && encoding !== "PLAIN_DICTIONARY") throw new Error(`a dictionary is encoded as ${encoding}`);
    this.hasDictionary = true;
    if (this.depth === "skip") return;
    const page = this.unpacked(packed, Number(header.uncompressed_page_size));
    this.dictionary = dictionaryOf(page, entries, this.element, { kind: this.kind, keepsValues: this.sink !== null });
  }

  /** Levels of 32-bit lengths, then values, all of them packed. */
  private firstParts(packed: Uint8Array, header: PageHeader, count: number): PageParts {
    const { maxDefinition, maxRepetition } = this;
    if (this.depth === "skip" && maxDefinition === 0 && maxRepetition === 0) return this.parts(null, null, count, () => null);
    const bytes = this.unpacked(packed, Number(header.uncompressed_page_size));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let start = 0;
    const section = (highest: number, usual: number, encoding: string | undefined): Numbers | null => {
      if (highest === 0) return null;
      if (encoding === "BIT_PACKED") {
        const found = packedLevels(bytes, start, highest, count);
        start += Math.ceil((count * bitWidth(highest)) / 8);
        return found;
      }
      if (encoding !== "RLE") throw new Error("levels are written in an unknown encoding");
      const first = start + 4;
      const end = first + view.getUint32(start, true);
      if (end > bytes.byteLength) throw new Error("levels end behind their page");
      start = end;
      return levels(bytes.subarray(first, end), highest, count, usual);
    };
    const { repetition_level_encoding: first, definition_level_encoding: second } = header.data_page_header ?? {};
    const repetitions = section(maxRepetition, 0, first);
    const definitions = section(maxDefinition, maxDefinition, second);
    this.checkLists(repetitions, definitions);
    return this.parts(repetitions, definitions, count, () => ({ bytes, start }));
  }

  /** Levels whose lengths the header says and which are never packed, then values. */
  private secondParts(packed: Uint8Array, header: PageHeader): PageParts {
    const second = header.data_page_header_v2;
    if (second === undefined) throw new Error("a data page has no header");
    const { maxDefinition, maxRepetition } = this;
    const { num_values: count, repetition_levels_byte_length: repetitionBytes, definition_levels_byte_length: definitionBytes } = second;
    if (repetitionBytes < 0 || definitionBytes < 0 || repetitionBytes + definitionBytes > packed.byteLength)
      throw new Error("levels end behind their page");
    const repetitions = levels(packed.subarray(0, repetitionBytes), maxRepetition, count, 0);
    const definitions = levels(packed.subarray(repetitionBytes, repetitionBytes + definitionBytes), maxDefinition, count, maxDefinition);
    this.checkLists(repetitions, definitions);
    return this.parts(repetitions, definitions, count, () => {
      const body = packed.subarray(repetitionBytes + definitionBytes);
      const byteLength = Number(header.uncompressed_page_size) - repetitionBytes - definitionBytes;
      const isPacked = second.is_compressed !== false || this.isPacked;
      // A page of only nulls may have no values to unpack.
      return { bytes: isPacked && byteLength > 0 ? this.unpacked(body, byteLength) : body, start: 0 };
    });
  }

  /** Throws where an item goes on a list that is null or empty. Source: `DefRepLevelsToListInfo` in `parquet/level_conversion.cc`. */
  private checkLists(repetitions: Numbers | null, definitions: Numbers | null): void {
    const items = this.itemLevel;
    if (items === null || repetitions === null || definitions === null) return;
    for (let index = 0; index < repetitions.length; index++)
      if (repetitions[index] === 1 && (definitions[index] as number) < items) throw new Error("an item goes on a list that has none");
  }

  /** Writers count the nulls of nested columns in more than one way, so values are counted by the levels. */
  private parts(repetitions: Numbers | null, definitions: Numbers | null, count: number, values: () => PageParts["values"]): PageParts {
    const entries = this.entriesAsked(repetitions, count);
    let present = entries;
    if (definitions !== null) for (let index = 0; index < entries; index++) if (definitions[index] !== this.maxDefinition) present--;
    return {
      count: entries,
      repetitions,
      definitions,
      present,
      values: this.depth === "skip" || (present === 0 && !isChecked(this.depth)) ? null : values(),
    };
  }

  private count({ repetitions, definitions, values, present, count }: PageParts, encoding: string): void {
    const { element, kind, dictionary, counter, sink } = this;
    const context = { encoding, element, kind, dictionary, sink, isChecked: isChecked(this.depth) };
    const odd = values === null ? null : pageValues(values.bytes, values.start, present, context);
    const slot = counter.addPage(repetitions, definitions, { count, present, first: odd?.first ?? -1 });
    if (odd === null) return;
    counter.addOdd(kind, odd.count, slot);
  }
}
