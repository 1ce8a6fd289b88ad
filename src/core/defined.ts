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
