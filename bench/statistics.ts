/** What several measurements of one thing say: the middle one, and the two ends. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The middle of the values in order, the mean of the two middle ones where their number is even. Throws where there are none. */
export function median(values: readonly number[]): number {
  const ordered = [...values].sort((left, right) => left - right);
  const upper = ordered[Math.floor(ordered.length / 2)];
  const lower = ordered[Math.floor((ordered.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError("There is no median of no values.");
  return (lower + upper) / 2;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), low: Math.min(...values), high: Math.max(...values) };
}

/**
 * How many times as fast the subject was as the baseline. The two were measured by turns, so the middle is the ratio of the medians, and the
 * ends are those of neighbouring pairs, which met the same state of the machine. Throws where the two differ in number.
 */
export function timesAsFast(subject: readonly number[], baseline: readonly number[]): Spread {
  if (subject.length !== baseline.length) throw new RangeError("A ratio needs as many runs of the one as of the other.");
  const pairs = subject.map((time, index) => (baseline[index] ?? Number.NaN) / time);
  return { median: median(baseline) / median(subject), low: Math.min(...pairs), high: Math.max(...pairs) };
}
