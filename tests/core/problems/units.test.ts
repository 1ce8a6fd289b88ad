import { describe, expect, it } from "vitest";
import { isSameUnit, withoutUnit } from "../../../src/core/problems/units.ts";

describe("the unit of a number", () => {
  it.each([
    ["91,5 kg", "91,5", "kg"],
    ["1.57m", "1.57", "m"],
    ["12 km/h", "12", "km/h"],
    ["37 °C", "37", "°C"],
    ["-3 m/s²", "-3", "m/s²"],
    ["4 m2", "4", "m2"],
    ["1.2 mg/dL", "1.2", "mg/dL"],
    ["230V", "230", "V"],
    ["3 bedrooms", "3", "bedrooms"],
  ])("is taken off %s", (cell, rest, unit) => {
    expect(withoutUnit(cell)).toEqual({ rest, unit });
  });

  it.each(["A 12", "kg 12", "1001A", "12ab", "10 am", "12 may", "2 nd", "3x4", "7 Main Street", "1e5", "12", "kg"])(
    "is not found in %s",
    (cell) => {
      expect(withoutUnit(cell)).toBeNull();
    },
  );
});

describe("one unit", () => {
  it.each([
    ["day", "days"],
    ["inches", "inch"],
    ["lb", "lbs"],
    ["bedroom", "bedrooms"],
    ["kg", "kg"],
  ])("is %s and %s", (one, other) => {
    expect(isSameUnit(one, other)).toBe(true);
  });

  it.each([
    ["m", "ms"],
    ["kW", "kWs"],
    ["kg", "g"],
    ["day", "week"],
  ])("is not %s and %s", (one, other) => {
    expect(isSameUnit(one, other)).toBe(false);
  });
});
