/** The least and the greatest of some values. */
export interface Extremes<Value = bigint> {
  readonly min: Value;
  readonly max: Value;
}

/** The extremes of both parts; a part without values has none. */
export function mergeExtremes<Value extends bigint | number>(
  left: Extremes<Value> | undefined,
  right: Extremes<Value> | undefined,
): Extremes<Value> | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return { min: left.min < right.min ? left.min : right.min, max: left.max > right.max ? left.max : right.max };
}
