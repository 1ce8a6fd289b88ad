import { expect, it } from "vitest";
import { renderText } from "../../../src/core/errors.ts";
import { encodedColumns, encodedNote, likelyRenames } from "../../../src/core/validation/advice/names.ts";

it.each([
  ["income", "Income_EUR"],
  ["temperature", "temp"],
  ["age", "cust_age"],
  ["colour", "color"],
  ["0", "income"],
  ["a", "A"],
  ["a", "feature_a"],
  ["a", "featureA"],
  ["age", "ageÅrs"],
  ["preço", "preco"],
  ["x9Value", "x9 value"],
  ["years.age", "age"],
  ["temperature", "temp_c"],
  ["abc", "xabcx"],
  ["kitten", "kittes"],
  ["abcdef", "xbcdxf"],
  ["2020", "income"],
  ["income", "2020"],
  ["__", "region"],
  ["abx", "aby_"],
  ["age", "average"],
])("takes %s for the extra column %s", (missing, extra) => {
  expect(likelyRenames([missing], [extra])).toEqual([[extra, missing]]);
});

it.each([
  ["income", "region"],
  ["age", "weight"],
  ["price", "color"],
  ["a", "salary"],
  ["id", "width"],
  ["ab", "xabx"],
  ["abcdef", "xbxdxf"],
  ["abx", "ayz"],
  ["value_a", "a_other"],
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

it("takes the same letters and digits first, whatever else is there", () => {
  expect(likelyRenames(["Age", "b"], ["a_g_e", "age_x", "b"])).toEqual([
    ["a_g_e", "Age"],
    ["b", "b"],
  ]);
  expect(likelyRenames(["--"], ["++", "a"])).toEqual([]);
  expect(likelyRenames(["a"], [["a", "b"], "A"])).toEqual([["A", "a"]]);
  expect(likelyRenames([], [])).toEqual([]);
  expect(likelyRenames(["a"], [])).toEqual([]);
});

it("finds the column of which the missing ones are the values", () => {
  expect(encodedColumns(["color_red", "color_blue", "size_s"], ["size", "color"])).toEqual({
    column: "color",
    encoded: ["color_red", "color_blue"],
  });
  expect(encodedColumns(["color_red"], ["color"])).toBeNull();
  expect(encodedColumns(["colored", "colors"], ["color"])).toBeNull();
  expect(encodedColumns(["_a", "_b"], [""])).toBeNull();
  expect(encodedColumns(["1_a", "1_b"], [1n])).toBeNull();
  expect(encodedColumns([1n, "c_a"], ["c"])).toBeNull();
});

it.each([
  [["c_a", "c_b", "c_d"], "c_a, c_b, c_d"],
  [["c_a", "c_b", "c_d", "c_e"], "c_a, c_b, c_d and 1 more"],
])("says that %j are missing", (encoded, shown) => {
  expect(renderText(encodedNote("c", encoded))).toBe(
    `The model needs c encoded: ${shown} are missing, and c is extra. Apply the encoding of the training data.`,
  );
});
