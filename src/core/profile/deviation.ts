import type { NumberProfile } from "./number-profile.ts";
import { bucketSpan, type Estimate, type Spectrum } from "./quantiles.ts";

const WORD = 2 ** 32;

/** The sum of squares around the mean: what it is likely to be, the least and the most that it may be. In units of `size ** 2`. */
interface Squares {
  readonly likely: number;
  readonly least: number;
  readonly most: number;
}

function exactSquares({ lower: values, counts }: Spectrum, mean: number, size: number): Squares {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += (counts[at] as number) * ((values[at] as number) / size - mean / size) ** 2;
  return { likely: sum, least: sum, most: sum };
}

/** Of each bucket the mean is known. Its numbers differ most from it where they lie at its ends (Bhatia and Davis, 2000). */
function squaresOfBuckets(numbers: NumberProfile, mean: number, size: number): Squares {
  const { keys, counts, high, low, bits } = numbers;
  let [likely, least, most] = [0, 0, 0];
  for (const [index, key] of keys.entries()) {
    const { near, far, from, to } = bucketSpan(key, numbers);
    const count = counts[index] as number;
    // Within a bucket a float is linear in its lower bits.
    const share = ((high[index] as number) * WORD + (low[index] as number)) / count / 2 ** (52 - bits);
    const middle = near / size + (far / size - near / size) * share;
    const own = Math.max(0, count * (to / size - middle) * (middle - from / size));
    const around = count * (middle - mean / size) ** 2;
    least += around;
    most += around + own;
    // A third of it, where they are spread evenly.
    likely += around + own / 3;
  }
  return { likely, least, most };
}

/** The standard deviation of finite numbers, as `Series.std` has it, or null of a single one. */
export function deviationOf(numbers: NumberProfile, spectrum: Spectrum, mean: number): Estimate | null {
  const { count, min, max } = numbers;
  if (count < 2) return null;
  if (min === max) return { value: 0, error: 0 };
  const size = Math.max(Math.abs(min), Math.abs(max));
  const { likely, least, most } = spectrum.isExact ? exactSquares(spectrum, mean, size) : squaresOfBuckets(numbers, mean, size);
  const deviation = (squares: number) => Math.sqrt(squares / (count - 1)) * size;
  const value = deviation(likely);
  return { value, error: Math.max(value - deviation(least), deviation(most) - value) };
}
