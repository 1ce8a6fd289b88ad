import { typeText } from "../diff/diff-signatures.ts";
import { assertSignetError } from "../errors.ts";
import type { ColSpec, ColumnType, Property, TensorSpec } from "../mlflow/types.ts";
import type { EditedRow } from "./apply-edits.ts";
import type { SpecChange } from "./changes.ts";
import type { DataSide, Edit, PathStep, Target } from "./edit.ts";
import { typeAt } from "./type-path.ts";

/** A difference of one part of a nested type, with the edit that takes it back and leaves all others. */
export interface PartChange extends SpecChange {
  readonly back: Edit;
}

type Row = EditedRow<ColSpec | TensorSpec>;
type Path = readonly PathStep[];

function typeIn(spec: ColSpec | TensorSpec | null, path: Path): ColumnType | null {
  if (spec?.kind !== "column") return null;
  try {
    return typeAt(spec.type, path);
  } catch (error) {
    assertSignetError(error);
    return null;
  }
}

function propertyIn(spec: ColSpec | TensorSpec | null, path: Path): Property | null {
  const last = path.at(-1);
  const around = typeIn(spec, path.slice(0, -1));
  if (last === undefined || typeof last === "string" || around?.kind !== "object") return null;
  return around.properties.find(({ name }) => name === last.property) ?? null;
}

/** Whether two types differ themselves, whatever is within them. */
const differsItself = (left: ColumnType, right: ColumnType): boolean =>
  left.kind !== right.kind || (left.kind === "scalar" && right.kind === "scalar" && left.name !== right.name);

const requiredText = ({ required }: Property) => (required ? "required" : "optional");

/**
 * How one part of a column's nested type, at `path`, differs from what was inferred; what differs deeper within belongs to the parts there.
 * Empty where it does not, and where the types around it differ already.
 */
export function partChanges(side: DataSide, { key, spec, inferred }: Row, path: Path): readonly PartChange[] {
  const at: Target = { key, path };
  const [now, was] = [typeIn(spec, path), typeIn(inferred, path)];
  const [property, before] = [propertyIn(spec, path), propertyIn(inferred, path)];
  if (now === null) return [];
  if (was === null) {
    const isAdded = property !== null && typeIn(inferred, path.slice(0, -1))?.kind === "object";
    return isAdded ? [{ aspect: "row", from: "", to: typeText(now), back: { kind: "drop", side, at: [at] } }] : [];
  }
  const changes: PartChange[] = [];
  if (differsItself(now, was))
    changes.push({ aspect: "type", from: typeText(was), to: typeText(now), back: { kind: "type", side, at: [at], type: was } });
  if (property !== null && before !== null && property.required !== before.required) {
    const back: Edit = { kind: "required", side, at: [at], required: before.required };
    changes.push({ aspect: "required", from: requiredText(before), to: requiredText(property), back });
  }
  return changes;
}

/** The properties that the object at `path` was inferred with and has not any more, each with the edit that puts it back. */
export function droppedProperties(
  side: DataSide,
  { key, spec, inferred }: Row,
  path: Path,
): readonly { readonly property: Property; readonly back: Edit }[] {
  const [now, was] = [typeIn(spec, path), typeIn(inferred, path)];
  if (now?.kind !== "object" || was?.kind !== "object") return [];
  const kept = new Set(now.properties.map(({ name }) => name));
  const at: Target = { key, path };
  return was.properties.flatMap((property) =>
    kept.has(property.name) ? [] : [{ property, back: { kind: "add-property", side, at, property } as const }],
  );
}
