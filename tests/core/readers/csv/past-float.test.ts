import { describe, expect, it } from "vitest";
import { isPastFloat } from "../../../../src/core/readers/csv/cell-kind.ts";

/** What `pd.read_csv` of pandas 2.3.3 keeps as text, and what it reads as float64. */
const TEXT =
  "1.8e308 1.7976931348623159e308 17976931348623158e292 17976931348623159e292 1e309 0e309 0e400 0.0e999 1e99999999999999999999 1e-99999999999999999999 00000000000000000000e308 000000000000000000001e308 123456789012345678901e290 1.00000000000000000000e309 -1e400 1e+400";
const FLOATS = "1e308 1.7976931348623157e308 1e-700 0000000000000000000001e290 0.00000000000000000000000001e320 0.1e309 1.5 -2e10";

describe("numbers past float64", () => {
  it.each(TEXT.split(" "))("%s is text to pandas before 3", (cell) => expect(isPastFloat(cell)).toBe(true));
  it.each(FLOATS.split(" "))("%s is a float", (cell) => expect(isPastFloat(cell)).toBe(false));
});
