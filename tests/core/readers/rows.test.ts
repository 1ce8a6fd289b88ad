import { describe, expect, it } from "vitest";
import { readSide, sourceFromBytes } from "../../../src/core/index.ts";
import type { RowsQuery } from "../../../src/core/readers/file-rows.ts";
import { DEFAULT_SETTINGS } from "../../../src/core/readers/settings.ts";
import { sideRows } from "../../../src/core/sign.ts";

const QUERY: RowsQuery = { firstRow: 0, rowCount: 10, firstColumn: 0, columnCount: 10 };

async function rowsOf(files: readonly (readonly [name: string, text: string])[], query: Partial<RowsQuery> = {}, options = new Map()) {
  const sources = files.map(([name, text]) => sourceFromBytes(new TextEncoder().encode(text), name));
  const side = await readSide(sources, { ...DEFAULT_SETTINGS, options });
  const answer = await sideRows(sources, side, { ...QUERY, ...query });
  if (answer.kind !== "rows") return answer.reason;
  return { columns: answer.columns, total: answer.columnTotal, rows: answer.rows.map((row) => row.map(({ text, as }) => [text.data, as])) };
}

describe("rows of a CSV", () => {
  it("stand as they are, each cell with what it reads as by itself", async () => {
    expect(await rowsOf([["X.csv", 'a,b,c,d\n1,"x, y",True,\nn/a,-2.5,inf,"q\n"\n']])).toEqual({
      columns: ["a", "b", "c", "d"],
      total: 4,
      rows: [
        [
          ["1", "number"],
          ["x, y", "text"],
          ["True", "boolean"],
          ["", "missing"],
        ],
        [
          ["n/a", "missing"],
          ["-2.5", "number"],
          ["inf", "number"],
          ["q\n", "text"],
        ],
      ],
    });
  });

  const many = `n,sq\n${Array.from({ length: 5000 }, (_, row) => `${row},${row * row}`).join("\n")}\n`;

  it("begin where they are wanted, for the columns that are wanted", async () => {
    expect(await rowsOf([["X.csv", many]], { firstRow: 4711, rowCount: 2, firstColumn: 1, columnCount: 1 })).toEqual({
      columns: ["sq"],
      total: 2,
      rows: [[["22193521", "number"]], [["22202944", "number"]]],
    });
  });

  it("are fewer where the file ends", async () => {
    expect(await rowsOf([["X.csv", many]], { firstRow: 4999, columnCount: 1 })).toMatchObject({ rows: [[["4999", "number"]]] });
  });

  it("are counted through the parts of a data set", async () => {
    const parts = [
      ["p0.csv", "a\n1\n2\n"],
      ["p1.csv", "a\n3\n4\n"],
    ] as const;
    expect(await rowsOf(parts, { firstRow: 1, rowCount: 2 })).toMatchObject({ rows: [[["2", "number"]], [["3", "number"]]] });
  });

  it("end with nrows", async () => {
    expect(await rowsOf([["X.csv", many]], { firstRow: 1, columnCount: 1 }, new Map([["nrows", 3n]]))).toMatchObject({
      rows: [[["1", "number"]], [["2", "number"]]],
    });
  });

  it("can be cancelled", async () => {
    const source = sourceFromBytes(new TextEncoder().encode(many), "X.csv");
    const side = await readSide([source], DEFAULT_SETTINGS);
    await expect(sideRows([source], side, QUERY, { signal: AbortSignal.abort(new Error("no more")) })).rejects.toThrow("no more");
  });
});
