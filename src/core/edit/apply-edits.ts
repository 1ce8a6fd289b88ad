import { must } from "../defined.ts";
import { assertSignetError, type ErrorData, errorToData, SignetError } from "../errors.ts";
import { SIGNATURE_PARTS } from "../mlflow/parts.ts";
import { makeParamSchema, makeSchema } from "../mlflow/schema.ts";
import { type SpecKey, specKeys } from "../mlflow/spec-keys.ts";
import type { ColSpec, ModelSignature, ParamSchema, ParamSpec, Schema, TensorSpec } from "../mlflow/types.ts";
import { appendTo } from "../multimap.ts";
import { type Edit, type EditSide, sideOfEdit, type Target } from "./edit.ts";
import { checkNewName, checkSomething, checkSpecs, checkTensor, constructedParam } from "./rules.ts";
import { withPropertyAdded, withPropertyAt, withTypeAt } from "./type-path.ts";

type DataSpec = ColSpec | TensorSpec;

/** A side as it was inferred. */
export interface SideBase {
  /** What is signed while nothing is edited: `[any]` where MLflow falls back, null where it could not say. */
  readonly schema: Schema | null;
  /** The rows that edits act on: the schema's own, or, where it fell back, what each column would be by itself. */
  readonly specs: readonly DataSpec[];
}

/** What edits start from. */
export interface EditBase {
  readonly inputs: SideBase | null;
  readonly outputs: SideBase | null;
  readonly params: ParamSchema | null;
}

/** A row after the edits; what it was is null for one that was added. */
export interface EditedRow<Spec> {
  readonly key: SpecKey;
  readonly inferred: Spec | null;
  readonly spec: Spec;
  /** Whether an edit gave it another place; the rows that it passed are not meant. */
  readonly isMoved: boolean;
}

export interface EditedSide<Spec> {
  readonly rows: readonly EditedRow<Spec>[];
  /** The keys of what was inferred, in its order. */
  readonly inferredKeys: readonly SpecKey[];
  /** Rows that were dropped, as they were inferred. */
  readonly dropped: readonly { readonly key: SpecKey; readonly inferred: Spec }[];
  readonly isEdited: boolean;
}

/** An edit that does not fit what was inferred, or breaks one of MLflow's rules, with the rule in words; it changes nothing. */
export interface RefusedEdit {
  /** Its place among the edits. */
  readonly index: number;
  readonly error: ErrorData;
}

export interface EditedSignature {
  readonly signature: ModelSignature;
  readonly inputs: EditedSide<DataSpec>;
  readonly outputs: EditedSide<DataSpec>;
  readonly params: EditedSide<ParamSpec>;
  readonly refused: readonly RefusedEdit[];
}

/** A signature as what edits start from. */
export function baseOfSignature({ inputs, outputs, params }: ModelSignature): EditBase {
  const side = (schema: Schema | null): SideBase | null => (schema === null ? null : { schema, specs: schema.specs });
  return { inputs: side(inputs), outputs: side(outputs), params };
}

const NO_BASE: SideBase = { schema: null, specs: [] };

type Rows<Spec> = readonly EditedRow<Spec>[];

interface Named {
  readonly name?: unknown;
}

const gone = (key: SpecKey) =>
  new SignetError("InvalidSchema", "What was edited is not there any more.", {
    place: { column: key },
    remedy: "Remove this edit, or drop the file that has it.",
  });

function rowOf<Spec>(rows: Rows<Spec>, key: SpecKey): EditedRow<Spec> {
  const found = rows.find((row) => row.key === key);
  if (found === undefined) throw gone(key);
  return found;
}

/** Rows with those of the targets changed; all must be there, so that an edit is made whole or not at all. */
function changed<Spec>(rows: Rows<Spec>, at: readonly Target[], change: (spec: Spec, target: Target) => Spec): Rows<Spec> {
  const targets = new Map<SpecKey, Target[]>();
  for (const target of at) appendTo(targets, target.key, target);
  const left = new Set(targets.keys());
  const after = rows.map((row) => {
    left.delete(row.key);
    const own = targets.get(row.key);
    return own === undefined ? row : { ...row, spec: own.reduce(change, row.spec) };
  });
  const [absent] = left;
  if (absent !== undefined) throw gone(absent);
  return after;
}

/** Puts rows before another; where that is among those that move, before the next that is not. */
function moved<Spec>(rows: Rows<Spec>, keys: readonly SpecKey[], before: SpecKey | null): Rows<Spec> {
  const wanted = new Set(keys);
  const taken = rows.filter(({ key }) => wanted.has(key)).map((row) => ({ ...row, isMoved: row.inferred !== null }));
  for (const key of keys) rowOf(rows, key);
  const rest = rows.filter(({ key }) => !wanted.has(key));
  const from = rows.findIndex(({ key }) => key === before);
  const place = from === -1 ? undefined : rows.slice(from).find(({ key }) => !wanted.has(key));
  return inserted(rest, taken, place?.key ?? null);
}

function inserted<Spec>(rows: Rows<Spec>, fresh: Rows<Spec>, before: SpecKey | null): Rows<Spec> {
  // The row that it was to precede may be gone: then it goes to the end.
  const found = rows.findIndex(({ key }) => key === before);
  const place = found === -1 ? rows.length : found;
  return [...rows.slice(0, place), ...fresh, ...rows.slice(place)];
}

function withoutRows<Spec>(rows: Rows<Spec>, keys: readonly SpecKey[]): Rows<Spec> {
  for (const key of keys) rowOf(rows, key);
  const dropped = new Set(keys);
  return rows.filter(({ key }) => !dropped.has(key));
}

function renamed<Spec extends Named>(
  rows: Rows<Spec>,
  { names }: Edit & { kind: "rename" },
  rename: (spec: Spec, name: string | null) => Spec,
) {
  const ofRows = names.filter(({ at }) => at.path === undefined);
  const byKey = new Map(ofRows.map(({ at, name }) => [at.key, name]));
  const after = changed(
    rows,
    ofRows.map(({ at }) => at),
    (spec, { key }) => rename(spec, byKey.get(key) ?? null),
  );
  for (const { at, name } of ofRows)
    if (name !== null)
      checkNewName(
        name,
        after.filter(({ key }) => key !== at.key).map(({ spec }) => spec),
      );
  return after;
}

function column(spec: DataSpec): ColSpec {
  if (spec.kind === "tensor") throw new SignetError("InvalidSchema", "A tensor has a dtype and a shape, and is always required.");
  return spec;
}

function renamedSpec(spec: DataSpec, name: string | null): DataSpec {
  const { name: _, ...bare } = spec;
  // The rest of a union's member is that member without a name.
  return (name === null ? bare : { ...bare, name }) as DataSpec;
}

type DataEdit = Exclude<Edit, { kind: "param" | "add-param" }>;

/** Sorts targets into rows and parts of nested types. */
const wholeRows = (at: readonly Target[]) => at.filter(({ path = [] }) => path.length === 0);
const nestedParts = (at: readonly Target[]) => at.filter(({ path = [] }) => path.length > 0);

function editRows(rows: Rows<DataSpec>, edit: DataEdit): Rows<DataSpec> {
  switch (edit.kind) {
    case "type":
      return changed(rows, edit.at, (spec, { path = [] }) => ({
        ...column(spec),
        type: withTypeAt(column(spec).type, path, () => edit.type),
      }));
    case "required":
      return changed(rows, edit.at, (spec, { path = [] }) => {
        const given = column(spec);
        if (path.length === 0) return { ...given, required: edit.required };
        return { ...given, type: withPropertyAt(given.type, path, (property) => ({ ...property, required: edit.required })) };
      });
    case "rename": {
      const nested = edit.names.filter(({ at }) => at.path !== undefined);
      const after = renamed(rows, edit, renamedSpec);
      return nested.reduce(
        (all, { at, name }) =>
          changed(all, [at], (spec, { path = [] }) => ({
            ...column(spec),
            type: withPropertyAt(column(spec).type, path, (property) => ({ ...property, name: name ?? property.name })),
          })),
        after,
      );
    }
    case "drop":
      return changed(
        withoutRows(
          rows,
          wholeRows(edit.at).map(({ key }) => key),
        ),
        nestedParts(edit.at),
        (spec, { path = [] }) => ({
          ...column(spec),
          type: withPropertyAt(column(spec).type, path, () => null),
        }),
      );
    case "move":
      return moved(rows, edit.keys, edit.before);
    case "add":
      if (edit.spec.name !== undefined && edit.spec.name !== null)
        checkNewName(
          String(edit.spec.name),
          rows.map(({ spec }) => spec),
        );
      if (edit.spec.kind === "tensor") checkTensor(edit.spec);
      return inserted(rows, [{ key: edit.key, inferred: null, spec: edit.spec, isMoved: false }], edit.before);
    case "add-property":
      return changed(rows, [edit.at], (spec, { path = [] }) => ({
        ...column(spec),
        type: withPropertyAdded(column(spec).type, path, edit.property),
      }));
    case "tensor":
      return changed(rows, edit.at, (spec) => {
        if (spec.kind !== "tensor") throw new SignetError("InvalidSchema", "Only a tensor has a dtype and a shape.");
        const after = { ...spec, dtype: edit.dtype ?? spec.dtype, shape: edit.shape ?? spec.shape };
        checkTensor(after);
        return after;
      });
  }
}

function editParams(rows: Rows<ParamSpec>, edit: Edit): Rows<ParamSpec> {
  switch (edit.kind) {
    case "param": {
      const { type, default: value, shape } = edit;
      return changed(rows, [{ key: edit.key }], (spec) => constructedParam({ ...spec, type, default: value, shape }));
    }
    case "add-param":
      checkNewName(
        edit.spec.name,
        rows.map(({ spec }) => spec),
      );
      return inserted(rows, [{ key: edit.key, inferred: null, spec: constructedParam(edit.spec), isMoved: false }], edit.before);
    case "rename":
      return renamed(rows, edit, (spec, name) => {
        if (name === null || name === "") throw new SignetError("InvalidSchema", "A parameter needs a name.");
        return { ...spec, name };
      });
    case "drop":
      return withoutRows(
        rows,
        edit.at.map(({ key }) => key),
      );
    case "move":
      return moved(rows, edit.keys, edit.before);
    default:
      throw new SignetError("InvalidSchema", "Parameters have a name, a type, a default and a shape.");
  }
}

const startRows = <Spec extends Named>(specs: readonly Spec[]): Rows<Spec> => {
  const keys = specKeys(specs as readonly { readonly name?: string }[]);
  return specs.map((spec, index) => ({ key: must(keys[index]), inferred: spec, spec, isMoved: false }));
};

function side<Spec>(start: Rows<Spec>, rows: Rows<Spec>): EditedSide<Spec> {
  const kept = new Set(rows.map(({ key }) => key));
  const dropped = start.flatMap(({ key, inferred }) => (kept.has(key) || inferred === null ? [] : [{ key, inferred }]));
  return { rows, inferredKeys: start.map(({ key }) => key), dropped, isEdited: rows !== start };
}

const schemaOf = (rows: Rows<DataSpec>): Schema => makeSchema(rows.map(({ spec }) => spec));

/**
 * A signature with edits made to it, in order. An edit is made whole or, where it does not fit or would break one of MLflow's
 * construction rules, not at all, and listed in `refused`: so what comes out is always a signature that MLflow constructs.
 * Pure; never throws.
 */
export function applyEdits(base: EditBase, edits: readonly Edit[]): EditedSignature {
  const [inputs, outputs] = [base.inputs ?? NO_BASE, base.outputs ?? NO_BASE];
  const start = { inputs: startRows(inputs.specs), outputs: startRows(outputs.specs), params: startRows(base.params?.params ?? []) };
  const now: { inputs: Rows<DataSpec>; outputs: Rows<DataSpec>; params: Rows<ParamSpec> } = { ...start };
  const refused: RefusedEdit[] = [];
  const take = (edit: Edit) => {
    const name: EditSide = sideOfEdit(edit);
    const others = SIGNATURE_PARTS.flatMap((other) => (other === name ? [] : [now[other].length]));
    if (name === "params") {
      const after = editParams(now.params, edit);
      checkSomething([after.length, ...others]);
      makeParamSchema(after.map(({ spec }) => spec));
      now.params = after;
      return;
    }
    // Edits of parameters were taken above.
    const after = editRows(now[name], edit as DataEdit);
    checkSomething([after.length, ...others]);
    checkSpecs(after.map(({ spec }) => spec));
    now[name] = after;
  };
  edits.forEach((edit, index) => {
    try {
      take(edit);
    } catch (error) {
      assertSignetError(error);
      refused.push({ index, error: errorToData(error) });
    }
  });
  const signed = (name: "inputs" | "outputs", given: SideBase): Schema | null =>
    now[name] === start[name] ? given.schema : now[name].length === 0 ? null : schemaOf(now[name]);
  const params =
    now.params === start.params ? base.params : now.params.length === 0 ? null : makeParamSchema(now.params.map(({ spec }) => spec));
  return {
    signature: { inputs: signed("inputs", inputs), outputs: signed("outputs", outputs), params },
    inputs: side(start.inputs, now.inputs),
    outputs: side(start.outputs, now.outputs),
    params: side(start.params, now.params),
    refused,
  };
}
