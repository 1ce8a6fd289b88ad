import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "../../scripts/setup.mjs";
import { lyingArrows } from "./arrow-bytes.ts";
import { largeDictionary, lyingParquets, manyPages, oneRun, parquetBytes, smallGroups } from "./parquet-bytes.ts";

/** A file that is hard on whoever reads it, and the command that reads it. */
export interface Hostile {
  readonly name: string;
  readonly title: string;
  /** Writes the file. */
  readonly make: (path: string) => void;
  readonly args: (path: string) => readonly string[];
  /** Columns, each of which may take more memory. */
  readonly columns?: number;
  /** Whether the time grows with the bytes unpacked, so that no time is set. */
  readonly isLong?: true;
}

const sign = (path: string) => ["sign", "--inputs", path, "--format", "dict"];

/** Writes pieces one after the other. */
function pieces(path: string, parts: Iterable<string | Uint8Array>): void {
  const file = openSync(path, "w");
  try {
    for (const part of parts) writeSync(file, typeof part === "string" ? Buffer.from(part) : part);
  } finally {
    closeSync(file);
  }
}

const MIB = 1 << 20;
const times = (count: number, part: Uint8Array) => Array.from({ length: count }, () => part);

/** A header of `columns` names, and three rows of integers, floats and texts by turns. */
export function* wideCsv(columns: number): Generator<string> {
  const line = (cell: (column: number) => string | number) => `${Array.from({ length: columns }, (_, column) => cell(column)).join()}\n`;
  yield line((column) => `c${column}`);
  for (let row = 0; row < 3; row++)
    yield line((column) => (column % 3 === 0 ? column + row : column % 3 === 1 ? (column / 7 + row).toFixed(3) : `t${column}`));
}

/** zstd with the least window, 1 KiB: blocks that each say one byte 1,024 times. */
function* smallWindow(blocks: number, byte: number): Generator<Uint8Array> {
  const head = Buffer.from("a\n1\n");
  const header = (type: number, size: number, isLast: boolean) => {
    const word = (size << 3) | (type << 1) | (isLast ? 1 : 0);
    return [word & 255, (word >> 8) & 255, word >> 16];
  };
  yield Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0, ...header(0, head.length, false), ...head]);
  const many = Buffer.concat(times(1024, Uint8Array.from([...header(1, 1024, false), byte])));
  for (let block = 0; block < blocks; block += 1024) yield many;
  yield Uint8Array.from([...header(1, 1024, true), byte]);
}

/** Cases for `signet answer`: each file as text, so that one process reads them all. */
const cases = (files: readonly Uint8Array[], format: string) =>
  files.map((bytes) => `${JSON.stringify({ format, base64: Buffer.from(bytes).toString("base64") })}\n`);

const answer = (path: string) => ["answer", path];
const LINE_FEED = 10;

const DAMAGED = join(root, "tests", "fixtures", "damaged");
const damaged = (name: string): Hostile => ({
  name: `damaged-${name}.feather`,
  title: `Feather with a damaged ${name}`,
  make: (path) => writeFileSync(path, readFileSync(join(DAMAGED, `${name}.feather`))),
  args: sign,
});

const parquet = (name: string, title: string, bytes: () => Uint8Array, columns?: number): Hostile => ({
  name: `${name}.parquet`,
  title,
  make: (path) => writeFileSync(path, bytes()),
  args: sign,
  ...(columns === undefined ? {} : { columns }),
});

function mlmodel(body: Iterable<string>): (path: string) => void {
  return (path) => pieces(path, ["artifact_path: model\nflavors:\n  python_function:\n    loader_module: m\n", ...body]);
}

/** Writes a signature of parameters into the model. */
const forModel = (path: string) => ["sign", "--params", '{"k": 1}', "--mlmodel", path, "--format", "mlmodel"];

/** What is known to be hard on readers, each by one command. */
export const HOSTILE: readonly Hostile[] = [
  {
    name: "long-text.csv",
    title: "CSV with a text of 500 MB",
    args: sign,
    make: (path) => pieces(path, ['a,b\n1,x\n2,"', ...times(477, Buffer.alloc(MIB, "a")), '"\n3,y\n']),
  },
  {
    name: "long-integer.csv",
    title: "CSV with an integer of 100 million digits",
    args: sign,
    make: (path) => pieces(path, ["a,b\n1,x\n", ...times(96, Buffer.alloc(MIB, "7")), ",y\n3,z\n"]),
  },
  {
    name: "long-integer.json",
    title: "JSON with an integer of 100 million digits",
    args: sign,
    make: (path) => pieces(path, ['[{"a":', ...times(96, Buffer.alloc(MIB, "7")), "}]"]),
  },
  { name: "wide-50000.csv", title: "CSV with 50,000 columns", args: sign, columns: 50_000, make: (path) => pieces(path, wideCsv(50_000)) },
  {
    name: "wide-100000.csv",
    title: "CSV with 100,000 columns",
    args: sign,
    columns: 100_000,
    make: (path) => pieces(path, wideCsv(100_000)),
  },
  { name: "wide-1000000.csv", title: "CSV with 1,000,000 columns", args: sign, make: (path) => pieces(path, wideCsv(1_000_000)) },
  {
    name: "one-byte.csv.gz",
    title: "32 GiB of one letter in gzip",
    args: sign,
    make: (path) => pieces(path, times(32, gzipSync(Buffer.alloc(1024 * MIB, "a")))),
  },
  {
    name: "one-line.csv.gz",
    title: "32 GiB of one line in gzip",
    args: sign,
    isLong: true,
    make: (path) => pieces(path, [gzipSync("a,b\n"), ...times(32, gzipSync(Buffer.alloc(1024 * MIB, "1,2\n")))]),
  },
  {
    name: "small-window.csv.zst",
    title: "1 GiB in zstd with a window of 1 KiB",
    args: sign,
    isLong: true,
    make: (path) => pieces(path, smallWindow(MIB, LINE_FEED)),
  },
  parquet("wide-20000", "Parquet with 20,000 columns", () => parquetBytes(smallGroups(20_000, 1)), 20_000),
  parquet("wide-50000", "Parquet with 50,000 columns", () => parquetBytes(smallGroups(50_000, 1)), 50_000),
  parquet("many-pages", "Parquet with 60,000 pages", () => parquetBytes(manyPages(60_000))),
  parquet("one-run", "a page of 2,147,483,647 values in one run", () => parquetBytes(oneRun(2 ** 31 - 1))),
  parquet("large-dictionary", "a dictionary page that says 2,147,483,647 values", () => parquetBytes(largeDictionary(2 ** 31 - 1))),
  {
    name: "lying-parquet.jsonl",
    title: "small Parquet files, each number and length in turn 2³¹ - 1",
    args: answer,
    make: (path) =>
      pieces(
        path,
        [smallGroups(2, 1), manyPages(2), largeDictionary(2)].flatMap((shape) => cases(lyingParquets(shape), "parquet")),
      ),
  },
  {
    name: "lying-arrow.jsonl",
    title: "a small Arrow file, each word in turn 2³¹ - 1",
    args: answer,
    make: (path) => pieces(path, cases(lyingArrows(), "arrow")),
  },
  ...["footer-field", "footer-vector", "lz4-frame", "message-header"].map(damaged),
  {
    name: "long-keys.json",
    title: "parameters with keys of 50 MB",
    args: (path) => ["sign", "--params", path],
    make: (path) => pieces(path, ['{"', ...times(50, Buffer.alloc(MIB, "k")), '": 1}']),
  },
  {
    name: "many-keys",
    title: "an MLmodel of 60 MB",
    args: forModel,
    make: mlmodel(Array.from({ length: 3_000_000 }, (_, key) => `key_${key}: ${key}\n`)),
  },
  {
    name: "anchors",
    title: "an MLmodel with 20,000 anchors and aliases of aliases",
    args: forModel,
    make: mlmodel(Array.from({ length: 20_000 }, (_, at) => `k${at}: &a${at} [${at === 0 ? "1" : `*a${at - 1}, *a${at - 1}`}]\n`)),
  },
];
