import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { grouped } from "../../src/core/errors.ts";

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
