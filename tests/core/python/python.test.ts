import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { floatRepr } from "../../../src/core/python/float-repr.ts";
import { jsonDumps } from "../../../src/core/python/json-dumps.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import { parseLiteral } from "../../../src/core/python/literal.ts";
import { parseParamsText } from "../../../src/core/python/params-text.ts";
import { pythonLiteral, reprString } from "../../../src/core/python/repr.ts";
import type { PythonValue } from "../../../src/core/python/value.ts";

describe("floats", () => {
  it.each([
    [1, "1.0"],
    [0.5, "0.5"],
    [1e-5, "1e-05"],
    [0.0001, "0.0001"],
    [1e16, "1e+16"],
    [123456789012345680, "1.2345678901234568e+17"],
    [1e15, "1000000000000000.0"],
    [-0, "-0.0"],
    [1e300, "1e+300"],
    [5e-324, "5e-324"],
  ])("%d is written %s", (value, text) => {
    expect(floatRepr(value)).toBe(text);
  });

  it("read back the same", () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => Object.is(Number(floatRepr(value)), value)));
  });
});

describe("json.dumps", () => {
  it.each([
    ['{"a": [1, 1.0, null, true], "é": "\\u00e9"}', '{"a": [1, 1.0, null, true], "\\u00e9": "\\u00e9"}'],
    ['{"10": 1, "9": 2}', '{"10": 1, "9": 2}'],
    ['"😀"', '"\\ud83d\\ude00"'],
    ['"\\u007f"', '"\\u007f"'],
    ["[NaN, -Infinity]", "[NaN, -Infinity]"],
    ["12345678901234567890", "12345678901234567890"],
  ])("%s is written %s", (text, written) => {
    expect(jsonDumps(jsonLoads(text))).toBe(written);
  });
});

describe("json.loads", () => {
  it.each(["", "[1,]", "{a: 1}", "01", "[1] [2]", '"a\nb"', '{"a" 1}', "nul", '"\\x"'])("refuses %j", (text) => {
    expect(() => jsonLoads(text)).toThrow(/char/);
  });
});

describe("literals", () => {
  it.each([
    ["{'a': 1, 'b': (1.5, None), 'c': [True, False,],}", '{"a": 1, "b": [1.5, null], "c": [true, false]}'],
    ["{'s': 'it''s' \"x\"}", '{"s": "itsx"}'],
    ["{'t': '''two\nlines''', 'r': r'\\n'}", '{"t": "two\\nlines", "r": "\\\\n"}'],
    ["{'n': 1_000, 'h': 0x1f, 'e': -1e3} # done", '{"n": 1000, "h": 31, "e": -1000.0}'],
    ["(1)", "1"],
    ["(1,)", "[1]"],
    ["'\\u00e9\\x41\\U0001F600'", '"\\u00e9A\\ud83d\\ude00"'],
  ])("%s", (source, json) => {
    expect(jsonDumps(parseLiteral(source))).toBe(json);
  });

  it.each(["{'a': print(1)}", "__import__('os')", "{'a'}", "{1: 2}", "[1", "'open", "b'x'", "1 + 1"])(
    "refuses %s, and runs nothing",
    (source) => {
      expect(() => parseLiteral(source)).toThrow(/line 1/);
    },
  );

  it("come back from what is written", () => {
    const value = fc.letrec<{ value: Parameters<typeof pythonLiteral>[0] }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constant(null),
        fc.boolean(),
        fc.bigInt(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.string({ unit: "binary" }),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.array(fc.tuple(fc.string(), tie("value")), { maxLength: 3 }).map((entries) => new Map(entries)),
      ),
    })).value;
    fc.assert(
      fc.property(value, (given) => {
        expect(jsonDumps(parseLiteral(pythonLiteral(given)))).toBe(jsonDumps(given));
      }),
    );
  });
});

describe("strings as Python source", () => {
  it.each([
    ["a", "'a'"],
    ["it's", '"it\'s"'],
    ["'\"", "'\\'\"'"],
    ["a\nb\\", "'a\\nb\\\\'"],
    ["\u2028", "'\\u2028'"],
    ["\ud800", "'\\ud800'"],
    ["né😀", "'né😀'"],
  ])("%j is written %s", (value, source) => {
    expect(reprString(value)).toBe(source);
  });
});

describe("params", () => {
  it.each(['{"a": 1}', "{'a': 1}", "a: 1\n"])("are read from %j", (source) => {
    expect(parseParamsText(source)).toEqual(new Map([["a", 1n]]));
  });

  it("keep yes a word, and 1.0 a float", () => {
    expect(parseParamsText('{"a": "yes", "b": 1.0}')).toEqual(
      new Map<string, unknown>([
        ["a", "yes"],
        ["b", 1],
      ]),
    );
  });
});

describe("literals at their limits", () => {
  it.each([
    ["'a\\\nb'", '"ab"'],
    [String.raw`'\U0001F600'`, '"\\ud83d\\ude00"'],
    ["('a' 'b')", '"ab"'],
    ["()", "[]"],
    ["(1,)", "[1]"],
  ])("%j is %s", (source, json) => {
    expect(jsonDumps(parseLiteral(source))).toBe(json);
  });

  it.each([
    [`${"[".repeat(2000)}${"]".repeat(2000)}`, "it is nested too deep"],
    [String.raw`'\U00110000'`, "an escape is not a character"],
    ["b'a'", "bytes cannot be a parameter"],
    ["'a", "a string never ends"],
    ["'a\nb'", "a string never ends"],
  ])("%.20j is refused: %s", (source, message) => {
    expect(() => parseLiteral(source)).toThrow(message);
  });
});

describe("params as YAML", () => {
  it("keep lists, mappings by texts, and what YAML has beside JSON's values", () => {
    expect(parseParamsText("a: [1, 0.5, null]\nb:\n  1: x\nc: ~\nd: yes\n")).toEqual(
      new Map<string, PythonValue>([
        ["a", [1n, 0.5, null]],
        ["b", new Map([["1", "x"]])],
        ["c", null],
        ["d", true],
      ]),
    );
  });

  it.each(["just a text", "a: [1", "- 1\n- 2", "[1, 2"])("%j is refused as a literal", (source) => {
    expect(() => parseParamsText(source)).toThrow(expect.objectContaining({ tag: "InvalidParams" }));
  });
});
