import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { datum, grouped, sentence, text } from "../../src/core/errors.ts";

describe("numbers in messages", () => {
  it("are written as toLocaleString writes them", () => {
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.double({ noDefaultInfinity: true, noNaN: true })), (value) => {
        fc.pre(!Object.is(value, -0));
        expect(grouped(value)).toBe(value.toLocaleString("en-US"));
      }),
    );
  });
});

describe("sentences that quote cells", () => {
  it("set what is quoted apart from their own words and stops", () => {
    expect(sentence(text`Row ${8} has ${datum("n.a.")}.`)).toBe("Row 8 has `n.a.`.");
    expect(sentence(text`Row ${8} has ${datum("")}.`)).toBe("Row 8 has nothing.");
  });

  it("add no quotes to those that stand there", () => {
    expect(sentence(text`Failed to convert data \`${datum("[1]")}\` to it: ${datum("'x.'")}.`)).toBe(
      "Failed to convert data `[1]` to it: 'x.'.",
    );
  });

  it("leave data out where they are told to", () => {
    expect(sentence(text`Row ${8} has ${datum("n.a.")}.`, { values: false })).toBe("Row 8 has ‹value›.");
  });
});
