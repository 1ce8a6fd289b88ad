/** The keys whose values may be undefined. */
type Unsure<Values> = { [Key in keyof Values]-?: undefined extends Values[Key] ? Key : never }[keyof Values];

type Defined<Values> = Omit<Values, Unsure<Values>> & { [Key in Unsure<Values>]?: Exclude<Values[Key], undefined> };

/**
 * An object without the keys whose values are undefined, for properties that are either there or not (`exactOptionalPropertyTypes`).
 * The other keys keep their order.
 * @example ({ kind: "column", ...defined({ name, rows: counts?.rows }) }) // { kind: "column", name: "age" }
 */
export function defined<const Values extends object>(values: Values): Defined<Values> {
  const kept: Partial<Values> = {};
  for (const key in values) if (values[key] !== undefined) kept[key] = values[key];
  // Every key is either kept or, being undefined, optional in the result.
  return kept as unknown as Defined<Values>;
}

/**
 * A value that is there by construction, though its type allows that it is not: the first item of a list that has some, a group that a pattern always
 * captures. Throws where it is missing after all, which is a defect of Signet. For what a file may lack, there is an error with its place instead.
 * @example must("a/b".split("/").at(-1)) // "b"
 */
export function must<Value>(value: Value): NonNullable<Value> {
  if (value === undefined || value === null) throw new TypeError("A value that is always there is missing.");
  return value;
}
