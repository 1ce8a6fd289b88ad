import { expect, it } from "vitest";
import { likelyRenames } from "../../../src/core/validation/advice/names.ts";

it.each([
  ["income", "Income_EUR"],
  ["temperature", "temp"],
  ["age", "cust_age"],
  ["colour", "color"],
  ["0", "income"],
])("takes %s for the extra column %s", (missing, extra) => {
  expect(likelyRenames([missing], [extra])).toEqual([[extra, missing]]);
});

it.each([
  ["income", "region"],
  ["age", "weight"],
  ["price", "color"],
])("does not take %s for the extra column %s", (missing, extra) => {
  expect(likelyRenames([missing], [extra])).toEqual([]);
});
