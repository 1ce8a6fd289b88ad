import { defined } from "../defined.ts";
import { datum } from "../errors.ts";
import type { PythonValue } from "../python/value.ts";
import { cannotBeDate, type DateFormat, type DateMatch, dateFormat, FORMAT_WORDS, guessDateFormat } from "./date-format.ts";
import { mergeTally, type Sighting, type Tally } from "./sighting.ts";

/** What decides whether a column of text is one of dates: the first cell fixes the format, the others hold to it or not. */
export interface DateEvidence {
  readonly rowCount: number;
  readonly missing?: Tally;
  /** The first cell that is there, with all of its text. */
  readonly first?: Sighting;
  /** The format guessed from `first`, or given; absent where none can be guessed. */
  readonly format?: string;
  readonly matching: number;
  /** The first cell that does not hold to the format, or is not a date at all. */
  readonly mismatch?: Sighting;
  /** The first cell that only pandas can judge, with no format to check it against. */
  readonly undecided?: Sighting;
  /** Offsets from UTC seen, of dates in the format or by themselves, each with its first sighting. */
  readonly offsets: ReadonlyMap<string, Sighting>;
  /** The first date, in the format or by itself, whose year `datetime64[ns]` cannot hold whole: MLflow refuses it in a datetime column. */
  readonly outsideNanoseconds?: Sighting;
  /** The first date with more than six digits of a second: the column is then one of nanoseconds, as a whole. */
  readonly fine?: Sighting;
  /** The first cell that is not a date when read by itself, without the format of the others. */
  readonly notDate?: Sighting;
  /** The first cell of which only pandas can tell whether it is a date by itself. */
  readonly unsure?: Sighting;
  /** Cells that are empty or spell no time (`NaT`), and are missing only among dates: text if the column stays text. */
  readonly notTimes?: Tally;
}

/** The first and the last year that lie in nanoseconds from 1970 as a whole. */
const NANOSECOND_YEARS = { first: 1678, last: 2261 } as const;

export interface DateRules {
  readonly dayfirst: boolean;
  /** `date_format`, or null to guess. */
  readonly format: PythonValue;
}

/** pandas' `nat_strings`. */
const NOT_A_TIME = new Set(["", "NaT", "nat", "NAT", "nan", "NaN", "NAN"]);

/** Whether a cell is one of the two words that pandas takes under every format of `strptime`. */
const isNow = (cell: string, format: string | undefined): boolean =>
  (cell === "now" || cell === "today") && (format === undefined || !FORMAT_WORDS.has(format));

/** Counts the cells of one `parse_dates` column. */
export class DateCounter {
  private readonly rules: DateRules;
  private format: DateFormat | null = null;
  private rowCount = 0;
  private missing: Tally | undefined;
  private first: Sighting | undefined;
  private matching = 0;
  private mismatch: Sighting | undefined;
  private undecided: Sighting | undefined;
  private readonly offsets = new Map<string, Sighting>();
  private outsideNanoseconds: Sighting | undefined;
  private fine: Sighting | undefined;
  private notTimes: Tally | undefined;
  private notDate: Sighting | undefined;
  private unsure: Sighting | undefined;

  constructor(rules: DateRules) {
    this.rules = rules;
    if (typeof rules.format === "string") this.format = dateFormat(rules.format);
  }

  addMissing(row: number): void {
    this.rowCount = row + 1;
    this.missing = { count: (this.missing?.count ?? 0) + 1, first: this.missing?.first ?? { row } };
  }

  /** Counts one cell; `row` counts from 0 and never falls. */
  add(cell: string, row: number): void {
    if (NOT_A_TIME.has(cell)) {
      this.addMissing(row);
      this.notTimes = { count: (this.notTimes?.count ?? 0) + 1, first: this.notTimes?.first ?? { row } };
      return;
    }
    this.rowCount = row + 1;
    const sighting = { row, sample: datum(cell) };
    if (this.first === undefined) {
      this.first = sighting;
      if (this.rules.format === null) this.format = guessDateFormat(cell, this.rules.dayfirst);
    }
    const found: DateMatch | undefined = isNow(cell, this.format?.format)
      ? { offset: null, year: NANOSECOND_YEARS.first }
      : this.format?.match(cell);
    if (found === undefined) {
      // A format that is given, and that is not known here, may take anything.
      if (this.rules.format === null && cannotBeDate(cell)) this.mismatch ??= sighting;
      else this.undecided ??= sighting;
      this.addAlone(cell, sighting);
    } else if (found === "mismatch") {
      this.mismatch ??= sighting;
      this.addAlone(cell, sighting);
    } else {
      this.matching++;
      if (found.isFine === true) this.fine ??= sighting;
      this.addDate(found, sighting);
    }
  }

  private addDate({ year, offset }: Exclude<DateMatch, string>, sighting: Sighting): void {
    if (year < NANOSECOND_YEARS.first || year > NANOSECOND_YEARS.last) this.outsideNanoseconds ??= sighting;
    const zone = offset ?? "none";
    if (!this.offsets.has(zone)) this.offsets.set(zone, sighting);
  }

  /** Looks at a cell that has not the format by itself. */
  private addAlone(cell: string, sighting: Sighting): void {
    const found = guessDateFormat(cell, this.rules.dayfirst)?.match(cell);
    if (found !== undefined && found !== "mismatch") this.addDate(found, sighting);
    else if (cannotBeDate(cell)) this.notDate ??= sighting;
    else this.unsure ??= sighting;
  }

  finish(): DateEvidence {
    return {
      rowCount: this.rowCount,
      ...defined({ missing: this.missing, first: this.first, format: this.format?.format }),
      matching: this.matching,
      ...defined({ mismatch: this.mismatch, undecided: this.undecided }),
      offsets: this.offsets,
      ...defined({ outsideNanoseconds: this.outsideNanoseconds, fine: this.fine, notTimes: this.notTimes }),
      ...defined({ notDate: this.notDate, unsure: this.unsure }),
    };
  }
}

const shifted = (sighting: Sighting | undefined, rows: number): Sighting | undefined =>
  sighting === undefined ? undefined : { ...sighting, row: sighting.row + rows };

/**
 * Joins two neighbouring parts. The left part's first cell fixes the format; where the right part guessed another one, its first cell decides:
 * if it breaks the left format the column is text, else the right part has to be read again and is marked as undecided.
 */
export function mergeDateEvidence(left: DateEvidence, right: DateEvidence, leftRows: number): DateEvidence {
  const missing = mergeTally(left.missing, right.missing, leftRows);
  const lead = left.first === undefined ? right : left;
  const first = left.first ?? shifted(right.first, leftRows);
  const agree = left.first === undefined || right.first === undefined || left.format === right.format;
  const rightFirst = shifted(right.first, leftRows);
  const second = right.first?.sample?.data;
  const known = left.format === undefined ? null : dateFormat(left.format);
  const breaks = second !== undefined && !isNow(second, left.format) && known?.match(second) === "mismatch";
  const mismatch = left.mismatch ?? (agree ? shifted(right.mismatch, leftRows) : breaks ? rightFirst : undefined);
  const undecided = left.undecided ?? (agree ? shifted(right.undecided, leftRows) : breaks ? undefined : rightFirst);
  const outside = left.outsideNanoseconds ?? shifted(right.outsideNanoseconds, leftRows);
  const fine = left.fine ?? shifted(right.fine, leftRows);
  const notDate = left.notDate ?? shifted(right.notDate, leftRows);
  const unsure = left.unsure ?? shifted(right.unsure, leftRows);
  const notTimes = mergeTally(left.notTimes, right.notTimes, leftRows);
  const offsets = new Map(left.offsets);
  for (const [offset, sighting] of right.offsets)
    if (!offsets.has(offset)) offsets.set(offset, { ...sighting, row: sighting.row + leftRows });
  return {
    rowCount: leftRows + right.rowCount,
    ...defined({ missing, first, format: lead.format }),
    matching: left.matching + right.matching,
    ...defined({ mismatch, undecided }),
    offsets,
    ...defined({ outsideNanoseconds: outside, fine, notTimes, notDate, unsure }),
  };
}
