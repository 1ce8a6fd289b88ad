import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sortedKeys } from "../../../src/core/profile/sorted-keys.ts";

/** Keys that share digits, so that some are passed over, and keys that do not. */
const key = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.bigInt({ min: 0n, max: 300n }),
  fc.nat(9).map((upper) => BigInt(upper) << 40n),
);

describe("keys", () => {
  it.each([
    ["few", 0, 200],
    ["many", 4_100, 5_000],
  ])("are sorted with their places: %s", (_, minLength, maxLength) => {
    fc.assert(
      fc.property(fc.array(key, { minLength, maxLength, size: "max" }), fc.boolean(), (values, areHashes) => {
        const keys = { halves: new Uint32Array(BigUint64Array.from(values).buffer), places: Uint32Array.from(values.keys()) };
        const { halves, places } = sortedKeys(keys, values.length, areHashes);
        const found = [...new BigUint64Array(halves.slice(0, values.length * 2).buffer)];
        expect(found).toEqual([...values].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0)));
        expect(Array.from(places?.subarray(0, values.length) ?? [], (place) => values[place])).toEqual(found);
      }),
      { numRuns: maxLength > 1_000 ? 15 : 300 },
    );
  });
});
