import { editDistance } from "../edit-distance.ts";

/** The allowed word that is most like a given one, capitals aside; the empty string where nothing is allowed. A long word counts by its first 80 characters. */
export function nearestOf(given: string, allowed: readonly string[]): string {
  const word = given.slice(0, 80).toLowerCase();
  const [nearest = ""] = [...allowed].sort(
    (left, right) => editDistance(word, left.toLowerCase()) - editDistance(word, right.toLowerCase()),
  );
  return nearest;
}
