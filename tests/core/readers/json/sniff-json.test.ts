import { describe, expect, it } from "vitest";
import { sniffJson, sniffJsonLines } from "../../../../src/core/readers/json/sniff-json.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const sniffed = (text: string, name: string) => ({
  json: sniffJson(bytes(text), name).confidence,
  lines: sniffJsonLines(bytes(text), name).confidence,
});

describe("how sure a file is JSON", () => {
  it.each([
    ["a document under its name", '{"a": 1}', "x.json", 0.95, 0.5],
    ["a document under another name", '[{"a": 1}]', "x.data", 0.8, 0.5],
    ["a scalar, which is JSON only under its name", "1", "x.json", 0.9, 0.05],
    ["a scalar under another name", "1", "x.data", 0.1, 0.05],
    ["lines under their name", '{"a": 1}\n{"a": 2}', "x.jsonl", 0.65, 0.97],
    ["lines under another name", '{"a": 1}\n{"a": 2}', "x.data", 0.65, 0.9],
    ["text", "a,b\n1,2\n", "x.csv", 0, 0],
    ["a dict of Python's, on several lines", "{'a':\n 1}", "x.data", 0.7, 0.65],
    ["dicts of Python's, line by line", "{'a': 1}\n{'a': 2}", "x.data", 0.65, 0.7],
    ["a list that breaks, with numbers only", "[1, 2,,\n3]", "x.data", 0.35, 0.3],
    ["a dict behind a comment", '// made by hand\n{"a": 1}', "x.data", 0.7, 0.65],
  ])("%s", (_, text, name, json, lines) => {
    expect(sniffed(text, name)).toEqual({ json: expect.closeTo(json), lines: expect.closeTo(lines) });
  });
});
