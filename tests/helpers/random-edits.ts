import fc from "fast-check";
import { baseOfSignature } from "../../src/core/edit/apply-edits.ts";
import type { Edit, Target } from "../../src/core/edit/edit.ts";
import { TENSOR_DTYPES } from "../../src/core/edit/rules.ts";
import { makeObject, makeSchema } from "../../src/core/mlflow/schema.ts";
import { specKeys } from "../../src/core/mlflow/spec-keys.ts";
import { type ColumnType, DATA_TYPES, type ModelSignature, type ParamSpec, type Schema } from "../../src/core/mlflow/types.ts";

/** Names that real files have, and those that trip a plain object. */
const NAMES = ["a", "b", "price", "Unit Price", "__proto__", "constructor", "10", "é", "x.y", '"', ""];
const name = fc.constantFrom(...NAMES);

const scalar = fc.constantFrom(...DATA_TYPES).map((type): ColumnType => ({ kind: "scalar", name: type }));

const columnType: fc.Arbitrary<ColumnType> = fc.letrec<{ type: ColumnType }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    fc.constant<ColumnType>({ kind: "any" }),
    tie("type").map((items): ColumnType => ({ kind: "array", items })),
    tie("type").map((values): ColumnType => ({ kind: "map", values })),
    fc
      .uniqueArray(fc.record({ name, type: tie("type"), required: fc.boolean() }), {
        minLength: 1,
        maxLength: 3,
        selector: (one) => one.name,
      })
      .map(makeObject),
  ),
})).type;

const shape = fc.array(fc.constantFrom(-1, 0, 1, 3, 224), { maxLength: 4 });
const dtype = fc.constantFrom(...TENSOR_DTYPES);

const namedColumns = fc
  .uniqueArray(fc.record({ name, type: columnType, required: fc.boolean() }), { minLength: 1, maxLength: 6, selector: (one) => one.name })
  .map((specs): Schema => makeSchema(specs.map((spec) => ({ kind: "column" as const, ...spec }))));
const unnamedColumns = fc
  .array(columnType, { minLength: 1, maxLength: 4 })
  .map((types): Schema => makeSchema(types.map((type) => ({ kind: "column" as const, type, required: true }))));
const namedTensors = fc
  .uniqueArray(fc.record({ name, dtype, shape }), { minLength: 1, maxLength: 3, selector: (one) => one.name })
  .map((specs): Schema => makeSchema(specs.map((spec) => ({ kind: "tensor" as const, ...spec }))));
const oneTensor = fc.record({ dtype, shape }).map((spec): Schema => makeSchema([{ kind: "tensor", ...spec }]));

const schema = fc.oneof({ arbitrary: namedColumns, weight: 3 }, unnamedColumns, namedTensors, oneTensor);

const paramValue = fc.oneof(
  fc.record({ type: fc.constant("long" as const), default: fc.bigInt(-5n, 5n) }),
  fc.record({ type: fc.constant("double" as const), default: fc.constantFrom<number | bigint>(0.5, 1.5, 3n) }),
  fc.record({ type: fc.constant("string" as const), default: name }),
  fc.record({ type: fc.constant("boolean" as const), default: fc.boolean() }),
  fc.record({
    type: fc.constant("datetime" as const),
    default: fc.constantFrom("2024-01-31", "2024-01-31 10:00", "2024-01-31T10:00:00.5"),
  }),
);
const param = fc.record({ value: paramValue, isList: fc.boolean() }).map(
  ({ value, isList }): Omit<ParamSpec, "name"> => ({
    type: { kind: "scalar", name: value.type },
    default: isList ? [value.default] : value.default,
    shape: isList ? [-1] : null,
  }),
);

/** Any signature that MLflow constructs: columns or tensors, named or not, nested, with params or without. */
const anySignature: fc.Arbitrary<ModelSignature> = fc
  .record({
    inputs: fc.option(schema),
    outputs: fc.option(schema),
    names: fc.uniqueArray(fc.constantFrom("p", "q", "r"), { maxLength: 2 }),
  })
  .filter(({ inputs, outputs }) => inputs !== null || outputs !== null)
  .map(({ inputs, outputs, names }) => ({
    inputs,
    outputs,
    params:
      names.length === 0
        ? null
        : { params: names.map((one): ParamSpec => ({ name: one, type: { kind: "scalar", name: "long" }, default: 1n, shape: null })) },
  }));

function pathsOf(type: ColumnType): readonly NonNullable<Target["path"]>[] {
  switch (type.kind) {
    case "array":
      return [["items"], ...pathsOf(type.items).map((path) => ["items" as const, ...path])];
    case "map":
      return [["values"], ...pathsOf(type.values).map((path) => ["values" as const, ...path])];
    case "object":
      return type.properties.flatMap(({ name: property, type: inner }) => [
        [{ property }],
        ...pathsOf(inner).map((path) => [{ property }, ...path]),
      ]);
    default:
      return [];
  }
}

function anyEditOfSide(side: "inputs" | "outputs", given: Schema): fc.Arbitrary<Edit> {
  const keys = specKeys(given.specs);
  const key = fc.constantFrom(...keys);
  const rows = fc.uniqueArray(key, { minLength: 1, maxLength: 3 });
  const at = rows.map((some) => some.map((one): Target => ({ key: one })));
  const nested = given.specs.flatMap((spec, index): Target[] =>
    spec.kind === "column" ? pathsOf(spec.type).map((path) => ({ key: keys[index] ?? "", path })) : [],
  );
  const place =
    nested.length === 0
      ? at
      : fc.oneof(
          at,
          fc.constantFrom(...nested).map((one) => [one]),
        );
  const before = fc.option(key);
  return fc.oneof(
    fc.record({ kind: fc.constant("type" as const), side: fc.constant(side), at: place, type: columnType }),
    fc.record({ kind: fc.constant("required" as const), side: fc.constant(side), at: place, required: fc.boolean() }),
    fc.record({ kind: fc.constant("drop" as const), side: fc.constant(side), at: place }),
    fc.record({ kind: fc.constant("move" as const), side: fc.constant(side), keys: rows, before }),
    fc.record({
      kind: fc.constant("rename" as const),
      side: fc.constant(side),
      names: fc.oneof(
        fc.tuple(place, fc.option(name)).map(([[first], to]) => (first === undefined ? [] : [{ at: first, name: to }])),
        fc.constant(keys.map((one, index) => ({ at: { key: one }, name: `c${index}` }))),
      ),
    }),
    fc.record({
      kind: fc.constant("add" as const),
      side: fc.constant(side),
      key: fc.constantFrom("+1", "+2"),
      spec: fc.record({ kind: fc.constant("column" as const), name, type: columnType, required: fc.boolean() }),
      before,
    }),
    fc.record({
      kind: fc.constant("add-property" as const),
      side: fc.constant(side),
      at: place.map(([first]) => first ?? { key: "" }),
      property: fc.record({ name, type: columnType, required: fc.boolean() }),
    }),
    fc.record({ kind: fc.constant("tensor" as const), side: fc.constant(side), at, dtype, shape }),
  );
}

const paramKey = fc.constantFrom('"p"', '"q"', "+7");
const anyParamEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(paramKey, param).map(([key, spec]): Edit => ({ kind: "param", key, ...spec })),
  fc.tuple(name, param).map(([one, spec]): Edit => ({ kind: "add-param", key: "+7", spec: { name: one, ...spec }, before: null })),
  fc.tuple(paramKey, name).map(([key, to]): Edit => ({ kind: "rename", side: "params", names: [{ at: { key }, name: to }] })),
  paramKey.map((key): Edit => ({ kind: "drop", side: "params", at: [{ key }] })),
  paramKey.map((key): Edit => ({ kind: "move", side: "params", keys: [key], before: null })),
);

/** A signature with edits of which many fit it, and some do not. */
export const signatureWithEdits = anySignature.chain((signature) => {
  const ofSides = (["inputs", "outputs"] as const).flatMap((side) => {
    const given = signature[side];
    return given === null ? [] : [anyEditOfSide(side, given)];
  });
  return fc.record({
    base: fc.constant(baseOfSignature(signature)),
    edits: fc.array(fc.oneof(...ofSides, anyParamEdit), { maxLength: 8 }),
  });
});
