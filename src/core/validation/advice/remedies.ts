import { must } from "../../defined.ts";
import type { Text } from "../../errors.ts";
import { makeSchema } from "../../mlflow/schema.ts";
import { appendTo } from "../../multimap.ts";
import { frameForColumns } from "../model-input.ts";
import type { Remedy } from "../remedy.ts";
import type { Verdict } from "../verdict.ts";
import { type AdviceRequest, type ColumnRequest, isTaken } from "./advice-request.ts";
import { applyPlan, namesOf, type Plan, planPython, planWords } from "./plan.ts";
import { type SpecChange, withChanges } from "./schema-changes.ts";
import { orNull } from "./steps.ts";

const joinLabels = (labels: readonly Text[]): Text => labels.flatMap((label, index) => (index === 0 ? label : ["; ", ...label]));

/** Labels that are shown of changes of the signature, at most. */
const SHOWN = 6;

/** What changes of the signature do: once for all columns that are changed alike. */
export function changeWords(changes: readonly SpecChange[]): { readonly label: Text; readonly consequence: Text } {
  const alike = new Map<string, SpecChange[]>();
  for (const change of changes) appendTo(alike, change.words(""), change);
  const labels = [...alike.values()].map((same): Text => [must(same[0]).words(namesOf(same.map(({ column }) => column)))]);
  const left = labels.length - SHOWN;
  const more: readonly Text[] = left > 0 ? [[`and ${left} more changes`]] : [];
  const said = new Set<string>();
  const consequences = changes
    .map(({ consequence }) => consequence)
    .filter((words) => !said.has(JSON.stringify(words)) && said.add(JSON.stringify(words)));
  return {
    label: joinLabels([...labels.slice(0, SHOWN), ...more]),
    consequence: consequences.flatMap((words, index) => (index === 0 ? words : [" ", ...words])),
  };
}

/** Whether casts may drop all rows, so that the model would get an empty frame: how many several of them drop together is not counted. */
function mayDropAll({ casts }: Plan): boolean {
  const dropping = casts.filter(([, { rows = 0 }]) => rows > 0);
  return dropping.length > 1 || dropping.some(([, { result }]) => result.length === 0);
}

/** The caller's remedy that a plan is; null where it does nothing or the data is still refused. */
export function callerRemedy(plan: Plan, request: AdviceRequest, isSolved: (verdict: Verdict) => boolean): Remedy | null {
  if (plan.steps.length + plan.casts.length === 0) return null;
  if (mayDropAll(plan)) return null;
  const made = orNull(() => applyPlan(request.input, plan));
  if (made === null || !isSolved(request.check(made, request.schema))) return null;
  return { by: "caller", ...planWords(plan), python: planPython(plan, request.variable) };
}

/** A remedy that changes the signature and the data. */
export function bothRemedy(plan: Plan, changes: readonly SpecChange[], request: AdviceRequest): Remedy | null {
  const schema = withChanges(request.schema, changes);
  if (schema === null || changes.length === 0 || plan.steps.length + plan.casts.length === 0) return null;
  const made = orNull(() => applyPlan(request.input, plan));
  if (made === null || !isTaken(request.check(made, schema))) return null;
  const [signature, data] = [changeWords(changes), planWords(plan)];
  return {
    by: "model",
    label: joinLabels([signature.label, data.label]),
    consequence: [...signature.consequence, " ", ...data.consequence],
    python: planPython(plan, request.variable),
    schema,
    loses: data.loses,
  };
}

export async function modelRemedy(changes: readonly SpecChange[], request: AdviceRequest): Promise<Remedy | null> {
  const schema = withChanges(request.schema, changes);
  if (schema === null || changes.length === 0 || !isTaken(await request.recheck(schema))) return null;
  return { by: "model", ...changeWords(changes), schema, loses: false };
}

/** The signature without names, for columns that have none. */
export async function unnamedRemedy(request: ColumnRequest): Promise<Remedy | null> {
  const { schema, input, recheck } = request;
  const frame = orNull(() => frameForColumns(input, schema));
  if (frame === null || frame.columns.length !== schema.specs.length || !frame.columns.every(({ name }, at) => name === BigInt(at)))
    return null;
  const unnamed = orNull(() => makeSchema(schema.specs.map(({ type }) => ({ kind: "column", type, required: true }) as const)));
  if (unnamed === null || !isTaken(await recheck(unnamed))) return null;
  return {
    by: "model",
    label: ["Declare the columns without names"],
    consequence: ["MLflow then checks only their order."],
    schema: unnamed,
    loses: false,
  };
}

const isSame = (left: Remedy, right: Remedy) =>
  left.python === right.python && left.schema === right.schema && left.request === right.request;

/** First the least change, and what loses something last. */
export function ordered(remedies: readonly (Remedy | null)[]): readonly Remedy[] {
  const found = remedies.filter((remedy) => remedy !== null);
  const unique = found.filter((remedy, index) => !found.slice(0, index).some((other) => isSame(other, remedy)));
  const lossless = unique.filter(({ loses }) => !loses);
  // What loses something is never the first that is offered.
  return lossless.length === 0 ? [] : [...lossless, ...unique.filter(({ loses }) => loses)];
}
