import { describe, expect, it } from "vitest";
import { CsvInference, safeHeader } from "../../../src/core/spark/csv-inference.ts";
import { type CsvFormat, SparkCsvParser } from "../../../src/core/spark/csv-parser.ts";
import { datetimePattern } from "../../../src/core/spark/datetime-pattern.ts";
import { SPARK_DEFAULTS, type SparkOptions } from "../../../src/core/spark/options.ts";
import { type SparkType, sparkTypeName } from "../../../src/core/spark/spark-type.ts";
import { isLenientTimestamp } from "../../../src/core/spark/timestamp.ts";

const FORMAT: CsvFormat = { sep: ",", quote: '"', escape: "\\", comment: null, ignoreLeading: false, ignoreTrailing: false };

function typeOf(cells: readonly string[], options: Partial<SparkOptions> = {}): string {
  const inference = new CsvInference({ ...SPARK_DEFAULTS, ...options });
  return sparkTypeName(cells.reduce<SparkType>((type, cell) => inference.next(type, cell), { kind: "null" }));
}

describe("records of CSV, as univocity cuts them", () => {
  it.each([
    ['1,"a,b",', ["1", "a,b", ""]],
    ['"a,b","c""d"', ["a,b", '"c""d"']],
    ['"a"b,2', ['"a"b', "2"]],
    ['"x,2', ["x,2"]],
    ['"a\\"b",2', ['a"b', "2"]],
    ['"a" ,2', ["a", "2"]],
    ['x"y,2', ['x"y', "2"]],
    [",,", ["", "", ""]],
    // Real answers of PySpark 4: a quote at the end of the input opens nothing.
    ['a,b"', ["a", 'b"']],
    ['\\"', ['\\"']],
  ])("%s", (line, cells) => {
    expect(new SparkCsvParser(FORMAT).record(line)).toEqual(cells);
  });

  it("with line breaks in cells, where the file is read whole", () => {
    expect([...new SparkCsvParser(FORMAT).records('a,b\n"x\ny",2\n')]).toEqual([
      ["a", "b"],
      ["x\ny", "2"],
    ]);
  });
});

describe("types of cells", () => {
  it.each([
    [["1", "", "2147483647"], "int"],
    [["1", "2147483648"], "bigint"],
    [["9223372036854775808"], "decimal(19,0)"],
    [["1", "1."], "decimal(10,0)"],
    [["1", "2.5"], "double"],
    [["\t1"], "double"],
    [["1", "NaN"], "double"],
    [["1", "nan"], "string"],
    [["٣"], "int"],
    [["2024-01-31", ""], "date"],
    [["2024-01-31", "2024-01-31 10:00"], "timestamp"],
    [["12:30:00"], "timestamp"],
    [["2024-02-30"], "string"],
    [["TRUE", "false"], "boolean"],
    [["1", "true"], "string"],
    [[""], "void"],
  ])("%j: %s", (cells, type) => {
    expect(typeOf(cells)).toBe(type);
  });

  it("follow the options", () => {
    expect(typeOf(["NA", "1"], { nullValue: "NA" })).toBe("int");
    expect(typeOf(["31/01/2024"], { dateFormat: "dd/MM/yyyy" })).toBe("date");
    expect(typeOf(["2024-01-31", "31/01/2024"], { timestampFormat: "dd/MM/yyyy" })).toBe("string");
    expect(typeOf(["2024-01-31"], { preferDate: false })).toBe("timestamp");
  });

  it("are undecided where a pattern is not known", () => {
    expect(() => typeOf(["1"], { dateFormat: "QQQ yyyy" })).toThrow(/how Spark reads the dateFormat QQQ yyyy/);
  });
});

it("names columns that have no name of their own by their places", () => {
  expect(safeHeader(["a", "A", "", "b"], SPARK_DEFAULTS)).toEqual(["a0", "A1", "_c2", "b"]);
  expect(safeHeader(["a", "b"], { ...SPARK_DEFAULTS, header: false })).toEqual(["_c0", "_c1"]);
});

it.each([
  ["2024-1-5T10:00:00+02:00", true],
  ["2024-01-31 10:00:00 Europe/Paris", true],
  ["T10:00", true],
  ["2024", true],
  ["2024-01-31T", false],
  ["2024-01-31 24:00", false],
  ["10", false],
])("casts %s to a timestamp: %s", (text, isStamp) => {
  expect(isLenientTimestamp(text)).toBe(isStamp);
});

it.each([
  ["dd MMM yyyy", "31 jan 2024", true],
  ["yyyyMMdd", "20241331", false],
  ["yyyy-MM-dd'T'HH:mm:ssXXX", "2024-01-31T10:00:00+01:00", true],
  ["yyyy-MM-dd", "02024-01-31", false],
  ["dd.MM.yy", "31.01.2024", false],
])("fits the pattern %s to %s: %s", (pattern, text, fits) => {
  expect(datetimePattern(pattern)?.(text)).toBe(fits);
});
