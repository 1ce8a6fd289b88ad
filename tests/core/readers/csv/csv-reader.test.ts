import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import { isSignetError } from "../../../../src/core/errors.ts";
import type { ColumnEvidence, TableDataset } from "../../../../src/core/evidence/dataset.ts";
import { mergeDateEvidence } from "../../../../src/core/evidence/date-evidence.ts";
import { mergeTextEvidence, type TextEvidence } from "../../../../src/core/evidence/text-evidence.ts";
import type { PythonValue } from "../../../../src/core/python/value.ts";
import { csvReader } from "../../../../src/core/readers/csv/csv-reader.ts";
import { textSource } from "../../../helpers/sources.ts";

async function read(text: string, options: Readonly<Record<string, PythonValue>> = {}, chunkSize?: number): Promise<TableDataset> {
  const dataset = await csvReader.read(textSource(text, "data.csv", chunkSize), { options: new Map(Object.entries(options)) }, {});
  if (dataset.kind !== "table") throw new Error("a CSV is a table");
  return dataset;
}

const textOf = (evidence: ColumnEvidence | undefined): TextEvidence => {
  if (evidence?.kind !== "text") throw new Error("a CSV's columns are text");
  return evidence;
};

const kindsOf = (dataset: TableDataset) =>
  dataset.columns.map(({ evidence }) => Object.fromEntries([...textOf(evidence).kinds].map(([kind, { count }]) => [kind, count])));
const namesOf = (dataset: TableDataset) => dataset.columns.map(({ name }) => name);

describe("cells", () => {
  it.each([
    ["1", "int64"],
    ["-1", "negativeInt64"],
    [" 42 ", "int64"],
    ["9223372036854775808", "uint64"],
    ["18446744073709551616", "bigInt"],
    ["-9223372036854775809", "bigNegativeInt"],
    ["1e5", "float"],
    ["-.5", "negativeFloat"],
    ["1.", "float"],
    ["iNf", "infinity"],
    ["-infinity", "negativeInfinity"],
    ["tRUE", "bool"],
    ["1_000", "pythonInt"],
    ["1e", "text"],
    [" true", "text"],
    ["--1", "negativeText"],
    ["#N/A", "missing"],
    ["none", "text"],
  ])("%j reads as %s", async (cell, kind) => {
    expect(kindsOf(await read(`a,k\n${cell},k\n`))[0]).toEqual({ [kind]: 1 });
  });

  it("reports where each kind was first seen, with the cell", async () => {
    const { columns } = await read("a\n1\n2\nx\n3\n");
    expect(textOf(columns[0]?.evidence).kinds.get("text")).toEqual({ count: 1, first: { row: 2, sample: { data: "x" } } });
  });
});

describe("lines", () => {
  it.each([
    ["repeated names", "a,a,a\n1,2,3\n", ["a", "a.1", "a.2"]],
    ["names that a suffix takes", "a,a.1,a\n1,2,3\n", ["a", "a.1", "a.2"]],
    ["empty names", ",b\n1,2\n", ["Unnamed: 0", "b"]],
    ["an index that the file implies", "a,b\n1,2,3\n", ["a", "b"]],
    ["quotes and newlines in names", '"a\nb","c""d"\n1,2\n', ["a\nb", 'c"d']],
  ])("names columns: %s", async (_, text, names) => {
    expect(namesOf(await read(text))).toEqual(names);
  });

  it("numbers columns without a header, as integers", async () => {
    expect(namesOf(await read("1,x\n2,y\n", { header: null }))).toEqual([0n, 1n]);
  });

  it.each([
    ["too many cells", "a,b\n1,2\n3,4,5\n", "ParserError", 3],
    ["an open quote", 'a,b\n"x,2\n', "ParserError", 2],
    ["nothing at all", "", "EmptyDataError", undefined],
  ])("refuses %s, and says where", async (_, text, pythonError, line) => {
    const refusal = await read(text).catch((error: unknown) => error);
    expect(isSignetError(refusal, "UnreadableFile")).toBe(true);
    expect(refusal).toMatchObject({ pythonError, place: line === undefined ? {} : { line } });
  });

  it("names the option that is nearest to a mistyped one", async () => {
    await expect(read("a\n1\n", { seperator: ";" })).rejects.toThrow(/sep/);
  });
});

describe("evidence", () => {
  const cell = fc.constantFrom(
    "1",
    "-2",
    "1.5",
    "",
    "NA",
    "x",
    "True",
    '"a,b"',
    '"say ""hi"""',
    '"line\nbreak"',
    "9223372036854775808",
    "inf",
    "2024-01-31",
  );
  const table = fc
    .array(fc.tuple(cell, cell), { minLength: 1, maxLength: 30 })
    .map((rows) => `a,b\n${rows.map((row) => row.join(",")).join("\n")}\n`);

  it("is the same for any cut into chunks", async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (text, chunkSize) => {
        expect(await read(text, {}, chunkSize)).toEqual(await read(text));
      }),
      { numRuns: 150 },
    );
  });

  it("of two parts joins to that of the whole", async () => {
    const lines = fc.array(cell, { minLength: 2, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(lines, fc.nat(), async (cells, at) => {
        const cut = 1 + (at % (cells.length - 1));
        const column = async (part: readonly string[]) =>
          textOf((await read(`a,k\n${part.map((one) => `${one},k`).join("\n")}\n`)).columns[0]?.evidence);
        expect(mergeTextEvidence(await column(cells.slice(0, cut)), await column(cells.slice(cut)), mergeDateEvidence)).toEqual(
          await column(cells),
        );
      }),
      { numRuns: 150 },
    );
  });

  it("stops between chunks when it is cancelled", async () => {
    const controller = new AbortController();
    const source = textSource(`a\n${"1\n".repeat(10_000)}`, "data.csv", 100);
    const reading = csvReader.read(source, { options: new Map() }, { signal: controller.signal });
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("a byte order mark", () => {
  const MARK = "efbbbf";
  const TEXT = Buffer.from("a,b\n1,2\n").toString("hex");
  const LITTLE = Buffer.from("a,b\n1,2\n", "utf-16le").toString("hex");
  const BIG = LITTLE.replace(/(..)(..)/g, "$2$1");

  const namesIn = async (hex: string, encoding: string, chunkSize?: number) => {
    const source = sourceFromBytes(new Uint8Array(Buffer.from(hex, "hex")), "data.csv", chunkSize);
    try {
      const dataset = await csvReader.read(source, { options: new Map([["encoding", encoding]]) }, {});
      return dataset.kind === "table" ? namesOf(dataset)[0] : dataset.kind;
    } catch (error) {
      if (isSignetError(error, "UnreadableFile")) return error.pythonError;
      throw error;
    }
  };

  // The names are those that pandas 3.1.1 reads.
  it.each([
    ["utf-8", MARK + TEXT, "a"],
    ["utf-8", MARK + MARK + TEXT, "\ufeffa"],
    ["utf-8-sig", MARK + TEXT, "a"],
    ["UTF_8_SIG", MARK + MARK + TEXT, "a"],
    ["utf-8-sig", TEXT, "a"],
    ["latin-1", MARK + TEXT, "ï»¿a"],
    ["cp1252", MARK + TEXT, "ï»¿a"],
    ["cp1251", MARK + TEXT, "п»їa"],
    ["ascii", MARK + TEXT, "UnicodeDecodeError"],
    ["utf-16", `fffe${LITTLE}`, "a"],
    ["utf-16", `feff${BIG}`, "a"],
    ["utf-16", `fffefffe${LITTLE}`, "a"],
    ["utf-16", LITTLE, "UnicodeError"],
    ["utf-16-le", `fffe${LITTLE}`, "a"],
    ["utf-16-be", `feff${BIG}`, "a"],
    ["utf-16-le", `fffefffe${LITTLE}`, "\ufeffa"],
    ["utf-16-le", LITTLE, "a"],
  ])("under %s of %s is read as %j, however it is cut", async (encoding, hex, name) => {
    expect(await namesIn(hex, encoding)).toBe(name);
    expect(await namesIn(hex, encoding, 1)).toBe(name);
  });

  it("is text in a cell, which is then no number", async () => {
    const dataset = await read('a,b\n\ufeff1,"\ufeff1,5"\n', { decimal: ",", sep: "," });
    expect(kindsOf(dataset)).toEqual([{ text: 1 }, { text: 1 }]);
  });

  it("makes a quote after it a part of the name, where it is text", async () => {
    expect(await namesIn(MARK + Buffer.from('"a b",b\n1,2\n').toString("hex"), "latin-1")).toBe('ï»¿"a b"');
  });
});
