import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import { npyReader } from "../../../../src/core/readers/numpy/npy-reader.ts";
import { DEFAULT_SETTINGS } from "../../../../src/core/readers/settings.ts";
import { npyBytes, npyHeader } from "../../../helpers/npy-bytes.ts";

const read = (bytes: Uint8Array) => npyReader.read(sourceFromBytes(bytes, "x.npy"), DEFAULT_SETTINGS, {});

describe("dtypes", () => {
  it.each([
    ["'<f8'", "float64", 8],
    ["'>i4'", "int32", 4],
    ["'|b1'", "bool", 1],
    ["'b'", "int8", 1],
    ["'<U3'", "str", 12],
    ["'|S0'", "bytes", 0],
    ["'<M8[ns]'", "datetime64[ns]", 8],
    ["'<m8[25us]'", "timedelta64[25us]", 8],
    ["'M8'", "datetime64", 8],
    ["'<c16'", "complex128", 16],
    [String.raw`'\x3cc16'`, "complex128", 16],
    [String.raw`'\u003cc16'`, "complex128", 16],
    [String.raw`'\074c16'`, "complex128", 16],
    ["'<c\\\n16'", "complex128", 16],
    ["'|V5'", "void40", 5],
    ["[('a', '<i4', (2,)), ('', '|V4'), ('b', '|S3')]", "void120", 15],
    ["[('a', [('x', '<f8'), ('y', '<i2')])]", "void80", 10],
    ["[(('title', 'n'), '<i4')]", "void32", 4],
    ["[('c', ('<f8', (5,)), (2,))]", "void640", 80],
    ["[('c', (('<i2', (2,)), (3,)))]", "void96", 12],
  ])("%s is %s", async (descr, dtype, itemsize) => {
    const header = npyHeader(descr, "(2, 3)");
    const dataset = await read(npyBytes(header, { dataLength: 6 * itemsize }));
    expect(dataset).toMatchObject({ kind: "tensors", named: false, tensors: [{ dtype, shape: [2, 3] }] });
    if (itemsize > 0)
      await expect(read(npyBytes(header, { dataLength: 6 * itemsize - 1 }))).rejects.toMatchObject({ tag: "UnreadableFile" });
  });

  it.each(["'f3'", "'foo'", "'u'", "'<M8[foo]'", "'|O'", "[('a', '|O')]", "[('a', '<i4'), ('a', '<f4')]", "None", "b'<f8'", "'|a'"])(
    "%s is refused",
    async (descr) => {
      await expect(read(npyBytes(npyHeader(descr, "(0,)")))).rejects.toMatchObject({ tag: "UnreadableFile", pythonError: "ValueError" });
    },
  );

  it.each(["'i4,f4'", "'(2,)f4'", "'M8[ns/10]'", "('<f4', (2,))", "{'names': ['a'], 'formats': ['<i4']}"])(
    "%s, which np.save never writes, is undecided",
    async (descr) => {
      await expect(read(npyBytes(npyHeader(descr, "(0,)")))).rejects.toMatchObject({ tag: "Undecided" });
    },
  );
});

describe("headers", () => {
  it.each([
    ["()", []],
    ["(2L,)", [2]],
    ["(0, 99999999999)", [0, 99999999999]],
    ["(0x2, 1,)", [2, 1]],
    ["(0o2, 0b1,)", [2, 1]],
    ["(0x_2, 0b_0_1,)", [2, 1]],
    ["(2, # and one\n1,)", [2, 1]],
  ])("shape %s", async (shape, sizes) => {
    expect(await read(npyBytes(npyHeader("'<f8'", shape), { dataLength: 16 }))).toMatchObject({ tensors: [{ shape: sizes }] });
  });

  it.each([
    "(-1,)",
    "[2]",
    "2",
    "(2.0,)",
    "(True,)",
    "(99999999999999999999,)",
    "(0, 4611686018427387904)",
    `(${"1,".repeat(65)})`,
    "(03,)",
  ])("shape %s is refused", async (shape) => {
    await expect(read(npyBytes(npyHeader("'<f8'", shape), { dataLength: 99 }))).rejects.toMatchObject({ tag: "UnreadableFile" });
  });

  it.each([1, 2, 3])("version %i", async (version) => {
    expect(await read(npyBytes(npyHeader("u'<f8'", "(1,)"), { version, dataLength: 8 }))).toMatchObject({ kind: "tensors" });
  });

  it.each([
    ["an unknown key", "{'descr': '<f8', 'fortran_order': False, 'shape': (0,), 'x': 1}"],
    ["a key too few", "{'descr': '<f8', 'shape': (0,)}"],
    ["fortran_order that is no bool", "{'descr': '<f8', 'fortran_order': 0, 'shape': (0,)}"],
    ["code", "__import__('os')"],
    ["something after it", "{'descr': '<f8', 'fortran_order': False, 'shape': (0,)} x"],
    ["too many characters", `${npyHeader("'<f8'", "(0,)")}${" ".repeat(10_000)}`],
  ])("with %s is refused", async (_, header) => {
    await expect(read(npyBytes(header))).rejects.toMatchObject({ tag: "UnreadableFile", pythonError: "ValueError" });
  });

  it("that are cut off, or none, are refused", async () => {
    const whole = npyBytes(npyHeader("'<f8'", "(0,)"));
    for (let length = 0; length < whole.length; length += 3)
      await expect(read(whole.slice(0, length))).rejects.toMatchObject({ tag: "UnreadableFile" });
    await expect(read(new TextEncoder().encode("no array at all"))).rejects.toMatchObject({ tag: "UnreadableFile" });
  });
});
