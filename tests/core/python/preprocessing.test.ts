import { describe, expect, it } from "vitest";
import { jsonDumps } from "../../../src/core/python/json-dumps.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import {
  isAsRead,
  type Preprocessing,
  preprocessingFromDict,
  preprocessingToDict,
  preprocessingWith,
} from "../../../src/core/python/preprocessing.ts";
import type { Dict } from "../../../src/core/python/value.ts";

const read = (json: string) => {
  const reasons: string[] = [];
  const found = preprocessingFromDict(jsonLoads(json) as Dict, (reason) => reasons.push(reason));
  return { found, reasons };
};

const WHOLE: Preprocessing = {
  rename: new Map([["Unnamed: 0", "row"]]),
  drop: ["id", 7n],
  astype: new Map([["price", "float64"]]),
  optional: ["note"],
  to: "numpy",
};

describe("preprocessing in JSON", () => {
  it("is written flat, and read as it was", () => {
    const json =
      '{"rename": {"Unnamed: 0": "row"}, "drop": ["id", 7], "astype": {"price": "float64"}, "optional": ["note"], "to": "numpy"}';
    expect(jsonDumps(preprocessingToDict(WHOLE))).toBe(json);
    expect(read(json)).toEqual({ found: WHOLE, reasons: [] });
  });

  it("has new names as pairs where a name is not text", () => {
    const rename = new Map([[0n, "row"]]);
    expect(jsonDumps(preprocessingToDict({ rename }))).toBe('{"rename": [[0, "row"]]}');
    expect(read('{"rename": [[0, "row"]]}').found).toEqual({ rename });
  });

  it("may lie next to reader options, which are ignored", () => {
    expect(read('{"sep": ";", "astype": "str"}')).toEqual({ found: { astype: "str" }, reasons: [] });
  });

  it.each([
    ['{"rename": "b"}', "rename must be an object of new names, or pairs of a column and its new name."],
    ['{"rename": {"a": 1}}', "rename must be an object of new names, or pairs of a column and its new name."],
    ['{"drop": "a"}', "drop must be a list of columns."],
    ['{"astype": ["int64"]}', "astype must be a dtype, or an object with one dtype per column."],
    ['{"optional": {"a": true}}', "optional must be a list of columns."],
    ['{"to": "list"}', 'to must be one of numpy, column, series, not "list".'],
  ])("leaves out what it does not understand, and says why: %s", (json, reason) => {
    expect(read(json)).toEqual({ found: {}, reasons: [reason] });
  });
});

describe("preprocessing with other parts", () => {
  it("keeps the parts that are not named", () => {
    expect(preprocessingWith(WHOLE, { drop: ["other"] })).toEqual({ ...WHOLE, drop: ["other"] });
  });

  it("has no parts that are empty or undefined", () => {
    expect(preprocessingWith(WHOLE, { rename: new Map(), drop: [], astype: "", optional: undefined, to: undefined })).toEqual({});
  });
});

it("leaves a table as it was read where it says only which columns are optional", () => {
  expect([isAsRead({}), isAsRead({ optional: ["a"] }), isAsRead({ drop: ["a"] })]).toEqual([true, true, false]);
});
