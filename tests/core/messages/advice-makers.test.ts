import { describe, expect, it } from "vitest";
import { addColumns, convertRequestValue, declareNamedColumn } from "../../../src/core/messages/advice/columns.ts";
import type { AdviceMaker, MessageFacts } from "../../../src/core/messages/advice/facts.ts";
import { castParams } from "../../../src/core/messages/advice/params.ts";
import { castArray, passArrays, shapeArray } from "../../../src/core/messages/advice/tensors.ts";
import { makeSchema } from "../../../src/core/mlflow/schema.ts";
import type { Schema, TensorSpec } from "../../../src/core/mlflow/types.ts";

type Given = Partial<Omit<MessageFacts, "written">> & { readonly written?: Readonly<Record<string, string>> };

const factsOf = ({ written = {}, ...facts }: Given): MessageFacts => ({
  columns: [],
  extra: [],
  found: null,
  expected: null,
  inner: null,
  schema: null,
  via: "predict",
  ...facts,
  written: new Map(Object.entries(written)) as MessageFacts["written"],
});
const made = (maker: AdviceMaker, given: Given) => maker(factsOf(given));
const [labels, python] = [
  (maker: AdviceMaker, given: Given) => made(maker, given).map(({ label }) => label),
  (maker: AdviceMaker, given: Given) => made(maker, given).map((one) => one.python),
];

const tensors = (...specs: readonly (readonly [string | null, string, readonly number[]])[]): Schema =>
  makeSchema(
    specs.map(([name, dtype, shape]): TensorSpec => ({ kind: "tensor", dtype, shape: [...shape], ...(name === null ? {} : { name }) })),
  );

describe("an array of another shape", () => {
  it.each([
    ["one item", "(3,)", "(-1, 3)", "data = np.asarray(data)[np.newaxis]"],
    ["one item of a fixed count", "(3,)", "(1, 3)", "data = np.asarray(data)[np.newaxis]"],
    ["no last dimension", "(5, 3)", "(5, 3, 1)", "data = np.asarray(data)[..., np.newaxis]"],
    ["a last dimension too many", "(-1, 3, 1)", "(-1, 3)", "data = np.asarray(data)[..., 0]"],
    ["flat rows", "(5, 4)", "(-1, 2, 2)", "data = np.asarray(data).reshape((len(data), 2, 2))"],
    ["flat rows of the declared count", "(5, 4)", "(5, 2, 2)", "data = np.asarray(data).reshape((len(data), 2, 2))"],
  ])("is given the declared one: %s", (_, found, expected, line) => {
    expect(python(shapeArray, { found, expected })).toEqual([line]);
    const [cast] = python(shapeArray, { found, expected, schema: tensors([null, "float32", [-1, 3]]) });
    expect(cast).toBe(`${line}\ndata = data.astype("float32", casting="safe")`);
  });

  it("is named where the message does not say which of several it is", () => {
    const schema = tensors(["a", "int64", [-1, 3]], ["b", "int64", [-1, 3]]);
    expect(made(shapeArray, { found: "(3,)", expected: "(-1, 3)", schema })).toMatchObject([
      {
        python: "data[name] = np.asarray(data[name])[np.newaxis]",
        dependsOn: "The message does not say which of the named arrays it is. MLflow checks the dtype next.",
      },
    ]);
    expect(python(shapeArray, { found: "(3,)", expected: "(-1, 3)", schema: tensors(["a", "int64", [-1, 3]]) })[0]).toMatch(
      /^data\["a"\] = /,
    );
  });

  it.each([
    ["(7, 3)", "(5, 3)", "Send exactly 5 rows at a time"],
    ["(5, 3)", "(-1, 4)", "Send items of shape (4,): these have (3,)"],
    ["(5, 3, 2)", "(-1, 4)", "Send an array with 2 dimensions: this one has 3"],
    ["(7, 4)", "(5, 2, 2)", "Send an array with 3 dimensions: this one has 2"],
    ["4", "(-1, 2, 2)", "Pass an array: each row's 4 values as (2, 2)"],
    ["4", "(-1, 3)", "Send 3 columns: the DataFrame has 4 columns"],
    ["4", "(-1, 3, 2)", "Send items of shape (3, 2): the DataFrame has 4 columns"],
    ["?", "(-1, 3)", "Send an array of shape (-1, 3)"],
  ])("%s for %s cannot be: %s", (found, expected, label) => {
    expect(labels(shapeArray, { found, expected })).toEqual([label]);
  });

  it("is an array as declared where the message has no shape", () => {
    expect(labels(shapeArray, {})).toEqual(["Send an array of shape as declared"]);
  });
});

describe("an array of another dtype", () => {
  it.each([
    [
      "float64",
      "int64",
      'assert np.all(data == data.astype("int64"))\ndata = data.astype("int64")',
      "No value may change: the assert fails otherwise.",
    ],
    ["float64", "float32", 'data = data.astype("float32")', "Values are rounded to the digits that the dtype has."],
    ["<U3", "int64", 'data = data.astype("int64")', undefined],
  ])("%s is cast to %s", (found, expected, line, dependsOn) => {
    const [cast, declared] = made(castArray, { found, expected });
    expect([cast?.python, cast?.dependsOn]).toEqual([line, dependsOn]);
    expect(declared).toMatchObject({ by: "model", label: `Or declare the tensor as ${found}` });
  });

  it("has no advice where the message names only one of both", () => {
    expect(made(castArray, { found: "float64" })).toEqual([]);
    expect(made(castArray, { expected: "float64" })).toEqual([]);
  });
});

describe("lists in place of arrays", () => {
  it.each<readonly [string, Schema | null, readonly (string | undefined)[]]>([
    ["without a schema", null, ["model.predict(np.array(data))", "model.predict({name: np.array(value) for name, value in data.items()})"]],
    ["for an unnamed tensor", tensors([null, "float32", [-1, 3]]), ['model.predict(np.array(data, dtype="float32"))']],
    [
      "for named ones",
      tensors(["a", "int64", [-1]], ["b", "str", [-1]]),
      ['dtypes = {"a": "int64", "b": "str"}\nmodel.predict({name: np.array(data[name], dtype=dtype) for name, dtype in dtypes.items()})'],
    ],
  ])("are made to arrays %s", (_, schema, lines) => {
    expect(python(passArrays, { schema })).toEqual(lines);
  });
});

describe("params of another type", () => {
  const params = (entries: string) => ({ written: { params: entries } });
  const fault = (name: string, type: string, found: string, shape = "") =>
    `('${name}', "Failed to validate type and shape for '${name}': ${type} (default: 1)${shape}, error: Can not safely convert \`<class '${found}'>\` to \`DataType.${type}\` for value \`x\`")`;

  it.each([
    [
      "long",
      "float",
      "assert float(params['n']).is_integer()\nparams['n'] = int(params['n'])",
      "The value must be such a number: the line raises otherwise.",
    ],
    ["long", "str", "params['n'] = int(params['n'])", "The value must be such a number: the line raises otherwise."],
    ["string", "int", "params['n'] = str(params['n'])", "The model gets the value as text."],
    ["boolean", "str", undefined, "In JSON: true or false, without quotes."],
    ["datetime", "int", undefined, "MLflow accepts an ISO 8601 text such as 2024-01-31."],
  ])("a %s is made of a %s", (type, found, line, dependsOn) => {
    const [first] = made(castParams, params(`[${fault("n", type, found)}]`));
    expect([first?.python, first?.dependsOn]).toEqual([line, dependsOn]);
  });

  it("is declared double where a float is not whole, for one value only", () => {
    expect(labels(castParams, params(`[${fault("n", "integer", "float")}]`))).toEqual(["Pass `n` as integer", "Or declare `n` as double"]);
    expect(labels(castParams, params(`[${fault("n", "long", "float", " (shape: (-1,))")}]`))).toEqual(["Pass each value of `n` as long"]);
  });

  it("checks each whole number of a list", () => {
    expect(python(castParams, params(`[${fault("n", "long", "str", " (shape: (-1,))")}]`))).toEqual([
      "assert all(float(value).is_integer() for value in params['n'])\nparams['n'] = [int(value) for value in params['n']]",
    ]);
  });

  it("is named where the message names it, and said where it does not", () => {
    expect(labels(castParams, { columns: ["n"] })).toEqual(["Pass `n` in its declared type"]);
    expect(labels(castParams, {})).toEqual(["Pass the parameter in its declared type"]);
    expect(labels(castParams, { expected: "long" })).toEqual(["Pass the parameter as long"]);
  });
});

describe("a value of a request that does not convert", () => {
  it.each([
    [
      "long",
      "cannot convert NaN to integer",
      [
        "Write `n` as a number without a point in every row, and not as null",
        "Declare `n` as double: the scoring server then accepts null",
      ],
    ],
    ["double", "cannot convert None", ["Write `n` as a number in every row, and not as null"]],
    ["long", "invalid literal for int(): 'x'", ["Write `n` as a number without a point in every row"]],
    ["string", null, ["Write `n` as a text in quotes in every row"]],
    ["Array(long)", null, ["Send `n` as Array(long) in every row"]],
    [null, null, ["Send `n` as declared in every row"]],
  ])("to %s, for %s", (expected, inner, found) => {
    expect(labels(convertRequestValue, { columns: ["n"], expected, inner })).toEqual(found);
  });

  it("has no advice where no column is named", () => {
    expect(made(convertRequestValue, { expected: "long" })).toEqual([]);
  });
});

describe("a column of another type", () => {
  it("is declared with its own, and cast where missing cells make it float", () => {
    expect(labels(declareNamedColumn, { columns: ["n"], found: "float64", expected: "long" })).toEqual([
      "Declare `n` as double, and cast it to float64 before every predict",
    ]);
    expect(python(declareNamedColumn, { columns: ["n"], found: "float32", expected: "integer" })[0]).toContain(
      `df['n'] = df['n'].astype("float32")`,
    );
    expect(made(declareNamedColumn, { columns: ["n"], found: "bool", expected: "long" })).toMatchObject([
      { label: "Declare `n` as boolean", dependsOn: "Only if the column always arrives as boolean." },
    ]);
  });
});

describe("missing columns", () => {
  const facts = (columns: readonly string[], extra: readonly string[]): Given => ({ columns, extra });

  it.each([
    [["a", "b"], ["a\tb"], 'df = pd.read_csv(path, sep="\\t")'],
    [["a", "b"], ["a;b"], 'df = pd.read_csv(path, sep=";")'],
    [["Age (y)", "B", "C", "D"], ["age_y", "b", "c", "d"], "df = df.rename(columns={'age_y': 'Age (y)', 'b': 'B', 'c': 'C', 'd': 'D'})"],
    [["x"], ["y"], "df = df.rename(columns={'y': 'x'})"],
  ])("%j are found in %j", (columns, extra, line) => {
    expect(python(addColumns, facts(columns, extra))).toContain(line);
  });

  it("are renamed where a name is alike, and added where none is", () => {
    expect(labels(addColumns, facts(["income", "num_cards"], ["Income", "extra"]))).toEqual([
      "Rename `Income` to `income`",
      "Add `num_cards`",
      "Declare `num_cards` as optional",
    ]);
    expect(labels(addColumns, facts(["income", "num_cards"], ["region", "extra"]))).toEqual([
      "Add `income`, `num_cards`",
      "Declare these columns as optional",
    ]);
  });

  it("says how many more are renamed", () => {
    expect(labels(addColumns, facts(["A", "B", "C", "D"], ["a", "b", "c", "d"]))[0]).toBe(
      "Rename `a` to `A`, `b` to `B`, `c` to `C` and 1 more",
    );
    expect(labels(addColumns, facts(["a", "b"], ["a\tb"]))[0]).toBe("Read the CSV with its separator, a tab: all columns arrived as one");
  });

  it("are those of an encoder where their names begin with the extra one", () => {
    expect(labels(addColumns, facts(["colour_red", "colour_blue"], ["colour"]))[0]).toBe(
      "Encode `colour` as in training: the model expects `colour_red`, `colour_blue`",
    );
  });
});
