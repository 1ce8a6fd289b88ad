import { describe, expect, it } from "vitest";
import { isPythonFloat, isPythonInt } from "../../../src/core/python/number-text.ts";

describe("a text that Python reads as a number", () => {
  it.each(["1", " -1_000.5e+1_0 ", ".5", "5.", "NaN", "-Infinity"])("float: %j", (cell) => expect(isPythonFloat(cell)).toBe(true));
  it.each(["", ".", "1__0", "_1", "1e", "1,5", "0x1", "infinit"])("not float: %j", (cell) => expect(isPythonFloat(cell)).toBe(false));
  it.each(["1", " +1_000 "])("int: %j", (cell) => expect(isPythonInt(cell)).toBe(true));
  it.each(["", "1.0", "1_", "nan"])("not int: %j", (cell) => expect(isPythonInt(cell)).toBe(false));
});
