import { describe, expect, it } from "vitest";
import { renderText } from "../../../src/core/errors.ts";
import { inferParams, withTypedDefaults } from "../../../src/core/ladders/params.ts";
import { paramSchemaFromValue, paramSchemaToValue } from "../../../src/core/mlflow/signature-json.ts";
import { jsonDumps } from "../../../src/core/python/json-dumps.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";

/** What MLflow 3.17.2 writes for one parameter `p`. */
const TYPED: readonly (readonly [value: string, spec: string])[] = [
  ["1", '{"name": "p", "default": 1, "shape": null, "type": "long"}'],
  ["1.5", '{"name": "p", "default": 1.5, "shape": null, "type": "double"}'],
  ['"x"', '{"name": "p", "default": "x", "shape": null, "type": "string"}'],
  ["true", '{"name": "p", "default": true, "shape": null, "type": "boolean"}'],
  ["[1, 2]", '{"name": "p", "default": [1, 2], "shape": [-1], "type": "long"}'],
  ["[1, 2.5]", '{"name": "p", "default": [1.0, 2.5], "shape": [-1], "type": "double"}'],
  ["[true, false]", '{"name": "p", "default": [true, false], "shape": [-1], "type": "boolean"}'],
  ['["a", "b"]', '{"name": "p", "default": ["a", "b"], "shape": [-1], "type": "string"}'],
  ["[]", '{"name": "p", "default": [], "shape": [-1], "type": "datetime"}'],
  ["9223372036854775807", '{"name": "p", "default": 9223372036854775807, "shape": null, "type": "long"}'],
  ["[1, 9223372036854775808]", '{"name": "p", "default": [1.0, 9.223372036854775808e+18], "shape": [-1], "type": "double"}'],
  [
    '{"a": 1}',
    '{"name": "p", "default": {"a": 1}, "shape": null, "type": "object", "properties": {"a": {"type": "long", "required": true}}}',
  ],
];

/** Why MLflow refuses one parameter, in Signet's words. */
const REFUSED: readonly (readonly [value: string, reason: string])[] = [
  ["null", "Expected parameters to be 1D array or scalar, got NoneType."],
  ["[[1]]", "Expected parameters to be 1D array or scalar, got 2D array."],
  ["[1, [[2]]]", "Expected parameters to be 1D array or scalar, got 3D array."],
  ["[1, null]", "NumPy makes an object array of it, whose values MLflow does not look at."],
  ['[{"a": 1}]', "NumPy makes an object array of it, whose values MLflow does not look at."],
  ["[1, 18446744073709551616]", "NumPy makes an object array of it, whose values MLflow does not look at."],
  ["[-9223372036854775809]", "NumPy makes an object array of it, whose values MLflow does not look at."],
  ['[1, "x"]', "Can not safely convert int to string."],
  ['["x", 1.5]', "Can not safely convert float to string."],
  ['["x", true]', "Can not safely convert bool to string."],
  ["[1, true]", "Can not safely convert bool to long."],
  ["[1.5, true]", "Can not safely convert bool to double."],
  ["9223372036854775808", "Failed to infer schema for parameter: NumPy makes uint64 of it, which MLflow does not support."],
  [
    "18446744073709551616",
    "Failed to infer schema for parameter: NumPy makes an object array of it, whose values MLflow does not look at.",
  ],
  ["{}", "An empty dict has no type: 'dtype' must be DataType, Object or str, got Any."],
];

describe("a parameter", () => {
  it.each(TYPED)("%s is %s", (value, spec) => {
    const { schema, failure, refusals } = inferParams(jsonLoads(`{"p": ${value}}`));
    expect([failure, refusals]).toEqual([null, []]);
    const [written = null] = schema === null ? [] : (paramSchemaToValue(schema) as readonly []);
    expect(JSON.parse(jsonDumps(written))).toEqual(JSON.parse(spec));
  });

  it.each(REFUSED)("%s is refused: %s", (value, reason) => {
    const { schema, failure, refusals, specs } = inferParams(jsonLoads(`{"p": ${value}, "q": 1}`));
    expect(refusals.map(({ name, reason: found }) => [name, renderText(found)])).toEqual([["p", reason]]);
    expect([schema, specs.map(({ name }) => name), failure?.stage, failure?.error.tag]).toEqual([null, ["q"], "infer", "InvalidParams"]);
    expect(failure && renderText(failure.error.message)).toBe(`Failed to infer schema for parameters. p: ${reason}`);
    expect(failure?.error).toMatchObject({ pythonError: "MlflowException", remedy: "Correct or remove the parameters that are marked." });
  });

  it.each([
    ["[]", "An empty list becomes a list of datetime."],
    ['"2024-01-31"', "A date in JSON is a string: declare it as datetime in Python if the model wants one."],
  ])("%s may surprise: %s", (value, message) => {
    expect(inferParams(jsonLoads(`{"p": ${value}}`)).surprises.map((one) => [one.name, renderText(one.message)])).toEqual([["p", message]]);
  });

  it.each(['"on 2024-01-31"', '["2024-01-31"]', "[1]", "1"])("%s does not", (value) => {
    expect(inferParams(jsonLoads(`{"p": ${value}}`)).surprises).toEqual([]);
  });

  it("is an object only since MLflow has such parameters", () => {
    const old = { mlflow: "2.14", pandas: "1.5" };
    const [refusal] = inferParams(jsonLoads('{"p": {"a": 1}}'), old).refusals;
    expect(refusal && renderText(refusal.reason)).toBe("Expected parameters to be 1D array or scalar, got dict.");
  });
});

describe("params as a whole", () => {
  it.each(["null", "false", "0", "0.0", '""', "[]", "{}"])("%s are none", (value) => {
    const { failure } = inferParams(jsonLoads(value));
    expect(failure && renderText(failure.error.message)).toBe("At least one of inputs, outputs or params must be provided.");
    expect(failure?.error.pythonError).toBe("ValueError");
  });

  it.each([
    ["5", "int"],
    ["1.5", "float"],
    ['"x"', "str"],
    ["true", "bool"],
    ["[1]", "list"],
  ])("%s are not a dict but %s", (value, type) => {
    const { failure } = inferParams(jsonLoads(value));
    expect(failure && renderText(failure.error.message)).toBe(`Expected parameters to be dict, got ${type}.`);
    expect(failure?.error.pythonError).toBe("MlflowException");
  });

  it("keep each default as its type has it", () => {
    const given = paramSchemaFromValue(
      jsonLoads(
        '[{"name": "a", "type": "double", "default": 1, "shape": null}, {"name": "b", "type": "float", "default": [1, 2.5], "shape": [-1]}, {"name": "c", "type": "long", "default": 1, "shape": null}]',
      ),
    );
    expect(withTypedDefaults(given).params.map((spec) => spec.default)).toEqual([1, [1, 2.5], 1n]);
  });
});
