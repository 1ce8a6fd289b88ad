import type { ColumnName } from "../python/value.ts";

/** Whether Python considers two names equal: `1`, `1.0` and `True` are one key. */
export function isSameName(left: ColumnName, right: ColumnName): boolean {
  if (Array.isArray(left) || Array.isArray(right))
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((part, index) => isSameName(part, right[index] ?? null))
    );
  if (typeof left === "string" || typeof right === "string" || left === null || right === null) return left === right;
  return Number(left) === Number(right);
}
