import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import type { ValueDataset } from "../../../../src/core/evidence/dataset.ts";
import { jsonReader } from "../../../../src/core/readers/json/json-reader.ts";
import type { Progress } from "../../../../src/core/readers/progress.ts";
import { DEFAULT_SETTINGS } from "../../../../src/core/readers/settings.ts";
import { readJson, readJsonLines, schemaText } from "../../../helpers/json-sources.ts";

const CHUNK_SIZES = [1, 2, 3, 7, 1 << 16];

describe("values", () => {
  it.each([
    ["1", '[{"type": "long", "required": true}]'],
    ["[]", '[{"type": "string", "required": true}]'],
    ["NaN", '[{"type": "any", "required": true}]'],
    ["[1.0, 2.5]", '[{"type": "double", "required": true}]'],
    ['[{"a": 1}, {}]', '[{"type": "long", "name": "a", "required": false}]'],
    ['[{"a": NaN}]', '[{"type": "any", "name": "a", "required": true}]'],
    ['{"2": 1, "10": "x"}', '[{"type": "long", "name": "2", "required": true}, {"type": "string", "name": "10", "required": true}]'],
    ['{"a": 123456789012345678901234567890}', '[{"type": "long", "name": "a", "required": true}]'],
    [
      '{"__proto__": -0, "x": -Infinity}',
      '[{"type": "long", "name": "__proto__", "required": true}, {"type": "double", "name": "x", "required": true}]',
    ],
  ])("%s in chunks of any size", async (source, schema) => {
    for (const chunkSize of CHUNK_SIZES) expect(schemaText(await readJson(source, chunkSize))).toBe(schema);
  });

  it("drops one byte order mark, and keeps one inside a name", async () => {
    expect(schemaText(await readJson('\ufeff{"\ufeffa": 1}', 1))).toBe('[{"type": "long", "name": "\\ufeffa", "required": true}]');
  });

  it("finds keys that are escaped differently to be the same", async () => {
    expect(schemaText(await readJson('[{"é": 1}, {"\\u00e9": 2}]'))).toBe('[{"type": "long", "name": "\\u00e9", "required": true}]');
  });
});

describe("repeated keys", () => {
  it.each([
    ['[{"a": 1, "a": "x"}]', '[{"type": "string", "name": "a", "required": true}]'],
    [
      '{"a": 1, "b": true, "a": "x"}',
      '[{"type": "string", "name": "a", "required": true}, {"type": "boolean", "name": "b", "required": true}]',
    ],
    [
      '{"a": {"k": 1, "k": null, "k": 1.5}}',
      '[{"type": "object", "properties": {"k": {"type": "double", "required": true}}, "name": "a", "required": true}]',
    ],
    ['{"inputs": "x", "inputs": [1]}', '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]'],
    ['{"data": 1, "columns": ["c"], "data": [[1.5]]}', '[{"type": "double", "name": "c", "required": true}]'],
  ])("%s: the last value, at the first place", async (source, schema) => {
    expect(schemaText(await readJson(source, 5))).toBe(schema);
  });
});

describe("envelopes and split tables", () => {
  it.each([
    [
      '{"dataframe_split": {"columns": ["a"], "data": [[1], [null]]}, "params": {"x": 1}}',
      '[{"type": "double", "name": "a", "required": false}]',
    ],
    [
      '{"dataframe_records": [{"a": "x"}, {"b": 1}]}',
      '[{"type": "string", "name": "a", "required": false}, {"type": "double", "name": "b", "required": false}]',
    ],
    [
      '{"instances": [{"a": [1, 2]}, {"a": [3, 4]}]}',
      '[{"name": "a", "type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1, 2]}}]',
    ],
    [
      '{"data": [[1, "x"]], "index": [5], "columns": [0, 1]}',
      '[{"type": "long", "name": 0, "required": true}, {"type": "string", "name": 1, "required": true}]',
    ],
    [
      '{"inputs": [1], "instances": [1]}',
      '[{"type": "array", "items": {"type": "long"}, "name": "inputs", "required": true}, {"type": "array", "items": {"type": "long"}, "name": "instances", "required": true}]',
    ],
    [
      '{"data": [1], "note": 2}',
      '[{"type": "array", "items": {"type": "long"}, "name": "data", "required": true}, {"type": "long", "name": "note", "required": true}]',
    ],
    [
      '{"columns": [], "data": 1}',
      '[{"type": "any", "name": "columns", "required": true}, {"type": "long", "name": "data", "required": true}]',
    ],
  ])("%s", async (source, schema) => {
    for (const chunkSize of CHUNK_SIZES) expect(schemaText(await readJson(source, chunkSize))).toBe(schema);
  });

  it("says that it unwrapped a request", async () => {
    const { notes } = await readJson('{"inputs": [1.5]}');
    expect(notes.map(({ kind }) => kind)).toEqual(["envelope"]);
  });

  it.each([
    ['{"dataframe_split": [1]}', "AttributeError"],
    ['{"inputs": [[1], [2, 3]]}', "ValueError"],
    ['{"instances": [{"a": 1}, {}]}', "KeyError"],
    ['{"instances": [{"a": 1}, 5]}', "TypeError"],
    ['{"columns": ["a", "b"], "data": [[1]]}', "ValueError"],
    ['{"dataframe_records": {"a": 1}}', "ValueError"],
    ['{"dataframe_records": [{"a": 1}, 5]}', "TypeError"],
  ])("%s is refused as %s", async (source, pythonError) => {
    await expect(readJson(source)).rejects.toMatchObject({ tag: "UnreadableFile", pythonError });
  });
});

describe("lines", () => {
  it.each([
    ['{"a": 1}\n\n{"a": 2}\n', '[{"type": "long", "name": "a", "required": true}]'],
    ['{"a": 1}\r\n{"a": 2}', '[{"type": "long", "name": "a", "required": true}]'],
    ["1\r2\r", '[{"type": "long", "required": true}]'],
    ["1\n\x0c\u3000\n2", '[{"type": "long", "required": true}]'],
    ["", '[{"type": "string", "required": true}]'],
  ])("%j", async (source, schema) => {
    for (const chunkSize of CHUNK_SIZES) expect(schemaText(await readJsonLines(source, chunkSize))).toBe(schema);
  });

  it.each(["[1,\n2]", "1 2", "1\x0c", "\x0c1", '{"a": \n1}', '"a\nb"'])("refuses %j", async (source) => {
    for (const chunkSize of CHUNK_SIZES) {
      await expect(readJsonLines(source, chunkSize)).rejects.toMatchObject({ tag: "UnreadableFile", pythonError: "JSONDecodeError" });
    }
  });

  it("numbers sightings by line", async () => {
    const dataset = (await readJsonLines('{"a": 1}\n\n{"a": null}\n{"b": 2}\n')) as ValueDataset;
    const records = dataset.value.lists?.items.dicts;
    expect(records?.keys.get("a")?.scalars.get("None")?.first.row).toBe(1);
    expect(records?.absent).toEqual(
      new Map([
        ["b", { row: 0 }],
        ["a", { row: 2 }],
      ]),
    );
  });
});

describe("context", () => {
  it("reports its progress to the end", async () => {
    const reports: Progress[] = [];
    const bytes = new TextEncoder().encode("[1, 2, 3]");
    await jsonReader.read(sourceFromBytes(bytes, "x.json", 2), DEFAULT_SETTINGS, { onProgress: (progress) => reports.push(progress) });
    expect(reports.at(-1)).toEqual({ bytes: 9, byteLength: 9, rows: 3 });
  });

  it("stops between chunks when aborted", async () => {
    const controller = new AbortController();
    controller.abort();
    const reading = jsonReader.read(sourceFromBytes(new Uint8Array(9), "x.json"), DEFAULT_SETTINGS, { signal: controller.signal });
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });
});
