import { defined, must } from "../../defined.ts";
import { text } from "../../errors.ts";
import { makeSchema } from "../../mlflow/schema.ts";
import type { DataType, Schema, TensorSpec } from "../../mlflow/types.ts";
import { pythonLiteral, tupleText } from "../../python/repr.ts";
import { specName } from "../enforce-columns.ts";
import { NumpyArray } from "../python-argument.ts";
import type { Advice, Remedy } from "../remedy.ts";
import { isSameName } from "../same-name.ts";
import type { Refusal } from "../verdict.ts";
import { type AdviceRequest, isTaken } from "./advice-request.ts";
import type { Cast } from "./cast.ts";
import { castsTo } from "./casts.ts";
import { plainCells } from "./cells.ts";
import { likelyRenames, missingColumns } from "./names.ts";
import { applyPlan, type Plan, type Step } from "./plan.ts";
import { callerRemedy, ordered } from "./remedies.ts";
import { orNull, renameStep } from "./steps.ts";
import { featureNote, specsOfArrays, tensorSteps } from "./tensor-steps.ts";

type TensorSchema = Schema & { readonly kind: "tensors" };
type TensorRequest = AdviceRequest & { readonly schema: TensorSchema };

/** Column types whose NumPy type a tensor's dtype is. */
const COLUMN_TYPES: Readonly<Record<string, DataType>> = {
  bool: "boolean",
  int32: "integer",
  int64: "long",
  float32: "float",
  float64: "double",
};

function plans({ input, schema, cells, integers }: TensorRequest): readonly Plan[] {
  if (input.kind !== "frame") {
    const steps = tensorSteps(input, schema.specs, integers);
    return steps === null ? [] : [{ steps, casts: [] }];
  }
  const [only, second] = schema.specs;
  if (only === undefined || second !== undefined || only.name !== undefined) return [];
  const target = COLUMN_TYPES[only.dtype];
  if (target === undefined || input.columns.some(({ name }) => Array.isArray(name))) return [];
  const options = input.columns.map((column) => {
    if (column.series.dtype.name === only.dtype) return [];
    const known = column.series.cells === null ? cells(column.name) : plainCells(column.series.cells);
    const { name, series, evidence } = column;
    return castsTo({ name, series, ...defined({ evidence }), cells: known?.length === series.length ? known : null }, target);
  });
  const casts = (loses: boolean) =>
    input.columns.flatMap(({ name }, position): readonly (readonly [typeof name, Cast])[] => {
      const all = must(options[position]);
      const cast = all.find((one) => !one.loses) ?? (loses ? all.find((one) => one.loses) : undefined);
      return cast === undefined ? [] : [[name, cast]];
    });
  return [
    { steps: [], casts: casts(false) },
    { steps: [], casts: casts(true) },
  ];
}

/** Arrays under the names that the signature has for them. */
function renamePlans({ input, schema, verdict }: TensorRequest): readonly Plan[] {
  const missing = missingColumns(verdict);
  if (missing.length === 0) return [];
  const given = input.kind === "dict" ? [...input.dict.keys()] : verdict.extra;
  const declared = schema.specs.map((spec, position) => specName(spec, position));
  const renames = likelyRenames(
    missing,
    given.filter((name) => !declared.some((one) => isSameName(one, name))),
  );
  if (renames.length === 0) return [];
  if (input.kind === "frame") return [{ steps: [renameStep(renames)], casts: [] }];
  if (input.kind !== "dict") return [];
  const rename = renameStep(renames);
  const names = new Map(renames.map(([before, after]) => [String(before), String(after)] as const));
  const step: Step = {
    ...rename,
    lines: (variable) => {
      const dict = [...names].map(([before, after]) => `${pythonLiteral(before)}: ${pythonLiteral(after)}`).join(", ");
      return [`${variable} = {{${dict}}.get(name, name): value for name, value in ${variable}.items()}`];
    },
    apply: (before) =>
      before.kind === "dict"
        ? { kind: "dict", dict: new Map([...before.dict].map(([name, value]) => [names.get(name) ?? name, value] as const)) }
        : before,
  };
  return [{ steps: [step], casts: [] }];
}

const shownSpec = ({ dtype, shape }: TensorSpec) => `${dtype} ${tupleText(shape)}`;

/** The tensors as the data has them: of arrays by their dtype and shape, of a frame by its columns. */
function specsOf({ input, schema }: TensorRequest): readonly TensorSpec[] | null {
  if (input.kind !== "frame") return specsOfArrays(input, schema.specs);
  const [only, second] = schema.specs;
  const dtypes = new Set(input.columns.map(({ series }) => series.dtype.name));
  const [dtype] = dtypes;
  if (only === undefined || second !== undefined || only.name !== undefined || dtypes.size !== 1 || dtype === undefined) return null;
  return [{ ...only, dtype, shape: [-1, input.columns.length] }];
}

async function modelRemedy(request: TensorRequest): Promise<Remedy | null> {
  const specs = specsOf(request);
  const schema = specs === null ? null : orNull(() => makeSchema(specs));
  if (specs === null || schema === null || specs.some(({ dtype }) => dtype.startsWith(">")) || !isTaken(await request.recheck(schema)))
    return null;
  const words = specs.slice(0, 3).map((spec) => `${spec.name === undefined ? "" : `${spec.name} as `}${shownSpec(spec)}`);
  return {
    by: "model",
    label: [`Declare ${words.join(", ")}`],
    consequence: ["The model must handle this shape and dtype."],
    schema,
    loses: false,
  };
}

function notesOf({ input, schema }: TensorRequest): Advice["notes"] {
  const only = must(schema.specs[0]);
  if (input.kind === "frame") {
    const shape = [input.rowCount, input.columns.length];
    const message = schema.specs.length === 1 && only.name === undefined ? featureNote(shape, only) : null;
    return message === null ? [] : [{ message }];
  }
  return schema.specs.flatMap((spec, position) => {
    const array = input.kind === "array" ? input.array : input.kind === "dict" ? input.dict.get(String(specName(spec, position))) : null;
    const message = array instanceof NumpyArray ? featureNote(array.shape, spec) : null;
    return message === null ? [] : [spec.name === undefined ? { message } : { column: spec.name, message: text`${spec.name}: ${message}` }];
  });
}

/** Ways out of the refusals of data checked against tensors. */
export async function adviseTensors(request: TensorRequest): Promise<Advice> {
  const renames = renamePlans(request);
  const renamed = renames.flatMap((plan) => {
    const made = orNull(() => applyPlan(request.input, plan));
    const more = made === null ? [] : plansAfter(plan, { ...request, input: made });
    return [plan, ...more];
  });
  const caller = [...plans(request), ...renamed].map((plan) => callerRemedy(plan, request, isTaken));
  const whole = ordered([...caller, await modelRemedy(request)]);
  return {
    perRefusal: request.verdict.refusals.map((refusal: Refusal) => (isWhole(refusal, request) ? whole : [])),
    whole,
    notes: notesOf(request),
  };
}

const plansAfter = (first: Plan, request: TensorRequest): readonly Plan[] =>
  plans(request).map(({ steps, casts }) => ({ steps: [...first.steps, ...steps], casts }));

const isWhole = (refusal: Refusal, { verdict }: TensorRequest) => verdict.refusals.length === 1 || verdict.refusals[0] === refusal;
