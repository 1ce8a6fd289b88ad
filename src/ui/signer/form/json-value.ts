/** A JSON value, as configs have them. */
export type JsonValue = Scalar | readonly JsonValue[] | JsonObject;

export type Scalar = string | number | boolean | null;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export const isDict = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An object's own member, never one of the prototype. */
export function member<Value>(object: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The object with a member set, or without it where `value` is undefined. A key called `__proto__` is a key like any other. */
export function withMember(object: JsonObject, key: string, value: JsonValue | undefined): JsonObject {
  const others = Object.entries(object).filter(([name]) => name !== key || value !== undefined);
  if (value === undefined) return Object.fromEntries(others);
  if (Object.hasOwn(object, key)) return Object.fromEntries(others.map(([name, old]) => [name, name === key ? value : old]));
  return Object.fromEntries([...others, [key, value]]);
}

/** Whether two values are the same JSON, members in the same order. */
export const isSameJson = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
