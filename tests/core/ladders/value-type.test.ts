import { describe, expect, it } from "vitest";
import { renderText } from "../../../src/core/errors.ts";
import type { ValueEvidence } from "../../../src/core/evidence/value-evidence.ts";
import { typeOfColumn } from "../../../src/core/ladders/value-type.ts";
import type { ColumnType } from "../../../src/core/mlflow/types.ts";
import { array, dict, int, list, rows, scalar } from "../../helpers/value-evidence.ts";

const none = scalar("None");
const one = int(1n);
const text = scalar("str");

/** A type in MLflow's own notation; a question mark for what is not required. */
function written(type: ColumnType): string {
  switch (type.kind) {
    case "scalar":
      return type.name;
    case "array":
      return `Array(${written(type.items)})`;
    case "object":
      return `{${type.properties.map(({ name, type: inner, required }) => `${name}: ${written(inner)}${required ? "" : "?"}`).join(", ")}}`;
    default:
      return type.kind;
  }
}

function typed(values: ValueEvidence): string {
  const verdict = typeOfColumn(values);
  return verdict.kind === "type" ? written(verdict.type) : (renderText(verdict.error.message).split(/[:.]/)[0] ?? "");
}

const MIXED = "Expected all values in the list to be of the same type";

describe("scalars", () => {
  it.each([
    ["int", "long"],
    ["bool", "boolean"],
    ["numpy.int32", "integer"],
    ["numpy.float32", "float"],
    ["numpy.float64", "double"],
    ["bytes", "binary"],
    ["datetime.date", "datetime"],
    ["numpy.datetime64", "datetime"],
    ["nan", "any"],
    ["pandas.NaT", "any"],
  ] as const)("%s is %s", (type, name) => {
    expect(typed(scalar(type))).toBe(name);
  });

  it.each(["decimal.Decimal", "numpy.int8", "numpy.uint64", "numpy.float16", "pandas.Timestamp", "tuple", "other"] as const)(
    "%s has no type",
    (type) => {
      expect(typed(rows(one, scalar(type)))).toBe("Data is not one of the supported DataType");
    },
  );
});

describe("merging, in any order", () => {
  it.each<[string, ValueEvidence[]]>([
    ["string", [text, none]],
    [MIXED, [one, text]],
    [MIXED, [one, scalar("float")]],
    [MIXED, [one, list(), list(one)]],
    ["long", [one, list(), dict({})]],
    ["Array(long)", [list(one), list(), none]],
    ["Array(any)", [list(none), list()]],
    ["Array(Array(long))", [list(list(one)), list(none)]],
    [MIXED, [list(one), dict({ a: one })]],
    ["{a: long, b: string?}", [dict({ a: one }), dict({ a: one, b: text })]],
    ["{a: long?}", [dict({ a: one }), none]],
    ["{a: long?}", [dict({ a: one }), dict({})]],
    ["{a: long?}", [dict({ a: none }), dict({ a: one })]],
    ["{a: {b: long?}?}", [dict({ a: dict({ b: one }) }), dict({ a: none })]],
    ["{a: {b: long}?, c: long?}", [dict({ a: dict({ b: one }) }), dict({ c: one })]],
    ["Array({a: long?})", [list(dict({ a: one })), list(none)]],
    ["Array({a: long})", [list(dict({ a: one })), list()]],
  ])("%s", (type, values) => {
    expect(typed(rows(...values))).toBe(type);
    expect(typed(rows(...values.toReversed()))).toBe(type);
  });

  it("sorts properties by code point, as Python does", () => {
    expect(typed(dict({ "\uff46": one, 𝒳: one, a: one, Z: one }))).toBe("{Z: long, a: long, \uff46: long, 𝒳: long}");
  });
});

describe("numpy arrays", () => {
  it.each<[string, ValueEvidence]>([
    ["Array(long)", rows(array(scalar("numpy.int64")), list(one))],
    ["Array(long)", rows(array(), array(one))],
    ["Array(Array(long))", rows(list(array()), list(array(one)))],
    ["any", rows(array(), list())],
    ["Numpy array must include at least one non-empty item", rows(array(), list(array()))],
    ["Dictionary value must not be an empty numpy array", dict({ a: array() })],
    ["Dictionary value must not be an empty numpy array", rows(dict({ a: list(array()) }), dict({ a: list(array(one)) }))],
  ])("%s", (type, values) => {
    expect(typed(values)).toBe(type);
  });
});

describe("places and depths", () => {
  it("says where the second kind was first seen", () => {
    const verdict = typeOfColumn(rows(dict({ a: one }), dict({ a: one }), dict({ a: text })), { column: "c" });
    expect(verdict).toMatchObject({
      kind: "offence",
      error: { place: { column: "c", row: 3, path: ["a"] }, pythonError: "MlflowException" },
    });
  });

  it("is undecided where Python may run out of stack", () => {
    const nested = (depth: number): ValueEvidence => (depth === 0 ? one : list(nested(depth - 1)));
    expect(typeOfColumn(nested(95)).kind).toBe("type");
    expect(typeOfColumn(nested(96))).toMatchObject({ error: { tag: "Undecided" } });
  });
});
