import { SignetError, text } from "../../errors.ts";
import type { ArrowType } from "../../evidence/arrow-type.ts";
import type { ExtremeValues } from "../extreme-values.ts";
import { isNanHalf } from "./half-float.ts";
import {
  COMPRESSORS,
  type ColumnDecoder,
  decompressPage,
  type FileMetaData,
  getMaxDefinitionLevel,
  getTreePath,
  type PageHeader,
  parquetHeader,
  readDataPage,
  readDataPageV2,
  readPlain,
  type SchemaTree,
} from "./hyparquet.ts";
import type { LevelCounter } from "./level-counter.ts";

type FileColumn = NonNullable<FileMetaData["row_groups"][number]["columns"][number]["meta_data"]>;

interface Page {
  readonly definitionLevels?: ArrayLike<number> | undefined;
  readonly repetitionLevels: ArrayLike<number>;
  readonly dataPage: ArrayLike<unknown>;
  readonly valueCount: number;
  readonly encoding: string;
}

/** Whether a decoded value is NaN; half floats come as their two bytes. */
function isNan(value: unknown): boolean {
  return typeof value === "number" ? Number.isNaN(value) : value instanceof Uint8Array && isNanHalf(value);
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Whether a decoded text is no UTF-8. */
function isUndecodable(value: unknown): boolean {
  if (!(value instanceof Uint8Array) || value.every((byte) => byte < 0x80)) return false;
  try {
    utf8.decode(value);
    return false;
  } catch {
    return true;
  }
}

/** Which of a dictionary's entries pass the test; null where none does. */
function oddEntries(dictionary: ArrayLike<unknown> | undefined, isOdd: (value: unknown) => boolean): Uint8Array | null {
  if (dictionary === undefined) return null;
  const flags = Uint8Array.from(dictionary, (value) => (isOdd(value) ? 1 : 0));
  return flags.includes(1) ? flags : null;
}

/** No codec of the format packs better than this: zstd and brotli come near it on a run of one byte. */
const MAX_RATIO = 1 << 20;

/** Where a page ends. Throws where its header is none, or says what cannot be. */
function pageEnd(header: PageHeader, start: number, byteLength: number): number {
  const { compressed_page_size: packed, uncompressed_page_size: plain } = header;
  if (!Number.isInteger(packed) || !Number.isInteger(plain) || packed < 0 || plain < 0) throw new Error("a page header is invalid");
  if (start + packed > byteLength) throw new Error("a page is cut off");
  if (plain > MAX_RATIO * (packed + 1)) throw new Error("a page says that it unpacks to an impossible size");
  return start + packed;
}

/** Decodes the pages of one column chunk and counts what their levels and values say. */
export class ColumnPages {
  private readonly decoder: ColumnDecoder;
  private readonly maxDefinition: number;
  private readonly counter: LevelCounter;
  /** Values that are counted apart: NaNs of floats, and texts that are no UTF-8. */
  private readonly isOdd: ((value: unknown) => boolean) | null;
  private readonly extremes: ExtremeValues | null;
  private dictionary: ArrayLike<unknown> | undefined;

  /** `extremes`, where given, sees every value. */
  constructor(tree: SchemaTree, column: FileColumn, counter: LevelCounter, leafKind: ArrowType["kind"], extremes: ExtremeValues | null) {
    const schemaPath = getTreePath(tree, column.path_in_schema);
    const leaf = schemaPath.at(-1);
    if (leaf === undefined)
      throw new SignetError("UnreadableFile", text`The column ${column.path_in_schema.join(".")} is not in the schema.`, {
        pythonError: "ArrowInvalid",
      });
    // Of a decoder's settings only those that pages are decoded by are given; the rest concern values, which are not made.
    this.decoder = {
      pathInSchema: column.path_in_schema,
      schemaPath,
      element: leaf.element,
      ...column,
      compressors: COMPRESSORS,
    } as unknown as ColumnDecoder;
    this.maxDefinition = getMaxDefinitionLevel(schemaPath);
    this.counter = counter;
    this.extremes = extremes;
    this.isOdd = leafKind === "float" ? isNan : leafKind === "utf8" ? isUndecodable : null;
  }

  /** Counts every page of the chunk. Throws whatever the decoders throw on broken bytes. */
  count(bytes: Uint8Array, valueCount: number): void {
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
    let seen = 0;
    while (seen < valueCount) {
      if (reader.offset >= bytes.byteLength) throw new Error(`the column chunk ends after ${seen} of ${valueCount} values`);
      const header = parquetHeader(reader);
      const start = reader.offset;
      const end = pageEnd(header, start, bytes.byteLength);
      const declared = header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values ?? 0;
      // Checked before anything of that size is made: a broken count would keep the decoders busy for minutes.
      if (declared < 0 || declared > valueCount - seen)
        throw new Error(`a page says it has ${declared} values, of ${valueCount - seen} that are left`);
      // Decoders look at the whole of a view's buffer, so a page gets one of its own.
      const packed = bytes.slice(start, end);
      reader.offset = end;
      if (header.type === "DICTIONARY_PAGE") this.readDictionary(packed, header);
      else if (header.type === "DATA_PAGE" || header.type === "DATA_PAGE_V2") {
        const page = this.readPage(packed, header);
        this.countPage(page);
        seen += page.valueCount;
      }
    }
  }

  private readDictionary(packed: Uint8Array, header: PageHeader): void {
    const { type, element, codec, compressors } = this.decoder;
    const entries = header.dictionary_page_header?.num_values ?? 0;
    if (entries < 0 || entries > header.uncompressed_page_size)
      throw new Error(`a dictionary says it has ${entries} entries in ${header.uncompressed_page_size} bytes`);
    const page = decompressPage(packed, Number(header.uncompressed_page_size), codec, compressors);
    const reader = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: 0 };
    this.dictionary = readPlain(reader, type, entries, element.type_length);
  }

  private readPage(packed: Uint8Array, header: PageHeader): Page {
    const { codec, compressors } = this.decoder;
    const first = header.data_page_header;
    if (first !== undefined) {
      const page = decompressPage(packed, Number(header.uncompressed_page_size), codec, compressors);
      return { ...readDataPage(page, first, this.decoder), valueCount: first.num_values, encoding: first.encoding ?? "" };
    }
    const second = header.data_page_header_v2;
    if (second === undefined) throw new Error("a data page has no header");
    // Writers count the nulls of nested columns in more than one way, so the levels are read first and counted here.
    const levels = readDataPageV2(
      packed,
      { ...header, data_page_header_v2: { ...second, num_nulls: second.num_values, is_compressed: false, encoding: "PLAIN" } },
      this.decoder,
    );
    const definitions = levels.definitionLevels ?? [];
    const nulls = definitions.reduce((sum, level) => sum + (level === this.maxDefinition ? 0 : 1), 0);
    if (nulls === second.num_values) return { ...levels, dataPage: [], valueCount: second.num_values, encoding: "PLAIN" };
    const page = readDataPageV2(packed, { ...header, data_page_header_v2: { ...second, num_nulls: nulls } }, this.decoder);
    return { ...page, valueCount: second.num_values, encoding: second.encoding ?? "" };
  }

  /** Indices past the dictionary, or fewer of them than the page says, are a page that was cut off. */
  private checkIndices(indices: ArrayLike<unknown>): void {
    const entries = this.dictionary?.length ?? 0;
    for (let index = 0; index < indices.length; index++) {
      const entry = indices[index];
      if (typeof entry !== "number" || entry >= entries) throw new Error("unexpected end of stream: a value is not in the dictionary");
    }
  }

  private countPage({ definitionLevels = [], repetitionLevels, dataPage, valueCount, encoding }: Page): void {
    if (encoding.endsWith("DICTIONARY")) this.checkIndices(dataPage);
    this.seeExtremes(dataPage, encoding.endsWith("DICTIONARY"));
    const isOdd = this.oddFinder(dataPage, encoding.endsWith("DICTIONARY"));
    const { counter, maxDefinition } = this;
    if (definitionLevels.length === 0 && repetitionLevels.length === 0) {
      const before = counter.slots;
      counter.addPresent(valueCount);
      if (isOdd !== null) for (let value = 0; value < valueCount; value++) if (isOdd(value)) this.addOdd(before + value);
      return;
    }
    let value = 0;
    for (let index = 0; index < valueCount; index++) {
      const definition = definitionLevels.length === 0 ? maxDefinition : (definitionLevels[index] as number);
      counter.add(repetitionLevels.length === 0 ? 0 : (repetitionLevels[index] as number), definition);
      if (definition !== maxDefinition) continue;
      if (isOdd?.(value) === true) this.addOdd(counter.slots - 1);
      value++;
    }
  }

  private seeExtremes(values: ArrayLike<unknown>, isIndexed: boolean): void {
    const { extremes, dictionary } = this;
    if (extremes === null) return;
    for (let value = 0; value < values.length; value++) extremes.add(isIndexed ? dictionary?.[values[value] as number] : values[value]);
  }

  private addOdd(slot: number): void {
    if (this.isOdd === isNan) this.counter.addNan(slot);
    else this.counter.addUndecodable(slot);
  }

  /** Tells for the page's n-th value whether it is counted apart; null where none can be. */
  private oddFinder(values: ArrayLike<unknown>, isIndexed: boolean): ((value: number) => boolean) | null {
    const { isOdd } = this;
    if (isOdd === null) return null;
    if (!isIndexed) return (value) => isOdd(values[value]);
    const flags = oddEntries(this.dictionary, isOdd);
    return flags === null ? null : (value) => flags[values[value] as number] === 1;
  }
}
