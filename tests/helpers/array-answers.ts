import { renderText } from "../../src/core/errors.ts";
import type { TensorSpec } from "../../src/core/mlflow/types.ts";
import { featureNote, specsOfArrays, tensorSteps } from "../../src/core/validation/advice/tensor-steps.ts";
import type { ModelInput } from "../../src/core/validation/model-input.ts";
import { NumpyArray, type PythonArgument } from "../../src/core/validation/python-argument.ts";

const DTYPES =
  "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 str bytes object datetime64[s] datetime64[ns] >float64 >int32".split(
    " ",
  );
const TARGETS =
  "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 str bytes object datetime64[ns] complex64".split(" ");

/** Ranges of integers about the bounds at which casts begin to lose. */
const RANGES: readonly (readonly [min: bigint, max: bigint])[] = [
  [0n, 1n],
  [-128n, 127n],
  [0n, 255n],
  [0n, 256n],
  [-129n, 0n],
  [-(2n ** 11n), 2n ** 11n],
  [0n, 2n ** 11n + 1n],
  [-(2n ** 24n), 2n ** 24n],
  [-(2n ** 24n) - 1n, 0n],
  [-(2n ** 31n), 2n ** 31n - 1n],
  [-(2n ** 53n), 2n ** 53n],
  [0n, 2n ** 53n + 1n],
];

const SHAPES = [[], [1], [2], [3], [0], [2, 1], [2, 3], [1, 3], [0, 3], [2, 4], [2, 1, 3], [2, 2, 2], [3, 2, 1]];
const WANTED = [
  [-1],
  [1],
  [2],
  [-1, 1],
  [-1, 2],
  [-1, 3],
  [1, 3],
  [2, 3],
  [-1, -1],
  [-1, 1, 3],
  [-1, 2, 2],
  [-1, -1, 2],
  [-1, -1, -1],
  [-1, 0],
];

const spec = (dtype: string, shape: readonly number[], name?: string): TensorSpec => ({
  kind: "tensor",
  dtype,
  shape,
  ...(name === undefined ? {} : { name }),
});

const array = (dtype: string, shape: readonly number[], items: readonly PythonArgument[] | null = null): ModelInput => ({
  kind: "array",
  array: new NumpyArray(dtype, shape, items),
  sparse: false,
});

function shownInput(input: ModelInput): string {
  if (input.kind === "array") return `${input.array.dtype} (${input.array.shape.join(", ")})`;
  return input.kind === "dict"
    ? [...input.dict]
        .map(([name, one]) => `${name}: ${one instanceof NumpyArray ? `${one.dtype} (${one.shape.join(", ")})` : "a list"}`)
        .join(", ")
    : input.kind;
}

/** What the steps say and do, one after the other. */
function stepWords(
  input: ModelInput,
  specs: readonly TensorSpec[],
  range: readonly [bigint, bigint] | null = null,
): readonly string[] | null {
  const steps = tensorSteps(input, specs, range === null ? null : { min: range[0], max: range[1] });
  if (steps === null) return null;
  const made = steps.reduce((before, step) => step.apply(before), input);
  return [
    ...steps.flatMap((step) => [
      ...step.imports,
      ...step.lines(input.kind === "array" ? "array" : input.kind === "dict" ? "arrays" : "data"),
      renderText(step.label),
      `${renderText(step.consequence)}${step.loses ? " (loses)" : ""}`,
    ]),
    shownInput(made),
  ];
}

const shown = ({ dtype, shape }: TensorSpec) => `${dtype} (${shape.join(", ")})`;

/** Lists and arrays whose values are known: what they are, and what Python makes of them. */
const VALUES: readonly (readonly [name: string, input: ModelInput])[] = [
  ["whole floats", array("float64", [2], [1, 2])],
  ["fractions", array("float64", [2], [0.5, 2])],
  ["large integers", array("int64", [2], [2n ** 53n + 1n, 1n])],
  ["past 24 bits", array("int64", [2], [2n ** 24n + 1n, 1n])],
  ["negative integers", array("int64", [2], [-1n, 1n])],
  ["bits", array("int64", [2], [0n, 1n])],
  ["tenths", array("float64", [2], [0.1, 2])],
  ["numbers as text", array("str", [2], ["1", "2"])],
  ["fractions as text", array("str", [2], ["1.5", "2"])],
  ["words", array("str", [2], ["a", "b"])],
  ["times as text", array("str", [2], ["2024-01-31", "2024-02-01"])],
  ["objects", array("object", [2], ["1", 2n])],
  ["a list of integers", { kind: "value", value: [1n, 2n] }],
  [
    "a list of lists",
    {
      kind: "value",
      value: [
        [1n, 2n],
        [3n, 4n],
      ],
    },
  ],
  ["a ragged list", { kind: "value", value: [[1n, 2n], [3n]] }],
  ["an empty list", { kind: "value", value: [] }],
  ["a number", { kind: "value", value: 1n }],
];

const DICTS: readonly (readonly [name: string, input: ModelInput])[] = [
  [
    "arrays",
    {
      kind: "dict",
      dict: new Map([
        ["x", new NumpyArray("float64", [2, 3], null)],
        ["y", new NumpyArray("int64", [2], null)],
      ]),
    },
  ],
  [
    "an array and a list",
    {
      kind: "dict",
      dict: new Map<string, PythonArgument>([
        ["x", new NumpyArray("float64", [2, 3], null)],
        ["y", [1n, 2n]],
      ]),
    },
  ],
  ["one array", { kind: "dict", dict: new Map([["x", new NumpyArray("float32", [2, 3], null)]]) }],
  [
    "a dict of lists",
    {
      kind: "value",
      value: new Map<string, PythonArgument>([
        ["x", [[1n, 2n, 3n]]],
        ["y", [1n]],
      ]),
    },
  ],
  [
    "a dict of text",
    {
      kind: "value",
      value: new Map<string, PythonArgument>([
        ["x", "a"],
        ["y", [1n]],
      ]),
    },
  ],
];

const dictSpecs = [spec("float64", [-1, 3], "x"), spec("int64", [-1], "y")];

/** What is advised for arrays of every dtype, shape and range, by a name that says which. */
export function arrayAnswers(): Readonly<Record<string, unknown>> {
  const answers: [string, unknown][] = [];
  for (const dtype of DTYPES)
    for (const target of TARGETS)
      answers.push([`${dtype} (3, 2) to ${target} (-1, 2)`, stepWords(array(dtype, [3, 2]), [spec(target, [-1, 2])])]);
  for (const range of RANGES)
    for (const target of TARGETS)
      answers.push([`int64 (3) of ${range.join(" to ")} to ${target} (-1)`, stepWords(array("int64", [3]), [spec(target, [-1])], range)]);
  for (const shape of SHAPES)
    for (const wanted of WANTED) {
      const [input, one] = [array("float64", shape), spec("float64", wanted)];
      const note = featureNote(shape, one);
      answers.push([
        `float64 (${shape.join(", ")}) to float64 (${wanted.join(", ")})`,
        {
          steps: stepWords(input, [one]),
          declared: specsOfArrays(input, [one])?.map(shown) ?? null,
          note: note === null ? null : renderText(note),
        },
      ]);
    }
  for (const [name, input] of VALUES)
    for (const target of TARGETS) answers.push([`${name} to ${target}`, stepWords(input, [spec(target, [-1])])]);
  for (const [name, input] of DICTS)
    answers.push([
      name,
      {
        steps: stepWords(input, dictSpecs),
        one: stepWords(input, dictSpecs.slice(0, 1)),
        unnamed: stepWords(input, [spec("float64", [-1, 3])]),
        declared: specsOfArrays(input, dictSpecs)?.map(shown) ?? null,
      },
    ]);
  const two = [spec("float64", [-1]), spec("float64", [-1])];
  const sparse: ModelInput = { kind: "array", array: new NumpyArray("float32", [2], null), sparse: true };
  answers.push(["two specs", [stepWords(array("float32", [2]), two), specsOfArrays(array("float32", [2]), two)]]);
  answers.push(["no spec", [stepWords(array("float32", [2]), []), specsOfArrays(array("float32", [2]), [])]]);
  answers.push(["a sparse matrix", stepWords(sparse, two.slice(0, 1))]);
  answers.push(["objects as they are", specsOfArrays(array("object", [2]), two.slice(0, 1))]);
  answers.push(["one feature", renderText(featureNote([2, 1], spec("float64", [-1, 3])) ?? [])]);
  return Object.fromEntries(answers);
}
