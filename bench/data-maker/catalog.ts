import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Reference } from "../python.ts";
import {
  type EndlessText,
  longCsv,
  longTextCsv,
  mixedCsv,
  mixedJsonArray,
  mixedJsonLines,
  numericCsv,
  quotedCsv,
  turnsCsv,
} from "./texts.ts";
import { type TextEncoding, writeText } from "./write-text.ts";

const MB = 1_000_000;
const SEED = 7;

/** Raised with every change of what is made: older files are then thrown away. */
const DATA_VERSION = 1;

interface TextFile {
  readonly kind: "text";
  readonly text: (seed: number) => EndlessText;
  readonly byteLength: number;
  readonly encoding?: TextEncoding;
}
/** Made by the reference's Python. */
interface TableFile {
  readonly kind: "table";
  readonly make: string;
  readonly byteLength: number;
  readonly source?: DataName;
}

const text = (byteLength: number, make: TextFile["text"], encoding?: TextEncoding): TextFile => ({
  kind: "text",
  text: make,
  byteLength,
  ...(encoding === undefined ? {} : { encoding }),
});
const table = (byteLength: number, make: string, source?: DataName): TableFile => ({
  kind: "table",
  make,
  byteLength,
  ...(source === undefined ? {} : { source }),
});

/** The number of columns that the scaling plot varies. */
export const COLUMN_COUNTS = [10, 100, 1000, 10_000] as const;

const FILE_NAMES = [
  "mixed-10mb.csv",
  "mixed-100mb.csv",
  "mixed-1gb.csv",
  "quoted-100mb.csv",
  "numeric-100mb.csv",
  "long-100mb.csv",
  "long-text-100mb.csv",
  "utf16-100mb.csv",
  "columns-10.csv",
  "columns-100.csv",
  "columns-1000.csv",
  "columns-10000.csv",
  "wide.csv",
  "mixed-100mb.jsonl",
  "mixed-100mb.json",
  "mixed-44mb.parquet",
  "mixed-437mb.parquet",
  "without-floats-437mb.parquet",
  "dataset",
  "footers",
  "without-floats-400mb.arrow",
  "floats-400mb.arrow",
  "zeros-1gb.npy",
  "normal-200mb.npz",
] as const;

/** A file of the benchmark, or the folder of the data set. */
export type DataName = (typeof FILE_NAMES)[number];

const FILES: Readonly<Record<DataName, TextFile | TableFile>> = {
  "mixed-10mb.csv": text(10 * MB, mixedCsv),
  "mixed-100mb.csv": text(100 * MB, mixedCsv),
  "mixed-1gb.csv": text(1000 * MB, mixedCsv),
  "quoted-100mb.csv": text(100 * MB, quotedCsv),
  "numeric-100mb.csv": text(100 * MB, (seed) => numericCsv(seed, 2000)),
  "long-100mb.csv": text(100 * MB, (seed) => longCsv(seed, 100)),
  "long-text-100mb.csv": text(100 * MB, (seed) => longTextCsv(seed, 100)),
  "utf16-100mb.csv": text(100 * MB, mixedCsv, "utf16le"),
  "columns-10.csv": text(50 * MB, (seed) => turnsCsv(seed, 10)),
  "columns-100.csv": text(50 * MB, (seed) => turnsCsv(seed, 100)),
  "columns-1000.csv": text(50 * MB, (seed) => turnsCsv(seed, 1000)),
  "columns-10000.csv": text(50 * MB, (seed) => turnsCsv(seed, 10_000)),
  "wide.csv": text(MB, (seed) => turnsCsv(seed, 10_000)),
  "mixed-100mb.jsonl": text(100 * MB, mixedJsonLines),
  "mixed-100mb.json": text(100 * MB, mixedJsonArray),
  "mixed-44mb.parquet": table(44 * MB, "parquet", "mixed-100mb.csv"),
  "mixed-437mb.parquet": table(437 * MB, "parquet", "mixed-1gb.csv"),
  "without-floats-437mb.parquet": table(437 * MB, "parquet-without-floats", "mixed-1gb.csv"),
  dataset: table(100 * MB, "dataset", "mixed-100mb.csv"),
  footers: table(400 * MB, "footers"),
  "without-floats-400mb.arrow": table(400 * MB, "feather", "mixed-1gb.csv"),
  "floats-400mb.arrow": table(400 * MB, "floats"),
  "zeros-1gb.npy": table(1000 * MB, "npy"),
  "normal-200mb.npz": table(200 * MB, "npz"),
};

/** Whether only the reference's Python makes this file. */
export const needsReference = (name: DataName): boolean => FILES[name].kind === "table";

/** The benchmark's files, each made when first asked for and kept. */
export class DataFolder {
  private readonly folder: string;
  private readonly reference: Reference | null;

  constructor(parent: string, reference: Reference | null) {
    this.folder = join(parent, String(DATA_VERSION));
    this.reference = reference;
    mkdirSync(this.folder, { recursive: true });
    for (const name of readdirSync(parent)) if (name !== String(DATA_VERSION)) rmSync(join(parent, name), { recursive: true });
  }

  /** The path of the file; a file that only the reference makes must not be asked for without it. */
  async path(name: DataName): Promise<string> {
    const path = join(this.folder, name);
    if (existsSync(path)) return path;
    const file = FILES[name];
    console.log(`  making ${name} …`);
    if (file.kind === "text") writeText(path, file.text(SEED), file.byteLength, file.encoding);
    else {
      if (this.reference === null) throw new Error(`${name} needs the reference: npm run conformance installs it.`);
      const source = file.source === undefined ? [] : [await this.path(file.source)];
      rmSync(`${path}.part`, { recursive: true, force: true });
      await this.reference.make(file.make, `${path}.part`, file.byteLength, source);
      renameSync(`${path}.part`, path);
    }
    return path;
  }
}
