import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import { checkScoring } from "../../../src/core/check/check-files.ts";
import { makeObject, makeSchema } from "../../../src/core/mlflow/schema.ts";
import { type ColumnType, DATA_TYPES, type ParamSchema, type Schema } from "../../../src/core/mlflow/types.ts";
import { jsonDumps } from "../../../src/core/python/json-dumps.ts";
import { curlLine, requestFromRows, sampleRequest } from "../../../src/core/validation/sample-request.ts";

const scalar = (names: readonly (typeof DATA_TYPES)[number][]) =>
  fc.constantFrom(...names).map((name): ColumnType => ({ kind: "scalar", name }));
// JSON has no time below the top: MLflow refuses every text for one.
const inner = scalar(DATA_TYPES.filter((name) => name !== "datetime" && name !== "integer" && name !== "float"));
const type = fc.oneof(
  scalar(DATA_TYPES),
  inner.map((items): ColumnType => ({ kind: "array", items })),
  inner.map((values): ColumnType => ({ kind: "map", values })),
  inner.map((property): ColumnType => makeObject([{ name: "x", type: property, required: true }])),
);
const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6, unit: "grapheme" }), { minLength: 1, maxLength: 4 });
const columns = names
  .chain((chosen) => fc.tuple(...chosen.map((name) => type.map((made) => ({ kind: "column" as const, type: made, name, required: true })))))
  .map((specs) => makeSchema(specs));
const tensor = fc
  .tuple(fc.constantFrom("float64", "int64", "bool", "str"), fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }))
  .map(([dtype, inside]): Schema => makeSchema([{ kind: "tensor", dtype, shape: [-1, ...inside] }]));

async function verdictOn(inputs: Schema) {
  const body = new TextEncoder().encode(jsonDumps(sampleRequest({ inputs, outputs: null, params: null })));
  return checkScoring({ sources: [sourceFromBytes(body, "body.json")], settings: { options: new Map() }, schema: inputs, format: "json" });
}

describe("a sample request", () => {
  it("is taken by the signature that it was made for", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(columns, tensor), async (inputs) => {
        const { kind, refusals } = await verdictOn(inputs);
        expect(kind, JSON.stringify(refusals.map(({ message }) => message))).toBe("accepted");
      }),
    );
  });

  it("is quoted for a shell", () => {
    expect(curlLine(new Map([["inputs", "it's"]]))).toBe(
      String.raw`curl -X POST http://127.0.0.1:5000/invocations -H 'Content-Type: application/json' --data '{"inputs": "it'\''s"}'`,
    );
    expect(curlLine(new Map(), "http://model/invocations")).toContain("POST http://model/invocations -H");
  });

  const sample = (inputs: Schema, params: ParamSchema | null = null) => jsonDumps(sampleRequest({ inputs, outputs: null, params }));

  it("has a value of each type", () => {
    const properties = [
      { name: "x", type: { kind: "scalar", name: "long" }, required: true } as const,
      { name: "y", type: { kind: "scalar", name: "string" }, required: false } as const,
    ];
    const nested: readonly ColumnType[] = [
      { kind: "array", items: { kind: "scalar", name: "double" } },
      makeObject(properties),
      { kind: "map", values: { kind: "scalar", name: "boolean" } },
      { kind: "any" },
      { kind: "sparkml_vector" },
    ];
    const types = [...DATA_TYPES.map((name): ColumnType => ({ kind: "scalar", name })), ...nested];
    const inputs = makeSchema(types.map((one, at) => ({ kind: "column", type: one, name: `c${at}`, required: true })));
    const values = new Map(types.map((one, at) => [one.kind === "scalar" ? one.name : one.kind, at]));
    const [row = []] = JSON.parse(sample(inputs)).dataframe_split.data;
    expect(Object.fromEntries([...values].map(([name, at]) => [name, row[at]]))).toEqual({
      boolean: true,
      integer: 1,
      long: 1,
      float: 0.5,
      double: 0.5,
      string: "text",
      binary: "c2lnbmV0",
      datetime: "2024-01-31T12:00:00",
      array: [0.5],
      object: { x: 1, y: "text" },
      map: { key: true },
      any: "anything",
      sparkml_vector: [0.5],
    });
  });

  it.each([
    ["bool", "true"],
    ["int8", "1"],
    ["uint64", "1"],
    ["float32", "0.5"],
    ["datetime64[ns]", '"2024-01-31T12:00:00"'],
    ["str", '"text"'],
    ["bytes", '"text"'],
  ])("has items of %s in a tensor: one where the side is open, as many as it says elsewhere", (dtype, item) => {
    const spec = (name?: string) => ({ kind: "tensor" as const, dtype, shape: [-1, 2], ...(name === undefined ? {} : { name }) });
    expect(sample(makeSchema([spec()]))).toBe(`{"inputs": [[${item}, ${item}]]}`);
    expect(sample(makeSchema([spec("a"), spec("b")]))).toBe(`{"inputs": {"a": [[${item}, ${item}]], "b": [[${item}, ${item}]]}}`);
  });

  it("has the params by their defaults, and no names where the columns have none", () => {
    const params: ParamSchema = { params: [{ name: "k", type: { kind: "scalar", name: "long" }, default: 3n, shape: null }] };
    expect(sample(makeSchema([spec(undefined, "long"), spec(undefined, "string")]), params)).toBe(
      '{"dataframe_split": {"data": [[1, "text"]]}, "params": {"k": 3}}',
    );
    expect(sample(makeSchema([spec("a", "long")]))).toBe('{"dataframe_split": {"columns": ["a"], "data": [[1]]}}');
    expect(sampleRequest({ inputs: null, outputs: null, params })).toBeNull();
  });

  const CELLS: readonly (readonly [ColumnType, cell: string, written: string])[] = [
    [{ kind: "scalar", name: "integer" }, "+7", "7"],
    [{ kind: "scalar", name: "integer" }, "-7", "-7"],
    [{ kind: "scalar", name: "long" }, "x7", '"x7"'],
    [{ kind: "scalar", name: "long" }, "7x", '"7x"'],
    [{ kind: "scalar", name: "float" }, " 1.5 ", "1.5"],
    [{ kind: "scalar", name: "double" }, "Infinity", '"Infinity"'],
    [{ kind: "scalar", name: "double" }, " ", '" "'],
    [{ kind: "scalar", name: "boolean" }, " False ", "false"],
    [{ kind: "scalar", name: "boolean" }, "xtrue", '"xtrue"'],
    [{ kind: "scalar", name: "boolean" }, "truex", '"truex"'],
    [{ kind: "scalar", name: "binary" }, "12", '"12"'],
    [{ kind: "scalar", name: "string" }, "12", '"12"'],
    [{ kind: "scalar", name: "datetime" }, "12", '"12"'],
    [{ kind: "array", items: { kind: "scalar", name: "long" } }, "[1, 2]", "[1, 2]"],
    [{ kind: "map", values: { kind: "scalar", name: "long" } }, '{"a": 1}', '{"a": 1}'],
    [{ kind: "any" }, "[1", '"[1"'],
  ];

  it.each(CELLS)("writes for %j the cell %j as %s", (declared, cell, written) => {
    const inputs = makeSchema([{ kind: "column", type: declared, name: "a", required: true }]);
    const request = requestFromRows({ inputs, outputs: null, params: null }, { columns: ["a"], rows: [[cell]] });
    expect(jsonDumps(request)).toBe(`{"dataframe_split": {"columns": ["a"], "data": [[${written}]]}}`);
  });

  const spec = (name: string | undefined, kind: "long" | "double" | "boolean" | "string" | "datetime") => ({
    kind: "column" as const,
    type: { kind: "scalar" as const, name: kind },
    ...(name === undefined ? {} : { name }),
    required: true,
  });

  it("takes rows of a file by name, each cell as its declared type", () => {
    const inputs = makeSchema([spec("n", "long"), spec("x", "double"), spec("b", "boolean"), spec("s", "string"), spec("t", "datetime")]);
    const rows = {
      columns: ["t", "extra", "s", "b", "x", "n"],
      rows: [
        ["2024-01-31", "?", "007", "TRUE", "1e3", " 12 "],
        ["", "?", null, "maybe", "x", "1.5"],
      ],
    };
    expect(jsonDumps(requestFromRows({ inputs, outputs: null, params: null }, rows))).toBe(
      '{"dataframe_split": {"columns": ["n", "x", "b", "s", "t"], "data": [[12, 1000.0, true, "007", "2024-01-31"], ["1.5", "x", "maybe", null, ""]]}}',
    );
  });

  it("takes rows by place where columns have no names, and leaves out what the file lacks", () => {
    const inputs = makeSchema([spec(undefined, "long"), spec(undefined, "long")]);
    const request = requestFromRows({ inputs, outputs: null, params: null }, { columns: ["a"], rows: [["1"]] });
    expect(jsonDumps(request)).toBe('{"dataframe_split": {"data": [[1]]}}');
    const params: ParamSchema = { params: [{ name: "k", type: { kind: "scalar", name: "long" }, default: 3n, shape: null }] };
    expect(jsonDumps(requestFromRows({ inputs, outputs: null, params }, { columns: ["a", "b"], rows: [["1"]] }))).toBe(
      '{"dataframe_split": {"data": [[1, null]]}, "params": {"k": 3}}',
    );
    const tensors = makeSchema([{ kind: "tensor", dtype: "int64", shape: [-1] }]);
    expect(requestFromRows({ inputs: tensors, outputs: null, params: null }, { columns: ["a"], rows: [] })).toBeNull();
    expect(requestFromRows({ inputs: null, outputs: inputs, params: null }, { columns: [], rows: [] })).toBeNull();
  });
});

describe("a sample of each type", () => {
  const scalarType = (name: (typeof DATA_TYPES)[number]): ColumnType => ({ kind: "scalar", name });
  const column = (type: ColumnType, name?: string) => ({
    kind: "column" as const,
    type,
    ...(name === undefined ? {} : { name }),
    required: true,
  });
  const bodyOf = (inputs: Schema | null, params: ParamSchema | null = null) => {
    const body = sampleRequest({ inputs, outputs: null, params });
    return body === null ? null : jsonDumps(body);
  };

  it.each<readonly [ColumnType, string]>([
    [{ kind: "any" }, '"anything"'],
    [{ kind: "sparkml_vector" }, "[0.5]"],
    [{ kind: "array", items: scalarType("long") }, "[1]"],
    [{ kind: "map", values: scalarType("double") }, '{"key": 0.5}'],
    [makeObject([{ name: "x", type: scalarType("binary"), required: true }]), '{"x": "c2lnbmV0"}'],
  ])("%j is %s", (type, expected) => {
    expect(bodyOf(makeSchema([column(type)]))).toBe(`{"dataframe_split": {"data": [[${expected}]]}}`);
    expect(bodyOf(makeSchema([column(type, "c")]))).toBe(`{"dataframe_split": {"columns": ["c"], "data": [[${expected}]]}}`);
  });

  it.each([
    ["bool", "true"],
    ["uint8", "1"],
    ["datetime64[ns]", '"2024-01-31T12:00:00"'],
    ["bytes", '"text"'],
    ["float16", "0.5"],
  ])("a tensor of %s has %s in it", (dtype, item) => {
    expect(bodyOf(makeSchema([{ kind: "tensor", dtype, shape: [-1, 2] }]))).toBe(`{"inputs": [[${item}, ${item}]]}`);
    expect(bodyOf(makeSchema([{ kind: "tensor", dtype, shape: [-1], name: "t" }]))).toBe(`{"inputs": {"t": [${item}]}}`);
  });

  it("has the params by their defaults, and is none without inputs", () => {
    const params = {
      params: [{ name: "n", type: scalarType("long") as ColumnType & { readonly kind: "scalar" }, default: 3n, shape: null }],
    };
    expect(bodyOf(makeSchema([column(scalarType("boolean"))]), params)).toBe('{"dataframe_split": {"data": [[true]]}, "params": {"n": 3}}');
    expect(bodyOf(null, params)).toBeNull();
  });

  it("takes cells of nested columns as JSON, and numbers of all types as numbers", () => {
    const inputs = makeSchema([
      column({ kind: "array", items: scalarType("long") }, "l"),
      column(scalarType("integer"), "i"),
      column(scalarType("float"), "f"),
    ]);
    const params = {
      params: [{ name: "n", type: scalarType("long") as ColumnType & { readonly kind: "scalar" }, default: 3n, shape: null }],
    };
    const rows = {
      columns: ["l", "i", "f"],
      rows: [
        ["[1, 2]", "+7", "0.5"],
        ["[1, ", "7", ""],
      ],
    };
    expect(jsonDumps(requestFromRows({ inputs, outputs: null, params }, rows))).toBe(
      '{"dataframe_split": {"columns": ["l", "i", "f"], "data": [[[1, 2], 7, 0.5], ["[1, ", 7, ""]]}, "params": {"n": 3}}',
    );
  });
});
