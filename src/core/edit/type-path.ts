import { SignetError, text } from "../errors.ts";
import { makeObject } from "../mlflow/schema.ts";
import type { ColumnType, Property } from "../mlflow/types.ts";
import type { PathStep } from "./edit.ts";

const absent = () =>
  new SignetError("InvalidSchema", "The nested type has no such part any more.", {
    remedy: "Revert the edit that changed the type around it.",
  });

/** A path as it is written next to a column's name: `.address.street`, `.items`. */
export function pathText(path: readonly PathStep[]): string {
  return path.map((step) => (step === "items" ? "[]" : step === "values" ? "{}" : `.${step.property}`)).join("");
}

function propertyOf(type: ColumnType, name: string): Property {
  const found = type.kind === "object" ? type.properties.find((property) => property.name === name) : undefined;
  if (found === undefined) throw absent();
  return found;
}

/** The part of a nested type that a path leads to. Throws `InvalidSchema` if there is none. */
export function typeAt(type: ColumnType, path: readonly PathStep[]): ColumnType {
  return path.reduce((inner, step) => {
    if (step === "items" && inner.kind === "array") return inner.items;
    if (step === "values" && inner.kind === "map") return inner.values;
    if (typeof step === "string") throw absent();
    return propertyOf(inner, step.property).type;
  }, type);
}

/** The type with the part at `path` changed, everything around it as it was. Throws `InvalidSchema`. */
export function withTypeAt(type: ColumnType, path: readonly PathStep[], change: (inner: ColumnType) => ColumnType): ColumnType {
  const [step, ...rest] = path;
  if (step === undefined) return change(type);
  if (step === "items" && type.kind === "array") return { kind: "array", items: withTypeAt(type.items, rest, change) };
  if (step === "values" && type.kind === "map") return { kind: "map", values: withTypeAt(type.values, rest, change) };
  if (typeof step === "string") throw absent();
  return withProperty(type, step.property, (property) => ({ ...property, type: withTypeAt(property.type, rest, change) }));
}

/** An object with one property changed, or, for null, without it. */
function withProperty(type: ColumnType, name: string, change: (property: Property) => Property | null): ColumnType {
  const before = propertyOf(type, name);
  const others = type.kind === "object" ? type.properties.filter((property) => property !== before) : [];
  const after = change(before);
  if (after !== null && others.some((property) => property.name === after.name))
    throw new SignetError("InvalidSchema", text`The object already has a property ${after.name}: names of properties are unique.`);
  if (after === null && others.length === 0)
    throw new SignetError("InvalidSchema", "An object needs at least one property.", {
      remedy: "Drop the whole column, or change its type.",
    });
  return makeObject(after === null ? others : [...others, after]);
}

/** The type with the property at the end of `path` changed, or dropped for null. Throws `InvalidSchema`. */
export function withPropertyAt(type: ColumnType, path: readonly PathStep[], change: (property: Property) => Property | null): ColumnType {
  const last = path.at(-1);
  if (last === undefined || typeof last === "string")
    throw new SignetError("InvalidSchema", "Only columns and properties of objects have a name and may be optional.");
  return withTypeAt(type, path.slice(0, -1), (inner) => withProperty(inner, last.property, change));
}

/** The type with one more property in the object at `path`. Throws `InvalidSchema`. */
export function withPropertyAdded(type: ColumnType, path: readonly PathStep[], property: Property): ColumnType {
  return withTypeAt(type, path, (inner) => {
    if (inner.kind !== "object") throw new SignetError("InvalidSchema", "Only an object has properties.");
    if (inner.properties.some(({ name }) => name === property.name))
      throw new SignetError("InvalidSchema", text`The object already has a property ${property.name}: names of properties are unique.`);
    return makeObject([...inner.properties, property]);
  });
}
