import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import { errorToData } from "../../../../src/core/errors.ts";
import { findCodec } from "../../../../src/core/readers/csv/codecs/find-codec.ts";
import { decodedToUtf8 } from "../../../../src/core/readers/csv/transcode.ts";
import { type Utf16, utf16ToUtf8 } from "../../../../src/core/readers/csv/utf16-kernel.ts";

/** All that comes of the chunks, or the refusal's kind. */
async function whole(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: string[] = [];
  try {
    for await (const chunk of chunks) parts.push(Buffer.from(chunk).toString("hex"));
  } catch (error) {
    return errorToData(error).pythonError ?? String(error);
  }
  return parts.join("");
}

const cut = (bytes: Uint8Array, chunkSize: number) => sourceFromBytes(bytes, "x.csv", chunkSize).stream();
const byKernel = (bytes: Uint8Array, label: Utf16, chunkSize: number) => whole(utf16ToUtf8(cut(bytes, chunkSize), label, label));
const byUnits = (bytes: Uint8Array, label: Utf16) => {
  const decode = findCodec(label.replace(/^utf-16(?=[lb])/, "utf_16_").replace("-", "_"));
  if (decode === null) throw new Error(label);
  return whole(decodedToUtf8(cut(bytes, 1 << 20), label, decode, "strict"));
};

const ascii = fc.string({ minLength: 1, maxLength: 90 });
const characters = fc.string({ unit: "binary", maxLength: 40 });
/** Surrogates without their other among them. */
const units = fc.array(fc.constantFrom(0x41, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xfeff, 0xffff), {
  maxLength: 3,
});
const text = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: ascii },
    { weight: 3, arbitrary: characters },
    { weight: 1, arbitrary: units.map((codes) => String.fromCharCode(...codes)) },
  ),
  { maxLength: 8 },
);

/** The text's units in an order, with a mark or not, and now and then a byte too many. */
const file = fc
  .record({ parts: text, isBig: fc.boolean(), isMarked: fc.boolean(), isCut: fc.integer({ max: 12, min: 0 }) })
  .map(({ parts, isBig, isMarked, isCut }) => {
    const bytes = Buffer.from(`${isMarked ? "\ufeff" : ""}${parts.join("")}`, "utf16le");
    if (isBig) bytes.swap16();
    return new Uint8Array(isCut === 0 ? [...bytes, 0x61] : bytes);
  });

describe("UTF-16", () => {
  it("becomes the UTF-8 that the decoder of units makes of it, or is refused as it refuses it, cut anywhere", async () => {
    const label = fc.constantFrom<Utf16>("utf-16", "utf-16le", "utf-16be");
    const chunkSize = fc.oneof(fc.integer({ min: 1, max: 70 }), fc.constant(1 << 20));
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(file, label, chunkSize, async (bytes, order, size) => {
        const found = await byKernel(bytes, order, size);
        seen.add(/Error$/.test(found) ? found : "read");
        expect(found).toBe(await byUnits(bytes, order));
      }),
      { numRuns: 10_000 },
    );
    expect(seen).toEqual(new Set(["read", "UnicodeError", "UnicodeDecodeError"]));
  });

  it("is read where characters are cut by the buffer's end", async () => {
    const bytes = new Uint8Array(Buffer.from(`\ufeff${`${"a".repeat(40_961)}\u{1f600}é`.repeat(20)}`, "utf16le"));
    for (const size of [1 << 20, 99_991]) expect(await byKernel(bytes, "utf-16", size)).toBe(await byUnits(bytes, "utf-16"));
  });

  it.each([
    [[0x61, 0xdc3d, 0x61], 2],
    [[0x61, 0x61, 0xd83d, 0xd83d], 4],
    [[0x61, 0xd83d], 2],
  ])("gives the byte of a lone surrogate in %j", async (codes, byte) => {
    const bytes = new Uint8Array(Buffer.from(String.fromCharCode(...codes), "utf16le"));
    const reading = (async () => {
      for await (const _ of utf16ToUtf8(cut(bytes, 3), "utf-16-le", "utf-16le"));
    })();
    await expect(reading).rejects.toMatchObject({ tag: "UnreadableFile", place: { byte } });
  });
});
