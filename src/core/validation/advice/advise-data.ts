import { must } from "../../defined.ts";
import { type Text, text } from "../../errors.ts";
import { columnLabel } from "../../ladders/infer-column.ts";
import type { ColumnName } from "../../python/value.ts";
import { specName } from "../enforce-columns.ts";
import { frameForColumns, type ModelInput } from "../model-input.ts";
import type { Advice, Remedy } from "../remedy.ts";
import { isSameName } from "../same-name.ts";
import type { Refusal, Verdict } from "../verdict.ts";
import { type AdviceRequest, type ColumnRequest, type ColumnSchema, isTaken } from "./advice-request.ts";
import type { Cast } from "./cast.ts";
import type { InferredTypes } from "./inferred-types.ts";
import { encodedColumns, encodedNames, encodedNote, isMissing, likelyRenames, missingColumns } from "./names.ts";
import type { Plan, Step } from "./plan.ts";
import { bothRemedy, callerRemedy, changeWords, modelRemedy, ordered, unnamedRemedy } from "./remedies.ts";
import { changesFor, type SpecChange, solvedChanges, VALIDATES_NOTHING, withChanges } from "./schema-changes.ts";
import { type Solution, solutionOf } from "./solutions.ts";
import { encodeStep, frameStep, namingStep, orNull, renameStep, uniqueStep } from "./steps.ts";

/** How the data comes to be a frame with the names of the signature. */
interface Structure {
  readonly steps: readonly Step[];
  readonly notes: Advice["notes"];
  /** The columns that get another name, before and after. */
  readonly renames: readonly (readonly [ColumnName, ColumnName])[];
}

function structureOf({ input, schema, verdict, cells, check }: ColumnRequest): Structure {
  const notes: { readonly column?: ColumnName; readonly message: Text }[] = [];
  const steps: Step[] = [];
  let renames: Structure["renames"] = [];
  const isNaming = verdict.refusals.some(isMissing);
  const naming = isNaming ? namingStep(input, schema) : null;
  const first = naming ?? frameStep(input, schema);
  if (first !== null) steps.push(first);
  let frame = steps.reduce((before, step) => step.apply(before), input);
  if (frame.kind !== "frame") return { steps, notes, renames };
  const unique = verdict.refusals.some(({ error }) => error === "AttributeError") ? uniqueStep(frame) : null;
  if (unique !== null) {
    steps.push(unique);
    frame = unique.apply(frame);
  }
  if (frame.kind !== "frame") return { steps, notes, renames };
  const found = check(frame, schema);
  const { extra } = found;
  const missing = missingColumns(found);
  if (missing.length > 0) {
    const features = frame.columns.every(({ name }) => typeof name === "bigint") ? frame.columns.length : null;
    if (features !== null && features !== schema.specs.length)
      notes.push({ message: text`The data has ${features} unnamed columns, the signature has ${schema.specs.length}.` });
    const encoded = encodedColumns(missing, extra);
    if (encoded !== null) {
      notes.push({ message: encodedNote(encoded.column, encoded.encoded) });
      const all = schema.specs.flatMap(({ name }) => (typeof name === "string" && name.startsWith(`${encoded.column}_`) ? [name] : []));
      const step = encodeStep(encoded.column, all, cells(encoded.column));
      if (step !== null) steps.push(step);
    } else if (features === null) {
      renames = likelyRenames(missing, extra);
      if (renames.length > 0) steps.push(renameStep(renames));
    }
  }
  return { steps, notes, renames };
}

/** Making every declared column optional would hand the model an empty frame. */
function leavesEmpty(schema: ColumnSchema, verdict: Verdict): boolean {
  const absent = [...verdict.absent, ...missingColumns(verdict)];
  return schema.specs.every((spec, position) => absent.some((name) => isSameName(name, specName(spec, position))));
}

/** More refusals than these are advised on only together. */
const ADVISED_APART = 50;

/** Ways out of the refusals of data checked against columns, each accepted by Signet's own verdict before it is offered. */
export async function adviseColumns(request: ColumnRequest): Promise<Advice> {
  const { input, schema, verdict, inferred } = request;
  const { steps, notes, renames } = structureOf(request);
  const nameBefore = (name: ColumnName) => renames.find(([, after]) => isSameName(after, name))?.[0] ?? name;
  const structuredRequest = { ...request, cells: (name: ColumnName) => request.cells(nameBefore(name)) };
  const structured = orNull(() => steps.reduce((before, step) => step.apply(before), input));
  const refusals = structured === null ? verdict.refusals : request.check(structured, schema).refusals;
  const frame = structured?.kind === "frame" ? structured : null;
  const solutions = frame === null ? [] : refusals.map((refusal) => solutionOf(refusal, frame, structuredRequest));
  const isEmpty = leavesEmpty(schema, verdict);
  const encoded = encodedNames(verdict);
  const given = orNull(() => frameForColumns(input, schema));
  const names = given?.columns.map(({ name }) => name) ?? [];
  const candidates = (refusal: Refusal) =>
    isMissing(refusal) && (isEmpty || encoded.some((name) => isSameName(name, refusal.column)))
      ? []
      : changesFor(refusal, { schema, names, isCsv: false }, typeFor(refusal, inferred));
  const changes = await solvedChanges(schema, verdict, candidates, request.recheck);
  const changeFor = (refusal: Refusal) => [...changes.values()].find(({ column }) => isSameName(column, refusal.column));
  const casts = (pick: (solution: Solution) => Cast | null): Plan["casts"] =>
    solutions.flatMap((solution) => {
      const cast = pick(solution);
      return cast === null || solution.refusal.column === undefined ? [] : [[solution.refusal.column, cast] as const];
    });
  const later = steps.length === 0 || structured === null ? changeFor : await changesAfter(structured, refusals, request);
  const whole = [
    callerRemedy({ steps, casts: casts(({ lossless }) => lossless) }, request, isTaken),
    await modelRemedy([...changes.values()], request),
    await unnamedRemedy(request),
    ...mixedRemedies(request, { steps, solutions, changeFor: later }),
    callerRemedy({ steps, casts: casts(({ lossless, lossy }) => lossless ?? lossy) }, request, isTaken),
    callerRemedy({ steps, casts: casts(({ lossless, lossy }) => lossy ?? lossless) }, request, isTaken),
  ];
  const ordinary = ordered(whole);
  const apart = verdict.refusals.length > ADVISED_APART ? [] : await adviceApart(request, { steps, solutions, changes });
  const perRefusal =
    verdict.refusals.length === 1
      ? [verdict.refusals.some(isMissing) ? ordered([...(apart[0] ?? []).filter(({ by }) => by === "caller"), ...ordinary]) : ordinary]
      : verdict.refusals.map((_, index) => apart[index] ?? []);
  return { perRefusal, whole: ordinary, notes: [...notes, ...addNotes(verdict, ordinary, perRefusal)] };
}

/** The changes of the signature for data that has its structure. */
async function changesAfter(
  structured: ModelInput,
  refusals: readonly Refusal[],
  { schema, verdict, inferred, check }: ColumnRequest,
): Promise<Found["changeFor"]> {
  const names = structured.kind === "frame" ? structured.columns.map(({ name }) => name) : [];
  const candidates = (refusal: Refusal) =>
    isMissing(refusal) ? [] : changesFor(refusal, { schema, names, isCsv: false }, typeFor(refusal, inferred));
  const changes = await solvedChanges(schema, { ...verdict, refusals }, candidates, async (under) => check(structured, under));
  return (refusal) => changes.get(refusal);
}

const typeFor = ({ column }: Refusal, inferred: InferredTypes) => (column === undefined ? null : inferred(column));

interface Found {
  readonly steps: readonly Step[];
  readonly solutions: readonly Solution[];
  readonly changeFor: (refusal: Refusal) => SpecChange | undefined;
}

/** Where neither the data nor the signature alone is enough: a cast for some columns, a change of the spec for others, or both for one. */
function mixedRemedies(request: AdviceRequest, { steps, solutions, changeFor }: Found): readonly (Remedy | null)[] {
  const isWeak = (change: SpecChange | undefined) => change === undefined || change.consequence === VALIDATES_NOTHING;
  const pairs = solutions.map((solution) => ({ solution, change: changeFor(solution.refusal) }));
  const needsBoth = pairs.some(({ solution: { both }, change }) => both !== null && isWeak(change));
  const needsMixed = pairs.some(({ solution: { lossless } }) => lossless === null) && pairs.some(({ change }) => change === undefined);
  // Values that get their names first, and are declared as they come.
  const needsSteps =
    steps.length > 0 && pairs.some(({ solution: { lossless } }) => lossless === null) && pairs.every(({ change }) => change !== undefined);
  if (!needsBoth && !needsMixed && !needsSteps) return [];
  const casts: (readonly [ColumnName, Cast])[] = [];
  const changes: SpecChange[] = [];
  for (const { solution, change } of pairs) {
    const { refusal, lossless, both } = solution;
    if (refusal.column === undefined) continue;
    if (both !== null && isWeak(change)) {
      casts.push([refusal.column, both.cast]);
      changes.push(both.change);
    } else if (lossless !== null && needsMixed) casts.push([refusal.column, lossless]);
    else if (change !== undefined) changes.push(change);
    else if (lossless !== null) casts.push([refusal.column, lossless]);
  }
  return [bothRemedy({ steps, casts }, changes, request)];
}

/** The ways out of each refusal by itself. */
async function adviceApart(
  request: AdviceRequest,
  {
    steps,
    solutions,
    changes,
  }: { readonly steps: readonly Step[]; readonly solutions: readonly Solution[]; readonly changes: ReadonlyMap<Refusal, SpecChange> },
): Promise<readonly (readonly Remedy[])[]> {
  return verdictRefusals(request).map((refusal) => {
    const solution = solutions.find((one) => isSameName(one.refusal.column, refusal.column));
    const isSolved = (verdict: Verdict) =>
      ![...verdict.refusals, ...verdict.undecided].some((one) => one.column === undefined || isSameName(one.column, refusal.column));
    const { column } = refusal;
    const isThere = ({ refusals }: Verdict) => !refusals.some((one) => isMissing(one) && isSameName(one.column, column));
    const casts =
      solution === undefined || column === undefined
        ? [[]]
        : [solution.lossless, solution.lossy].flatMap((cast) => (cast === null ? [] : [[[column, cast] as const]]));
    // Other columns' names are none of its business, unless the column cannot be mended without.
    const plans = casts.map(
      (own) => callerRemedy({ steps: [], casts: own }, request, isSolved) ?? callerRemedy({ steps, casts: own }, request, isSolved),
    );
    const found = plans.some((plan) => plan !== null && !plan.loses);
    const renaming = isMissing(refusal) && !found ? [callerRemedy({ steps, casts: [] }, request, isThere)] : [];
    const change = changes.get(refusal);
    const schema = change === undefined ? null : withChanges(request.schema, [change]);
    const model: Remedy | null =
      change === undefined || schema === null ? null : { by: "model", ...changeWords([change]), schema, loses: false };
    return ordered([...renaming, ...plans, model]);
  });
}

const verdictRefusals = ({ verdict }: AdviceRequest) => verdict.refusals;

/** So many missing columns are named in one sentence; MLflow's own message names all. */
const NAMED_COLUMNS = 10;

/** The advice to a caller if columns are missing and nothing can be renamed. */
function addNotes({ refusals }: Verdict, whole: readonly Remedy[], perRefusal: Advice["perRefusal"]): Advice["notes"] {
  if (whole.some(({ by }) => by === "caller")) return [];
  const missing = refusals.flatMap((refusal, index) => {
    const { column } = refusal;
    return column === undefined || !isMissing(refusal) || must(perRefusal[index]).some(({ by }) => by === "caller") ? [] : [column];
  });
  const [column, second] = missing;
  if (column === undefined) return [];
  if (second === undefined) return [{ column, message: text`Add the column ${columnLabel(column)}: the signature requires it.` }];
  const named = missing.slice(0, NAMED_COLUMNS).map(columnLabel).join(", ");
  const more = missing.length > NAMED_COLUMNS ? text` and ${missing.length - NAMED_COLUMNS} more` : text``;
  return [{ message: text`Add the columns ${named}${more}: the signature requires them.` }];
}
