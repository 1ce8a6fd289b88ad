import fc from "fast-check";
import { expect, it } from "vitest";
import { DateCounter, type DateEvidence, mergeDateEvidence } from "../../../src/core/evidence/date-evidence.ts";

const CELLS = [
  "2024-01-31",
  "2024-02-01",
  "31/01/2024",
  "01/31/2024",
  "2024-01-31 10:00:00",
  "2024-01-31T10:00:00.123456789",
  "2024-01-31T10:00:00+01:00",
  "2024-01-31T10:00:00Z",
  "1500-01-01",
  "9999-12-31",
  "n.a.",
  "x y",
  "NaT",
  "now",
  "5",
  "10:30",
  "Jan 2024",
  null,
];
const RULES = [
  { format: null, dayfirst: false },
  { format: null, dayfirst: true },
  { format: "%Y-%m-%d", dayfirst: false },
  { format: "%d/%m/%Y", dayfirst: false },
] as const;

function counted(cells: readonly (string | null)[], rules: (typeof RULES)[number]): DateEvidence {
  const counter = new DateCounter(rules);
  cells.forEach((cell, row) => {
    if (cell === null) counter.addMissing(row);
    else counter.add(cell, row);
  });
  return counter.finish();
}

const cells = fc.array(fc.constantFrom(...CELLS), { maxLength: 6 });

/** What the verdict on dates depends on. */
const judged = (evidence: DateEvidence) => ({
  ...evidence,
  matching: null,
  mismatch: evidence.mismatch?.row,
  offsets: [...evidence.offsets],
});

it("joins neighbouring parts to what is counted in one go, or leaves the dates open", () => {
  fc.assert(
    fc.property(cells, cells, fc.constantFrom(...RULES), (left, right, rules) => {
      const joined = mergeDateEvidence(counted(left, rules), counted(right, rules), left.length);
      const whole = counted([...left, ...right], rules);
      expect(joined.rowCount).toBe(whole.rowCount);
      expect([joined.missing, joined.first, joined.notTimes]).toEqual([whole.missing, whole.first, whole.notTimes]);
      expect(joined.format).toBe(whole.format);
      if (joined.undecided !== undefined) return;
      expect(joined.mismatch?.row).toBe(whole.mismatch?.row);
      // Where a cell has not the format the column is text, whatever else was counted.
      if (whole.mismatch === undefined && whole.undecided === undefined) expect(judged(joined)).toEqual(judged(whole));
    }),
    { numRuns: 500 },
  );
});
