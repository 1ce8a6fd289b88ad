import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, baseOfSignature } from "../../../src/core/edit/apply-edits.ts";
import { changesOf, changeText } from "../../../src/core/edit/changes.ts";
import type { Edit, PathStep } from "../../../src/core/edit/edit.ts";
import { droppedProperties, partChanges } from "../../../src/core/edit/part-changes.ts";
import { makeObject, makeSchema } from "../../../src/core/mlflow/schema.ts";
import type { ColumnType } from "../../../src/core/mlflow/types.ts";

const LONG: ColumnType = { kind: "scalar", name: "long" };
const STRING: ColumnType = { kind: "scalar", name: "string" };
const TAGS: ColumnType = { kind: "array", items: STRING };

const ADDRESS = makeObject([
  { name: "street", type: STRING, required: true },
  { name: "tags", type: TAGS, required: false },
  { name: "zip", type: LONG, required: true },
]);
const BASE = baseOfSignature({
  inputs: makeSchema([{ kind: "column", name: "address", type: ADDRESS, required: true }]),
  outputs: null,
  params: null,
});
const KEY = '"address"';
const property = (name: string): PathStep => ({ property: name });

function rowAfter(edits: readonly Edit[]) {
  const [row] = applyEdits(BASE, edits).inputs.rows;
  if (row === undefined) throw new Error("The row is gone.");
  return row;
}

const changesAt = (edits: readonly Edit[], path: readonly PathStep[]) => partChanges("inputs", rowAfter(edits), path).map(changeText);

const EDITS: readonly Edit[] = [
  { kind: "type", side: "inputs", at: [{ key: KEY, path: [property("zip")] }], type: STRING },
  { kind: "required", side: "inputs", at: [{ key: KEY, path: [property("zip")] }], required: false },
  { kind: "type", side: "inputs", at: [{ key: KEY, path: [property("tags"), "items"] }], type: LONG },
  { kind: "drop", side: "inputs", at: [{ key: KEY, path: [property("street")] }] },
  { kind: "add-property", side: "inputs", at: { key: KEY }, property: { name: "city", type: STRING, required: true } },
];

describe("what differs within a nested type", () => {
  it("is shown at the part that differs, and nowhere else", () => {
    expect(changesAt(EDITS, [])).toEqual([]);
    expect(changesAt(EDITS, [property("zip")])).toEqual(["type long → string", "required required → optional"]);
    expect(changesAt(EDITS, [property("tags")])).toEqual([]);
    expect(changesAt(EDITS, [property("tags"), "items"])).toEqual(["type string → long"]);
    expect(changesAt(EDITS, [property("city")])).toEqual(["added: string"]);
    expect(droppedProperties("inputs", rowAfter(EDITS), []).map(({ property: { name } }) => name)).toEqual(["street"]);
  });

  it("is taken back one by one, in any order, until nothing differs", () => {
    const paths = [[], [property("zip")], [property("tags"), "items" as const], [property("city")]];
    const backs = (edits: readonly Edit[]) => {
      const row = rowAfter(edits);
      return [
        ...paths.flatMap((path) => partChanges("inputs", row, path).map(({ back }) => back)),
        ...droppedProperties("inputs", row, []).map(({ back }) => back),
      ];
    };
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (choices) => {
        let edits = EDITS;
        let left = backs(edits);
        expect(left).toHaveLength(5);
        for (const choice of choices) {
          const back = left[choice % left.length];
          if (back === undefined) break;
          edits = [...edits, back];
          const after = backs(edits);
          expect(after).toHaveLength(left.length - 1);
          left = after;
          if (left.length === 0) break;
        }
        expect(changesOf(rowAfter(edits))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it("is nothing within what has another kind", () => {
    const array: Edit = { kind: "type", side: "inputs", at: [{ key: KEY }], type: { kind: "array", items: ADDRESS } };
    expect(changesAt([array], [])).toEqual([
      "type {street: string (required), tags: Array(string) (optional), zip: long (required)} → Array({street: string (required), tags: Array(string) (optional), zip: long (required)})",
    ]);
    expect(changesAt([array], ["items"])).toEqual([]);
    expect(changesAt([array], ["items", property("zip")])).toEqual([]);
  });
});
