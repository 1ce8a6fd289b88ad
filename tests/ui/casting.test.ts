import { describe, expect, it } from "vitest";
import type { SpecReport } from "../../src/core/ladders/infer-report.ts";
import { castingOf, withoutCast } from "../../src/ui/store/selectors/casting.ts";

const report = (name: string, dtype: string): SpecReport => ({ name, spec: null, dtype, steps: [], missing: null });
const table = { specs: [report("a", "int64"), report("when", "str")], format: "csv", asked: new Map(), preprocessing: {} };

describe("casts", () => {
  it("are astype, next to those that are in force", () => {
    const before = { astype: new Map([["when", "category"]]), to: "numpy" as const };
    const casting = castingOf(new Map([["a", "float32"]]), { ...table, preprocessing: before });
    expect(casting).toEqual({
      preprocessing: {
        to: "numpy",
        astype: new Map([
          ["when", "category"],
          ["a", "float32"],
        ]),
      },
      options: null,
      absent: [],
    });
    expect(withoutCast(casting.preprocessing, "when")).toEqual({ to: "numpy", astype: new Map([["a", "float32"]]) });
  });

  it("of text to dates read again with parse_dates, which evidence cannot settle", () => {
    const asked = new Map([["parse_dates", ["other"]]]);
    const casting = castingOf(
      new Map([
        ["when", "datetime64[ns]"],
        ["a", "int32"],
      ]),
      { ...table, asked },
    );
    expect(casting.options).toEqual(new Map([["parse_dates", ["other", "when"]]]));
    expect(casting.preprocessing).toEqual({ astype: new Map([["a", "int32"]]) });
  });

  it("of text to dates are astype where the file has types of its own", () => {
    expect(castingOf(new Map([["when", "datetime64[ns]"]]), { ...table, format: "parquet" }).options).toBeNull();
  });

  it("leave out what the table has not, and turn one dtype for all into one a column", () => {
    const casting = castingOf(
      new Map([
        ["gone", "int8"],
        ["a", "int8"],
      ]),
      { ...table, preprocessing: { astype: "float64" } },
    );
    expect(casting.absent).toEqual(["gone"]);
    expect(casting.preprocessing).toEqual({
      astype: new Map([
        ["a", "int8"],
        ["when", "float64"],
      ]),
    });
  });
});
