import { describe, expect, it } from "vitest";
import { JsonInference } from "../../../src/core/spark/json-inference.ts";
import { SPARK_DEFAULTS, type SparkOptions } from "../../../src/core/spark/options.ts";
import { sparkTypeName } from "../../../src/core/spark/spark-type.ts";

function schemaOf(records: readonly string[], options: Partial<SparkOptions> = {}): string {
  const inference = new JsonInference({ ...SPARK_DEFAULTS, ...options });
  for (const record of records) inference.add(record);
  return sparkTypeName(inference.schema());
}

describe("the schema of JSON records", () => {
  it.each([
    [['{"b": 1, "a": "x"}'], "struct<a:string,b:bigint>"],
    [['{"a": 1}', '{"a": 1.5}'], "struct<a:double>"],
    [['{"a": 1}', '{"a": "x"}'], "struct<a:string>"],
    [['{"a": null}', '{"a": []}'], "struct<a:array<string>>"],
    [['{"a": {"x": 1}}', '{"a": {"y": true}}'], "struct<a:struct<x:bigint,y:boolean>>"],
    [['{"a": {}}', '{"b": 1}'], "struct<b:bigint>"],
    [['{"a": 12345678901234567890}'], "struct<a:decimal(20,0)>"],
    [['{"a": 1,}', '{"b": 2}'], "struct<_corrupt_record:string,b:bigint>"],
    [["[1, 2]"], "struct<_corrupt_record:string>"],
    [['[{"a": 1}, {"b": 2}]'], "struct<a:bigint,b:bigint>"],
    [['{"a": 1} and more'], "struct<a:bigint>"],
    [["{'a': NaN}"], "struct<a:double>"],
    [['{"a": 007}'], "struct<_corrupt_record:string>"],
    [['{"a": 1, "a": "x"}'], "struct<a:bigint,a:string>"],
    [['{"a": 1}', '{"A": 2}'], "struct<a:bigint>"],
    [["", "null"], "struct<>"],
  ])("%j: %s", (records, schema) => {
    expect(schemaOf(records)).toBe(schema);
  });

  it("follows the options", () => {
    expect(schemaOf(['{"a": 1, "b": true}'], { primitivesAsString: true })).toBe("struct<a:string,b:string>");
    expect(schemaOf(['{"a": 0.25}'], { prefersDecimal: true })).toBe("struct<a:decimal(2,2)>");
    expect(schemaOf(["{a: 1}"], { allowUnquotedFieldNames: true })).toBe("struct<a:bigint>");
    expect(schemaOf(['{"a": 1', '{"b": 2}'], { mode: "DROPMALFORMED" })).toBe("struct<b:bigint>");
    expect(() => schemaOf(["{"], { mode: "FAILFAST" })).toThrow(/mode is FAILFAST/);
    expect(schemaOf(['{"a": null, "b": 1}'], { dropFieldIfAllNull: true })).toBe("struct<b:bigint>");
    expect(schemaOf(['{"a": "2024-01-31 10:00"}'], { inferTimestamp: true })).toBe("struct<a:timestamp>");
  });
});
