import type { NumberProfile } from "./number-profile.ts";

/** The quotient of two integers, the second above zero, as the float nearest to it. */
function nearestQuotient(numerator: bigint, denominator: bigint, exponent: number): number {
  const size = numerator < 0n ? -numerator : numerator;
  if (size === 0n) return 0;
  // Some 64 bits of the quotient, and whether there is more: rounding to a float's 53 then is right.
  const excess = size.toString(2).length - denominator.toString(2).length - 64;
  const scaled = excess > 0 ? size / (denominator << BigInt(excess)) : (size << BigInt(-excess)) / denominator;
  const isInexact = excess > 0 ? scaled * (denominator << BigInt(excess)) !== size : scaled * denominator !== size << BigInt(-excess);
  const rounded = Number((scaled << 1n) | (isInexact ? 1n : 0n));
  const power = excess - 1 + exponent;
  // Two steps, since a power of two below the smallest float is zero.
  const result = rounded * 2 ** Math.ceil(power / 2) * 2 ** Math.floor(power / 2);
  return numerator < 0n ? -result : result;
}

/** Unit of the exact sum: the smallest float. */
const UNIT_EXPONENT = -1074;

/** The sum of all finite numbers, exactly, in units of `2 ** -1074`. */
function exactSum({ bits, keys, counts, high, low }: NumberProfile): bigint {
  const shift = BigInt(52 - bits);
  let sum = 0n;
  for (const [index, key] of keys.entries()) {
    const lower = BigInt(key < 0 ? ~key : key) << shift;
    const exponent = lower >> 52n;
    const hidden = exponent === 0n ? 0n : 1n << 52n;
    const fraction = hidden | (lower & ((1n << 52n) - 1n));
    const rest = (BigInt(high[index] as number) << 32n) + BigInt(low[index] as number);
    const total = (BigInt(counts[index] as number) * fraction + rest) << (exponent === 0n ? 0n : exponent - 1n);
    sum += key < 0 ? -total : total;
  }
  return sum;
}

/** The mean of the finite numbers, correctly rounded; NaN if there are none. */
export function meanOf(numbers: NumberProfile): number {
  if (numbers.count === 0) return Number.NaN;
  return nearestQuotient(exactSum(numbers), BigInt(numbers.count), UNIT_EXPONENT);
}
