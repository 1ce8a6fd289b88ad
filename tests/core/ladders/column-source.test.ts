import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { defined } from "../../../src/core/defined.ts";
import { readSide, sourceFromBytes } from "../../../src/core/index.ts";
import type { SeenKind } from "../../../src/core/ladders/column-source.ts";
import { DEFAULT_SETTINGS } from "../../../src/core/readers/settings.ts";
import { inferSide } from "../../../src/core/signers/infer-signer.ts";

const files = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "conformance", "golden", "files");

async function sourceOf(name: string, bytes: Uint8Array, column = 0, astype?: string) {
  const { dataset } = await readSide([sourceFromBytes(bytes, name)], DEFAULT_SETTINGS);
  return inferSide({ dataset, preprocessing: defined({ astype }) }).specs[column]?.source;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const listed = (seen: readonly SeenKind[] | undefined) => seen?.map(({ as, count, first }) => [as, count, first?.row, first?.sample?.data]);

describe("a column as it is in its file", () => {
  it("lists what the cells of a CSV read as, in the order of their first rows", async () => {
    const source = await sourceOf("X.csv", bytes("a,b\n1,x\n,y\n-2.5,z\n3,n/a\n"));
    expect(listed(source?.seen)).toEqual([
      ["integer", 2, 0, "1"],
      ["missing", 1, 1, ""],
      ["negative number", 1, 2, "-2.5"],
    ]);
    expect(source?.stored).toBeUndefined();
  });

  it("names Python's types of JSON", async () => {
    const source = await sourceOf("X.json", bytes('[{"a": 1}, {"a": [2]}, {"a": null}]'));
    expect(listed(source?.seen)?.map(([as, count]) => [as, count])).toEqual([
      ["int", 1],
      ["list", 1],
      ["None", 1],
    ]);
  });

  it("stays as the file has it under a cast", async () => {
    expect(listed((await sourceOf("X.csv", bytes("a\n1\n2\n"), 0, "float32"))?.seen)).toEqual([["integer", 2, 0, "1"]]);
  });

  it.each([
    ["timestamp_us.parquet", { arrow: "timestamp[us]", physical: "INT64", logical: "TIMESTAMP(MICROS, local)" }],
    ["decimal.parquet", { physical: "FIXED_LEN_BYTE_ARRAY(2)", logical: "DECIMAL(3, 2)" }],
    ["int32_null.parquet", { arrow: "int32", physical: "INT32" }],
    ["timestamp_us.arrows", { arrow: "timestamp[us]" }],
  ])("gives the types that %s declares", async (name, stored) => {
    expect((await sourceOf(name, readFileSync(join(files, name))))?.stored).toMatchObject(stored);
  });
});
