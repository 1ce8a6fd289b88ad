import { deflateRawSync, deflateSync, gunzipSync, gzipSync, inflateSync, crc32 as zlibCrc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { gunzipTo } from "../../../src/core/bytes/gzip-block.ts";
import { BrokenDeflate } from "../../../src/core/bytes/inflate.ts";

const TEXT = new TextEncoder().encode("a block of a column, a block of a column");
const FLAGS = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 32 };

/** The text in gzip with these parts in its header. */
function packed(flags: number, header: readonly number[] = []): Uint8Array {
  const start = Uint8Array.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3, ...header]);
  const checksum = zlibCrc32(start) & 0xffff;
  const crc = (flags & FLAGS.headerCrc) === 0 ? [] : [checksum & 255, checksum >> 8];
  return Buffer.concat([start, Uint8Array.from(crc), deflateRawSync(TEXT), gzipSync(TEXT).subarray(-8)]);
}

/** What zlib makes of it: the text, or a refusal. */
function reference(bytes: Uint8Array): Uint8Array | "refused" {
  try {
    return Uint8Array.from(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : inflateSync(bytes));
  } catch {
    return "refused";
  }
}

function found(bytes: Uint8Array): Uint8Array | "refused" {
  try {
    return Uint8Array.from(gunzipTo(bytes, 4 * TEXT.length));
  } catch (error) {
    if (error instanceof BrokenDeflate) return "refused";
    throw error;
  }
}

const HEADERS: readonly (readonly [string, Uint8Array])[] = [
  ["a plain header", packed(0)],
  ["an extra field", packed(FLAGS.extra, [3, 0, 1, 2, 3])],
  ["a name", packed(FLAGS.name, [97, 0])],
  ["a comment", packed(FLAGS.comment, [98, 99, 0])],
  ["a checksum of the header", packed(FLAGS.headerCrc)],
  ["all of them", packed(FLAGS.extra | FLAGS.name | FLAGS.comment | FLAGS.headerCrc, [1, 0, 5, 97, 0, 98, 0])],
  ["a reserved flag", packed(FLAGS.reserved)],
  ["zlib's header", deflateSync(TEXT)],
  ["zlib's header for less memory", deflateSync(TEXT, { windowBits: 9 })],
  ["zlib's header with a dictionary", deflateSync(TEXT, { dictionary: Buffer.from("a block") })],
];

describe("a packed block", () => {
  it.each(HEADERS)("is unpacked as zlib does, whole and cut anywhere: %s", (_, bytes) => {
    expect(found(bytes)).toEqual(reference(bytes));
    for (let length = 0; length < bytes.length; length++) expect(found(bytes.subarray(0, length)), String(length)).toBe("refused");
  });

  it.each(HEADERS)("is refused where zlib refuses a changed byte of the header or trailer: %s", (_, bytes) => {
    for (const at of [
      ...Array.from({ length: 16 }, (_, index) => index),
      ...Array.from({ length: 8 }, (_, index) => bytes.length - 1 - index),
    ])
      for (const bit of [1, 4, 16, 128]) {
        const changed = bytes.slice();
        changed[at] = (changed[at] as number) ^ bit;
        const expected = reference(changed);
        expect(found(changed), `${at} ${bit}`).toEqual(expected);
      }
  });

  it("may have several members, and nothing else behind them", () => {
    const two = Buffer.concat([packed(0), gzipSync("b")]);
    expect(found(two)).toEqual(Uint8Array.from([...TEXT, 98]));
    expect(found(Buffer.concat([packed(0), Buffer.from("rest of it")]))).toBe("refused");
    expect(gunzipTo(packed(0), 0)).toEqual(new Uint8Array());
    expect(() => gunzipTo(packed(0), 3)).toThrow(BrokenDeflate);
  });
});
