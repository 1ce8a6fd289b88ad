import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromBlob, sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import { crc32 } from "../../../src/core/bytes/crc32.ts";
import { bufferedSource, readAhead, readPieces, readTogether, windowedSource } from "../../../src/core/bytes/read-ahead.ts";
import { countingSource } from "../../helpers/counting-source.ts";

const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);
const ranges = Array.from({ length: 10 }, (_, index) => ({ start: index * 100, end: index * 100 + 50 }));

describe("reading ahead", () => {
  it("gives every range its bytes, in order", async () => {
    const seen: number[] = [];
    for await (const { range, bytes: found } of readAhead(sourceFromBytes(bytes, "x"), ranges, { aheadBytes: 120 })) {
      expect(found).toEqual(bytes.subarray(range.start, range.end));
      seen.push(range.start);
    }
    expect(seen).toEqual(ranges.map(({ start }) => start));
  });

  it("asks for no more than its limit", async () => {
    const source = countingSource(sourceFromBytes(bytes, "x"));
    for await (const { range } of readAhead(source, ranges, { aheadBytes: 120 })) {
      if (range.start === 0) expect(source.cost.requests).toBe(3);
      if (range.start === 300) break;
    }
    expect(source.cost.requests).toBe(6);
  });

  it("leaves out what the ranges' own makers drop meanwhile", async () => {
    let isWanted = true;
    function* wanted() {
      for (const range of ranges) if (isWanted) yield range;
    }
    const source = countingSource(sourceFromBytes(bytes, "x"));
    for await (const _ of readAhead(source, wanted(), { aheadBytes: 100 })) isWanted = false;
    expect(source.cost.requests).toBe(2);
  });

  it("rejects with the failure of the range whose turn it is, and stops at an abort", async () => {
    const failing = { ...sourceFromBytes(bytes, "x"), slice: async () => Promise.reject(new Error("gone")) };
    await expect(readAhead(failing, ranges, { aheadBytes: 500 }).next()).rejects.toThrow("gone");
    const controller = new AbortController();
    controller.abort();
    const aborted = readAhead(sourceFromBytes(bytes, "x"), ranges, { aheadBytes: 1, signal: controller.signal });
    await expect(aborted.next()).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("a source in windows", () => {
  it("gives the same bytes for slices forwards, backwards and past the end", async () => {
    const slice = fc.tuple(fc.nat(1100), fc.nat(200)).map(([start, length]) => [start, start + length] as const);
    await fc.assert(
      fc.asyncProperty(fc.array(slice), fc.integer({ min: 1, max: 300 }), async (slices, windowBytes) => {
        const source = windowedSource(sourceFromBytes(bytes, "x"), windowBytes);
        for (const [start, end] of slices) expect(await source.slice(start, end)).toEqual(bytes.subarray(start, end));
      }),
    );
  });

  it("asks once a window for small slices in order", async () => {
    const source = countingSource(sourceFromBytes(bytes, "x"));
    const window = windowedSource(source, 250);
    for (let at = 0; at < 1000; at += 10) await window.slice(at, at + 10);
    expect(source.cost).toEqual({ bytes: 1000, requests: 4 });
  });
});

describe("CRC-32", () => {
  it("is the specification's, for any cut", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (data, cut) => {
        expect(crc32(data.subarray(cut), crc32(data.subarray(0, cut)))).toBe(reference(data));
      }),
    );
  });
});

/** A bit at a time, as the specification writes it. */
function reference(data: Uint8Array): number {
  let remainder = 0xffffffff;
  for (const byte of data) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  }
  return ~remainder >>> 0;
}

describe("reading together", () => {
  const pieces = (source: ReturnType<typeof sourceFromBytes>) => ranges.map((range) => ({ ...range, source }));
  const blob = new Blob([bytes]);

  it.each([
    ["bytes", sourceFromBytes(bytes, "x")],
    ["a Blob", sourceFromBlob(blob, "x")],
  ])("gives every piece its bytes, in order: %s", async (_, source) => {
    const many = Array.from({ length: 30 }, () => pieces(source)).flat();
    const seen: unknown[] = [];
    for await (const { piece, bytes: found } of readTogether(many)) {
      expect([...found]).toEqual([...bytes.subarray(piece.start, piece.end)]);
      seen.push(piece);
    }
    expect(seen).toEqual(many);
  });

  it("reports the failure of one piece when its turn comes, and no other's", async () => {
    const good = sourceFromBlob(blob, "good");
    const bad = { ...sourceFromBytes(bytes, "bad"), slice: () => Promise.reject(new Error("gone")) };
    const [first, second, third] = readPieces([good, bad, good].map((source) => ({ source, start: 0, end: 10 })));
    await expect(first).resolves.toHaveLength(10);
    await expect(second).rejects.toThrow("gone");
    await expect(third).resolves.toHaveLength(10);
  });

  it("stops at an abort", async () => {
    const controller = new AbortController();
    const reading = readTogether(pieces(sourceFromBytes(bytes, "x")), controller.signal);
    await reading.next();
    controller.abort();
    await expect(reading.next()).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("a source of which some bytes are buffered", () => {
  it("gives the bytes of the source, and asks it only for those that are not buffered", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), fc.nat(1000), fc.nat(1100), fc.nat(1100), async (one, other, from, to) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        const source = countingSource(sourceFromBytes(bytes, "x"));
        const buffered = bufferedSource(source, start, bytes.subarray(start, end));
        expect([...(await buffered.slice(from, to))]).toEqual([...bytes.subarray(from, Math.max(from, to))]);
        const streamed: number[] = [];
        for await (const chunk of buffered.stream({ start: from, end: to })) streamed.push(...chunk);
        expect(streamed).toEqual([...bytes.subarray(from, Math.max(from, to))]);
        if (from >= start && Math.min(to, 1000) <= end) expect(source.cost.requests).toBe(0);
      }),
    );
  });
});
