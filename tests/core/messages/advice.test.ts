import { describe, expect, it } from "vitest";
import { recogniseError } from "../../../src/core/messages/recognise.ts";

/** As `predict` of MLflow 3.17.2 raises it. */
const raised = (schema: string, message: string) =>
  `mlflow.exceptions.MlflowException: Failed to enforce schema of data '…' with schema '${schema}'. Error: ${message}`;
const pythonOf = (message: string) => recogniseError(message)?.advice.map(({ python }) => python) ?? [];
const invalid = (param: string, message: string) =>
  `mlflow.exceptions.MlflowException: Invalid parameters found: {('${param}', "${message}")}`;

describe("parameters of another shape", () => {
  const listSpec = "'stop': string (default: ['a']) (shape: (-1,))";
  it.each([
    [
      "one value for a list",
      `Value must be a 1D array with shape (-1,) for param ${listSpec}, received str with ndim 0`,
      "params['stop'] = [params['stop']]",
    ],
    ["as before 3.0", `Value must be a 1D array with shape (-1,) for param ${listSpec}, received str`, "params['stop'] = [params['stop']]"],
    [
      "None for a list",
      `Value must be a 1D array with shape (-1,) for param ${listSpec}, received NoneType with ndim 0`,
      "del params['stop']",
    ],
    ["lists in a list", `Value must be a 1D array with shape (-1,) for param ${listSpec}, received list with ndim 2`, undefined],
    [
      "items of another type",
      `Failed to validate type and shape for ${listSpec}, error: Can not safely convert \`<class 'int'>\` to \`DataType.string\` for value \`1\``,
      "params['stop'] = [str(value) for value in params['stop']]",
    ],
    [
      "a list for one value",
      "Failed to validate type and shape for 'stop': long (default: 3), error: Value must be a scalar for type `DataType.long`, got `[1]`",
      "[params['stop']] = params['stop']",
    ],
  ])("%s", (_, message, python) => {
    expect(pythonOf(invalid("stop", message))).toEqual([python]);
  });

  it("a declared default names its parameter", () => {
    const message =
      "Failed to validate type and shape for 'a': double (default: ['x']) (shape: (-1,)), error: Can not safely convert `<class 'str'>` to `DataType.double` for value `x`";
    expect(recogniseError(message)).toMatchObject({ columns: ["a"], found: "str", expected: "double" });
    expect(pythonOf(message)).toEqual(["params['a'] = [float(value) for value in params['a']]"]);
  });

  it("a default without a type names the parameter, not what is inside it", () => {
    const message =
      "Failed to infer schema for parameters: [('a', {'b': {1}}, MlflowException('Data {1} is not one of the supported DataType')), ('c', [1, 'x'], MlflowException(\"no\"))]";
    expect(recogniseError(message)?.columns).toEqual(["a", "c"]);
  });
});

describe("tensors", () => {
  it("a missing tensor is an array, and never optional", () => {
    const message = raised("['ids': Tensor('int64', (-1, 4)), 'mask': Tensor('float32', (-1, 4))]", "Model is missing inputs ['mask'].");
    expect(pythonOf(message)).toEqual([`data['mask'] = np.array(values, dtype="float32")`]);
  });

  it("a list becomes an array of the declared dtype", () => {
    const message = raised(
      "[Tensor('float32', (-1, 4))]",
      "This model contains a tensor-based model signature with no input names, which suggests a numpy array input or a pandas dataframe input with proper column values, but an input of type <class 'list'> was found.",
    );
    expect(pythonOf(message)).toEqual([`model.predict(np.array(data, dtype="float32"))`]);
  });
});

describe("nested values", () => {
  it("finds the only column with objects in the printed schema", () => {
    const schema = "['id': long (required), 'meta': {a: string (required), b: long (optional)} (required)]";
    expect(pythonOf(raised(schema, "Missing required properties: {'a'}"))[0]).toBe(
      "df['meta'] = [{'a': value, **item} for item in df['meta']]",
    );
    expect(
      pythonOf(raised("['m': Array({a: long (required)}) (required)]", "Invalid properties not defined in the schema found: {'z'}"))[0],
    ).toBe(
      "unknown = {'z'}\ndf['m'] = [[{key: value for key, value in item.items() if key not in unknown} for item in items] for items in df['m']]",
    );
  });

  it("a list that cannot be converted has no column name", () => {
    const message = raised("['emb': Array(double) (required)]", "Failed to convert column  from type object to DataType.double.");
    expect(recogniseError(message)).toMatchObject({ id: "nested-not-converted", isCut: false, found: "object", expected: "double" });
  });
});

it("names are not offered to values of another number", () => {
  const message = raised(
    "['a': double (required), 'b': double (required)]",
    "Model is missing inputs ['a', 'b']. Note that there were extra inputs: [0].",
  );
  expect(pythonOf(message).some((python) => python?.includes("pd.DataFrame") === true)).toBe(false);
});
