import { describe, expect, it } from "vitest";
import { SignetError } from "../../../src/core/errors.ts";
import { readMlmodel } from "../../../src/core/mlflow/mlmodel.ts";
import { parseParamsText } from "../../../src/core/python/params-text.ts";
import { parseSignerConfig } from "../../../src/core/signers/config-text.ts";

const lines = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join("");

/** Texts that took minutes, or ended in an error without a tag: keys, anchors, aliases of aliases. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ["more keys than a model has", `metadata:\n${lines(100_000, (at) => `  k${at}: value ${at}\n`)}`],
  ["many anchors", `metadata:\n${lines(20_000, (at) => `  k${at}: &a${at} {x: ${at}}\n  r${at}: *a${at}\n`)}`],
  [
    "aliases of aliases",
    `a0: &a0 [x, x]\n${lines(12, (at) => `a${at + 1}: &a${at + 1} [${Array.from({ length: 10 }, () => `*a${at}`).join(", ")}]\n`)}`,
  ],
  ["an alias of itself", "a: &a [*a]\n"],
];

describe("hostile YAML", () => {
  it.each(HOSTILE)("of %s is refused as a model, as params and as a config, with a tag", (_, source) => {
    for (const read of [readMlmodel, parseParamsText, parseSignerConfig]) expect(() => read(source)).toThrow(SignetError);
  });

  it("of a key that is written twice has the last of them, as with PyYAML", () => {
    expect(readMlmodel("flavors: {}\nrun_id: a\nrun_id: b\n").runId).toBe("b");
  });

  it("of a long signature is read", () => {
    const columns = lines(50_000, (at) => `{"name": "c${at}", "type": "double", "required": true},`).slice(0, -1);
    expect(readMlmodel(`flavors: {}\nsignature:\n  inputs: '[${columns}]'\n`).signature?.inputs).not.toBeNull();
  });

  it("of parameters beyond the limit is refused with it", () => {
    expect(() => parseParamsText(`{"k": "${"x".repeat(5 << 20)}"}`)).toThrow(/The limit is 4,194,304/);
  });
});
