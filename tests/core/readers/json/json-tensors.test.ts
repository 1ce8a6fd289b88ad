import { describe, expect, it } from "vitest";
import { readJson } from "../../../helpers/json-sources.ts";

async function tensor(inputs: string) {
  const dataset = await readJson(`{"inputs": ${inputs}}`);
  if (dataset.kind !== "tensors") throw new Error(`read as ${dataset.kind}`);
  const [first] = dataset.tensors;
  return [first?.dtype, first?.shape];
}

describe("dtype and shape, as np.array finds them", () => {
  it.each<[string, string, number[]]>([
    ["[1, true]", "int64", [2]],
    ["[true]", "bool", [1]],
    ["[1, 2.5, NaN]", "float64", [3]],
    ['[1, "a"]', "str", [2]],
    ["[1, null]", "object", [2]],
    ['[{"a": [1]}, 2]', "object", [2]],
    ["[9223372036854775808, true]", "uint64", [2]],
    ["[9223372036854775808, 1]", "float64", [2]],
    ['[18446744073709551616, "a"]', "object", [2]],
    ["[]", "float64", [0]],
    ["[[[]], [[]]]", "float64", [2, 1, 0]],
    ["[[[1, 2], [3, 4]]]", "int64", [1, 2, 2]],
    ["5", "int64", []],
    [`${"[".repeat(64)}1${"]".repeat(64)}`, "int64", Array<number>(64).fill(1)],
  ])("%s", async (inputs, dtype, shape) => {
    expect(await tensor(inputs)).toEqual([dtype, shape]);
  });

  it.each([
    "[[1], [2, 3]]",
    "[[1], 2]",
    "[[], 1]",
    "[[], [1]]",
    "[[1, [2]], [3, 4]]",
    '[[1, 2], "ab"]',
    `${"[".repeat(65)}1${"]".repeat(65)}`,
  ])("%s is refused", async (inputs) => {
    await expect(tensor(inputs)).rejects.toMatchObject({ tag: "UnreadableFile", pythonError: "ValueError" });
  });
});
