import { describe, expect, it } from "vitest";
import { tickValues } from "../../src/ui/pane/column/plots.ts";
import { number } from "../../src/ui/store/text/number-text.ts";

describe("the labels of an axis", () => {
  it.each([
    [0.5, 2.5, 300, [0.5, 1, 1.5, 2, 2.5]],
    [0, 100, 300, [0, 20, 40, 60, 80, 100]],
    [0, 987_654_321, 300, [0, 500_000_000]],
    [7, 7, 300, [7]],
  ])("from %d to %d in %d pixels", (low, high, width, values) => {
    expect(tickValues(low, high, width)).toEqual(values);
  });

  it("are whole where the values are", () => {
    expect(tickValues(0.5, 3.5, 300, 1)).toEqual([1, 2, 3]);
  });

  it("never touch each other", () => {
    for (const high of [3, 17, 1234.5, 9e6, 123_456_789, 4e15, 1e-7])
      for (const width of [120, 260, 400]) {
        const values = tickValues(high / 7, high, width);
        const room = (width / (high - high / 7)) * ((values[1] ?? Number.POSITIVE_INFINITY) - (values[0] ?? 0));
        expect(room, `${high} in ${width}: ${values.map(number)}`).toBeGreaterThan(
          Math.max(...values.map((value) => number(value).length)) * 6.5,
        );
      }
  });
});
