import { renderText, text } from "../../../core/errors.ts";
import { type LogRecord, logOfResult } from "../../../core/signers/log.ts";
import type { SigningResult } from "../../../core/signers/signer.ts";

const keyOf = ({ level, side, column, message }: LogRecord) => JSON.stringify([level, side, column, renderText(message)]);

/** A table of ten thousand columns that all offend would push everything else out of the log. */
const MOST_RECORDS = 200;

/** What a result reports and the one before did not: signing again for another change repeats nothing. */
export function newRecords(before: SigningResult | null, after: SigningResult): readonly LogRecord[] {
  const known = new Set(before === null ? [] : logOfResult(before).map(keyOf));
  const fresh = logOfResult(after).filter((record) => !known.has(keyOf(record)));
  if (fresh.length <= MOST_RECORDS) return fresh;
  const more = text`${fresh.length - MOST_RECORDS} more of this kind are in the table.`;
  return [...fresh.slice(0, MOST_RECORDS), { level: "info", side: null, column: null, message: more }];
}
