import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import { checkScoring } from "../../../src/core/check/check-files.ts";
import { makeObject, makeSchema } from "../../../src/core/mlflow/schema.ts";
import { type ColumnType, DATA_TYPES, type Schema } from "../../../src/core/mlflow/types.ts";
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
    expect(curlLine(new Map([["inputs", "it's"]]))).toContain(String.raw`--data '{"inputs": "it'\''s"}'`);
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
    expect(requestFromRows({ inputs: null, outputs: inputs, params: null }, { columns: [], rows: [] })).toBeNull();
  });
});
