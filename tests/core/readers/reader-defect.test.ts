import { afterEach, describe, expect, it, vi } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import { errorToData } from "../../../src/core/errors.ts";
import { csvReader } from "../../../src/core/readers/csv/csv-reader.ts";
import { openFiles } from "../../../src/core/readers/open-files.ts";
import { fileRows, profileFiles } from "../../../src/core/readers/reread-files.ts";

const source = (name: string) => sourceFromBytes(new TextEncoder().encode("a\n1\n"), name);
const settings = { options: new Map() };
const query = { firstRow: 0, rowCount: 1, firstColumn: 0, columnCount: 1 };

/** What a defect in a reader throws. */
const broken = () => {
  const nothing = JSON.parse("null");
  return nothing.columns;
};

afterEach(() => vi.restoreAllMocks());

describe("a reader that throws a TypeError", () => {
  const expected = (name: string) => ({
    tag: "Internal",
    place: { file: name },
    message: [`Signet failed while reading ${name}: `, { data: "Cannot read properties of null (reading 'columns')" }],
    trace: { cause: { name: "TypeError", calls: expect.arrayContaining([expect.stringContaining("reader-defect.test.ts")]) } },
  });

  it("is reported with the file and where in the code it is", async () => {
    vi.spyOn(csvReader, "read").mockImplementation(async () => broken());
    expect(errorToData(await openFiles([source("X.csv")], settings, {}).catch((error) => error))).toMatchObject(expected("X.csv"));
  });

  it("is reported with the part that it was reading", async () => {
    const read = csvReader.read.bind(csvReader);
    vi.spyOn(csvReader, "read").mockImplementation(async (file, ...more) => (file.name === "2.csv" ? broken() : read(file, ...more)));
    const failed = await openFiles([source("1.csv"), source("2.csv")], settings, {}).catch((error) => error);
    expect(errorToData(failed)).toMatchObject(expected("2.csv"));
  });

  it("is reported so by profiles and rows as well", async () => {
    const sources = [source("X.csv")];
    const opened = await openFiles(sources, settings, {});
    vi.spyOn(csvReader, "profile").mockImplementation(async () => broken());
    vi.spyOn(csvReader, "rows").mockImplementation(async () => broken());
    expect(errorToData(await profileFiles(sources, opened, {}).catch((error) => error))).toMatchObject(expected("X.csv"));
    expect(errorToData(await fileRows(sources, opened, query, {}).catch((error) => error))).toMatchObject(expected("X.csv"));
  });
});
