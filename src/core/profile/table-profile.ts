import { type ColumnProfile, mergeProfiles } from "./column-profile.ts";

/** The profile of every column of a table, in order, null for those whose type has none; or, in words, why there is none at all. */
export type TableProfile =
  | { readonly kind: "columns"; readonly columns: readonly (ColumnProfile | null)[] }
  | { readonly kind: "unavailable"; readonly reason: string };

/** The profile of neighbouring parts of a table as one; they have the same columns. */
export function mergeTableProfiles(
  left: readonly (ColumnProfile | null)[],
  right: readonly (ColumnProfile | null)[],
): readonly (ColumnProfile | null)[] {
  return left.map((column, index) => {
    const other = right[index];
    return column && other ? mergeProfiles(column, other) : column;
  });
}
