import { constants, deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import type { Compression } from "../../../src/core/bytes/compression.ts";
import { decompressedSource } from "../../../src/core/bytes/decompress.ts";
import { gunzipTo } from "../../../src/core/bytes/gzip-block.ts";
import { concatBytes } from "../../../src/core/bytes/join-bytes.ts";
import { unzstdTo } from "../../../src/core/bytes/zstd.ts";

async function unpacked(packed: Uint8Array, compression: Compression, chunkSize = 1 << 20): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const source = decompressedSource(sourceFromBytes(packed, "data.csv.gz", chunkSize), compression);
  for await (const chunk of source.stream()) parts.push(chunk.slice());
  return concatBytes(parts);
}

const refusal = (packed: Uint8Array, compression: Compression = "gzip") =>
  unpacked(packed, compression).then(
    () => null,
    (error: unknown) => error,
  );

/** Bytes that repeat themselves as text does, near and far, and others that never do. */
function sample(length: number): Uint8Array {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 16;
  };
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const run = 1 + (next() % 400);
    const from = at - 1 - (next() % 32768);
    const kind = next() % 3;
    for (let index = 0; index < run && at < length; index++, at++)
      bytes[at] = kind === 0 ? next() : kind === 1 && from >= 0 ? (bytes[from + index] as number) : 97 + (next() % 6);
  }
  return bytes;
}

const whole = sample(400_000);
const small = sample(120);

const fromBase64 = (text: string) => new Uint8Array(Buffer.from(text, "base64"));

describe("gzip", () => {
  it.each([
    ["stored", { level: 0 }],
    ["fixed codes", { strategy: constants.Z_FIXED }],
    ["no matches", { strategy: constants.Z_HUFFMAN_ONLY }],
    ["runs", { strategy: constants.Z_RLE }],
    ["fast", { level: 1 }],
    ["best", { level: 9 }],
    ["a small window", { windowBits: 9, memLevel: 1 }],
  ])("unpacks %s", async (_, options) => {
    expect(Buffer.compare(await unpacked(gzipSync(whole, options), "gzip"), whole)).toBe(0);
  });

  it("unpacks however the bytes are cut into chunks", async () => {
    const packed = gzipSync(whole.subarray(0, 9000));
    for (const chunkSize of [1, 2, 7, 641, 4096]) expect(await unpacked(packed, "gzip", chunkSize)).toEqual(whole.slice(0, 9000));
  });

  it("unpacks one member after the other, and passes over zeros between them", async () => {
    const members = [gzipSync(small), new Uint8Array(600), gzipSync(whole), new Uint8Array(3)];
    expect(Buffer.compare(await unpacked(concatBytes(members), "gzip"), concatBytes([small, whole]))).toBe(0);
  });

  it("passes over a header's extra field, name, comment and checksum", async () => {
    const header = [0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 255, 2, 0, 1, 2, 97, 0, 98, 99, 0, 7, 7];
    const packed = concatBytes([Uint8Array.from(header), gzipSync(small).subarray(10)]);
    expect(await unpacked(packed, "gzip")).toEqual(small);
  });

  it("unpacks a long run of one byte in small pieces", async () => {
    const packed = gzipSync(new Uint8Array(16 << 20));
    let [total, longest] = [0, 0];
    for await (const { byteLength } of decompressedSource(sourceFromBytes(packed, "zeros.gz"), "gzip").stream()) {
      total += byteLength;
      longest = Math.max(longest, byteLength);
    }
    expect(total).toBe(16 << 20);
    expect(longest).toBeLessThanOrEqual(1 << 18);
  });

  it("refuses every cut", async () => {
    const packed = gzipSync(small);
    for (let length = 1; length < packed.length; length++)
      expect(await refusal(packed.subarray(0, length)), String(length)).toMatchObject({ tag: "UnreadableFile" });
  });

  it("refuses every bit that is not as it was, but in what Python does not look at", async () => {
    const packed = gzipSync(small);
    for (let bit = 32; bit < packed.length * 8; bit++) {
      // The time and the system that the header names.
      if (bit < 80) continue;
      const changed = packed.slice();
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(await refusal(changed), String(bit)).toMatchObject({ tag: "UnreadableFile" });
    }
  });

  it("says what is wrong, and where", async () => {
    const packed = gzipSync(small);
    const at = packed.length - 8;
    const changed = (index: number) => packed.map((byte, place) => (place === index ? byte ^ 1 : byte));
    expect(await refusal(changed(at))).toMatchObject({ pythonError: "BadGzipFile", place: { byte: at } });
    expect(await refusal(changed(at + 4))).toMatchObject({ message: /unpack to 121 bytes, and unpack to 120/, place: { byte: at + 4 } });
    expect(await refusal(concatBytes([packed, small]))).toMatchObject({ message: /do not begin as gzip's do/ });
    expect(await refusal(packed.subarray(0, at))).toMatchObject({ pythonError: "EOFError" });
  });

  it("refuses deflate data that zlib refuses", async () => {
    const header = gzipSync(small).subarray(0, 10);
    for (const [what, bytes] of [
      ["a block of the fourth type", [0b111]],
      ["lengths of a stored block that do not agree", [1, 5, 0, 5, 0]],
      [
        "a distance before the beginning",
        [...deflateRawSync(new Uint8Array(300), { strategy: constants.Z_FIXED })].map((b, i) => (i === 0 ? b | 0x60 : b)),
      ],
    ] as const)
      expect(await refusal(concatBytes([header, Uint8Array.from(bytes), new Uint8Array(99)])), what).not.toBeNull();
  });
});

const BZ2 =
  "QlpoMTFBWSZTWeYPjP0AAUHZAYAQAAR/4CAAAIAACFADeBAzwAIyn6Y2eqqmgGmpH6jyKAiqf7Q/VVTAgpgAAaT9VNjRKgm7fP3wFABA0GkAKAFg4MGAcsAoAIGgvSHAoAWDgwYBywCgAgaDSAFACwcEy8wCgAgaDSAFACwcGDAJrXfnM79zy/AFaAItttvkJJJJHgFaHgAttttuiSTJIaAK8AHtttuWsxJJOhsDB6AOW28tZmJJOA4DobAHbbu1mZiSbA6HAcC23snsNZmZjJ6AwbA6Lbbk1DKoUPczFd3lp5E3E3GnO45zokkEkEkkknKoUFpLfnJfNu8UuJuJuNOS0RQ1w4oXAiEAlAEQgIhAKFzhxQjhxQuBEL0QoX1VV3vu3ebdPPTm7Ley3jvUoAiEBEIBQucOKEcOKFwIhAJQBEIBQvRChXd3b33b33bv2VTzZzdlvdnqABAAgAAQAeiFC5Xaq93zl+7eZ279lU82c3XgCAABAAgAQeiFCu7t3e+lv1y87eZ279lU8m5AQAIAEAACDyhQvqqvPfdxv0t5cvO3mdu/ZR1AAgAAQAIAJ+mezTzaze63st5cvO3ma/gAEACABAABMk1Lx1Tzaze63st5cvM2QEACAABAAgJmdvW5byW82XvceZLeXeoAAEACABAB/R18AB+LuSKcKEhzB8Z+gA==";

describe("bzip2", () => {
  // 300 lines, and a run of 1,000 bytes, as Python's bz2 packs them at level 1.
  const PACKED = fromBase64(BZ2);
  const LINES = `${Array.from({ length: 300 }, (_, index) => `${index},${index % 7}\n`).join("")}${"a".repeat(1000)}`;

  it("unpacks streams one after the other, and does not look at what follows", async () => {
    for (const [packed, times] of [
      [PACKED, 1],
      [concatBytes([PACKED, PACKED]), 2],
      [concatBytes([PACKED, small]), 1],
    ] as const)
      expect(new TextDecoder().decode(await unpacked(packed, "bz2", 100))).toBe(LINES.repeat(times));
  });

  it("refuses every cut, and never gives other bytes where a bit is not as it was", async () => {
    for (let length = 1; length < PACKED.length; length++)
      expect(await refusal(PACKED.subarray(0, length), "bz2"), String(length)).not.toBeNull();
    for (let bit = 0; bit < (PACKED.length - 1) * 8; bit++) {
      // The level only says how long blocks may be.
      if (bit >= 24 && bit < 32) continue;
      const changed = PACKED.slice();
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      // Some lengths of codes are those of no symbol that is used.
      const found = await unpacked(changed, "bz2").then(
        (bytes) => new TextDecoder().decode(bytes),
        () => null,
      );
      expect(found ?? LINES, String(bit)).toBe(LINES);
    }
  });
});

/** `a,b`, then 40 lines of a number and its square, with a checksum. */
const FRAME = fromBase64(
  "KLUv/WQMAKUEAAbQIQ+gJW2r6hBpo81N3v/yRAEcABwAHQCry3YRZXQNrJ0YVmcwEtLGnFH5FWWnV3bBWICAXsQZXklY3S0MXQUz6GhM6sbmdFTlu6JSur90AysVK4sohqwPrIAhYEAkb0wcj4LhvfJQvIfTXn82q6cs2f8yyIqkDGRULkk2djkympaXVYhSZHeUlgMEAU2Nn8MUUwoMoE1Z",
);
const LINES = new TextEncoder().encode(`a,b\n${Array.from({ length: 40 }, (_, index) => `${index},${index * index}\n`).join("")}`);

describe("zstd", () => {
  it("unpacks frames one after the other, and passes over those that hold no data", async () => {
    const skipped = Uint8Array.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    for (const chunkSize of [1, 10, 1 << 20])
      expect(await unpacked(concatBytes([skipped, FRAME, FRAME]), "zstd", chunkSize)).toEqual(concatBytes([LINES, LINES]));
  });

  it("refuses a checksum that is not that of the data, and what is not a frame", async () => {
    const changed = FRAME.map((byte, index) => (index === FRAME.length - 1 ? byte ^ 1 : byte));
    expect(await refusal(changed, "zstd")).toMatchObject({ message: /checksum/, pythonError: "ZstdError" });
    expect(await refusal(concatBytes([FRAME, LINES]), "zstd")).toMatchObject({ message: /do not begin as zstd's/ });
  });

  it("refuses a window that pandas' zstd refuses", async () => {
    expect(await refusal(fromBase64("KLUv/QCQQQAAYSxiCjEsMgo="), "zstd")).toMatchObject({ message: /window/ });
  });

  it("gives what is whole of data that are cut off, as pandas does", async () => {
    expect(await unpacked(FRAME.subarray(0, -2), "zstd")).toEqual(LINES);
    expect(await unpacked(FRAME.subarray(0, 20), "zstd")).toEqual(new Uint8Array());
  });

  it("starts libzstd once for many pages, which takes longer than to unpack one", () => {
    unzstdTo(FRAME, LINES.length);
    const instance = vi.spyOn(WebAssembly, "Instance");
    try {
      for (let page = 0; page < 5; page++) expect(unzstdTo(FRAME, LINES.length)).toEqual(LINES);
      expect(instance).not.toHaveBeenCalled();
    } finally {
      instance.mockRestore();
    }
  });
});

describe("gzip in a block of known size", () => {
  const members = concatBytes([gzipSync("one "), gzipSync(""), gzipSync("two")]);

  it("is all of its members", () => {
    expect(new TextDecoder().decode(gunzipTo(members, 7))).toBe("one two");
  });

  it("is refused where its members unpack to more, or something else follows", () => {
    expect(() => gunzipTo(members, 6)).toThrow();
    expect(() => gunzipTo(concatBytes([members, new Uint8Array([1, 2, 3])]), 7)).toThrow();
  });
});
