import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import { errorToData, renderText } from "../../../../src/core/errors.ts";
import { openFiles } from "../../../../src/core/readers/open-files.ts";
import { textSource } from "../../../helpers/sources.ts";

const settings = { options: new Map() };
const errorOf = async (content: string, name = "X.json") => {
  const error = await openFiles([textSource(content, name)], settings, {}).then(() => null, errorToData);
  if (error === null) throw new Error("it was read");
  return error;
};

describe("a broken JSON", () => {
  it.each([
    ['[{"a": 1},\n {"a": 2},]', 'Line 2 has a comma before "]"'],
    ['{"a": 1,\n}', 'Line 2 has a comma before "}"'],
    ["{'a': 1}", "Line 1 uses single quotes"],
    ['[{"a": True}]', "Line 1 has True, as Python prints it. JSON has true."],
    ['{"a": None}', "JSON has null"],
    ['// made by hand\n{"a": 1}', "Line 1 has a comment (//)"],
    ['{"a": 1 /* one */}', "Line 1 has a comment (/*)"],
    ["[1, # one\n 2]", "Line 1 has a comment (#)"],
    ['[{"a": 1}, {"a": 2}', "The file ends on line 1 before its JSON does"],
    ['{"a": "x', "A string that begins on line 1 never ends"],
    ['{"a": nan}', "Line 1 has nan, which is not JSON"],
    ["[1, +Infinity]", "Line 1 has +Infinity, which is not JSON"],
    ["[-inf]", "Line 1 has -inf, which is not JSON"],
    ["{a: 1}", "Line 1 has the key a without quotes"],
    ['{"a": 1}\n{"b": 2}', "The file has several JSON documents: another begins on line 2"],
    ['{"a": 1} trailing', "Line 1 has something after the end of the JSON"],
    ['[{"a": 1}\n {"a": 2}]', "Line 2 has { where JSON needs a comma"],
    ['{"a" 1}', "Line 1 has a key without a colon after it"],
    ['{"path": "C:\\data"}', "Line 1 has a backslash in a string"],
    ['{"a": "x\ny"}', "A string on line 1 does not end on its line"],
    ["[007]", "Line 1 has the number 007"],
    ["[.5]", "Line 1 has the number .5"],
    ["[1, , 2]", 'Line 1 lacks a value before ","'],
    ['{"a": undefined}', "Line 1 has undefined"],
    ["a,b\n1,2\n", "Line 1 does not begin as JSON does"],
  ])("%j: %s", async (content, message) => {
    const error = await errorOf(content);
    expect(renderText(error.message)).toContain(message);
    expect(error.remedy).not.toBe("");
    expect(error.pythonError).toBe("JSONDecodeError");
  });

  it("in UTF-16 says so", async () => {
    const bytes = new Uint8Array(Buffer.from('\ufeff{"a": 1}', "utf16le"));
    const error = await openFiles([sourceFromBytes(bytes, "X.json")], settings, {}).then(() => null, errorToData);
    expect(renderText(error?.message ?? [])).toContain("The file is UTF-16");
  });

  it("marks what it quotes as data", async () => {
    const { message } = await errorOf('{"a": 1} secret');
    expect(renderText(message, { values: false })).not.toContain("secret");
  });
});

describe("broken JSON lines", () => {
  it.each([
    ['{"a": 1},\n{"a": 2},\n', "Line 1 ends with a comma"],
    ['{"a": 1}\n{"a": 2} {"a": 3}\n', "Line 2 has more than one JSON document"],
    ['{"a": 1}\n{"a": None}\n', "Line 2 has None"],
    ['{"a": 1}\n{"b":\n1}\n', "The document on line 2 goes on in the next line"],
    ['{\n  "a": 1\n}\n', "The document on line 1 goes on in the next line"],
  ])("%j: %s", async (content, message) => {
    expect(renderText((await errorOf(content, "X.jsonl")).message)).toContain(message);
  });
});

describe("another reading that fits", () => {
  it.each([
    [
      "X.json",
      '{"a": 1}\n{"a": 2}\n',
      new Map([["lines", true]]),
      "[json.loads(line) for line in open('X.json', encoding='utf-8-sig') if line.strip()]",
    ],
    ["X.json", "{'a': [1, None, True], # note\n}", new Map([["literals", true]]), "read_json(open('X.json', encoding='utf-8-sig'))"],
    [
      "X.json",
      "{'a': 1}\n{'a': 2}\n",
      new Map([
        ["lines", true],
        ["literals", true],
      ]),
      "[ast.literal_eval(line.strip()) for line in open('X.json', encoding='utf-8-sig') if line.strip()]",
    ],
    [
      "X.jsonl",
      "{'a': 1}\n{'a': 2}\n",
      new Map([["literals", true]]),
      "[ast.literal_eval(line.strip()) for line in open('X.jsonl', encoding='utf-8-sig') if line.strip()]",
    ],
    ["X.jsonl", '[\n{"a": 1},\n{"a": 2}\n]\n', new Map([["lines", false]]), "read_json(open('X.jsonl', encoding='utf-8-sig'))"],
  ])("of %s: %j", async (name, content, options, python) => {
    const { readings = [] } = await errorOf(content, name);
    expect(readings.map((reading) => reading.options)).toEqual([options]);
    const opened = await openFiles([textSource(content, name)], { options }, {});
    expect(opened.dataset).toMatchObject({ kind: "value" });
    expect(opened.pythonRead.expression).toBe(python);
  });

  it.each([
    ["a tuple", "{'a': (1, 2)}"],
    ["words of both languages", "{'a': true}"],
    ["what is cut off", '[{"a": 1}'],
    ["leading zeros", "{'a': 007}"],
  ])("is not offered for %s", async (_, content) => {
    expect((await errorOf(content)).readings).toBeUndefined();
  });

  it("gives what JSON gives", async () => {
    const json = '[{"a": 1, "b": [1.5, null]}, {"a": -2, "b": []}]';
    const python = "[{'a': 1, 'b': [1.5, None]}, {'a': -2, 'b': []}]";
    const read = (content: string, options: ReadonlyMap<string, boolean>) => openFiles([textSource(content, "X.json")], { options }, {});
    expect((await read(python, new Map([["literals", true]]))).dataset).toEqual((await read(json, new Map())).dataset);
  });
});

describe("JSON that is broken under another name", () => {
  it.each([
    ["data", "{'a': 1}"],
    ["X.csv", '[{"a": 1},\n {"a": 2},]'],
    ["X.txt", '{"a": 1'],
  ])("%s is not read as a table", async (name, content) => {
    expect((await errorOf(content, name)).pythonError).toBe("JSONDecodeError");
  });
});
