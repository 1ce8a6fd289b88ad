import { type ThriftFields, ThriftWriter } from "./thrift-writer.ts";

const MAGIC = Buffer.from("PAR1");
const [INT64, REQUIRED, OPTIONAL] = [2, 0, 1];
const [PLAIN, RLE, DICTIONARY] = [0, 3, 8];
const [DATA_PAGE, DICTIONARY_PAGE] = [0, 2];

/** One page: its header without the sizes, which are those of `body` unless it lies. */
interface Page {
  readonly body: Uint8Array;
  readonly header: ThriftFields;
}

/** Eight bytes for each number, as PLAIN writes them. */
const plain = (values: readonly number[]): Uint8Array => new Uint8Array(BigInt64Array.from(values, BigInt).buffer);

/** A data page of the version 1. Its levels, where there are any, are part of the body. */
const dataPage = (count: number, body: Uint8Array, encoding = PLAIN): Page => ({
  body,
  header: { 1: DATA_PAGE, 2: body.length, 3: body.length, 5: { 1: count, 2: encoding, 3: RLE, 4: RLE } },
});

const dictionaryPage = (count: number, body: Uint8Array): Page => ({
  body,
  header: { 1: DICTIONARY_PAGE, 2: body.length, 3: body.length, 7: { 1: count, 2: PLAIN } },
});

/** Definition levels of `count` values that are all there, as one run. */
function levels(count: number): Uint8Array {
  const run: number[] = [];
  for (let rest = count * 2; ; rest = Math.floor(rest / 128)) {
    run.push((rest % 128) | (rest < 128 ? 0 : 128));
    if (rest < 128) break;
  }
  run.push(1);
  return Uint8Array.from([run.length, 0, 0, 0, ...run]);
}

export interface ParquetShape {
  readonly columns: number;
  readonly rowGroups: number;
  /** Pages of each column in each row group, and how many values they say that they have. */
  readonly pages: readonly Page[];
  readonly valuesPerGroup: number;
  readonly isOptional: boolean;
}

const column = (offset: number, length: number, values: number, name: string, hasDictionary: boolean): ThriftFields => ({
  2: BigInt(offset),
  3: {
    1: INT64,
    2: [PLAIN, RLE, DICTIONARY],
    3: [name],
    4: 0,
    5: BigInt(values),
    6: BigInt(length),
    7: BigInt(length),
    9: BigInt(offset),
    ...(hasDictionary ? { 11: BigInt(offset) } : {}),
  },
});

/** A file of int64 columns that all have the same pages; `lieAt` says which number of the footer or the pages' headers is a lie. */
export function parquetBytes({ columns, rowGroups, pages, valuesPerGroup, isOptional }: ParquetShape, lieAt = -1): Uint8Array {
  const writer = new ThriftWriter(lieAt);
  const parts: Uint8Array[] = [MAGIC];
  let length = MAGIC.length;
  const add = (bytes: Uint8Array) => {
    parts.push(bytes);
    length += bytes.length;
  };
  const names = Array.from({ length: columns }, (_, index) => `c${index}`);
  const hasDictionary = pages[0]?.header[1] === DICTIONARY_PAGE;
  const groups = Array.from({ length: rowGroups }, () => ({
    1: names.map((name) => {
      const start = length;
      for (const { header, body } of pages) {
        add(writer.write(header));
        add(body);
      }
      return column(start, length - start, valuesPerGroup, name, hasDictionary);
    }),
    2: BigInt(length),
    3: BigInt(valuesPerGroup),
  }));
  const repetition = isOptional ? OPTIONAL : REQUIRED;
  const footer = writer.write({
    1: 1,
    2: [{ 4: "schema", 5: columns }, ...names.map((name) => ({ 1: INT64, 3: repetition, 4: name }))],
    3: BigInt(valuesPerGroup * rowGroups),
    4: groups,
    6: "bench",
  });
  add(footer);
  add(Uint8Array.from([...new Uint8Array(Uint32Array.of(footer.length).buffer), ...MAGIC]));
  return Buffer.concat(parts);
}

/** Two rows in each of `columns` columns and `rowGroups` row groups. */
export const smallGroups = (columns: number, rowGroups: number): ParquetShape => ({
  columns,
  rowGroups,
  pages: [dataPage(2, plain([1, 2]))],
  valuesPerGroup: 2,
  isOptional: false,
});

/** One column of very many pages of one value each. */
export const manyPages = (count: number): ParquetShape => ({
  columns: 1,
  rowGroups: 1,
  pages: Array.from({ length: count }, () => dataPage(1, Buffer.concat([levels(1), plain([1])]))),
  valuesPerGroup: count,
  isOptional: true,
});

/** Values that one run in a few bytes stands for. */
export const oneRun = (count: number): ParquetShape => ({
  columns: 1,
  rowGroups: 1,
  pages: [
    dictionaryPage(1, plain([1])),
    dataPage(count, Buffer.concat([levels(count), Uint8Array.of(1), levels(count).subarray(4, -1), Uint8Array.of(0)]), DICTIONARY),
  ],
  valuesPerGroup: count,
  isOptional: true,
});

/** A dictionary that says it has `count` values, and has two. */
export const largeDictionary = (count: number): ParquetShape => ({
  columns: 1,
  rowGroups: 1,
  pages: [dictionaryPage(count, plain([1, 2])), dataPage(2, Buffer.concat([levels(2), Uint8Array.of(1, 4, 0)]), DICTIONARY)],
  valuesPerGroup: 2,
  isOptional: true,
});

/** The file once for each of its numbers and lengths, with that one a lie. */
export function lyingParquets(shape: ParquetShape): readonly Uint8Array[] {
  const whole = parquetBytes(shape).length;
  const variants: Uint8Array[] = [];
  // A file has fewer numbers than bytes; past the last one nothing changes any more.
  for (let lieAt = 0; lieAt < whole; lieAt++) {
    const bytes = parquetBytes(shape, lieAt);
    if (bytes.length === whole) break;
    variants.push(bytes);
  }
  return variants;
}
