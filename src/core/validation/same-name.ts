import type { ColumnName } from "../python/value.ts";

/** Whether Python considers two names equal: `1`, `1.0` and `True` are one key. No name is None. */
export function isSameName(left: ColumnName | undefined, right: ColumnName | undefined): boolean {
  if (left === undefined || right === undefined) return isSameName(left ?? null, right ?? null);
  if (Array.isArray(left) || Array.isArray(right))
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((part, index) => isSameName(part, right[index]))
    );
  if (typeof left === "string" || typeof right === "string" || left === null || right === null) return left === right;
  return Number(left) === Number(right);
}
