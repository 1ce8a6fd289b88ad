import { describe, expect, it } from "vitest";
import { valuesOf } from "../../../helpers/json-sources.ts";

async function extremes(...ints: readonly string[]) {
  const { lists } = await valuesOf(`[${ints.join(", ")}]`);
  const range = lists?.items.integers;
  return range && [range.min, range.max];
}

const HUGE = "9".repeat(400);

describe("the least and the greatest int", () => {
  it.each<[readonly string[], bigint, bigint]>([
    [["3", "-7", "5"], -7n, 5n],
    [["0", "-0"], 0n, 0n],
    [["9007199254740992", "9007199254740993"], 9007199254740992n, 9007199254740993n],
    [["9223372036854775807", "9223372036854775808"], 9223372036854775807n, 9223372036854775808n],
    [["-9223372036854775809", "5", "-9223372036854775808"], -9223372036854775809n, 5n],
    // Digit by digit, the double of the lesser comes out greater.
    [["100000000000000000000000", "99999999999999999999999"], 99999999999999999999999n, 100000000000000000000000n],
    [["99999999999999999999999", "100000000000000000000000"], 99999999999999999999999n, 100000000000000000000000n],
    [["99999999999999999999999", "18446744073709551616", "100000000000000000000000", "1"], 1n, 100000000000000000000000n],
    [[HUGE, `-${HUGE}`, "1"], -BigInt(HUGE), BigInt(HUGE)],
    [[HUGE], BigInt(HUGE), BigInt(HUGE)],
  ])("of %j", async (ints, min, max) => {
    expect(await extremes(...ints)).toEqual([min, max]);
    expect(await extremes(...[...ints].reverse())).toEqual([min, max]);
  });

  it("are none where there is no int", async () => {
    expect(await extremes("1.5", "null")).toBeUndefined();
  });
});
