import { must } from "../../defined.ts";
import type { TensorSpec } from "../../mlflow/types.ts";
import { tupleText } from "../../python/repr.ts";
import type { MessageAdvice } from "../entry.ts";
import type { AdviceMaker, MessageFacts } from "./facts.ts";

/** The sizes of a printed shape; null for what is not a shape. */
function sizesOf(written: string | null): readonly number[] | null {
  if (written === null || !/^\((-?\d+,? ?)*\)$/.test(written)) return null;
  return [...written.matchAll(/-?\d+/g)].map(([size]) => Number(size));
}

const product = (sizes: readonly number[]) => sizes.reduce((all, one) => all * one, 1);

const isSame = (one: readonly number[], other: readonly number[]) =>
  one.length === other.length && one.every((size, index) => size === other[index] || other[index] === -1);

/**
 * Which array is meant: a schema with names has several. A message does not say whether `predict` was given an array, a DataFrame, a dict or
 * a list, so all lines call it `data`, and work for each.
 */
function whichArray({ schema }: MessageFacts): { readonly name: string; readonly note: string } {
  const names = schema?.kind === "tensors" ? schema.specs.flatMap(({ name }) => (name === undefined ? [] : [name])) : [];
  if (names.length === 0) return { name: "data", note: "" };
  return names.length === 1
    ? { name: `data[${JSON.stringify(names[0])}]`, note: "" }
    : { name: "data[name]", note: "The message does not say which of the named arrays it is. " };
}

/** Cast an array to the declared dtype, and check that no value changes where it can. */
export const castArray: AdviceMaker = (facts) => {
  const { found, expected } = facts;
  if (found === null || expected === null) return [];
  const { name, note } = whichArray(facts);
  const isWhole = /^[<>]?u?(int|i)\d+$|^bool$/.test(expected);
  const isNumber = !/^[<>|]?[USOa]|^(str|object|bytes)/.test(found);
  const check = isWhole && isNumber ? `assert np.all(${name} == ${name}.astype("${expected}"))\n` : "";
  const loses = /float(16|32)/.test(expected) ? "Values are rounded to the digits that the dtype has." : "";
  const needs = check === "" ? loses : "No value may change: the assert fails otherwise.";
  return [
    {
      by: "caller",
      label: `Cast the array from ${found} to ${expected}`,
      python: `${check}${name} = ${name}.astype("${expected}")`,
      ...(note + needs === "" ? {} : { dependsOn: (note + needs).trim() }),
    },
    {
      by: "model",
      label: `Or declare the tensor as ${found}`,
      python: `import numpy as np
from mlflow.models import ModelSignature, get_model_info, set_signature
from mlflow.types import Schema, TensorSpec

signature = get_model_info(model_uri).signature
specs = [
    TensorSpec(np.dtype("${found}"), spec.shape, spec.name) if spec.type == np.dtype("${expected}") else spec
    for spec in signature.inputs
]
set_signature(model_uri, ModelSignature(Schema(specs), signature.outputs, signature.params))`,
      dependsOn: `The model must accept ${found}. Every tensor of dtype ${expected} is changed.`,
    },
  ];
};

/** How an array of one shape becomes another without a value moving to another row; null where it cannot. */
function reshaped(name: string, found: readonly number[], expected: readonly number[]): Pick<MessageAdvice, "label" | "python"> | null {
  const item = expected.slice(1);
  if (isSame(found, item) && (expected[0] === -1 || expected[0] === 1))
    return { label: "Add the dimension of rows: this is one item", python: `${name} = np.asarray(${name})[np.newaxis]` };
  if (isSame([...found, 1], expected)) return { label: "Add the last dimension", python: `${name} = np.asarray(${name})[..., np.newaxis]` };
  if (found.at(-1) === 1 && isSame(found.slice(0, -1), expected))
    return { label: "Drop the last dimension", python: `${name} = np.asarray(${name})[..., 0]` };
  const own = found.slice(1);
  if (own.length > 0 && !item.includes(-1) && product(own) === product(item) && (expected[0] === -1 || expected[0] === found[0]))
    return {
      label: `Give each row the shape ${tupleText(item)}`,
      python: `${name} = np.asarray(${name}).reshape(${tupleText([`len(${name})`, ...item])})`,
    };
  return null;
}

function sizesAdvice(found: readonly number[], expected: readonly number[]): MessageAdvice {
  const [count] = expected;
  if (count !== undefined && count !== -1 && found[0] !== count && isSame(found.slice(1), expected.slice(1)))
    return {
      by: "caller",
      label: `Send exactly ${count} rows at a time`,
      python: `for start in range(0, len(data), ${count}):\n    predictions = model.predict(data[start : start + ${count}])`,
      dependsOn: `The number of rows must be a multiple of ${count}.`,
    };
  const same = found.length === expected.length;
  return {
    by: "caller",
    label: same
      ? `Send items of shape ${tupleText(expected.slice(1))}: these have ${tupleText(found.slice(1))}`
      : `Send an array with ${expected.length} dimensions: this one has ${found.length}`,
    dependsOn: "The values must be those of the training. A reshape would mix rows.",
  };
}

/** Give an array the declared shape where no value moves to another row; say what is wrong where it cannot. */
export const shapeArray: AdviceMaker = (facts) => {
  const expected = sizesOf(facts.expected);
  const columns = /^\d+$/.test(facts.found ?? "") ? Number(facts.found) : null;
  const found = columns === null ? sizesOf(facts.found) : null;
  if (expected === null || (columns === null && found === null))
    return [
      {
        by: "caller",
        label: `Send an array of shape ${facts.expected ?? "as declared"}`,
        dependsOn: "The message does not say enough for a line of Python.",
      },
    ];
  if (columns !== null) return [frameAdvice(columns, expected)];
  if (found === null) return [];
  const { name, note } = whichArray(facts);
  const fix = reshaped(name, found, expected);
  if (fix === null) return [sizesAdvice(found, expected)];
  const dtype = facts.schema?.kind === "tensors" && facts.schema.specs.length === 1 ? must(facts.schema.specs[0]?.dtype) : null;
  // The dtype is checked after the shape, and the message says nothing of the array's.
  const cast = dtype === null ? "" : `\n${name} = ${name}.astype("${dtype}", casting="safe")`;
  const needs =
    dtype === null ? "MLflow checks the dtype next." : `The dtype must be ${dtype} as well: astype raises where values could change.`;
  return [{ by: "caller", label: fix.label, python: `${fix.python}${cast}`, dependsOn: note + needs }];
};

/** A DataFrame for an unnamed tensor. */
function frameAdvice(columns: number, expected: readonly number[]): MessageAdvice {
  const item = expected.slice(1);
  if (item.length > 1 && product(item) === columns)
    return {
      by: "caller",
      label: `Pass an array: each row's ${columns} values as ${tupleText(item)}`,
      python: `model.predict(df.to_numpy().reshape(${tupleText(["len(df)", ...item])}))`,
      dependsOn: "The columns must be in the order of the training, and have the declared dtype.",
    };
  return {
    by: "caller",
    label: `Send ${item.length === 1 ? `${item[0]} columns` : `items of shape ${tupleText(item)}`}: the DataFrame has ${columns} columns`,
    dependsOn: "The message does not say which columns are missing or too many.",
  };
}

const unnamedArray = (dtype: string | null): MessageAdvice => ({
  by: "caller",
  label: "Pass a NumPy array with the declared dtype",
  python: `model.predict(np.array(data${dtype === null ? "" : `, dtype="${dtype}"`}))`,
  dependsOn: dtype === null ? "For an input without a name. The array needs the declared dtype and shape." : "",
});

const namedArrays = (specs: readonly TensorSpec[]): MessageAdvice => {
  const dtypes = specs.map(({ name, dtype }) => `${JSON.stringify(name)}: "${dtype}"`).join(", ");
  const python =
    specs.length === 0
      ? "model.predict({name: np.array(value) for name, value in data.items()})"
      : `dtypes = {${dtypes}}\nmodel.predict({name: np.array(data[name], dtype=dtype) for name, dtype in dtypes.items()})`;
  return {
    by: "caller",
    label: "Pass a dict with a NumPy array for each declared name",
    python,
    dependsOn:
      specs.length === 0 ? "For named inputs. Each array needs its declared dtype and shape." : "data has the values by their names.",
  };
};

/** Pass arrays in place of lists or scalars, with the dtypes of the schema where the message has it. */
export const passArrays: AdviceMaker = ({ schema }) => {
  if (schema?.kind !== "tensors") return [unnamedArray(null), namedArrays([])];
  const [only] = schema.specs;
  if (only === undefined || only.name !== undefined) return [namedArrays(schema.specs)];
  const needs = `The array needs the shape ${tupleText(only.shape)}. Check values that may not fit the dtype.`;
  return [{ ...unnamedArray(only.dtype), dependsOn: needs }];
};
