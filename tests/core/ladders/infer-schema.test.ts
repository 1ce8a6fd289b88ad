import { describe, expect, it } from "vitest";
import { inferSchema } from "../../../src/core/ladders/infer-schema.ts";
import type { PandasSeries, SeriesOutcome } from "../../../src/core/ladders/pandas.ts";
import { knownDtype } from "../../../src/core/ladders/pandas-dtype.ts";
import { FALLBACK } from "../../../src/core/mlflow/fallback.ts";
import type { ColumnName } from "../../../src/core/python/value.ts";
import { readJson } from "../../helpers/json-sources.ts";
import { dict, int, rows, scalar } from "../../helpers/value-evidence.ts";

function series(name: ColumnName, dtype: string, more: Partial<PandasSeries> = {}): SeriesOutcome {
  return { kind: "series", series: { name, dtype: knownDtype(dtype), length: 3, steps: [], ...more } };
}

const frame = (...columns: SeriesOutcome[]) => inferSchema({ kind: "frame", columns, rowCount: 3 });
const MISSING = { count: 1, first: { row: 2 } };

describe("frames", () => {
  it.each([
    ["int8", "integer"],
    ["int32", "integer"],
    ["uint32", "long"],
    ["Int64", "long"],
    ["float16", "float"],
    ["float64", "double"],
    ["bool", "boolean"],
    ["datetime64[ns]", "datetime"],
    ["string[pyarrow]", "string"],
  ])("%s is %s", (dtype, name) => {
    expect(frame(series("a", dtype)).schema?.specs).toMatchObject([{ type: { kind: "scalar", name }, name: "a", required: true }]);
  });

  it.each(["uint64", "complex64", "timedelta64[ns]"])("%s is refused", (dtype) => {
    expect(frame(series("a", dtype))).toMatchObject({ schema: FALLBACK, failure: { stage: "infer", column: "a" } });
  });

  it("keeps every column's own spec, and marks all offenders, where MLflow falls back", () => {
    const result = frame(series("a", "int64"), series("b", "uint64"), series("c", "complex64"));
    expect(result).toMatchObject({ schema: FALLBACK, failure: { stage: "infer", column: "b" }, integerHint: false });
    expect(result.specs.map(({ spec, offence }) => [spec !== null, offence !== undefined])).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ]);
  });

  it("takes objects by their values, and for their values' missing", () => {
    const values = rows(dict({ x: int(1n) }), scalar("None"));
    const { schema } = frame(series("a", "object", { values, missing: MISSING }));
    expect(schema?.specs).toMatchObject([{ required: false, type: { kind: "object", properties: [{ name: "x", required: false }] } }]);
  });

  it.each<[string, Partial<PandasSeries>]>([
    ["object", {}],
    ["str", {}],
    ["category", { categories: "str" }],
  ])("takes a column of %s without rows for text", (dtype, more) => {
    expect(frame(series("a", dtype, more)).schema?.specs).toMatchObject([{ type: { name: "string" } }]);
  });

  it("has no type for other categories without rows", () => {
    expect(frame(series("a", "category"))).toMatchObject({ schema: FALLBACK });
  });

  it.each<[string, ColumnName[]]>([
    ["repeated", ["a", "a"]],
    ["equal to Python", [1n, 1]],
    ["partly absent", ["a", null]],
  ])("falls back for names that are %s", (_, names) => {
    expect(frame(...names.map((name) => series(name, "int64")))).toMatchObject({ schema: FALLBACK, failure: { stage: "infer" } });
  });

  it("falls back without columns, and for an unnamed column that is optional", () => {
    expect(frame()).toMatchObject({ schema: FALLBACK });
    expect(frame(series(null, "float64", { missing: MISSING }))).toMatchObject({ schema: FALLBACK });
    expect(frame(series(null, "float64"))).toMatchObject({ failure: null, schema: { specs: [{ required: true }] } });
  });

  it("has no schema where a column was refused, or is undecided", () => {
    const error = { tag: "Undecided", message: ["?"], place: {} } as const;
    const undecided: SeriesOutcome = { kind: "undecided", name: "u", error };
    const refused: SeriesOutcome = { kind: "refused", name: "r", error: { ...error, tag: "UnreadableFile" } };
    expect(frame(series("a", "uint64"), undecided)).toMatchObject({ schema: null, failure: { stage: "undecided", column: "u" } });
    expect(frame(undecided, refused)).toMatchObject({ schema: null, failure: { stage: "read", column: "r" } });
  });

  it("hints at integers", () => {
    expect(frame(series("a", "int32"), series("b", "str")).integerHint).toBe(true);
    expect(frame(series("a", "float64")).integerHint).toBe(false);
  });
});

describe("tensors", () => {
  it("have a variable first dimension", () => {
    const { schema, integerHint } = inferSchema({ kind: "array", tensor: { dtype: "int64", shape: [7, 2] } });
    expect(schema).toEqual({ kind: "tensors", specs: [{ kind: "tensor", dtype: "int64", shape: [-1, 2] }] });
    expect(integerHint).toBe(false);
  });

  it("need a dimension, and a name where they are many", () => {
    const scalarTensor = { name: "a", dtype: "int64", shape: [] };
    expect(inferSchema({ kind: "arrays", tensors: [scalarTensor] })).toMatchObject({ schema: FALLBACK, failure: { column: "a" } });
    expect(inferSchema({ kind: "arrays", tensors: [] })).toMatchObject({ schema: FALLBACK, failure: { stage: "infer" } });
  });
});

describe("values", () => {
  const inferred = async (source: string) => {
    const dataset = await readJson(source);
    if (dataset.kind !== "value") throw new Error(`read as ${dataset.kind}`);
    return inferSchema({ kind: "value", value: dataset.value });
  };

  it("has nothing to sign in null", async () => {
    expect(await inferred("null")).toMatchObject({ schema: null, failure: { stage: "infer" } });
  });

  it("counts what is missing from records", async () => {
    const { specs } = await inferred('[{"a": 1, "b": NaN}, {"b": 1.5}, {"a": null, "b": 2.5}]');
    expect(specs.map(({ missing, dtype }) => [missing, dtype])).toEqual([
      [{ count: 2, firstRow: 1 }, "None | int"],
      [null, "float"],
    ]);
  });

  it("looks one level into a dict's lists", async () => {
    const { schema } = await inferred('{"a": [1, null], "b": [[null]], "c": {"x": null}}');
    expect(schema?.specs.map((spec) => spec.kind === "column" && spec.required)).toEqual([false, true, true]);
  });

  it("names the key that has no type, and keeps the others'", async () => {
    const result = await inferred('{"a": 1, "b": [1, "x"]}');
    expect(result).toMatchObject({
      schema: FALLBACK,
      failure: { column: "b" },
      specs: [{ spec: { type: { name: "long" } } }, { spec: null }],
    });
  });

  it("is undecided where Python may run out of stack", async () => {
    expect(await inferred(`${"[".repeat(200)}${"]".repeat(200)}`)).toMatchObject({ schema: null, failure: { stage: "undecided" } });
  });
});
