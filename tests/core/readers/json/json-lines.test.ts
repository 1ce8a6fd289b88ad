import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import {
  datasetFromLines,
  type JsonLines,
  joinJsonLines,
  lineStartFrom,
  readJsonLines,
} from "../../../../src/core/readers/json/json-lines.ts";
import { gaps, inTurn, jsonNode, written } from "../../../helpers/json-model.ts";
import { readJsonLines as readWhole } from "../../../helpers/json-sources.ts";

const sourceOf = (text: string) => sourceFromBytes(new TextEncoder().encode(text), "x.jsonl", 64);

/** Reads a file in parts that begin at the offsets given, each moved on to where a line begins. */
async function readInParts(text: string, offsets: readonly number[]): Promise<readonly JsonLines[]> {
  const source = sourceOf(text);
  const starts = [0, ...(await Promise.all(offsets.map((offset) => lineStartFrom(source, offset)))), source.byteLength];
  starts.sort((left, right) => left - right);
  return Promise.all(starts.slice(1).map((end, part) => readJsonLines(source, { start: starts[part] ?? 0, end }, {})));
}

const join = (parts: readonly JsonLines[]) => datasetFromLines(parts.reduce(joinJsonLines));
const blank = fc.constantFrom("", "  ", "\u3000", "\r");
const line = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(jsonNode, gaps).map(([node, between]) => written(node, inTurn(between))) },
  { weight: 1, arbitrary: blank },
);
const ends = fc.constantFrom("\n", "\r\n", "\n\n");

describe("parts of a file of lines", () => {
  it("give the evidence of one pass, wherever the file is cut", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), ends, fc.array(fc.nat(600), { maxLength: 4 }), async (lines, end, offsets) => {
        const text = `\ufeff${lines.join(end)}`;
        const parts = await readInParts(text, offsets);
        expect(join(parts)).toEqual(await readWhole(text));
        expect(parts.reduce((sum, { lineCount }) => sum + lineCount, 0)).toBe(text.split("\n").length - 1);
      }),
      { numRuns: 400 },
    );
  });

  it("number rows from their own first one", async () => {
    const [, second] = await readInParts('{"a": 1}\n\n{"a": 2}\n{"a": null}\n', [9]);
    expect(second?.rowCount).toBe(2);
    expect(second?.items.dicts?.keys.get("a")?.scalars.get("None")?.first.row).toBe(1);
  });

  it("drop a byte order mark only at the start of the file", async () => {
    await expect(readInParts("1\n\ufeff2\n", [1])).rejects.toMatchObject({ place: { line: 1, byte: 2 } });
  });

  it("say where in the file a fault is, given the number of their first line", async () => {
    const source = sourceOf("1\n2\n3 4\n");
    await expect(readJsonLines(source, { start: 4, firstLine: 3 }, {})).rejects.toMatchObject({ place: { line: 3, byte: 6 } });
  });

  it("skip what a repeated key overrides", async () => {
    const [, second] = await readInParts('{"a": 1}\n{"a": 1, "a": "x"}\n', [2]);
    expect([...(second?.items.dicts?.keys.get("a")?.scalars.keys() ?? [])]).toEqual(["str"]);
  });
});

describe("where a line begins", () => {
  it.each([
    [0, 0],
    [1, 4],
    [3, 4],
    [4, 4],
    [5, 5],
    [6, 7],
    [9, 7],
  ])("from %i: %i", async (offset, start) => {
    expect(await lineStartFrom(sourceOf("abc\n\nde"), offset)).toBe(start);
  });

  it("may be far away", async () => {
    expect(await lineStartFrom(sourceOf(`${"x".repeat(200_000)}\ny`), 5)).toBe(200_001);
  });
});
