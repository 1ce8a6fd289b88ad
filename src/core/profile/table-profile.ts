import { type ColumnProfile, mergeProfiles } from "./column-profile.ts";

/** The profile of every column of a table, in order; or, in words, why there is none. */
export type TableProfile =
  | { readonly kind: "columns"; readonly columns: readonly ColumnProfile[] }
  | { readonly kind: "unavailable"; readonly reason: string };

/** The profile of neighbouring parts of a table as one; they have the same columns. */
export function mergeTableProfiles(left: readonly ColumnProfile[], right: readonly ColumnProfile[]): readonly ColumnProfile[] {
  return left.map((column, index) => {
    const other = right[index];
    return other === undefined ? column : mergeProfiles(column, other);
  });
}
