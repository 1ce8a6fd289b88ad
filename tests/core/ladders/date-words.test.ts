import { describe, expect, it } from "vitest";
import { preprocessedColumns } from "../../../src/core/ladders/frame.ts";
import type { PythonValue } from "../../../src/core/python/value.ts";
import { csvReader } from "../../../src/core/readers/csv/csv-reader.ts";
import { textSource } from "../../helpers/sources.ts";

/** The dtype of a column of dates as it is read with `date_format`, or that only pandas can decide. */
async function dtypeOf(cells: readonly string[], dateFormat: PythonValue): Promise<string> {
  const options = new Map<string, PythonValue>([
    ["parse_dates", ["d"]],
    ["date_format", dateFormat],
  ]);
  const dataset = await csvReader.read(textSource(`d,e\n${cells.map((cell) => `${cell},1\n`).join("")}`), { options }, {});
  if (dataset.kind !== "table") throw new Error("a CSV is a table");
  const outcome = preprocessedColumns(dataset, {})[0]?.outcome;
  return outcome?.kind === "series" ? outcome.series.dtype.name : (outcome?.kind ?? "none");
}

const dict = (column: string, format: PythonValue) => new Map([[column, format]]);

describe("date_format", () => {
  // Every dtype is what pandas 3.1.1 answers; `undecided` is where the rules that are proved end.
  it.each<[PythonValue, readonly string[], string]>([
    ["mixed", ["2024-01-01", "2024-02-03 10:00"], "datetime64[us]"],
    ["ISO8601", ["2024-01-01", "2024-02-03T10:00:00.5"], "datetime64[us]"],
    ["mixed", ["2024-01-01T00:00Z", "2024-01-01 01:00+00:00"], "datetime64[us, UTC]"],
    ["ISO8601", ["2024-01-01T00:00Z", "2024-01-01T00:00+01:00"], "str"],
    ["mixed", ["2024-01-01", "2024-01-01T00:00Z"], "str"],
    ["mixed", ["2024-01-01", "foo"], "str"],
    ["ISO8601", ["2024-01-01", "foo"], "str"],
    ["mixed", ["2024-01-01", "2024-02-30"], "str"],
    ["mixed", ["01/02/2024", "2024-01-03"], "undecided"],
    ["ISO8601", ["20240101", "2024"], "undecided"],
    ["mixed", ["now"], "undecided"],
    // No word but a format, as pandas takes it.
    ["iso8601", ["2024-01-01"], "str"],
    ["%Y-%m-%d", ["2024-01-01", "2024-02-03 10:00"], "str"],
  ])("%s reads %j as %s", async (format, cells, dtype) => {
    expect(await dtypeOf(cells, format)).toBe(dtype);
  });

  it.each<[PythonValue, readonly string[], string]>([
    [dict("d", "mixed"), ["2024-01-01", "2024-02-03 10:00"], "datetime64[us]"],
    [dict("e", "mixed"), ["2024-01-01", "2024-02-03 10:00"], "str"],
    [dict("d", "%d/%m/%Y"), ["2024-01-01"], "str"],
    [dict("d", "%d/%m/%Y"), ["01/02/2024"], "datetime64[us]"],
  ])("may be a dict of one a column: %s reads %j as %s", async (format, cells, dtype) => {
    expect(await dtypeOf(cells, format)).toBe(dtype);
  });

  const time = "2020-01-01 00:00:00";
  it.each<[PythonValue, readonly string[], string]>([
    [null, [`${time}+01:00`, `${time}+0100`], "datetime64[us, UTC+01:00]"],
    [null, [`${time}Z`, `${time}-00:00`], "datetime64[us, UTC]"],
    [null, [`${time}-00:30`], "datetime64[us, UTC-00:30]"],
    [null, [`${time}+23:59`], "datetime64[us, UTC+23:59]"],
    ["%Y-%m-%d %H:%M:%S%z", [`${time}+99:00`], "str"],
    ["%Y-%m-%d %H:%M:%S %z", [`${time} +24:00`], "str"],
    ["%Y-%m-%d %H:%M:%S %Z", [`${time} UTC`, `${time} GMT`], "datetime64[us, UTC]"],
  ])("%s reads the offsets of %j as %s", async (format, cells, dtype) => {
    expect(await dtypeOf(cells, format)).toBe(dtype);
  });

  it.each<[PythonValue, readonly string[], string]>([
    [null, ["2020-12-25", "0000-12-25"], "datetime64[us]"],
    [null, ["2020/12/25", "0000/02/29"], "datetime64[us]"],
    [null, ["2020-12-25T10:30:15", "0000-12-25T10:30:15"], "datetime64[us]"],
    [null, ["25/12/2020", "25/12/0000"], "str"],
    [null, ["25 December 2020", "25 December 0000"], "str"],
    [null, ["0000-12-25", "2020-12-25"], "undecided"],
    ["%Y-%m", ["2020-12", "0000-12"], "datetime64[us]"],
    ["%Y-%m-%d %I:%M %p", ["0000-12-25 10:30 AM"], "str"],
    ["%Y%m%dT%H%M%S", ["00001225T103015"], "undecided"],
  ])("%s reads the year 0 of %j as %s", async (format, cells, dtype) => {
    expect(await dtypeOf(cells, format)).toBe(dtype);
  });

  it("is not guessed at where a directive is not known", async () => {
    expect(await dtypeOf(["day100of2024"], "day%jof%Y")).toBe("undecided");
  });
});
