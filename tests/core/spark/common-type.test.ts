import { describe, expect, it } from "vitest";
import { joinWithDecimal, tightestCommonType } from "../../../src/core/spark/common-type.ts";
import { type SparkType, sameType, sparkTypeName } from "../../../src/core/spark/spark-type.ts";

const decimal = (precision: number, scale: number): SparkType => ({ kind: "decimal", precision, scale });
const struct = (...fields: readonly (readonly [string, SparkType])[]): SparkType => ({
  kind: "struct",
  fields: fields.map(([name, type]) => ({ name, type })),
});
const INT: SparkType = { kind: "integer" };
const LONG: SparkType = { kind: "long" };
const DOUBLE: SparkType = { kind: "double" };
const TEXT: SparkType = { kind: "string" };
const DATE: SparkType = { kind: "date" };
const TIME: SparkType = { kind: "timestamp" };
const LOCAL: SparkType = { kind: "timestamp_ntz" };
const named = (type: SparkType | null) => (type === null ? null : sparkTypeName(type));

// Source: `TypeCoercion.findTightestCommonType` and `findWiderDateTimeType` of Spark 4.
describe("the tightest common type", () => {
  it.each<readonly [SparkType, SparkType, string | null]>([
    [{ kind: "null" }, TEXT, "string"],
    [INT, LONG, "bigint"],
    [LONG, DOUBLE, "double"],
    [decimal(20, 2), INT, "decimal(20,2)"],
    [decimal(9, 2), INT, null],
    [DATE, TIME, "timestamp"],
    [TIME, LOCAL, "timestamp"],
    [DATE, LOCAL, "timestamp_ntz"],
    [TEXT, INT, null],
    [{ kind: "array", items: INT }, { kind: "array", items: LONG }, "array<bigint>"],
    [{ kind: "array", items: INT }, { kind: "array", items: TEXT }, null],
    [struct(["a", INT]), struct(["A", LONG]), "struct<a:bigint>"],
    [struct(["a", INT]), struct(["b", INT]), null],
    [struct(["a", INT]), struct(["a", TEXT]), null],
    [struct(["a", INT]), struct(["a", INT], ["b", INT]), null],
  ])("of %j and %j is %s", (left, right, expected) => {
    expect(named(tightestCommonType(left, right))).toBe(expected);
  });

  it("is the same either way round, but for the first one's names", () => {
    expect(named(tightestCommonType(struct(["A", LONG]), struct(["a", INT])))).toBe("struct<A:bigint>");
    expect(named(tightestCommonType(INT, decimal(20, 2)))).toBe("decimal(20,2)");
  });
});

describe("a number next to a decimal", () => {
  it.each<readonly [SparkType, SparkType, string | null]>([
    [decimal(5, 2), DOUBLE, "double"],
    [decimal(5, 2), decimal(3, 1), "decimal(5,2)"],
    [decimal(3, 1), decimal(5, 2), "decimal(5,2)"],
    [decimal(5, 2), decimal(6, 1), "decimal(7,2)"],
    [decimal(38, 0), decimal(38, 38), "double"],
    [decimal(5, 2), INT, "decimal(12,2)"],
    [decimal(5, 2), TEXT, null],
    [INT, LONG, null],
  ])("%j and %j join to %s", (left, right, expected) => {
    expect(named(joinWithDecimal(left, right))).toBe(expected);
  });
});

describe("two types are the same", () => {
  const map = (key: SparkType, value: SparkType): SparkType => ({ kind: "map", key, value });
  it.each<readonly [SparkType, SparkType, boolean]>([
    [INT, { kind: "integer" }, true],
    [INT, LONG, false],
    [decimal(5, 2), decimal(5, 2), true],
    [decimal(5, 2), decimal(5, 1), false],
    [decimal(5, 2), decimal(6, 2), false],
    [map(TEXT, INT), map(TEXT, INT), true],
    [map(TEXT, INT), map(TEXT, LONG), false],
    [map(TEXT, INT), map(INT, INT), false],
    [{ kind: "other", name: "variant" }, { kind: "other", name: "variant" }, true],
    [{ kind: "other", name: "variant" }, { kind: "other", name: "interval" }, false],
    [struct(["a", INT]), struct(["a", INT]), true],
    [struct(["a", INT]), struct(["A", INT]), false],
    [struct(["a", INT]), struct(["a", INT], ["b", INT]), false],
    [struct(["a", INT]), TEXT, false],
  ])("%j and %j: %s", (left, right, expected) => {
    expect(sameType(left, right)).toBe(expected);
  });
});
