import { describe, expect, it } from "vitest";
import type { RowsQuery } from "../../../../src/core/readers/file-rows.ts";
import { DEFAULT_SETTINGS } from "../../../../src/core/readers/settings.ts";
import { readSide, sideRows } from "../../../../src/core/sign.ts";
import { textSource } from "../../../helpers/sources.ts";

const QUERY: RowsQuery = { firstRow: 0, rowCount: 10, firstColumn: 0, columnCount: 10 };

async function rowsOf(text: string, name = "a.json", query: Partial<RowsQuery> = {}) {
  const source = textSource(text, name);
  const side = await readSide([source], DEFAULT_SETTINGS);
  const answer = await sideRows([source], side, { ...QUERY, ...query });
  return answer.kind === "rows"
    ? { columns: answer.columns, rows: answer.rows.map((row) => row.map((cell) => cell.text.data)) }
    : answer.reason;
}

describe("rows of a document", () => {
  it.each([
    [
      "records",
      '[{"a": 1, "b": "x"}, {"b": 2.5}, 5]',
      {
        columns: ["a", "b"],
        rows: [
          ["1", "x"],
          ["", "2.5"],
          ["", ""],
        ],
      },
    ],
    [
      "lists",
      "[[1, 2], [3], 4]",
      {
        columns: [0n, 1n],
        rows: [
          ["1", "2"],
          ["3", ""],
          ["4", ""],
        ],
      },
    ],
    ["values", '["a", null]', { columns: [0n], rows: [["a"], [""]] }],
    ["one value", "5", { columns: [0n], rows: [["5"]] }],
    ["a split table", '{"columns": ["a"], "data": [[1], [2]]}', { columns: ["a"], rows: [["1"], ["2"]] }],
    ["a split table in its envelope", '{"dataframe_split": {"data": [[1, 2]]}}', { columns: [0n, 1n], rows: [["1", "2"]] }],
    ["records in their envelope", '{"dataframe_records": [{"a": 1}]}', { columns: ["a"], rows: [["1"]] }],
    [
      "instances",
      '{"instances": [[1, 2], [3, 4]]}',
      {
        columns: [0n, 1n],
        rows: [
          ["1", "2"],
          ["3", "4"],
        ],
      },
    ],
    [
      "named inputs",
      '{"inputs": {"a": [1, 2], "b": [3, 4]}}',
      {
        columns: ["a", "b"],
        rows: [
          ["1", "3"],
          ["2", "4"],
        ],
      },
    ],
    [
      "columns of one length",
      '{"a": [1, 2], "b": ["x", "y"]}',
      {
        columns: ["a", "b"],
        rows: [
          ["1", "x"],
          ["2", "y"],
        ],
      },
    ],
    ["columns of several lengths, which are one row", '{"a": [1, 2], "b": [3]}', { columns: ["a", "b"], rows: [["[1, 2]", "[3]"]] }],
    ["one row", '{"a": 1, "b": null}', { columns: ["a", "b"], rows: [["1", ""]] }],
  ])("%s", async (_, text, expected) => expect(await rowsOf(text)).toEqual(expected));

  it("are those around a column, and from a row on", async () => {
    const records = `[${Array.from({ length: 30 }, (_, row) => `{"a": ${row}, "b": "\\"]}${row}", "c": [${row}]}`).join(", ")}]`;
    expect(await rowsOf(records, "a.json", { firstRow: 28, rowCount: 1, columnCount: 1, around: "c" })).toEqual({
      columns: ["c"],
      rows: [["[28]"]],
    });
    expect(await rowsOf(records, "a.json", { firstRow: 29, rowCount: 5, around: "zz" })).toEqual({
      columns: ["a", "b", "c"],
      rows: [["29", '"]}29', "[29]"]],
    });
    const lines = `${Array.from({ length: 30 }, (_, row) => `{"a": ${row}}`).join("\n")}\n\n`;
    expect(await rowsOf(lines, "a.jsonl", { firstRow: 2, rowCount: 1 })).toEqual({ columns: ["a"], rows: [["2"]] });
    expect(await rowsOf('{"a": 1}\n{"a": 2}', "a.jsonl", { firstRow: 1 })).toEqual({ columns: ["a"], rows: [["2"]] });
  });
});
