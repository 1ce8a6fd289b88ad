import { must } from "../defined.ts";

/**
 * Compares as Python compares str: by code points, where JavaScript compares UTF-16 units.
 * @example ["\u{1F600}", "\uFF5E"].sort(compareCodePoints) // ["\uFF5E", "\u{1F600}"]
 */
export function compareCodePoints(left: string, right: string): number {
  const [one, other] = [[...left], [...right]];
  const place = one.findIndex((character, index) => character !== other[index]);
  if (place === -1 || place >= other.length) return one.length - other.length;
  return must(one[place]?.codePointAt(0)) - must(other[place]?.codePointAt(0));
}
