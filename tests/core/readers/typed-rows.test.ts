import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSide, sourceFromBytes } from "../../../src/core/index.ts";
import type { RowsQuery } from "../../../src/core/readers/file-rows.ts";
import { DEFAULT_SETTINGS } from "../../../src/core/readers/settings.ts";
import { profileSide, sideRows } from "../../../src/core/sign.ts";
import { golden } from "../../helpers/browser.ts";
import { countingSource } from "../../helpers/counting-source.ts";

const QUERY: RowsQuery = { firstRow: 0, rowCount: 10, firstColumn: 0, columnCount: 10 };

async function shown(bytes: Uint8Array, name: string, query: Partial<RowsQuery> = {}) {
  const source = sourceFromBytes(bytes, name);
  const side = await readSide([source], { ...DEFAULT_SETTINGS, options: new Map() });
  const answer = await sideRows([source], side, { ...QUERY, ...query });
  if (answer.kind !== "rows") return answer.reason;
  return { columns: answer.columns, rows: answer.rows.map((row) => row.map(({ text, as }) => `${as}: ${text.data}`)) };
}

const fromGolden = (name: string, query: Partial<RowsQuery> = {}) =>
  shown(new Uint8Array(readFileSync(join(golden, "files", name))), name, query);
const fromText = (name: string, text: string, query: Partial<RowsQuery> = {}) => shown(new TextEncoder().encode(text), name, query);

/** What pyarrow's `to_pylist` gives of the same files. */
const TYPED: readonly (readonly [stem: string, cells: readonly string[]])[] = [
  ["bool_null", ["boolean: True", "missing: "]],
  ["float32_null", ["number: 1.0", "missing: "]],
  ["dictionary_string_null", ["text: a", "missing: "]],
  ["decimal_null", ["number: 1.50", "missing: "]],
  ["date32_null", ["other: 2024-01-31", "missing: "]],
  ["map", ['other: {"k": 1}', 'other: {"k": 2}']],
  ["struct_date", ['other: {"x": "2024-01-31"}', 'other: {"x": "2024-01-31"}']],
  ["list_timestamp", ['other: ["2024-01-31T12:00:00"]', 'other: ["2024-01-31T12:00:00"]']],
];

describe("rows of typed files", () => {
  const cases = TYPED.flatMap(([stem, cells]) =>
    ["parquet", "arrow", "arrows", "feather"].map((ending) => [`${stem}.${ending}`, cells] as const),
  );
  it.each(cases)("are pyarrow's: %s", async (name, cells) => {
    expect(await fromGolden(name, { columnCount: 1 })).toMatchObject({ rows: cells.map((cell) => [cell]) });
  });

  it("are counted through row groups", async () => {
    const whole = await fromGolden("frame_range_index.row_groups.parquet");
    const last = await fromGolden("frame_range_index.row_groups.parquet", { firstRow: 2, rowCount: 1 });
    expect(typeof whole === "string" ? null : whole.rows[2]).toEqual(typeof last === "string" ? undefined : last.rows[0]);
  });
});

interface TypedRows {
  readonly type: string;
  readonly format: string;
  readonly cells: readonly string[];
  /** Of the kinds of values that are profiled. */
  readonly profile: {
    readonly present: number;
    readonly missing: number;
    readonly distinct: number;
    readonly min?: number;
    readonly max?: number;
  } | null;
  readonly base64: string;
}

/** A file for each type, and for ways to store one, with the cells that pyarrow's `to_pylist` gives: made by `make_typed_rows.py`. */
const EVERY_TYPE: readonly TypedRows[] = readFileSync(join(import.meta.dirname, "../../fixtures/rows/typed-rows.jsonl"), "utf-8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));

describe("rows of every type", () => {
  it.each(EVERY_TYPE)("are pyarrow's: $type in $format", async ({ format, cells, base64 }) => {
    expect(await shown(Buffer.from(base64, "base64"), `x.${format}`)).toEqual({ columns: ["c"], rows: cells.map((cell) => [cell]) });
  });
});

describe("rows from the middle of a file", () => {
  const longer = EVERY_TYPE.filter(({ cells }) => cells.length > 5);
  it.each(longer)("are those of the whole: $type in $format", async ({ format, cells, base64 }) => {
    const bytes = Buffer.from(base64, "base64");
    for (const firstRow of [1, 4, cells.length - 1])
      expect(await shown(bytes, `x.${format}`, { firstRow, rowCount: 2 })).toEqual({
        columns: ["c"],
        rows: cells.slice(firstRow, firstRow + 2).map((cell) => [cell]),
      });
  });
});

describe("the profile of every type", () => {
  it.each(EVERY_TYPE)("has pyarrow's counts: $type in $format", async ({ format, profile, base64 }) => {
    const sources = [sourceFromBytes(Buffer.from(base64, "base64"), `x.${format}`)];
    const found = await profileSide(sources, await readSide(sources, DEFAULT_SETTINGS));
    if (found.kind !== "columns") throw new Error(found.reason);
    const [column] = found.columns;
    const numbers = column?.data.numbers;
    const hasNumbers = column?.mode === "integers" || column?.mode === "floats";
    const counts = column && { present: column.present, missing: column.missing, distinct: column.distinct.count };
    expect(counts && hasNumbers ? { ...counts, min: Number(numbers?.min), max: Number(numbers?.max) } : (counts ?? null)).toEqual(profile);
  });
});

describe("columns that an option names", () => {
  const source = sourceFromBytes(new Uint8Array(readFileSync(join(golden, "files", "frame_range_index.snappy.parquet"))), "x.parquet");
  const settings = { ...DEFAULT_SETTINGS, options: new Map([["columns", ["s", "id"]]]) };

  it("come in the option's order: the columns, their rows and their profiles", async () => {
    const side = await readSide([source], settings);
    const names = side.dataset.kind === "table" ? side.dataset.columns.map(({ name }) => name) : [];
    expect(names).toEqual(["s", "id"]);
    const answer = await sideRows([source], side, QUERY);
    const rows = answer.kind === "rows" ? { columns: answer.columns, first: answer.rows[0]?.map(({ text }) => text.data) } : answer.reason;
    expect(rows).toEqual({ columns: ["s", "id"], first: ["a", "1"] });
    const found = await profileSide([source], side);
    expect(found.kind === "columns" ? found.columns.map((column) => column?.mode) : found.reason).toEqual(["texts", "integers"]);
  });
});

describe("rows of JSON", () => {
  it("are the items of a list, by their keys", async () => {
    expect(await fromText("people.json", '[{"a": 1, "b": "x, [y"}, {"b": null, "c": [1.5, {"d": "]"}]}]')).toEqual({
      columns: ["a", "b", "c"],
      rows: [
        ["number: 1", "text: x, [y", "missing: "],
        ["missing: ", "missing: ", 'other: [1.5, {"d": "]"}]'],
      ],
    });
  });

  it("are lines, of which blank ones are none", async () => {
    const lines = '{"n": 0}\n\n{"n": 1}\n{"n": 2.5}\n';
    expect(await fromText("x.jsonl", lines, { firstRow: 1, rowCount: 2 })).toEqual({
      columns: ["n"],
      rows: [["number: 1"], ["number: 2.5"]],
    });
  });

  it("stand under the names of a split table, or of a request", async () => {
    const split = '{"columns": ["p", "q"], "data": [[1, true], [null, false]]}';
    const rows = [
      ["number: 1", "boolean: True"],
      ["missing: ", "boolean: False"],
    ];
    expect(await fromText("split.json", split)).toEqual({ columns: ["p", "q"], rows });
    expect(await fromText("request.json", `{"dataframe_split": ${split}}`)).toEqual({ columns: ["p", "q"], rows });
  });

  it("of a long list are read no further than they are wanted", async () => {
    const bytes = new TextEncoder().encode(`[${Array.from({ length: 400_000 }, (_, row) => `{"n": ${row}}`).join(",")}]`);
    const source = sourceFromBytes(bytes, "long.json");
    const side = await readSide([source], { ...DEFAULT_SETTINGS, options: new Map() });
    const counting = countingSource(source);
    const answer = await sideRows([counting], side, QUERY);
    expect(answer.kind === "rows" && answer.rows).toHaveLength(10);
    expect(counting.cost.bytes).toBeLessThan(bytes.byteLength / 2);
  });
});
