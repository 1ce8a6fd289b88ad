import { describe, expect, it } from "vitest";
import { hasServerError, plainTexts, serverError } from "../../../src/core/messages/pasted-text.ts";

describe("pasted text", () => {
  it.each([
    ["entities", "&lt;b&gt; &amp; &quot;&apos;&NBSP;&#39;&#x41;&#0;&#x110000;", `<b> & "' 'A`],
    ["tags and colours", "a<br/>b\u001b[1;31mc", "a\nbc"],
    ["escapes of a quoted traceback", 'x\\n  File "a.py"\\tb\\u0041\\/', 'x\n  File "a.py"\tbA/'],
    ["the texts of a server's JSON, its message first", '{"error_code": "X", "stack_trace": "s", "message": "m"}', "m\nX\ns"],
    ["lists and numbers in it", '{"detail": [{"loc": ["body", 5], "msg": "m"}], "error": null}', "body\nm"],
    ["JSON in a log line", 'at 10: {"error_code": "X", "message": "m"} end', "at 10: m\nX end"],
    ["an object of strings that is no error", 'at 10: {"a": "b"} end', 'at 10: {"a": "b"} end'],
    ["line ends", "a\r\nb\rc", "a\nb\nc"],
  ])("is read without %s", (_, pasted, first) => expect(plainTexts(pasted)[0]).toBe(first));

  it("is read as often as one message may quote another", () => {
    expect(plainTexts("one line")).toEqual(["one line"]);
    expect(plainTexts("a\n\\\\\\\\n").length).toBeGreaterThan(2);
  });

  it("is not followed into JSON that is too deep", () => {
    const deep = `{"message": ${"[".repeat(40)}"x"${"]".repeat(40)}}`;
    expect(plainTexts(deep)[0]).toBe("");
  });

  it.each([
    ['{"message": "m"}', true, true],
    ['{"message": "m", "inputs": []}', false, false],
    ['{"other": "m"}', false, false],
    ["[1]", false, false],
    ['{"error_code": "X", "message', false, true],
    ["{", false, false],
  ])("%s: a server's JSON error %s, one whole or cut %s", (pasted, isWhole, isAny) => {
    expect([serverError(pasted) !== null, hasServerError(pasted)]).toEqual([isWhole, isAny]);
  });
});
