import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import { LIMITS } from "../../../../src/core/limits.ts";
import { joinJsonLines, readJsonLines } from "../../../../src/core/readers/json/json-lines.ts";
import { readJson, readJsonLines as readWhole } from "../../../helpers/json-sources.ts";

const MAX_KEYS = LIMITS["json-keys"].default;

const record = (from: number, count: number) => `{${Array.from({ length: count }, (_, index) => `"k${from + index}": 1`).join(", ")}}`;
const refusal = { tag: "Undecided", message: expect.stringContaining("The limit is 100,000 keys") };

describe("different keys", () => {
  it("may be as many as the limit, and are all counted", async () => {
    const dataset = await readJson(`[${record(0, MAX_KEYS)}, ${record(0, MAX_KEYS)}]`);
    const keys = dataset.kind === "value" ? dataset.value.lists?.items.dicts?.keys : undefined;
    expect(keys?.size).toBe(MAX_KEYS);
    expect(keys?.get(`k${MAX_KEYS - 1}`)?.count).toBe(2);
  });

  it("are refused beyond the limit, at the first of them", async () => {
    const line = record(0, MAX_KEYS);
    const place = { line: 3, byte: line.length + 4 };
    await expect(readWhole(`${line}\n\n{"one": 1}\n`)).rejects.toMatchObject({ ...refusal, place });
  });

  it("are counted in all places together", async () => {
    const half = record(0, MAX_KEYS / 2);
    await expect(readJson(`{"a": ${half}, "b": [${half}]}`)).rejects.toMatchObject(refusal);
  });

  it("count as positions of a split table's rows", async () => {
    const row = Array<number>(MAX_KEYS + 1).fill(1);
    await expect(readJson(`{"dataframe_split": {"data": ${JSON.stringify([row])}}}`)).rejects.toMatchObject(refusal);
  });

  it("are refused where parts have them together", async () => {
    const read = (text: string) => readJsonLines(sourceFromBytes(new TextEncoder().encode(text), "x.jsonl"), { start: 0 }, {});
    const [left, right] = await Promise.all([read(record(0, MAX_KEYS - 1)), read('{"one": 1, "two": 2}')]);
    await expect((async () => joinJsonLines(left, right))()).rejects.toMatchObject(refusal);
    expect(joinJsonLines(left, left).rowCount).toBe(2);
  });
});
