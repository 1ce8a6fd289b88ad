import type { BodyPlan } from "./body-plan.ts";

const LF = 10;
/** Lines that are looked at before a hypothesis is believed. */
const ENOUGH_LINES = 64;

interface Hypothesis {
  /** Where the first line starts, or -1. */
  readonly start: number;
  readonly score: number;
}

/** Cuts lines as if the bytes began outside or within quotes, and rates how well these lines look. */
function tryHypothesis(bytes: Uint8Array, { dialect, width }: BodyPlan, beginsQuoted: boolean): Hypothesis {
  const { delimiter, quote } = dialect;
  let isQuoted = beginsQuoted;
  let start = -1;
  let fields = 1;
  let lines = 0;
  let score = 0;
  for (let at = 0; at < bytes.length && lines < ENOUGH_LINES; at++) {
    const byte = bytes[at] as number;
    if (byte === quote) {
      const before = bytes[at - 1] ?? LF;
      // A quote opens after a delimiter, a line's end or the quote it doubles; elsewhere the parity is wrong.
      if (!isQuoted && before !== delimiter && before !== LF && before !== quote) score -= 4;
      isQuoted = !isQuoted;
    } else if (isQuoted) continue;
    else if (byte === delimiter) fields++;
    else if (byte === LF) {
      if (start < 0) start = at + 1;
      else if (fields === width) score += 2;
      else if (fields > 1 || width === 1) score -= 1;
      lines++;
      fields = 1;
    }
  }
  return { start, score };
}

/**
 * Where the first line starts after a cut at any byte, guessed: quotes may be open there, and only the bytes before could tell.
 * `bytes` begin one byte before the cut. Whoever uses the guess checks it against where the lines before the cut really end.
 * Returns an offset into `bytes`, or -1 where no line starts.
 */
export function guessLineStart(bytes: Uint8Array, plan: BodyPlan): number {
  const outside = tryHypothesis(bytes, plan, false);
  if (plan.dialect.quote < 0) return outside.start;
  const inside = tryHypothesis(bytes, plan, true);
  return inside.start >= 0 && inside.score > outside.score ? inside.start : outside.start;
}
