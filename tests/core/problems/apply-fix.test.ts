import { describe, expect, it } from "vitest";
import { applyFix, type FixedSettings, fixFor, isByColumn, readerOptionsOf, undoFix } from "../../../src/core/problems/apply-fix.ts";
import type { Preprocessing } from "../../../src/core/python/preprocessing.ts";
import type { PythonValue } from "../../../src/core/python/value.ts";
import type { Fix } from "../../../src/core/signers/signer.ts";

const words = { label: "Do it", consequence: "" };
const option = (entries: Readonly<Record<string, PythonValue>>, more: Partial<Extract<Fix, { kind: "option" }>> = {}) =>
  ({ ...words, kind: "option", columns: ["a"], options: new Map(Object.entries(entries)), ...more }) as const satisfies Fix;
const python: Fix = { ...words, kind: "python", columns: ["a"], change: { kind: "naive-times" }, python: "df" };
const DROP: Fix = { ...words, kind: "drop", columns: ["a"] };

const settings = (options: Readonly<Record<string, PythonValue>>, preprocessing: Preprocessing = {}): Required<FixedSettings> => ({
  options: new Map(Object.entries(options)),
  preprocessing,
});

describe("a fix that is taken, and taken back", () => {
  it.each<[string, FixedSettings, Fix, Required<FixedSettings>]>([
    [
      "a dict of columns grows",
      settings({ na_values: new Map([["b", ["-"]]]) }),
      option({ na_values: new Map([["a", ["x"]]]) }),
      settings({
        na_values: new Map([
          ["b", ["-"]],
          ["a", ["x"]],
        ]),
      }),
    ],
    [
      "a dict of columns that is new",
      settings({}),
      option({ na_values: new Map([["a", ["x"]]]) }),
      settings({ na_values: new Map([["a", ["x"]]]) }),
    ],
    ["a list of columns grows", settings({ parse_dates: ["b"] }), option({ parse_dates: ["a"] }), settings({ parse_dates: ["b", "a"] })],
    ["a list of columns that is new", settings({}), option({ parse_dates: ["a"] }), settings({ parse_dates: ["a"] })],
    ["an option", settings({ sep: ";" }), option({ decimal: "," }), settings({ sep: ";", decimal: "," })],
    [
      "a cast",
      settings({}, { astype: new Map([["b", "str"]]) }),
      { ...words, kind: "astype", columns: ["a"], dtype: "float64" },
      settings(
        {},
        {
          astype: new Map([
            ["b", "str"],
            ["a", "float64"],
          ]),
        },
      ),
    ],
    [
      "what need not be there",
      settings({}, { optional: ["b"] }),
      { ...words, kind: "optional", columns: ["a"] },
      settings({}, { optional: ["b", "a"] }),
    ],
    ["what is left out", settings({}, { drop: ["b"] }), DROP, settings({}, { drop: ["b", "a"] })],
    ["an array", settings({}), { ...words, kind: "to", to: "numpy" }, settings({}, { to: "numpy" })],
    ["the user's own Python", settings({}, { drop: ["b"] }), python, settings({}, { drop: ["b"] })],
    [
      "a new name, by which all else goes",
      settings({}, { drop: ["b"], optional: ["a"], astype: new Map([["a", "str"]]) }),
      { ...words, kind: "rename", columns: ["a"], names: new Map([["a", "z"]]) },
      settings({}, { drop: ["b"], optional: ["z"], astype: new Map([["z", "str"]]), rename: new Map([["a", "z"]]) }),
    ],
    [
      "a new name of a column that had one",
      settings(
        {},
        {
          rename: new Map([
            ["x", "a"],
            ["y", "b"],
          ]),
        },
      ),
      { ...words, kind: "rename", columns: ["a"], names: new Map([["a", "z"]]) },
      settings(
        {},
        {
          rename: new Map([
            ["x", "z"],
            ["y", "b"],
          ]),
        },
      ),
    ],
  ])("%s", (_, before, fix, after) => {
    expect(applyFix(before, fix)).toEqual(after);
    expect(undoFix(after, fix, before.options)).toEqual({ preprocessing: {}, ...before });
  });

  it("leaves out the cast of a column that is left out, but not one of all columns", () => {
    const casts = {
      astype: new Map([
        ["a", "str"],
        ["b", "str"],
      ]),
    };
    expect(applyFix(settings({}, casts), DROP).preprocessing).toEqual({ drop: ["a"], astype: new Map([["b", "str"]]) });
    expect(applyFix(settings({}, { astype: "str" }), DROP).preprocessing).toEqual({ drop: ["a"], astype: "str" });
  });

  it("gives back what it replaced, and nothing where all of it is gone", () => {
    expect(undoFix(settings({ decimal: "," }), option({ decimal: "," }), new Map([["decimal", "."]]))).toEqual(settings({ decimal: "." }));
    expect(undoFix(settings({ parse_dates: ["a"] }), option({ parse_dates: ["a"] }))).toEqual(settings({}));
    expect(undoFix(settings({ na_values: new Map([["a", ["x"]]]) }), option({ na_values: new Map([["a", ["x"]]]) }))).toEqual(settings({}));
    expect(undoFix(settings({}, { astype: "str" }), { ...words, kind: "astype", columns: ["a"], dtype: "str" })).toEqual(
      settings({}, { astype: "str" }),
    );
  });

  it("names columns as the reader does", () => {
    const rename = new Map([["x", "a"]]);
    const fix = option({ na_values: new Map([["a", ["-"]]]), parse_dates: ["a", "b"], skiprows: [1n] }, { rename });
    expect([...readerOptionsOf(fix)]).toEqual([
      ["na_values", new Map([["x", ["-"]]])],
      ["parse_dates", ["x", "b"]],
      ["skiprows", [1n]],
    ]);
  });
});

const both = ["a", "b"];
const A = new Set(["a"]);
const tried = { result: "", effects: "", schema: null, predict: null, scoring: null, lost: { cells: 0, rows: 0, columns: 0 } } as const;

describe("a fix for some of its columns", () => {
  it.each<[string, Fix, Fix]>([
    [
      "a cast",
      { ...words, kind: "astype", columns: both, dtype: "str", tried },
      { ...words, kind: "astype", columns: ["a"], dtype: "str" },
    ],
    [
      "new names",
      {
        ...words,
        kind: "rename",
        columns: both,
        names: new Map([
          ["a", "x"],
          ["b", "y"],
        ]),
      },
      { ...words, kind: "rename", columns: ["a"], names: new Map([["a", "x"]]) },
    ],
    [
      "a dict of columns",
      option(
        {
          na_values: new Map([
            ["a", ["-"]],
            ["b", ["-"]],
          ]),
        },
        { columns: both },
      ),
      option({ na_values: new Map([["a", ["-"]]]) }),
    ],
    ["a list of columns", option({ parse_dates: both, dayfirst: true }, { columns: both }), option({ parse_dates: ["a"], dayfirst: true })],
  ])("%s", (_, fix, some) => {
    expect(isByColumn(fix)).toBe(true);
    expect(fixFor(fix, A)).toEqual(some);
    expect(fixFor(fix, new Set(both))).toEqual(fix);
  });

  it.each<[string, Fix]>([
    ["a single column", { ...DROP, tried }],
    ["an array", { ...words, kind: "to", to: "numpy" }],
    ["Python", { ...python, columns: both }],
    ["an option for the whole file", option({ decimal: "," }, { columns: both })],
  ])("is the whole of it: %s", (_, fix) => {
    expect(isByColumn(fix)).toBe(false);
    expect(fixFor(fix, A)).toEqual(fix);
  });
});
