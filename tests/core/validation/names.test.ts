import { expect, it } from "vitest";
import { likelyRenames } from "../../../src/core/validation/advice/names.ts";

it.each([
  ["income", "Income_EUR"],
  ["temperature", "temp"],
  ["age", "cust_age"],
  ["colour", "color"],
  ["0", "income"],
  ["a", "A"],
  ["a", "feature_a"],
  ["a", "featureA"],
])("takes %s for the extra column %s", (missing, extra) => {
  expect(likelyRenames([missing], [extra])).toEqual([[extra, missing]]);
});

it.each([
  ["income", "region"],
  ["age", "weight"],
  ["price", "color"],
  ["a", "salary"],
  ["id", "width"],
])("does not take %s for the extra column %s", (missing, extra) => {
  expect(likelyRenames([missing], [extra])).toEqual([]);
});

it("takes several columns with the same word before each", () => {
  expect(likelyRenames(["a", "b"], ["feature_b", "feature_a"])).toEqual([
    ["feature_a", "a"],
    ["feature_b", "b"],
  ]);
});

it.each([
  ["two may be meant", ["a"], ["x_a", "y_a"]],
  ["one is meant for two", ["color_red", "color_blue"], ["color"]],
  ["the rest is not explained", ["a", "income"], ["feature_a", "region"]],
])("takes none where %s", (_, missing, extra) => {
  expect(likelyRenames(missing, extra)).toEqual([]);
});
