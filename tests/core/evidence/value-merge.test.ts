import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ValueEvidence } from "../../../src/core/evidence/value-evidence.ts";
import { mergeValues, NO_VALUES } from "../../../src/core/evidence/value-merge.ts";
import { readJsonLines } from "../../helpers/json-sources.ts";

/** The evidence of lines, and how many they are. */
async function evidenceOf(values: readonly unknown[]): Promise<{ values: ValueEvidence; rows: number }> {
  const dataset = await readJsonLines(values.map((value) => JSON.stringify(value)).join("\n"));
  const items = dataset.kind === "value" ? dataset.value.lists?.items : undefined;
  return { values: items ?? NO_VALUES, rows: values.length };
}

const anyValue = fc.jsonValue({ maxDepth: 3 });
const record = fc.record({ a: anyValue, b: fc.integer(), "": fc.option(fc.string({ unit: "binary" })) }, { requiredKeys: [] });
const lines = fc.array(fc.oneof(record, anyValue), { maxLength: 8 });

describe("mergeValues", () => {
  it("gives the evidence of the whole, wherever it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(lines, lines, async (left, right) => {
        const [a, b, whole] = await Promise.all([left, right, [...left, ...right]].map(evidenceOf));
        expect(mergeValues(a?.values ?? NO_VALUES, b?.values ?? NO_VALUES, a?.rows ?? 0)).toEqual(whole?.values);
      }),
      { numRuns: 300 },
    );
  });

  it("is associative", async () => {
    await fc.assert(
      fc.asyncProperty(lines, lines, lines, async (...parts) => {
        const [a, b, c] = await Promise.all(parts.map(evidenceOf));
        if (!a || !b || !c) return;
        const leftFirst = mergeValues(mergeValues(a.values, b.values, a.rows), c.values, a.rows + b.rows);
        expect(mergeValues(a.values, mergeValues(b.values, c.values, b.rows), a.rows)).toEqual(leftFirst);
      }),
      { numRuns: 200 },
    );
  });

  it("keeps keys in the order of first sighting", async () => {
    const [a, b] = await Promise.all([[{ z: 1 }], [{ a: 1, z: 2 }]].map(evidenceOf));
    const { dicts } = mergeValues(a?.values ?? NO_VALUES, b?.values ?? NO_VALUES, 1);
    expect([...(dicts?.keys.keys() ?? [])]).toEqual(["z", "a"]);
    expect(dicts?.absent).toEqual(new Map([["a", { row: 0 }]]));
  });
});
