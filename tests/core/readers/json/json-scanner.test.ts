import { describe, expect, it } from "vitest";
import { JsonScanner } from "../../../../src/core/readers/json/json-scanner.ts";
import { JSON_SCALARS, type JsonToken, type ScalarCode, type ValueSink } from "../../../../src/core/readers/json/json-sink.ts";

/** Writes down what it is handed. */
class Recorder implements ValueSink {
  readonly events: string[] = [];

  scalar(code: ScalarCode, token: JsonToken): void {
    this.events.push(`${JSON_SCALARS[code]} ${JSON_SCALARS[code] === "int" ? token.exact() : token.text()}`);
  }
  beginList(): ValueSink {
    this.events.push("[");
    return this;
  }
  endList(): void {
    this.events.push("]");
  }
  beginDict() {
    this.events.push("{");
    return {
      key: (token: JsonToken) => {
        this.events.push(`key ${token.text()}`);
        return this;
      },
      endDict: () => this.events.push("}"),
    };
  }
}

function scan(source: string | Uint8Array, chunkSize: number): string[] {
  const recorder = new Recorder();
  const scanner = new JsonScanner(recorder, { lines: false });
  const bytes = typeof source === "string" ? new TextEncoder().encode(source) : source;
  for (let at = 0; at < bytes.length; at += chunkSize) {
    const chunk = bytes.slice(at, at + chunkSize);
    scanner.push(chunk);
    // A chunk may be reused once push returns.
    chunk.fill(0x21);
  }
  scanner.finish();
  return recorder.events;
}

describe("tokens", () => {
  it.each([
    [
      '{"a": [1, -2.5e+3, "x\\n\\ud83d\\ude00"], "b": null}',
      ["{", "key a", "[", "int 1", "float -2.5e+3", "str x\n😀", "]", "key b", "None null", "}"],
    ],
    ["[NaN, Infinity, -Infinity, true, false]", ["[", "nan NaN", "float Infinity", "float -Infinity", "bool true", "bool false", "]"]],
    ["[0, -0, 9007199254740993, -18446744073709551617]", ["[", "int 0", "int 0", "int 9007199254740993", "int -18446744073709551617", "]"]],
    ['["é€😀\\u00e9\\ud800"]', ["[", "str é€😀é\ud800", "]"]],
    [" 0.1e1 ", ["float 0.1e1"]],
  ])("%s, whatever the chunks", (source, events) => {
    for (let chunkSize = 1; chunkSize < 12; chunkSize++) expect(scan(source, chunkSize)).toEqual(events);
  });

  it("nests as deep as Python does, without recursion", () => {
    expect(scan(`${"[".repeat(900)}${"]".repeat(900)}`, 1000)).toHaveLength(1800);
    expect(() => scan("[".repeat(100_000), 1000)).toThrow("recursion");
  });
});

describe("what Python's json refuses", () => {
  it.each([
    "",
    " ",
    "nul",
    "nan",
    "-",
    "+1",
    "01",
    "1.",
    "1.e5",
    ".5",
    "1e",
    "-NaN",
    "[1,]",
    "[,1]",
    "[1 2]",
    "{a: 1}",
    '{"a": 1,}',
    '{"a" 1}',
    '{"a"}',
    '{"a": }',
    "{1: 2}",
    "[1",
    '"abc',
    '"a\tb"',
    '"\\x41"',
    '"\\u12g4"',
    "[1] [2]",
    "[1]]",
    "'a'",
    "\u00a01",
    "/*x*/1",
    "1\0",
  ])("%j", (source) => {
    for (const chunkSize of [1, 3, 100]) {
      expect(() => scan(source, chunkSize)).toThrow(expect.objectContaining({ tag: "UnreadableFile", pythonError: "JSONDecodeError" }));
    }
  });

  it.each([[0xc0, 0xaf], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff], [0xe2, 0x28], [0xf5, 0x80]])(
    "text that is not UTF-8: %j %j",
    (...bytes) => {
      const source = Uint8Array.from([0x22, ...bytes, 0x22]);
      for (const chunkSize of [1, 2, 100]) {
        expect(() => scan(source, chunkSize)).toThrow(expect.objectContaining({ pythonError: "UnicodeDecodeError" }));
      }
    },
  );

  it("ints of more than 4300 digits", () => {
    expect(scan("9".repeat(4300), 100)).toHaveLength(1);
    expect(() => scan("9".repeat(4301), 100)).toThrow("4300 digits");
  });

  it("and it says where", () => {
    expect(() => scan('{"a": 1,\n "b": x}', 4)).toThrow(expect.objectContaining({ place: { line: 2, byte: 15 } }));
  });
});
