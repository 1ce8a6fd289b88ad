import type { Text } from "../../errors.ts";
import { makeObject, makeSchema } from "../../mlflow/schema.ts";
import type { ColSpec, ColumnType, DataType, Property, Schema } from "../../mlflow/types.ts";
import type { ColumnName } from "../../python/value.ts";
import { hasNames, isSameName, specName } from "../enforce-columns.ts";
import { columnTypeName } from "../enforce-type.ts";
import type { Refusal, Verdict } from "../verdict.ts";

/** A change of one spec that may make a column accepted. */
export interface SpecChange {
  readonly column: ColumnName;
  /** Which spec of the schema it is. */
  readonly position: number;
  readonly change: (spec: ColSpec) => ColSpec;
  /** What it does, in words, to columns of which the names are given: those that are changed alike are named together. */
  readonly words: (columns: string) => string;
  readonly consequence: Text;
}

const MUST_HANDLE_TYPE: Text = ["The model must handle this type."];
const MUST_BE_CAST: Text = [
  "The model must handle floats. `predict` then refuses int64: cast the column to float64 before every `predict`.",
];
const MUST_HANDLE_MISSING: Text = ["The model must handle a table without the column."];
export const VALIDATES_NOTHING: Text = ["MLflow no longer validates the column."];

const makeOptional = (columns: string) => `Make ${columns} optional`;

const ANY: ColumnType = { kind: "any" };
const scalar = (name: DataType): ColumnType => ({ kind: "scalar", name });

/** What a column's new type asks of the model and of the data to come. */
function consequenceOf(declared: ColumnType, type: ColumnType): Text {
  if (type.kind === "any") return VALIDATES_NOTHING;
  const becomesDouble = declared.kind === "scalar" && declared.name === "long" && type.kind === "scalar" && type.name === "double";
  return becomesDouble ? MUST_BE_CAST : MUST_HANDLE_TYPE;
}

/** The schema with some specs changed; null where MLflow would not build it. */
export function withChanges(schema: Schema, changes: readonly SpecChange[]): Schema | null {
  if (schema.kind !== "columns") return null;
  const specs = schema.specs.map((spec, position) =>
    changes.filter((one) => one.position === position).reduce((before, { change }) => change(before), spec),
  );
  try {
    return makeSchema(specs);
  } catch {
    return null;
  }
}

const isNumeric = (type: ColumnType) => type.kind === "scalar" && ["integer", "long", "float", "double"].includes(type.name);

const sameType = (left: ColumnType, right: ColumnType) => columnTypeName(left) === columnTypeName(right);

function mergedProperties(declared: readonly Property[], found: readonly Property[]): readonly Property[] {
  const kept = declared.map((property) => {
    const other = found.find(({ name }) => name === property.name);
    if (other === undefined) return { ...property, required: false };
    return { name: property.name, type: loosened(property.type, other.type), required: property.required && other.required };
  });
  return [...kept, ...found.filter(({ name }) => !declared.some((one) => one.name === name))];
}

/** The declared type with as little changed as the data's own type asks for. */
function loosened(declared: ColumnType, found: ColumnType): ColumnType {
  if (sameType(declared, found)) return declared;
  if (declared.kind === "object" && found.kind === "object") return makeObject(mergedProperties(declared.properties, found.properties));
  if (declared.kind === "array" && found.kind === "array") return { kind: "array", items: loosened(declared.items, found.items) };
  if (declared.kind === "map" && found.kind === "map") return { kind: "map", values: loosened(declared.values, found.values) };
  return found;
}

/** Types that a column could be declared as, in order of least change: its own, a wider number, text, and last any. */
function typesFor(declared: ColumnType, found: ColumnType | null, isCsv: boolean): readonly ColumnType[] {
  const types: ColumnType[] = [];
  if (found !== null) types.push(loosened(declared, found), found);
  if (isNumeric(declared) && (found === null || isNumeric(found))) types.push(scalar("long"), scalar("double"));
  if (isCsv) types.push(scalar("double"), scalar("string"));
  else types.push(ANY);
  const usable = types.filter((type) => !isCsv || type.kind === "scalar");
  return usable.filter((type, index) => !sameType(type, declared) && usable.findIndex((other) => sameType(other, type)) === index);
}

/** Which spec a column of the data comes under: by its name, or by its place where the signature has no names; -1 where none. */
export function specPosition(schema: Schema, column: ColumnName, names: readonly ColumnName[]): number {
  if (hasNames(schema)) return schema.specs.findIndex((spec, position) => isSameName(specName(spec, position), column));
  const position = names.findIndex((name) => isSameName(name, column));
  return position < schema.specs.length ? position : -1;
}

/** The changes of a refused column's spec that are tried, one after another. */
export function changesFor(
  refusal: Refusal,
  { schema, names, isCsv }: { readonly schema: Schema; readonly names: readonly ColumnName[]; readonly isCsv: boolean },
  found: ColumnType | null,
): readonly SpecChange[] {
  const { column, expected } = refusal;
  if (column === undefined || schema.kind !== "columns") return [];
  const position = specPosition(schema, column, names);
  const spec = schema.specs[position];
  if (spec === undefined) return [];
  if (expected === undefined && /missing inputs/.test(String(refusal.message[0])))
    return [
      {
        column,
        position,
        change: (one) => ({ ...one, required: false }),
        words: makeOptional,
        consequence: MUST_HANDLE_MISSING,
      },
    ];
  const isNested = spec.type.kind !== "scalar";
  const declare = (type: ColumnType, required: boolean): SpecChange => ({
    column,
    position,
    change: (one) => ({ ...one, type, required }),
    words: (columns) => `Declare ${columns} as ${columnTypeName(type)}${required === spec.required ? "" : ", optional"}`,
    consequence: consequenceOf(spec.type, type),
  });
  const optional: readonly SpecChange[] =
    isNested && spec.required && spec.name !== undefined && !isCsv
      ? [{ ...declare(spec.type, false), words: makeOptional, consequence: ["The model must handle missing values."] }]
      : [];
  const types = typesFor(spec.type, found, isCsv);
  const asNested = types.flatMap((type) => {
    const canBeOptional = spec.required && spec.name !== undefined && type.kind !== "scalar" && type.kind !== "any";
    return canBeOptional ? [declare(type, spec.required), declare(type, false)] : [declare(type, spec.required)];
  });
  return [...optional, ...asNested];
}

const isOpen = ({ refusals, undecided }: Verdict, column: ColumnName) =>
  [...refusals, ...undecided].some((one) => one.column === undefined || isSameName(one.column, column));

/** So many candidates are tried for a column. */
const ROUNDS = 8;

/**
 * For each refused column, the least change of its spec with which Signet's own verdict no longer refuses it; all columns are tried at once.
 * `recheck` is the way in that refused the data.
 */
export async function solvedChanges(
  schema: Schema,
  verdict: Verdict,
  candidatesOf: (refusal: Refusal) => readonly SpecChange[],
  recheck: (schema: Schema) => Promise<Verdict>,
): Promise<ReadonlyMap<Refusal, SpecChange>> {
  const candidates = verdict.refusals.map((refusal) => [refusal, candidatesOf(refusal)] as const).filter(([, all]) => all.length > 0);
  const chosen = new Map<Refusal, SpecChange>();
  for (let round = 0; round < ROUNDS; round++) {
    const pending = candidates.flatMap(([refusal, all]) => {
      const next = all[round];
      return chosen.has(refusal) || next === undefined ? [] : [[refusal, next] as const];
    });
    if (pending.length === 0) break;
    const changed = withChanges(schema, [...chosen.values(), ...pending.map(([, change]) => change)]);
    if (changed === null) continue;
    const found = await recheck(changed);
    for (const [refusal, change] of pending) if (!isOpen(found, change.column)) chosen.set(refusal, change);
  }
  return chosen;
}
