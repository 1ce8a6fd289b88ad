import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import type { PythonValue } from "../../../../src/core/python/value.ts";
import { npzReader } from "../../../../src/core/readers/numpy/npz-reader.ts";
import { npyBytes, npyHeader } from "../../../helpers/npy-bytes.ts";

const INTS = npyBytes(npyHeader("'<i8'", "(2,)"), { dataLength: 16 });
const FLOATS = npyBytes(npyHeader("'<f4'", "(500, 500)"), { dataLength: 1_000_000 });
const TEXT = new TextEncoder().encode("no array");

function read(bytes: Uint8Array, options: ReadonlyMap<string, PythonValue> = new Map()) {
  return npzReader.read(sourceFromBytes(bytes, "x.npz", 1000), { options }, {});
}

async function names(bytes: Uint8Array): Promise<readonly (string | undefined)[]> {
  const dataset = await read(bytes);
  return dataset.kind === "tensors" ? dataset.tensors.map(({ name, dtype }) => `${name} ${dtype}`) : [];
}

describe("archives", () => {
  it.each([0, 6] as const)("of level %i give their arrays by name, in order", async (level) => {
    const bytes = zipSync({ "b.npy": FLOATS, "a.npy": INTS, "readme.txt": TEXT, "fake.npy": TEXT }, { level });
    expect(await names(bytes)).toEqual(["b float32", "a int64"]);
  });

  it("take a file without extension before one with it", async () => {
    expect(await names(zipSync({ a: INTS, "a.npy": FLOATS }))).toEqual(["a int64"]);
  });

  it("without any file are empty", async () => {
    expect(await names(zipSync({}))).toEqual([]);
  });

  it.each([0, 6] as const)("of level %i that were damaged are refused", async (level) => {
    const bytes = zipSync({ "a.npy": FLOATS, "b.npy": INTS }, { level });
    const flipped = bytes.slice();
    flipped[120] = (flipped[120] ?? 0) ^ 1;
    for (const broken of [flipped, bytes.slice(0, -30), bytes.slice(10), INTS, new Uint8Array(0)]) {
      await expect(read(broken)).rejects.toMatchObject({ tag: "UnreadableFile" });
    }
  });

  it("with an array that is cut off are refused", async () => {
    await expect(read(zipSync({ "a.npy": INTS.slice(0, -1) }))).rejects.toMatchObject({ pythonError: "ValueError" });
  });
});

describe("what scipy.sparse.save_npz wrote", () => {
  const format = (form: string) => withData(npyBytes(npyHeader("'|S3'", "()"), { dataLength: 3 }), new TextEncoder().encode(form));
  const shape = withData(npyBytes(npyHeader("'<i8'", "(2,)"), { dataLength: 16 }), new Uint8Array(new BigInt64Array([7n, 3n]).buffer));
  const matrix = (form: string) => zipSync({ "format.npy": format(form), "shape.npy": shape, "data.npy": FLOATS, "indices.npy": INTS });
  const SPARSE = new Map([["sparse", true]]);

  it("is noted, and read as plain arrays", async () => {
    const dataset = await read(matrix("csr"));
    expect(dataset.notes.map(({ kind }) => kind)).toEqual(["scipy-sparse"]);
    expect(dataset).toMatchObject({ named: true });
  });

  it("is one matrix where that is asked for", async () => {
    const dataset = await read(matrix("csc"), SPARSE);
    expect(dataset).toMatchObject({ named: false, tensors: [{ dtype: "float32", shape: [7, 3], sparse: "csc" }] });
  });

  it("is none that MLflow takes in other forms", async () => {
    await expect(read(matrix("coo"), SPARSE)).rejects.toMatchObject({ tag: "UnreadableFile" });
    await expect(read(zipSync({ "a.npy": INTS }), SPARSE)).rejects.toMatchObject({ tag: "UnreadableFile" });
  });
});

function withData(bytes: Uint8Array, data: Uint8Array): Uint8Array {
  bytes.set(data, bytes.length - data.length);
  return bytes;
}
