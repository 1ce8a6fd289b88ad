import { describe, expect, it } from "vitest";
import type { ColumnName } from "../../../../src/core/python/value.ts";
import { readJson, schemaText } from "../../../helpers/json-sources.ts";

async function frame(split: string) {
  const dataset = await readJson(`{"dataframe_split": ${split}}`);
  if (dataset.kind !== "table") throw new Error(`read as ${dataset.kind}`);
  return dataset;
}

async function names(columns: string): Promise<readonly ColumnName[]> {
  return (await frame(`{"columns": ${columns}}`)).columns.map(({ name }) => name);
}

describe("column labels, as pd.Index keeps them", () => {
  it.each<[string, ColumnName[]]>([
    ['["a", "b"]', ["a", "b"]],
    ["[0, 1]", [0n, 1n]],
    ["[1, 2.5]", [1, 2.5]],
    ["[1, null]", [1, Number.NaN]],
    ['["a", null]', ["a", Number.NaN]],
    ["[null]", [null]],
    ['[1, "a", true]', [1n, "a", true]],
    ["[18446744073709551616, null]", [18446744073709551616n, null]],
    [
      '[["a", "a"], ["x", "y"]]',
      [
        ["a", "x"],
        ["a", "y"],
      ],
    ],
    ["null", []],
  ])("%s", async (columns, expected) => {
    expect(await names(columns)).toEqual(expected);
  });

  it.each([
    ['"ab"', "UnreadableFile"],
    ["5", "UnreadableFile"],
    ['[["a"], ["x", "y"]]', "UnreadableFile"],
    ['["\\ud800"]', "UnreadableFile"],
    ['["a", ["b"]]', "Undecided"],
    ['{"a": 1}', "Undecided"],
  ])("%s gives %s", async (columns, tag) => {
    await expect(names(columns)).rejects.toMatchObject({ tag });
  });
});

describe("rows", () => {
  it("leaves None where a row is too short", async () => {
    const { columns } = await frame('{"data": [[1, null], [2]]}');
    expect(columns[1]?.evidence).toMatchObject({ count: 2, scalars: new Map([["None", { count: 2, first: { row: 0 } }]]) });
  });

  it("puts NaN where a record lacks a key", async () => {
    const { columns } = await frame('{"data": [{"a": 1}, {"b": 2}]}');
    expect(columns[0]?.evidence).toMatchObject({
      scalars: new Map([
        ["int", expect.anything()],
        ["nan", { count: 1, first: { row: 1 } }],
      ]),
    });
  });

  it.each([
    ['{"data": [1, 2]}', '[{"type": "long", "name": 0, "required": true}]'],
    ['{"data": [[1]], "index": [1, 2]}', '[{"type": "long", "name": 0, "required": true}]'],
    ['{"data": [], "columns": ["a"]}', '[{"type": "string", "name": "a", "required": true}]'],
    ['{"columns": ["a"], "index": [1]}', '[{"type": "double", "name": "a", "required": false}]'],
    [
      '{"data": [{"a": 1, "b": 2}], "columns": ["b", "z"]}',
      '[{"type": "long", "name": "b", "required": true}, {"type": "double", "name": "z", "required": false}]',
    ],
    ['{"data": [[1, 2]], "columns": ["a", "a"]}', "infer"],
    ["{}", "infer"],
  ])("%s", async (split, schema) => {
    expect(schemaText(await frame(split))).toBe(schema);
  });

  it.each([
    ['{"data": [[1], [2]], "index": [1]}', "UnreadableFile"],
    ['{"data": [[1], 5]}', "UnreadableFile"],
    ['{"data": 5}', "UnreadableFile"],
    ['{"data": [[1], "ab"]}', "Undecided"],
    ['{"data": 5, "columns": ["a"], "index": [1]}', "Undecided"],
  ])("%s gives %s", async (split, tag) => {
    await expect(frame(split)).rejects.toMatchObject({ tag });
  });
});

describe("a dict of columns", () => {
  it.each([
    ['{"a": [1, 2], "b": "x"}', '[{"type": "long", "name": "a", "required": true}, {"type": "string", "name": "b", "required": true}]'],
    ['{"a": [[1], [2]]}', '[{"type": "array", "items": {"type": "long"}, "name": "a", "required": true}]'],
  ])("%s", async (records, schema) => {
    expect(schemaText(await readJson(`{"dataframe_records": ${records}}`))).toBe(schema);
  });

  it("needs lists of one length", async () => {
    await expect(readJson('{"dataframe_records": {"a": [1], "b": [1, 2]}}')).rejects.toMatchObject({ pythonError: "ValueError" });
  });
});
