import { describe, expect, it } from "vitest";
import { arrowTypeName } from "../../../../src/core/evidence/arrow-type.ts";
import { deltaColumns } from "../../../../src/core/readers/lake/delta-schema.ts";

const schemaOf = (type: unknown, metadata?: object) => ({
  fields: [{ name: "c", type, nullable: true, ...(metadata === undefined ? {} : { metadata }) }],
});
const mapped = { "delta.columnMapping.id": 7, "delta.columnMapping.physicalName": "col-7" };

// Types as deltalake gives them to pyarrow.
describe("a column of a Delta table", () => {
  it.each([
    ["long", "int64"],
    ["integer", "int32"],
    ["short", "int16"],
    ["byte", "int8"],
    ["float", "float"],
    ["double", "double"],
    ["boolean", "bool"],
    ["string", "string"],
    ["binary", "binary"],
    ["date", "date32[day]"],
    ["timestamp", "timestamp[us, tz=UTC]"],
    ["timestamp_ntz", "timestamp[us]"],
    ["decimal(9,2)", "decimal128(9, 2)"],
    ["decimal", "decimal128(10, 0)"],
    [{ type: "array", elementType: "long", containsNull: true }, "list<element: int64>"],
    [{ type: "array", elementType: "long", containsNull: false }, "list<element: int64>"],
    [{ type: "struct", fields: [{ name: "x", type: "long", nullable: false }] }, "struct<x: int64>"],
    [{ type: "map", keyType: "string", valueType: "long" }, "map<string, int64>"],
  ])("%j is %s", (type, expected) => {
    const [column] = deltaColumns(schemaOf(type), "none");
    expect(column).toMatchObject({ name: "c", storedName: "c" });
    expect(column === undefined ? null : arrowTypeName(column.type)).toBe(expected);
  });

  it.each(["void", "interval", { type: "variant" }])("%j is not known", (type) => {
    expect(() => deltaColumns(schemaOf(type), "none")).toThrow(Error);
  });

  it("is known to the data files by its physical name, or by its id", () => {
    const inner = { type: "struct", fields: [{ name: "x", type: "long", metadata: { "delta.columnMapping.physicalName": "col-8" } }] };
    const [none] = deltaColumns(schemaOf(inner, mapped), "none");
    const [byName] = deltaColumns(schemaOf(inner, mapped), "name");
    const [byId] = deltaColumns(schemaOf(inner, mapped), "id");
    expect([none?.storedName, byName?.storedName, byId?.storedName]).toEqual(["c", "col-7", "col-7"]);
    expect([none?.fieldId, byName?.fieldId, byId?.fieldId]).toEqual([undefined, undefined, 7]);
    expect(none?.storedType).toBeUndefined();
    expect(byName?.storedType).toMatchObject({ kind: "struct", fields: [{ name: "col-8" }] });
    expect(deltaColumns(schemaOf("long", {}), "name")[0]?.storedName).toBe("c");
  });
});
