import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { schemaToValue } from "../../src/core/mlflow/signature-json.ts";
import { openFiles } from "../../src/core/readers/open-files.ts";
import { signSides } from "../../src/core/sign.ts";
import { InferSigner } from "../../src/core/signers/infer-signer.ts";
import { filesFromDrop } from "../../src/ui/store/routing/dropped-files.ts";
import { sourceFromPart } from "../../src/worker/file-source.ts";

const fixtures = join(import.meta.dirname, "..", "fixtures", "lake");
const expected = JSON.parse(readFileSync(join(fixtures, "expected.json"), "utf-8"));

/** A folder of the disk as browsers give one that was dropped: a reader gives no more entries once it gave all. */
function entryOf(path: string, isDirectory: boolean): FileSystemEntry {
  const name = basename(path);
  if (!isDirectory) {
    const file = (resolve: (file: File) => void) => resolve(new File([new Uint8Array(readFileSync(path))], name));
    return { name, isDirectory: false, isFile: true, file } as unknown as FileSystemEntry;
  }
  const createReader = () => {
    let rest = readdirSync(path, { withFileTypes: true }).map((entry) => entryOf(join(path, entry.name), entry.isDirectory()));
    return {
      readEntries(resolve: (entries: FileSystemEntry[]) => void) {
        resolve(rest);
        rest = [];
      },
    };
  };
  return { name, isDirectory: true, isFile: false, createReader } as unknown as FileSystemEntry;
}

const dropOf = (path: string) => ({ items: [{ webkitGetAsEntry: () => entryOf(path, true) }] }) as unknown as DataTransfer;
const plain = (value: unknown) => JSON.parse(JSON.stringify(value, (_, one) => (one instanceof Map ? Object.fromEntries(one) : one)));

describe("a dropped folder", () => {
  it.each(["delta", "iceberg"])("of a table of %s is read as that table", async (kind) => {
    const files = await filesFromDrop(dropOf(join(fixtures, kind)));
    expect(files.every(({ name }) => name.endsWith(".parquet"))).toBe(true);
    const side = await openFiles(files.map(sourceFromPart), { options: new Map() }, {});
    const { inputs } = signSides({ inputs: side }, new InferSigner()).signature;
    expect(inputs && plain(schemaToValue(inputs))).toEqual(expected[kind].schema);
  });
});
