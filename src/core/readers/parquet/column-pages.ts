import { SignetError, text } from "../../errors.ts";
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

/** Which of a dictionary's entries are NaN; null where none is. */
function nanEntries(dictionary: ArrayLike<unknown> | undefined): Uint8Array | null {
  if (dictionary === undefined) return null;
  const flags = Uint8Array.from(dictionary, (value) => (isNan(value) ? 1 : 0));
  return flags.includes(1) ? flags : null;
}

/** Decodes the pages of one column chunk and counts what their levels and values say. */
export class ColumnPages {
  private readonly decoder: ColumnDecoder;
  private readonly maxDefinition: number;
  private readonly counter: LevelCounter;
  private readonly isFloat: boolean;
  private dictionary: ArrayLike<unknown> | undefined;

  constructor(tree: SchemaTree, column: FileColumn, counter: LevelCounter, isFloat: boolean) {
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
    this.isFloat = isFloat;
  }

  /** Counts every page of the chunk. Throws whatever the decoders throw on broken bytes. */
  count(bytes: Uint8Array, valueCount: number): void {
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
    let seen = 0;
    while (seen < valueCount) {
      if (reader.offset >= bytes.byteLength) throw new Error(`the column chunk ends after ${seen} of ${valueCount} values`);
      const header = parquetHeader(reader);
      const start = reader.offset;
      const end = start + header.compressed_page_size;
      if (header.compressed_page_size < 0 || end > bytes.byteLength) throw new Error("a page is cut off");
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
    const page = decompressPage(packed, Number(header.uncompressed_page_size), codec, compressors);
    const reader = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: 0 };
    this.dictionary = readPlain(reader, type, header.dictionary_page_header?.num_values ?? 0, element.type_length);
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
    if (second.num_values === second.num_nulls) {
      // An all-null page may hold no bytes to unpack; its levels lie before them.
      const levels = readDataPageV2(
        packed,
        { ...header, data_page_header_v2: { ...second, is_compressed: false, encoding: "PLAIN" } },
        this.decoder,
      );
      return { ...levels, dataPage: [], valueCount: second.num_values, encoding: "PLAIN" };
    }
    return { ...readDataPageV2(packed, header, this.decoder), valueCount: second.num_values, encoding: second.encoding ?? "" };
  }

  private countPage({ definitionLevels = [], repetitionLevels, dataPage, valueCount, encoding }: Page): void {
    const nans = this.isFloat ? this.nanFinder(dataPage, encoding.endsWith("DICTIONARY")) : null;
    const { counter, maxDefinition } = this;
    if (definitionLevels.length === 0 && repetitionLevels.length === 0) {
      const before = counter.slots;
      counter.addPresent(valueCount);
      if (nans !== null) for (let value = 0; value < valueCount; value++) if (nans(value)) counter.addNan(before + value);
      return;
    }
    let value = 0;
    for (let index = 0; index < valueCount; index++) {
      const definition = definitionLevels.length === 0 ? maxDefinition : (definitionLevels[index] as number);
      counter.add(repetitionLevels.length === 0 ? 0 : (repetitionLevels[index] as number), definition);
      if (definition !== maxDefinition) continue;
      if (nans?.(value) === true) counter.addNan(counter.slots - 1);
      value++;
    }
  }

  /** Tells for the page's n-th value whether it is NaN; null where none can be. */
  private nanFinder(values: ArrayLike<unknown>, isIndexed: boolean): ((value: number) => boolean) | null {
    if (!isIndexed) return (value) => isNan(values[value]);
    const flags = nanEntries(this.dictionary);
    return flags === null ? null : (value) => flags[values[value] as number] === 1;
  }
}
