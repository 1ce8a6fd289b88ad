import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { manyBatches } from "./arrow-bytes.ts";
import { wideCsv } from "./catalog.ts";
import { parquetBytes, smallGroups } from "./parquet-bytes.ts";

/** Something of which there may be any number, and the command that reads it. */
export interface Growth {
  readonly name: string;
  readonly title: string;
  /** The two numbers that are compared. */
  readonly sizes: readonly [number, number];
  /** Writes as many into the folder, and returns the command's arguments. */
  readonly make: (count: number, folder: string) => readonly string[];
}

const range = <Item>(count: number, item: (index: number) => Item) => Array.from({ length: count }, (_, index) => item(index));

/** Signs a file that is made in the folder. */
const file =
  (name: string, content: (count: number) => string | Uint8Array): Growth["make"] =>
  (count, folder) => {
    const path = join(folder, `${count}-${name}`);
    writeFileSync(path, content(count));
    return ["sign", "--inputs", path, "--format", "dict"];
  };

/** Signs a folder of files. */
const files =
  (name: string, content: (index: number) => string | Uint8Array): Growth["make"] =>
  (count, folder) => {
    const path = join(folder, `${count}-${name}`);
    mkdirSync(path, { recursive: true });
    for (let index = 0; index < count; index++) writeFileSync(join(path, `${index}-${name}`), content(index));
    return ["sign", "--inputs", path, "--format", "dict"];
  };

const spec = (name: string) => ({ type: "long", name, required: true });

/** Checks a small CSV against a signature of so many columns. */
function model(count: number, folder: string): readonly string[] {
  const [signature, data] = [join(folder, `${count}-MLmodel`), join(folder, `${count}-data.csv`)];
  const inputs = JSON.stringify(range(count, (column) => spec(`c${column}`)));
  writeFileSync(signature, `flavors: {}\nsignature:\n  inputs: '${inputs}'\n  outputs: null\n  params: null\n`);
  writeFileSync(data, `${range(count, (column) => `c${column}`).join()}\n${range(count, String).join()}\n`);
  return ["check", "--signature", signature, "--inputs", data];
}

function params(count: number, folder: string): readonly string[] {
  const path = join(folder, `${count}-params.json`);
  writeFileSync(path, JSON.stringify(Object.fromEntries(range(count, (key) => [`key_${key}`, key]))));
  return ["sign", "--params", path, "--format", "dict"];
}

/** All that a file, or a command, may have many of. */
export const GROWTHS: readonly Growth[] = [
  {
    name: "csv-rows",
    title: "rows of CSV",
    sizes: [10_000_000, 40_000_000],
    make: file("rows.csv", (count) => `a,b\n${"12,3.5\n".repeat(count)}`),
  },
  {
    name: "csv-columns",
    title: "columns of CSV",
    sizes: [25_000, 100_000],
    make: file("wide.csv", (count) => [...wideCsv(count)].join("")),
  },
  {
    name: "csv-quoted",
    title: "lines of CSV that only the exact engine cuts",
    sizes: [500_000, 2_000_000],
    make: file("odd.csv", (count) => `a,b\n${'1,x"y\n'.repeat(count)}`),
  },
  {
    name: "json-rows",
    title: "lines of JSON",
    sizes: [500_000, 2_000_000],
    make: file("rows.jsonl", (count) => '{"a":12,"b":[1,2]}\n'.repeat(count)),
  },
  {
    name: "json-keys",
    title: "keys of JSON",
    sizes: [20_000, 80_000],
    make: file("keys.json", (count) => `[${JSON.stringify(Object.fromEntries(range(count, (key) => [`k${key}`, key])))}]`),
  },
  {
    name: "parquet-columns",
    title: "columns of Parquet",
    sizes: [12_500, 50_000],
    make: file("wide.parquet", (count) => parquetBytes(smallGroups(count, 1))),
  },
  {
    name: "parquet-groups",
    title: "row groups of Parquet",
    sizes: [10_000, 40_000],
    make: file("groups.parquet", (count) => parquetBytes(smallGroups(2, count))),
  },
  { name: "arrow-batches", title: "batches of Arrow", sizes: [5_000, 20_000], make: file("batches.arrow", manyBatches) },
  { name: "csv-files", title: "files of CSV", sizes: [500, 2_000], make: files("part.csv", (index) => `a,b\n${index},x\n`) },
  {
    name: "parquet-files",
    title: "files of Parquet",
    sizes: [500, 2_000],
    make: files("part.parquet", () => parquetBytes(smallGroups(2, 1))),
  },
  { name: "params", title: "parameters", sizes: [10_000, 40_000], make: params },
  { name: "model", title: "columns of a model that data is checked against", sizes: [10_000, 40_000], make: model },
];
