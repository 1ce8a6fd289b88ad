import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ValueEvidence } from "../../../../src/core/evidence/value-evidence.ts";
import { evidenceOf, gaps, inTurn, type JsonNode, jsonNode, withoutOrder, written } from "../../../helpers/json-model.ts";
import { readJson, readJsonLines } from "../../../helpers/json-sources.ts";
import { randomCases } from "../../../helpers/random-cases.ts";

const rows = fc.array(jsonNode, { maxLength: 8 });
const chunkSizes = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(1 << 16));

const rowsOf = (nodes: readonly JsonNode[]) => nodes.map((node, row) => ({ row, node }));

/** Keys by place, in order, which comparing Maps leaves out. */
function keyOrder({ lists, dicts }: ValueEvidence): unknown {
  return [lists && keyOrder(lists.items), [...(dicts?.keys ?? [])].map(([key, values]) => [key, keyOrder(values)])];
}

function expectSame(actual: ValueEvidence | undefined, expected: ValueEvidence): void {
  expect(actual && withoutOrder(actual)).toEqual(expected);
  expect(actual && keyOrder(actual)).toEqual(keyOrder(expected));
}

describe("evidence of random documents, beside a plain model", () => {
  it("is the same for lines, in chunks of any size", async () => {
    await fc.assert(
      fc.asyncProperty(rows, gaps, chunkSizes, async (nodes, between, chunkSize) => {
        const gap = inTurn(between);
        const dataset = await readJsonLines(nodes.map((node) => written(node, gap)).join("\n"), chunkSize);
        expectSame(dataset.kind === "value" ? dataset.value.lists?.items : undefined, evidenceOf(rowsOf(nodes)));
      }),
      { numRuns: randomCases(150) },
    );
  });

  it("is the same for a list of rows that is spread over lines", async () => {
    await fc.assert(
      fc.asyncProperty(rows, gaps, chunkSizes, async (nodes, between, chunkSize) => {
        const gap = inTurn([...between, "\n", "\r\n  "]);
        const dataset = await readJson(written({ kind: "list", items: nodes }, gap), chunkSize);
        expectSame(dataset.kind === "value" ? dataset.value.lists?.items : undefined, evidenceOf(rowsOf(nodes)));
      }),
      { numRuns: randomCases(150) },
    );
  });

  it("is the same by position for a split table", async () => {
    const cells = fc.array(fc.array(jsonNode, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(cells, gaps, chunkSizes, async (table, between, chunkSize) => {
        const data = written({ kind: "list", items: table.map((items) => ({ kind: "list", items })) }, inTurn(between));
        const dataset = await readJson(`{"dataframe_split": {"data": ${data}}}`, chunkSize);
        const columns = [0, 1, 2].map((position) => evidenceOf(table.map((items, row) => ({ row, node: items[position] as JsonNode }))));
        const found = dataset.kind === "table" ? dataset.columns.map(({ evidence }) => evidence) : [];
        expect(found.map((evidence) => (evidence.kind === "values" ? withoutOrder(evidence) : evidence))).toEqual(columns);
      }),
      { numRuns: 200 },
    );
  });
});

describe("faults", () => {
  it("are found at the same place in chunks of any size", async () => {
    const places = fc.nat(400);
    const bytes = fc.constantFrom(...'[]{},:"\\\0\n 1.eé-'.split(""));
    await fc.assert(
      fc.asyncProperty(rows, gaps, places, bytes, chunkSizes, async (nodes, between, at, put, chunkSize) => {
        const text = written({ kind: "list", items: nodes }, inTurn(between));
        const spoilt = text.slice(0, at) + put + text.slice(at + 1);
        const outcome = (size: number) =>
          readJson(spoilt, size).then(
            (dataset) => dataset,
            ({ tag, message, place }) => ({ tag, message, place }),
          );
        expect(await outcome(chunkSize)).toEqual(await outcome(1));
      }),
      { numRuns: randomCases(150) },
    );
  });
});
