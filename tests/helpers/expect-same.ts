import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";

/** As `expect(actual).toEqual(expected)`, which takes a hundred times longer on large values: it is asked only to show a difference. */
export function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}
