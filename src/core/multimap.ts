/**
 * Adds a value to those that a key has, in place: a copy for each value would grow with the square of their number.
 * @example const byType = new Map<string, string[]>(); appendTo(byType, "long", "id"); // Map { "long" → ["id"] }
 */
export function appendTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
