import { afterEach, describe, expect, it } from "vitest";
import type { TextEvidence } from "../../../../src/core/evidence/text-evidence.ts";
import { setLimits } from "../../../../src/core/limits.ts";
import { csvReader, readCsv } from "../../../../src/core/readers/csv/csv-reader.ts";
import { textSource } from "../../../helpers/sources.ts";

const OPTIONS = { options: new Map() };
const MIB = 1 << 20;

/** What is counted of the column `b`. */
async function counted(csv: string, settings: Parameters<typeof readCsv>[1] = OPTIONS): Promise<TextEvidence> {
  const { columns } = await readCsv(textSource(csv, "long.csv"), settings, {});
  return columns[1]?.evidence as TextEvidence;
}

const kindsOf = ({ kinds }: TextEvidence) => [...kinds].map(([kind, { count, first }]) => ({ kind, count, row: first.row }));

/** A file whose third row has the cell; the rows after it must be found again. */
const around = (cell: string) => `a,b\n1,x\n2,y\n3,${cell}\n4,5\n5,-z\n`;

/** Cells by what they begin with, up to `length`. */
const CELLS: Readonly<Record<string, (length: number) => string>> = {
  text: (length) => "a".repeat(length),
  "text that begins with a minus": (length) => `-${"a".repeat(length)}`,
  "quoted text with quotes and lines": (length) => `"${'one ""two""\nthree,four\n'.repeat(length / 24)}"`,
  "digits with a letter before them": (length) => `x${"7".repeat(length)}`,
  "digits with a letter behind them": (length) => `${"7".repeat(length)}x`,
  "spaces before text": (length) => `${" ".repeat(length)}x`,
  digits: (length) => "7".repeat(length),
  "an exponent behind digits": (length) => `${"7".repeat(length)}e-${length}`,
  Chinese: (length) => "数".repeat(length / 3),
};

afterEach(() => setLimits({}));

describe("a cell of many megabytes", () => {
  it.each(Object.entries(CELLS))("is counted as a short one: %s", async (_, cell) => {
    const [long, short] = [await counted(around(cell(10 * MIB))), await counted(around(cell(1 << 13)))];
    expect(kindsOf(long)).toEqual(kindsOf(short));
    expect(long.rowCount).toBe(5);
    expect([...(long.marks?.keys() ?? [])]).toEqual([...(short.marks?.keys() ?? [])]);
    expect(long.firstCells).toEqual(short.firstCells);
  });

  it("passes through a smaller limit where it is text", async () => {
    setLimits({ "csv-line": 2 * MIB });
    for (const cell of ["text", "quoted text with quotes and lines", "Chinese"] as const)
      expect(kindsOf(await counted(around(CELLS[cell]?.(10 * MIB) ?? "")))).toHaveLength(3);
    const first = `a,b\n1,${"x".repeat(10 * MIB)}\n2,3\n`;
    expect(kindsOf(await counted(first))).toEqual([
      { kind: "int64", count: 1, row: 1 },
      { kind: "text", count: 1, row: 0 },
    ]);
  });

  it.each(["digits", "spaces before text"])("is undecided past the limit where its end decides: %s", async (cell) => {
    setLimits({ "csv-line": 2 * MIB });
    await expect(counted(around(CELLS[cell]?.(10 * MIB) ?? ""))).rejects.toMatchObject({
      tag: "Undecided",
      message: "Line 4 is too long. The limit is 2,097,152 bytes.",
      place: { line: 4 },
      remedy: expect.stringContaining("signet --limit csv-line=SIZE"),
    });
  });

  it("is kept whole where options look at it", async () => {
    setLimits({ "csv-line": 2 * MIB });
    const settings = { options: new Map([["true_values", ["yes"]]]) };
    await expect(counted(around("a".repeat(10 * MIB)), settings)).rejects.toMatchObject({ tag: "Undecided" });
  });

  it("is shown by its beginning", async () => {
    setLimits({ "csv-line": 2 * MIB });
    const query = { firstRow: 2, rowCount: 2, firstColumn: 0, columnCount: 2 };
    const rows = await csvReader.rows?.(textSource(around("a".repeat(10 * MIB)), "long.csv"), OPTIONS, query, {});
    expect(rows?.rows[0]?.[1]).toMatchObject({ as: "text", text: { data: expect.stringMatching(/^a{119}…$/) } });
    expect(rows?.rows[1]?.[1]).toMatchObject({ as: "number", text: { data: "5" } });
  });
});

describe("a table of very many columns", () => {
  const header = (count: number) => Array.from({ length: count }, (_, column) => `c${column}`).join();

  it("is undecided past the limit, which can be lifted", async () => {
    setLimits({ columns: 100 });
    await expect(counted(`${header(101)}\n`)).rejects.toMatchObject({
      tag: "Undecided",
      message: "The table has 101 columns. The limit is 100 columns.",
    });
    setLimits({ columns: 101 });
    expect((await readCsv(textSource(`${header(101)}\n`, "wide.csv"), OPTIONS, {})).columns).toHaveLength(101);
  });

  it("is refused before its line is whole where there is no end to it", async () => {
    setLimits({ columns: 1000 });
    await expect(counted(",".repeat(100_000))).rejects.toMatchObject({
      tag: "Undecided",
      message: "Line 1 has too many cells. The limit is 1,000 columns.",
    });
  });
});
