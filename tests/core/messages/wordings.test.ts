import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { recogniseError } from "../../../src/core/messages/recognise.ts";

interface Recorded {
  readonly words: string;
  readonly from: string;
  readonly to: string;
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf-8");

// Written by tests/conformance/message_wordings.py from the sources of 36 releases, 1.9 to 3.17.
const recorded: readonly Recorded[] = read("../../fixtures/message-wordings.jsonl")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line));

const scope: readonly { readonly patterns: readonly string[] }[] = JSON.parse(read("../../conformance/message-scope.json"));
const beyond = scope.flatMap(({ patterns }) => patterns.map((pattern) => new RegExp(pattern)));

/** The words as a release prints them, with a value in each place. */
function filled(words: string): string {
  let count = 0;
  return words.replace(/\{\}/g, () => `value${++count}`);
}

describe("the wordings of 36 releases of MLflow", () => {
  it("are in the catalogue, or beyond its scope for a reason", () => {
    const missing = recorded.filter(({ words }) => recogniseError(filled(words)) === null && !beyond.some((one) => one.test(words)));
    expect(missing.map(({ words, from, to }) => `${from}–${to} ${words}`)).toEqual([]);
  });

  it("are mostly in the catalogue", () => {
    expect(recorded.filter(({ words }) => recogniseError(filled(words)) !== null).length).toBeGreaterThan(390);
  });
});
