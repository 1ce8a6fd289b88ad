import { describe, expect, expectTypeOf, it } from "vitest";
import { defined, must } from "../../src/core/defined.ts";

describe("defined", () => {
  it("leaves out the keys whose values are undefined, and only those", () => {
    const found = defined({ name: undefined, rows: 0, label: "", isText: false, parent: null });
    expect(Object.keys(found)).toEqual(["rows", "label", "isText", "parent"]);
  });

  it("keeps the order of the keys", () => {
    expect(Object.keys(defined({ b: 1, a: undefined, d: 2, c: 3 }))).toEqual(["b", "d", "c"]);
  });

  it("does not change the object it is given", () => {
    const given = { name: undefined, rows: 1 };
    defined(given);
    expect(Object.keys(given)).toEqual(["name", "rows"]);
  });

  it("types the keys whose values may be undefined as optional, and the others as required", () => {
    const make = (name: string | undefined, rows: number) => defined({ name, rows });
    // `exactOptionalPropertyTypes` refuses a key whose value may be undefined.
    expectTypeOf(make).returns.toExtend<{ readonly name?: string; readonly rows: number }>();
    expectTypeOf(make).returns.not.toExtend<{ readonly name: string }>();
  });
});

describe("must", () => {
  it.each([0, "", false, Number.NaN])("returns %j, which is there", (value) => {
    expect(must(value)).toBe(value);
  });

  it.each([undefined, null])("throws for %j", (value) => {
    expect(() => must(value)).toThrow(new TypeError("A value that is always there is missing."));
  });
});
