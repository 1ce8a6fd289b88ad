import { grouped, type Text, text } from "../../errors.ts";
import type { Extremes } from "../../evidence/extremes.ts";
import { pandasDtype } from "../../ladders/pandas-dtype.ts";
import type { TensorSpec } from "../../mlflow/types.ts";
import { pythonLiteral, tupleText } from "../../python/repr.ts";
import type { ModelInput } from "../model-input.ts";
import { castArray, makeArray } from "../numpy-array.ts";
import { isDict, isList, NumpyArray, plainValue } from "../python-argument.ts";
import { KEEPS, saidOnce } from "./cast.ts";
import { type Count, counted, LIMIT_32, LIMIT_64, NONE, rangeOfDtype } from "./cells.ts";
import type { Step } from "./plan.ts";
import { orNull } from "./steps.ts";

const sizeOf = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

const fits = (actual: readonly number[], wanted: readonly number[]) =>
  actual.length === wanted.length && wanted.every((side, axis) => side === -1 || side === actual[axis]);

interface ArrayChange {
  readonly array: NumpyArray;
  /** What follows the array's name: `.astype("float32")`. */
  readonly code: string;
  readonly label: string;
  readonly consequence: Text;
  readonly loses: boolean;
}

/** Axes of length one are added or left out, or each row is laid out in another way; rows are never mixed. */
function reshaped(array: NumpyArray, { shape }: TensorSpec): ArrayChange | null {
  const { shape: actual } = array;
  const make = (sides: readonly number[], code: string, label: string, consequence: Text): ArrayChange => ({
    array: new NumpyArray(array.dtype, sides, array.items),
    code,
    label,
    consequence,
    loses: false,
  });
  const [rows = 0, ...inner] = actual;
  const [, ...wanted] = shape;
  // One sample without its axis of samples.
  if (actual.length === shape.length - 1 && (shape[0] === -1 || shape[0] === 1) && fits(actual, wanted))
    if (!(wanted.length === 1 && wanted[0] === 1))
      return make([1, ...actual], "[None, ...]", `Send it as one sample, shape ${tupleText([1, ...actual])}`, KEEPS);
  if (shape[0] !== -1 && shape[0] !== rows) return null;
  if (actual.length === 0 || wanted.filter((side) => side === -1).length > 1) return null;
  const size = sizeOf(inner);
  const known = sizeOf(wanted.filter((side) => side !== -1));
  if (!wanted.includes(-1) ? known !== size : known === 0 || size % known !== 0) return null;
  const sides = [rows, ...wanted.map((side) => (side === -1 ? size / known : side))];
  if (rows === 0) return null;
  const given = tupleText(sides);
  return make(sides, `.reshape(${given})`, `Reshape each row, ${tupleText(actual)} to ${tupleText(sides)}`, [
    `Reshapes ${grouped(rows)} ${rows === 1 ? "row" : "rows"}; no value moves to another row.`,
  ]);
}

const present = (array: NumpyArray) => sizeOf(array.shape);

/** Integers up to which a float of so many bytes has each. */
const INTEGERS_OF_FLOAT: Readonly<Record<number, bigint>> = { 2: 2n ** 11n, 4: LIMIT_32, 8: LIMIT_64 };

/** Whether all integers of a range are the same in another dtype. */
function keepsRange({ min, max }: Extremes, dtype: string): boolean {
  const to = pandasDtype(dtype);
  const limit = to?.kind === "f" ? INTEGERS_OF_FLOAT[to.itemsize] : undefined;
  const range = limit === undefined ? rangeOfDtype(dtype) : { min: -limit, max: limit };
  return range !== undefined && min >= range.min && max <= range.max;
}

/** What a cast of an array loses: its values or their range decide where they are known, its dtype elsewhere. */
function lostBy(array: NumpyArray, cast: NumpyArray, integers: Extremes | null): Count | null {
  const { dtype } = cast;
  const [from, to] = [pandasDtype(array.dtype), pandasDtype(dtype)];
  // NumPy takes numbers for the nanoseconds since 1970, which nobody has said that they are.
  if (to?.kind === "M" && from !== null && /[biuf]/.test(from.kind)) return null;
  if (array.items !== null && cast.items !== null) {
    const after = cast.items;
    const changed = array.items.filter((item, index) => {
      const [before, now] = [plainValue(item), plainValue(after[index] ?? null)];
      if (dtype === "float32" && typeof now === "number") return Number(before) !== Math.fround(now) && !Number.isNaN(now);
      return typeof before !== "string" && Number(before) !== Number(now) && !Number.isNaN(Number(before));
    });
    return { count: changed.length, isUpTo: false };
  }
  if (integers !== null && keepsRange(integers, dtype)) return NONE;
  if (from === null || to === null) return null;
  if (from.kind === "b" && to.kind !== "b") return NONE;
  const isInteger = from.kind === "i" || from.kind === "u";
  if (isInteger && to.kind === "f") {
    const bits = to.itemsize === 8 ? 6 : to.itemsize === 4 ? 2 : 1;
    return from.itemsize <= bits ? NONE : { count: present(array), isUpTo: true };
  }
  if (isInteger && to.kind === "i")
    return from.itemsize < to.itemsize || (from.kind === "i" && from.itemsize === to.itemsize) ? NONE : null;
  if (isInteger && to.kind === "u") return from.kind === "u" && from.itemsize <= to.itemsize ? NONE : null;
  if (from.kind === "f" && to.kind === "f") return from.itemsize <= to.itemsize ? NONE : { count: present(array), isUpTo: true };
  if (from.kind === "M" && to.kind === "M") return NONE;
  return null;
}

/** Values outside what an integer dtype has would wrap, and no cast is offered for them. */
function castTo(array: NumpyArray, { dtype }: TensorSpec, integers: Extremes | null): ArrayChange | null {
  if (array.dtype === `>${dtype}`)
    return {
      array: new NumpyArray(dtype, array.shape, array.items),
      code: `.astype("${dtype}")`,
      label: "Store it in the byte order of this machine",
      consequence: KEEPS,
      loses: false,
    };
  if (pandasDtype(dtype) === null) return null;
  const cast = array.items === null ? new NumpyArray(dtype, array.shape, null) : orNull(() => castArray(array, dtype));
  const lost = cast === null ? null : lostBy(array, cast, integers);
  if (cast === null || lost === null) return null;
  if (dtype.startsWith("bool") && lost.count > 0) return null;
  if (/int/.test(dtype) && lost.count > 0) return null;
  const hasText = /^(str|bytes|object)$/.test(array.dtype) && (array.items?.some((item) => typeof plainValue(item) === "string") ?? true);
  // NumPy looks only at whether a text is empty: "False" becomes True.
  const isTruth = hasText && dtype.startsWith("bool");
  return {
    array: cast,
    code: `.astype("${dtype}")`,
    label: `Cast it to ${dtype}`,
    consequence: lost.count === 0 ? wordsOfCast(dtype, hasText) : [`Rounds ${counted(lost, "value")} to the precision of ${dtype}.`],
    loses: lost.count > 0 || isTruth,
  };
}

/** What a cast does that rounds nothing. */
function wordsOfCast(dtype: string, hasText: boolean): Text {
  if (dtype === "str" || dtype === "bytes") return [`Every value becomes ${dtype === "str" ? "text" : "bytes"}.`];
  if (!hasText || dtype === "object") return KEEPS;
  if (dtype.startsWith("bool")) return ["Every text becomes True, an empty one False."];
  return [`Every text becomes the ${dtype.startsWith("datetime64") ? "time" : "number"} that it spells.`];
}

/** The changes that make an array one of a spec; null if there are none, empty where it is one. */
function arrayChanges(array: NumpyArray, spec: TensorSpec, integers: Extremes | null = null): readonly ArrayChange[] | null {
  const changes: ArrayChange[] = [];
  let now = array;
  if (!fits(now.shape, spec.shape)) {
    const change = reshaped(now, spec);
    if (change === null || !fits(change.array.shape, spec.shape)) return null;
    changes.push(change);
    now = change.array;
  }
  if (now.dtype !== spec.dtype) {
    const change = castTo(now, spec, integers);
    if (change === null) return null;
    changes.push(change);
  }
  return changes;
}

function stepOf(changes: readonly ArrayChange[], place: string | null, apply: Step["apply"], before: readonly string[] = []): Step {
  const code = changes.map(({ code: one }) => one).join("");
  const name = place === null ? "" : `${place}: `;
  return {
    imports: before.length > 0 ? ["numpy"] : [],
    lines: (variable) => {
      const target = place === null ? variable : `${variable}[${pythonLiteral(place)}]`;
      const source = before.length > 0 ? `np.array(${target})` : target;
      return [`${target} = ${source}${code}`];
    },
    apply,
    label: [`${name}${changes.length === 0 ? "Make an array of it" : changes.map(({ label }) => label).join(", then ")}`],
    consequence:
      changes.length === 0
        ? KEEPS
        : saidOnce(changes.map(({ consequence }) => consequence)).flatMap((words, index) => (index === 0 ? words : [" ", ...words])),
    loses: changes.some(({ loses }) => loses),
  };
}

/**
 * The steps that make arrays, or lists that stand for them, those of a tensor signature; null where that would lose or mix rows.
 * `integers`: the range of an array of integers, where it is known.
 */
export function tensorSteps(input: ModelInput, specs: readonly TensorSpec[], integers: Extremes | null): readonly Step[] | null {
  const [only] = specs;
  if (only === undefined) return null;
  const value = input.kind === "value" ? input.value : null;
  if (input.kind === "array" || isList(value)) {
    const array = input.kind === "array" ? input.array : orNull(() => makeArray(value));
    if (array === null || specs.length > 1 || (input.kind === "array" && input.sparse)) return null;
    const changes = arrayChanges(array, only, integers);
    if (changes === null) return null;
    const last = changes.at(-1)?.array ?? array;
    const apply = (): ModelInput => ({ kind: "array", array: last, sparse: false });
    return [stepOf(changes, null, apply, input.kind === "value" ? ["list"] : [])];
  }
  const dict = input.kind === "dict" ? input.dict : isDict(value) ? value : null;
  if (dict === null) return null;
  const steps: Step[] = [];
  for (const spec of specs) {
    const given = dict.get(spec.name ?? "");
    const isArray = given instanceof NumpyArray;
    const array = isArray ? given : given !== undefined && isList(given) ? orNull(() => makeArray(given)) : null;
    const changes = array === null ? null : arrayChanges(array, spec);
    if (array === null || changes === null || spec.name === undefined) return null;
    if (isArray && changes.length === 0) continue;
    const { name } = spec;
    const last = changes.at(-1)?.array ?? array;
    const apply = (before: ModelInput): ModelInput => {
      const known = before.kind === "dict" ? before.dict : before.kind === "value" && isDict(before.value) ? before.value : new Map();
      return { kind: "dict", dict: new Map([...known, [name, last]]) };
    };
    steps.push(stepOf(changes, name, apply, isArray ? [] : ["list"]));
  }
  return steps;
}

/** The specs with which arrays would be taken as they are; null where the input is not arrays. */
export function specsOfArrays(input: ModelInput, specs: readonly TensorSpec[]): readonly TensorSpec[] | null {
  const shapeFor = (array: NumpyArray, { shape }: TensorSpec) => (fits(array.shape, shape) ? shape : [-1, ...array.shape.slice(1)]);
  if (input.kind === "array") {
    const [only] = specs;
    // An array of objects says nothing of what is in it.
    if (only === undefined || specs.length > 1 || input.array.shape.length === 0 || input.array.dtype === "object") return null;
    return [{ ...only, dtype: input.array.dtype, shape: shapeFor(input.array, only) }];
  }
  if (input.kind !== "dict") return null;
  const made: TensorSpec[] = [];
  for (const spec of specs) {
    const array = input.dict.get(spec.name ?? "");
    if (!(array instanceof NumpyArray) || array.shape.length === 0 || array.dtype === "object") return null;
    made.push({ ...spec, dtype: array.dtype, shape: shapeFor(array, spec) });
  }
  return made;
}

/** "8 features, the signature wants 9": where the last axis is another than the spec's. */
export function featureNote(shape: readonly number[], { shape: wanted }: TensorSpec): Text | null {
  const [has, wants] = [shape.at(-1), wanted.at(-1)];
  if (shape.length !== wanted.length || shape.length < 2 || has === undefined || wants === undefined || wants === -1 || has === wants)
    return null;
  return text`The data has ${has} ${has === 1 ? "feature" : "features"}, the signature has ${wants}.`;
}
