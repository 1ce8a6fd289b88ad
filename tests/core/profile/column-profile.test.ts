import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ColumnProfile, mergeProfiles } from "../../../src/core/profile/column-profile.ts";
import { ColumnProfiler } from "../../../src/core/profile/column-profiler.ts";
import { describeProfile, QUANTILE_SHARES } from "../../../src/core/profile/describe.ts";
import { distinctCount } from "../../../src/core/profile/distinct-sketch.ts";
import { mix64, unmix64 } from "../../../src/core/profile/hash64.ts";
import type { ProfileMode } from "../../../src/core/profile/profile-mode.ts";
import { numbersOf, quantilesOf, type Spectrum } from "../../../src/core/profile/quantiles.ts";
import { sketchSizes } from "../../../src/core/profile/sketch-sizes.ts";

/** Small sketches, so that what overflows them is seen with few values. */
const SMALL = { distinct: 16, buckets: 64 };
const encoder = new TextEncoder();

function profileOf(values: readonly (number | string | null)[], mode: ProfileMode, sizes = SMALL): ColumnProfile {
  const profiler = new ColumnProfiler(mode, sizes);
  for (const value of values) {
    if (value === null) profiler.addMissing();
    else if (typeof value === "string") {
      const bytes = encoder.encode(value);
      profiler.addText(bytes, 0, bytes.length);
    } else if (mode === "integers") profiler.addInteger(BigInt(value));
    else profiler.addFloat(value);
  }
  return profiler.profile();
}

const spectrumOf = (values: readonly number[]): Spectrum => numbersOf(profileOf(values, "floats")).spectrum as Spectrum;

const float = fc.oneof(fc.double(), fc.integer({ min: -20, max: 20 }));
const whole = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -20, max: 20 }));
const text = fc.oneof(fc.string({ unit: "binary", maxLength: 80 }), fc.constantFrom("a", "b", "c"));
const columnsOf = <Value>(value: fc.Arbitrary<Value>) => fc.array(fc.option(value), { maxLength: 200 });
const CASES = [
  ["floats", columnsOf<number | string>(float)],
  ["integers", columnsOf<number | string>(whole)],
  ["texts", columnsOf<number | string>(text)],
] as const;

describe("the profile of a column", () => {
  it.each(CASES)("of %s is the same for any cut and any order of the parts", (mode, columns) => {
    fc.assert(
      fc.property(columns, fc.nat(), fc.nat(), (values, one, other) => {
        const [first = 0, second = 0] = [one % (values.length + 1), other % (values.length + 1)].sort((left, right) => left - right);
        const whole = profileOf(values, mode);
        const [a, b, c] = [values.slice(0, first), values.slice(first, second), values.slice(second)].map((part) => profileOf(part, mode));
        if (a === undefined || b === undefined || c === undefined) throw new Error("There are three parts.");
        expect(mergeProfiles(mergeProfiles(a, b), c)).toEqual(whole);
        expect(mergeProfiles(a, mergeProfiles(b, c))).toEqual(whole);
        expect(mergeProfiles(c, mergeProfiles(a, b))).toEqual(whole);
        expect(profileOf([...values].reverse(), mode)).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  it("has exact counts, extremes and distinct values as long as these are few", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1 }), (values) => {
        const { missing, present, distinct, data } = describeProfile(profileOf(values, "floats"));
        expect([missing, present]).toEqual([0, values.length]);
        expect(distinct).toEqual({ count: new Set(values).size, isExact: true, standardError: 0 });
        expect(data.numbers).toMatchObject({ min: Math.min(...values), max: Math.max(...values), isExact: true });
        expect(data.numbers?.mean).toBe(values.reduce((sum, value) => sum + value, 0) / values.length);
        expect(data.top?.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
      }),
    );
  });

  it("has the mean of floats to the last bit, whatever their size", () => {
    const of = (...values: readonly number[]) => describeProfile(profileOf(values, "floats")).data.numbers?.mean;
    expect(of(1e308, 1e308, -1e308, -1e308, 3)).toBe(0.6);
    expect(of(1e16, 1, -1e16)).toBe(1 / 3);
    expect(of(0.1, 0.2, 0.3)).toBe(0.2);
    expect(of(5e-324, 5e-324)).toBe(5e-324);
    expect(of(Number.MAX_VALUE, Number.MAX_VALUE)).toBe(Number.MAX_VALUE);
  });

  it("has quantiles within the error that it states", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 300 }), (values) => {
        const sorted = Float64Array.from(values).sort();
        const shares = Array.from(sorted, (_, rank) => (sorted.length === 1 ? 0 : rank / (sorted.length - 1)));
        const found = quantilesOf(spectrumOf(values), shares);
        for (const [rank, { value, error }] of found.entries()) {
          // The place of a value is not always a float, so that its neighbours count too.
          const neighbours = [rank - 1, rank, rank + 1].flatMap((near) => sorted[near] ?? []);
          const off = error + Number.EPSILON * Math.abs(value);
          expect(value).toBeGreaterThanOrEqual(Math.min(...neighbours) - off);
          expect(value).toBeLessThanOrEqual(Math.max(...neighbours) + off);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("has quantiles of numbers that lie further apart than the largest float", () => {
    const spectrum = spectrumOf([-1.5e308, 1.5e308]);
    expect(quantilesOf(spectrum, [0, 0.25, 0.5, 1]).map(({ value }) => value)).toEqual([-1.5e308, -0.75e308, 0, 1.5e308]);
  });

  it("distinguishes numbers of one bucket", () => {
    const values = Array.from({ length: 200_001 }, (_, index) => 40 + index / 100_000);
    const { data } = describeProfile(profileOf(values, "floats", sketchSizes(values.length, ["floats"])));
    const { quantiles = [], histogram, isExact } = data.numbers ?? {};
    expect(isExact).toBe(false);
    for (const { share, value, error } of quantiles) {
      expect(Math.abs(value - (40 + 2 * share))).toBeLessThan(0.15);
      expect(Math.abs(value - (40 + 2 * share))).toBeLessThanOrEqual(error);
    }
    expect([histogram?.edges[0], histogram?.edges.at(-1)]).toEqual([40, 42]);
    expect(histogram?.counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
    const { std } = data.numbers ?? {};
    expect(Math.abs((std?.value ?? 0) - 2 / Math.sqrt(12))).toBeLessThanOrEqual(std?.error ?? 0);
    expect(std?.error).toBeLessThan(0.1);
    for (const count of histogram?.counts ?? []) expect(Math.abs(count / (values.length / 32) - 1)).toBeLessThan(0.75);
  });

  it("is exact for every value of 100,000 rows", () => {
    const sizes = sketchSizes(100_000, ["floats", "texts"]);
    const values = Array.from({ length: 100_000 }, (_, index) => 40 + ((index * 7919) % 100_000) / 50_000);
    const { distinct, data } = describeProfile(profileOf(values, "floats", sizes));
    expect(distinct).toEqual({ count: 100_000, isExact: true, standardError: 0 });
    expect(data.numbers?.isExact).toBe(true);
    expect(data.top).toHaveLength(10);
    const sorted = Float64Array.from(values).sort();
    const median = data.numbers?.quantiles.find(({ share }) => share === 0.5);
    expect(median).toEqual({ share: 0.5, value: ((sorted[49_999] as number) + (sorted[50_000] as number)) / 2, error: 0 });
    const { edges = [], counts = [] } = data.numbers?.histogram ?? {};
    for (const [bin, count] of counts.entries()) {
      const [from, to] = [edges[bin] as number, edges[bin + 1] as number];
      expect(count).toBe(values.filter((value) => value >= from && (value < to || bin === 31)).length);
    }
  });

  it("has bins within the smallest and the largest whole number, one for each", () => {
    const { histogram } = describeProfile(profileOf([3, 3, 5, 6], "integers")).data.numbers ?? {};
    expect(histogram).toEqual({ edges: [3, 3.75, 4.5, 5.25, 6], counts: [2, 0, 1, 1], errors: [0, 0, 0, 0], firstWhole: 3 });
  });

  it("keeps memory within bounds, however many columns there are", () => {
    const all = Number.POSITIVE_INFINITY;
    expect(sketchSizes(100_000, new Array(80).fill("floats")).distinct).toBe(all);
    expect(sketchSizes(100_001, ["floats"]).distinct).toBe(1024);
    expect(sketchSizes(100_000, new Array(80).fill("texts")).distinct).toBe(1024);
    expect(sketchSizes(400, new Array(10_000).fill("floats")).distinct).toBe(all);
    expect(sketchSizes(50_000, new Array(10_000).fill("floats"))).toEqual({ distinct: 32, buckets: 64 });
  });

  it("never counts more distinct values than cells", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.maxSafeInteger(), { minLength: 1, maxLength: 400 }), (values) => {
        const { distinct } = describeProfile(profileOf(values, "integers"));
        expect(distinct.count).toBeLessThanOrEqual(values.length);
        expect(distinct.count).toBeGreaterThanOrEqual(Math.min(values.length, SMALL.distinct));
      }),
    );
  });

  it("estimates many distinct values within four times the stated standard error", () => {
    const sizes = sketchSizes(200_000, new Array(20).fill("integers"));
    for (const count of [2_000, 50_000, 300_000]) {
      const values = Array.from({ length: count }, (_, index) => index * 7 + 1);
      const {
        count: estimate,
        isExact,
        standardError,
      } = distinctCount(profileOf(values, "integers", sizes).data.distinct, Number.POSITIVE_INFINITY);
      expect(isExact).toBe(false);
      expect(standardError).toBeCloseTo(1 / Math.sqrt(1022), 10);
      expect(Math.abs(estimate / count - 1)).toBeLessThan(4 * standardError);
    }
  });

  it("reads numbers back from their hashes", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        const hash = { high: Number(value >> 32n), low: Number(value & 0xffffffffn) };
        mix64(hash);
        unmix64(hash);
        expect((BigInt(hash.high) << 32n) | BigInt(hash.low)).toBe(value);
      }),
    );
  });

  it("shortens long texts at a whole character", () => {
    const { data } = describeProfile(profileOf(["é".repeat(200), "short"], "texts"));
    expect(data.top?.map(({ value }) => value.data).sort()).toEqual(["short", `${"é".repeat(31)}…`]);
    expect(data.numbers).toMatchObject({ min: 5, max: 200 });
  });

  it("describes a column without values", () => {
    const { present, missing, distinct, data } = describeProfile(profileOf([null, null], "floats"));
    expect([present, missing, distinct.count]).toEqual([0, 2, 0]);
    expect(data).toEqual({ numbers: null, top: [] });
  });

  it("has as many quantiles as are asked for, rising", () => {
    const { data } = describeProfile(
      profileOf(
        Array.from({ length: 1000 }, (_, index) => Math.sin(index) * 1000),
        "floats",
      ),
    );
    const values = data.numbers?.quantiles.map(({ value }) => value) ?? [];
    expect(values).toHaveLength(QUANTILE_SHARES.length);
    expect(values).toEqual([...values].sort((left, right) => left - right));
    expect(data.numbers?.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(1000);
  });
});
