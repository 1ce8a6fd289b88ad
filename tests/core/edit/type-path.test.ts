import { describe, expect, it } from "vitest";
import type { PathStep } from "../../../src/core/edit/edit.ts";
import { pathText, typeAt, withPropertyAdded, withPropertyAt, withTypeAt } from "../../../src/core/edit/type-path.ts";
import type { ColumnType, Property } from "../../../src/core/mlflow/types.ts";

const LONG: ColumnType = { kind: "scalar", name: "long" };
const TEXT: ColumnType = { kind: "scalar", name: "string" };
const property = (name: string, type: ColumnType = LONG): Property => ({ name, type, required: true });
const object = (...properties: readonly Property[]): ColumnType => ({ kind: "object", properties });

/** A list of objects, of which one property is a map of longs. */
const NESTED: ColumnType = { kind: "array", items: object(property("id"), property("tags", { kind: "map", values: LONG })) };
const TAGS: readonly PathStep[] = ["items", { property: "tags" }];

describe("a path into a nested type", () => {
  it("is written with brackets, braces and dots", () => {
    expect(pathText([...TAGS, "values"])).toBe("[].tags{}");
  });

  it("leads to what it names, and changes only that", () => {
    expect(typeAt(NESTED, [...TAGS, "values"])).toEqual(LONG);
    const changed = withTypeAt(NESTED, [...TAGS, "values"], () => TEXT);
    expect(typeAt(changed, [...TAGS, "values"])).toEqual(TEXT);
    expect(typeAt(changed, ["items", { property: "id" }])).toEqual(LONG);
  });

  it.each<readonly [string, readonly PathStep[]]>([
    ["items of what is no list", ["items", "items"]],
    ["values of what is no map", ["values"]],
    ["a property that is gone", ["items", { property: "gone" }]],
    ["a property of a scalar", ["items", { property: "id" }, { property: "x" }]],
  ])("leads nowhere: %s", (_, path) => {
    const absent = { tag: "InvalidSchema", message: "The nested type has no such part any more." };
    expect(() => typeAt(NESTED, path)).toThrow(expect.objectContaining(absent));
    expect(() => withTypeAt(NESTED, path, () => TEXT)).toThrow(expect.objectContaining(absent));
  });
});

describe("a property of a nested type", () => {
  it("is renamed, dropped or added", () => {
    const renamed = withPropertyAt(NESTED, TAGS, (given) => ({ ...given, name: "marks" }));
    expect(typeAt(renamed, ["items", { property: "marks" }])).toEqual({ kind: "map", values: LONG });
    expect(withPropertyAt(NESTED, TAGS, () => null)).toEqual({ kind: "array", items: object(property("id")) });
    expect(typeAt(withPropertyAdded(NESTED, ["items"], property("more", TEXT)), ["items", { property: "more" }])).toEqual(TEXT);
  });

  it.each<readonly [string, () => unknown, string]>([
    [
      "of a name that is taken",
      () => withPropertyAt(NESTED, TAGS, (given) => ({ ...given, name: "id" })),
      "The object already has a property id: names of properties are unique.",
    ],
    [
      "added under a name that is taken",
      () => withPropertyAdded(NESTED, ["items"], property("id")),
      "The object already has a property id: names of properties are unique.",
    ],
    [
      "that is the last one, dropped",
      () => withPropertyAt(object(property("id")), [{ property: "id" }], () => null),
      "An object needs at least one property.",
    ],
    ["added to a list", () => withPropertyAdded(NESTED, [], property("x")), "Only an object has properties."],
    [
      "at the items of a list",
      () => withPropertyAt(NESTED, ["items"], () => null),
      "Only columns and properties of objects have a name and may be optional.",
    ],
    [
      "at the column itself",
      () => withPropertyAt(NESTED, [], () => null),
      "Only columns and properties of objects have a name and may be optional.",
    ],
  ])("is refused: %s", (_, change, message) => {
    expect(change).toThrow(expect.objectContaining({ tag: "InvalidSchema", message }));
  });
});
