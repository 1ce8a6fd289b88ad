import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Merging, ValueEvidence } from "../../../../src/core/evidence/value-evidence.ts";
import { evidenceOfValue } from "../../../../src/core/evidence/value-from-python.ts";
import { jsonLoads } from "../../../../src/core/python/json-loads.ts";
import { readJson } from "../../../helpers/json-sources.ts";

const seen = (merging: Merging | undefined) => `${merging?.untyped ? "untyped" : ""} ${merging?.late ? "late" : ""}`;

/** Where values say no type, and whether after one that does: by place, without rows, which the two count differently. */
function orders({ merging, lists, dicts }: ValueEvidence): unknown {
  return [
    seen(merging),
    lists && [seen(lists.merging), orders(lists.items)],
    [...(dicts?.keys ?? [])].map(([key, values]) => [key, orders(values)]),
  ];
}

const scalar = fc.constantFrom<unknown>(1, 2, null, null, [], {});
const { node } = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.array(tie("node"), { maxLength: 3 }),
    fc.record({ x: tie("node"), y: tie("node") }, { requiredKeys: [] }),
  ),
}));

describe("the order in which values merge", () => {
  it("is that of folding list by list", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(node, { minLength: 1, maxLength: 4 }), async (value) => {
        const text = JSON.stringify(value);
        const dataset = await readJson(text);
        if (dataset.kind !== "value") throw new Error(`read as ${dataset.kind}`);
        expect(orders(dataset.value)).toEqual(orders(evidenceOfValue(jsonLoads(text))));
      }),
      { numRuns: 500 },
    );
  });
});
