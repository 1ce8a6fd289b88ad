import { defined } from "../../../core/defined.ts";
import type { EditedSide, EditedSignature } from "../../../core/edit/apply-edits.ts";
import type { PathStep, Target } from "../../../core/edit/edit.ts";
import type { SpecReport } from "../../../core/ladders/infer-report.ts";
import type { InferredParams } from "../../../core/ladders/params.ts";
import { SIGNATURE_PARTS } from "../../../core/mlflow/parts.ts";
import { type SpecKey, specKeys } from "../../../core/mlflow/spec-keys.ts";
import type { ColSpec, ColumnType, ParamSpec, Schema, TensorSpec } from "../../../core/mlflow/types.ts";
import { isFallbackCause } from "../../../core/problems/fallback-kinds.ts";
import type { Problem, SideResult, SigningResult } from "../../../core/signers/signer.ts";
import type { EditedParts } from "../state/shown-state.ts";

type DataSpec = ColSpec | TensorSpec;

const EMPTY_SIDE: SideResult = { schema: null, failure: null, integerHint: false, rowCount: null, specs: [] };

/** The reports of a side by the keys of their rows. */
function reportsByKey({ specs }: SideResult): ReadonlyMap<SpecKey, SpecReport> {
  const keys = specKeys(specs);
  return new Map(specs.map((report, index) => [keys[index] ?? "", report]));
}

function editedReport(inferred: SpecReport | undefined, spec: DataSpec): SpecReport {
  const { offence, name: _, ...kept } = inferred ?? { dtype: "", steps: [], missing: null, isUncounted: true as const };
  const hasOwnType = inferred !== undefined && inferred.spec === null && spec.kind === "column" && spec.type.kind === "any";
  // A column without a type keeps its error until it is given one.
  return {
    ...kept,
    ...defined({ name: spec.name }),
    spec,
    ...defined({ offence: hasOwnType ? offence : undefined }),
  };
}

function editedSide(
  given: SideResult | undefined,
  { rows, isEdited }: EditedSide<DataSpec>,
  schema: Schema | null,
): SideResult | undefined {
  if (!isEdited) return given;
  const reports = reportsByKey(given ?? EMPTY_SIDE);
  const specs = rows.map(({ key, inferred, spec }): SpecReport => {
    const report = reports.get(key);
    return report !== undefined && inferred === spec ? report : editedReport(report, spec);
  });
  return { ...(given ?? EMPTY_SIDE), schema, failure: null, specs };
}

const NO_PARAMS: InferredParams = { schema: null, failure: null, specs: [], refusals: [], surprises: [] };

function editedParams(given: InferredParams | undefined, { rows, isEdited }: EditedSide<ParamSpec>): InferredParams | undefined {
  if (!isEdited) return given;
  const specs = rows.map(({ spec }) => spec);
  return { ...(given ?? NO_PARAMS), specs, schema: specs.length === 0 ? null : { params: specs } };
}

/** The result with the edits applied, for everything that shows or exports it; the same object if nothing is edited. */
export function editedResult(result: SigningResult, edited: EditedSignature): SigningResult {
  if (!edited.inputs.isEdited && !edited.outputs.isEdited && !edited.params.isEdited) return result;
  const { signature } = edited;
  const inputs = editedSide(result.sides.inputs, edited.inputs, signature.inputs);
  const outputs = editedSide(result.sides.outputs, edited.outputs, signature.outputs);
  const params = editedParams(result.params, edited.params);
  const isCured = (problem: Problem) => isFallbackCause(problem) && edited[problem.side].isEdited;
  return {
    signature,
    sides: defined({ inputs, outputs }),
    ...defined({ params }),
    // A side edited by hand does not fall back.
    problems: result.problems.filter((problem) => !isCured(problem)),
  };
}

/** Which parts of the signature the edits changed. */
export function editedParts(result: SigningResult | null, edited: EditedSignature): EditedParts {
  const parts = SIGNATURE_PARTS.filter((part) => edited[part].isEdited);
  const failures = [result?.sides.inputs?.failure, result?.sides.outputs?.failure, result?.params?.failure];
  return { parts, isInferable: parts.length === 0 || failures.every((failure) => failure == null) };
}

/** The path of the table's steps into a type: what a step means depends on the type around it. */
export function pathFromSteps(type: ColumnType, steps: readonly string[]): readonly PathStep[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [];
  switch (type.kind) {
    case "array":
      return ["items", ...pathFromSteps(type.items, rest)];
    case "map":
      return ["values", ...pathFromSteps(type.values, rest)];
    case "object": {
      const inner = type.properties.find(({ name }) => name === step);
      return [{ property: step }, ...(inner === undefined ? [] : pathFromSteps(inner.type, rest))];
    }
    default:
      return [];
  }
}

/** A row of the table, or a part of one, as edits name it. */
export function targetOf(key: SpecKey, spec: DataSpec | null, steps: readonly string[]): Target {
  if (steps.length === 0 || spec?.kind !== "column") return { key };
  return { key, path: pathFromSteps(spec.type, steps) };
}

/** The kinds of type that can be chosen. A nested type keeps what it can of the type before. */
export const NESTED_KINDS = ["array", "object", "map", "any"] as const;

/** The type for a choice, made from the part's earlier type: an array of it, a map of it, an object that has it. */
export function chosenType(choice: string, before: ColumnType): ColumnType {
  const inner = before.kind === "array" ? before.items : before.kind === "map" ? before.values : before;
  switch (choice) {
    case "array":
      return { kind: "array", items: inner };
    case "map":
      return { kind: "map", values: inner };
    case "object":
      return before.kind === "object" ? before : { kind: "object", properties: [{ name: "property", type: inner, required: true }] };
    case "any":
      return { kind: "any" };
    default:
      // All other choices are scalars.
      return { kind: "scalar", name: choice as (ColumnType & { kind: "scalar" })["name"] };
  }
}

/** `(-1, 28, 28)`, `-1 28 28` or `[None, 28]` as a shape; null where it is none. */
export function shapeFromText(written: string): readonly number[] | null {
  const inner = written.trim().replace(/^[([]|[)\]]$/g, "");
  const parts = inner.split(/[\s,×x]+/).filter((part) => part !== "");
  const shape = parts.map((part) => (/^(none|\?|\*)$/i.test(part) ? -1 : /^-?\d+$/.test(part) ? Number(part) : Number.NaN));
  return shape.some((dimension) => Number.isNaN(dimension)) ? null : shape;
}
