import { expect, it } from "vitest";
import { structFromJson } from "../../../src/core/spark/schema-json.ts";

const field = (type: unknown) => JSON.stringify({ type: "struct", fields: [{ name: "c", type, nullable: true, metadata: {} }] });
const VECTOR = { type: "udt", class: "org.apache.spark.ml.linalg.VectorUDT", pyClass: "pyspark.ml.linalg.VectorUDT", sqlType: {} };

// As `StructType.json()` of PySpark writes them.
it.each<[unknown, unknown]>([
  ["long", { kind: "long" }],
  ["void", { kind: "null" }],
  ["timestamp_ntz", { kind: "timestamp_ntz" }],
  ["decimal(9,2)", { kind: "decimal", precision: 9, scale: 2 }],
  ["decimal(9,-2)", { kind: "decimal", precision: 9, scale: -2 }],
  ["interval day to second", { kind: "other", name: "interval day to second" }],
  [
    { type: "array", elementType: "string", containsNull: true },
    { kind: "array", items: { kind: "string" } },
  ],
  [
    { type: "map", keyType: "string", valueType: "integer", valueContainsNull: true },
    { kind: "map", key: { kind: "string" }, value: { kind: "integer" } },
  ],
  [
    { type: "struct", fields: [{ name: "x", type: "double" }] },
    { kind: "struct", fields: [{ name: "x", type: { kind: "double" } }] },
  ],
  [VECTOR, { kind: "vector" }],
  [{ ...VECTOR, class: undefined }, { kind: "vector" }],
  [
    { type: "udt", pyClass: "some.Point" },
    { kind: "other", name: "udt" },
  ],
  [{ type: "udt" }, { kind: "other", name: "udt" }],
])("a column of %j", (type, expected) => {
  expect(structFromJson(field(type))).toEqual({ kind: "struct", fields: [{ name: "c", type: expected }] });
});

it.each([
  "{",
  "5",
  "null",
  "[]",
  '{"type": "array"}',
  '{"type": "struct"}',
  '{"type": "struct", "fields": [5]}',
  '{"type": "struct", "fields": [{"name": "c"}]}',
  field(5),
  field([]),
  field({ type: "variant of another version" }),
  field({ type: "array", elementType: 5 }),
  field({ type: "map", keyType: "string" }),
  field({ type: "map", valueType: "string" }),
])("nothing in %s", (json) => expect(structFromJson(json)).toBeNull());
