import { must } from "./defined.ts";

/**
 * How many characters must be put in, taken out or replaced to make one word of the other.
 * @example editDistance("heigth", "height") // 2
 */
export function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [at, character] of [...left].entries()) {
    const next = [at + 1];
    for (let index = 1; index <= right.length; index++) {
      const replaced = must(row[index - 1]) + (right[index - 1] === character ? 0 : 1);
      next.push(Math.min(replaced, must(row[index]) + 1, must(next[index - 1]) + 1));
    }
    row = next;
  }
  return must(row.at(-1));
}
