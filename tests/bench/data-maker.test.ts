import { createHash } from "node:crypto";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { MIXED_COLUMNS } from "../../bench/data-maker/mixed-rows.ts";
import { Random } from "../../bench/data-maker/random.ts";
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
} from "../../bench/data-maker/texts.ts";
import { textBytes } from "../../bench/data-maker/write-text.ts";

const whole = (text: EndlessText, byteLength: number, encoding: "utf8" | "utf16le" = "utf8") =>
  Buffer.concat([...textBytes(text, byteLength, encoding)]);
const rowsOf = (bytes: Buffer) => Papa.parse<string[]>(bytes.toString(), { skipEmptyLines: true }).data;

const TABLES = {
  mixed: { make: mixedCsv, columns: 20 },
  quoted: { make: quotedCsv, columns: 6 },
  numeric: { make: (seed: number) => numericCsv(seed, 50), columns: 50 },
  long: { make: (seed: number) => longCsv(seed, 10), columns: 10 },
  "long text": { make: (seed: number) => longTextCsv(seed, 10), columns: 10 },
  turns: { make: (seed: number) => turnsCsv(seed, 30), columns: 30 },
} as const;

describe("random numbers", () => {
  it("are the same for the same seed and others for another", () => {
    const numbers = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 20 }, () => random.uint32());
    };
    expect(numbers(7)).toEqual(numbers(7));
    expect(numbers(7)).not.toEqual(numbers(8));
  });

  it("stay within their bounds and reach both ends", () => {
    const random = new Random(1);
    const drawn = Array.from({ length: 2000 }, () => random.integer(-3, 4));
    expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([-3, 3]);
    const wide = Array.from({ length: 200 }, () => random.integer(1e12, 9e15));
    expect(wide.every((value) => Number.isSafeInteger(value) && value >= 1e12 && value < 9e15)).toBe(true);
  });

  it("of the normal distribution have its mean and deviation", () => {
    const random = new Random(2);
    const drawn = Array.from({ length: 20_000 }, () => random.normal());
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
  });
});

describe("tables", () => {
  it.each(Object.entries(TABLES))("%s: the same bytes for the same seed, others for another", (_, { make }) => {
    const digest = (seed: number) =>
      createHash("sha256")
        .update(whole(make(seed), 50_000))
        .digest("hex");
    expect(digest(7)).toBe(digest(7));
    expect(digest(7)).not.toBe(digest(8));
  });

  it.each(Object.entries(TABLES))("%s: every row has as many cells as the header", (_, { make, columns }) => {
    const rows = rowsOf(whole(make(7), 100_000));
    expect(rows.length).toBeGreaterThan(20);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([columns]));
  });

  it("mixed: cells of every kind, some missing, some with quotes, commas and newlines", () => {
    const [header, ...rows] = rowsOf(whole(mixedCsv(7), 500_000));
    expect(header).toEqual(MIXED_COLUMNS.map(({ name }) => name));
    const column = (name: string) => rows.map((row) => row[header?.indexOf(name) ?? -1] ?? "");
    expect(column("big_id").every((cell) => /^\d{13,16}$/.test(cell))).toBe(true);
    expect(new Set(column("is_active"))).toEqual(new Set(["True", "False"]));
    expect(new Set(column("opted_in"))).toEqual(new Set(["true", "false", ""]));
    expect(column("rating")).toContain("NA");
    expect(column("price").every((cell) => /^\d+\.\d+$/.test(cell))).toBe(true);
    for (const sign of ['"', ",", "\n"]) expect(column("comment").some((cell) => cell.includes(sign))).toBe(true);
  });

  it("quoted: the newlines outnumber the rows", () => {
    const bytes = whole(quotedCsv(7), 100_000);
    expect(bytes.filter((byte) => byte === 10).length).toBeGreaterThan(1.5 * rowsOf(bytes).length);
  });

  it("long: every cell fits 64 bits and some have a sign", () => {
    const cells = rowsOf(whole(longCsv(7, 10), 50_000))
      .slice(1)
      .flat()
      .map(BigInt);
    expect(cells.every((cell) => BigInt.asIntN(64, cell) === cell)).toBe(true);
    expect(cells.some((cell) => cell < 0n)).toBe(true);
  });
});

describe("JSON", () => {
  it("lines and the array hold the same objects, with the columns of the CSV", () => {
    const lines = whole(mixedJsonLines(7), 20_000).toString().trimEnd().split("\n");
    const objects: unknown[] = lines.map((line) => JSON.parse(line));
    const array: unknown = JSON.parse(whole(mixedJsonArray(7), 20_000).toString());
    expect(Array.isArray(array) && array.slice(0, 10)).toEqual(objects.slice(0, 10));
    expect(Object.keys(objects[0] ?? {})).toEqual(MIXED_COLUMNS.map(({ name }) => name));
  });
});

describe("a file", () => {
  it("is a record longer than asked for at most, in pieces as in one", () => {
    for (const byteLength of [1, 5000, 3_000_000]) {
      const bytes = whole(mixedCsv(7), byteLength);
      expect(bytes.length).toBeGreaterThanOrEqual(byteLength);
      expect(bytes.length).toBeLessThan(byteLength + 1000);
      expect(bytes.at(-1)).toBe(10);
    }
    expect([...textBytes(mixedCsv(7), 3_000_000)].length).toBeGreaterThan(1);
  });

  it("in UTF-16 has the mark and the same text", () => {
    const bytes = whole(mixedCsv(7), 20_000, "utf16le");
    expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xfe]);
    const text = new TextDecoder("utf-16le").decode(bytes);
    expect(whole(mixedCsv(7), 20_000).toString().startsWith(text)).toBe(true);
  });
});
