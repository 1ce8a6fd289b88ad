import { defined } from "../../defined.ts";
import { DateCounter } from "../../evidence/date-evidence.ts";
import type { TextColumnOptions, TextEvidence, TextFact } from "../../evidence/text-evidence.ts";
import type { NumberFacts } from "../settings.ts";
import { type ByteSet, byteSet } from "./byte-set.ts";
import { decoder } from "./cell-decoder.ts";
import { cellKind, endsWithSpace, isLongInteger, isNone, isPastFloat, isZeroLed, KIND } from "./cell-kind.ts";
import { type CellTest, declaredCellTest, isDateDtype, isIntegerDtype, isUnsignedDtype } from "./declared-cells.ts";
import { FactCounts, type FactCountsData } from "./fact-counts.ts";
import { KindCounts, type KindCountsData, kindOfSlot, MARK } from "./kind-counts.ts";
import { delocalized, hasThousands, localizedCellKind } from "./localized-number.ts";
import type { MissingValues } from "./missing-values.ts";

/** How the cells of one column are distinguished. */
export interface ColumnRules {
  readonly position: number;
  readonly missing: MissingValues | null;
  readonly options: TextColumnOptions;
  /** What casts or a check need of the numbers, next to the first rows of each kind; null where they need neither. */
  readonly numberFacts: NumberFacts | null;
}

/** What holds for all columns of a file. */
export interface CountingRules {
  readonly decimal: string;
  readonly thousands: string | null;
  readonly trueValues: readonly string[];
  readonly falseValues: readonly string[];
}

/** What a {@link ColumnCounter} counted, as plain data, for a worker's border. */
export interface ColumnCounts {
  readonly kinds: KindCountsData;
  readonly facts: FactCountsData;
}

/** Bytes of a cell that are kept as its sample. */
export const SAMPLE_BYTES = 200;

const ALL_NUMBERS: NumberFacts = { integers: true, floats: true };

/** Of which numbers more is counted than their kind; null of none, nor any row. A declared dtype asks for all. */
export function numbersAsked({ options, numberFacts }: ColumnRules): NumberFacts | null {
  return options.dtype === undefined ? numberFacts : ALL_NUMBERS;
}

/**
 * The kind of a cell to pandas' Python engine, which knows fewer spellings of booleans, sees that `-0` is not negative, and reads integers with
 * Python's `int`, even those that are floats then. Source: `maybe_convert_numeric` in `pandas/_libs/lib.pyx`.
 */
function kindByPython(kind: number, bytes: Uint8Array, start: number, end: number): number {
  // Only these kinds differ: other cells need not become strings for it.
  if (kind >= KIND.int64 && kind <= KIND.bigNegativeInt && isLongInteger(bytes, start, end))
    return kind === KIND.negativeInt64 || kind === KIND.bigNegativeInt ? KIND.negativeText : KIND.text;
  const text = () => decoder.decode(bytes.subarray(start, end));
  if (kind === KIND.bool) return /^(?:True|TRUE|true|False|FALSE|false)$/.test(text()) ? kind : KIND.text;
  return kind === KIND.negativeInt64 && /^\s*-0+\s*$/.test(text()) ? KIND.int64 : kind;
}

/** Whether more must be known of each cell's text than its kind and its number. */
export function asksTexts({ missing, options }: ColumnRules, rules: CountingRules): boolean {
  return (
    options.byPython === true ||
    declaredCellTest(options, rules) !== null ||
    isDateDtype(options.dtype) ||
    rules.trueValues.length + rules.falseValues.length > 0 ||
    rules.thousands !== null ||
    options.dates === true ||
    options.castDates === true ||
    (missing !== null && missing.floats.length > 0)
  );
}

/** A float as pandas' Python engine casts it to an integer dtype, without its fraction; an unsigned one takes none below zero. */
function asInteger(value: number, dtype: string | undefined): bigint {
  if (!Number.isFinite(value)) return value < 0 ? -(2n ** 1024n) : 2n ** 1024n;
  return BigInt(value < 0 && isUnsignedDtype(dtype) ? Math.floor(value) : Math.trunc(value));
}

/**
 * Counts cells by column without making strings: one kind per cell, a count and a first row a kind.
 * The hot path is `count`; strings are made for the first cell of each kind only, and where options ask for a cell's value.
 */
export class ColumnCounter {
  rowCount = 0;

  private readonly columns: readonly ColumnRules[];
  private readonly rules: CountingRules;
  private readonly kinds: KindCounts;
  private readonly facts: FactCounts;
  private readonly missing: readonly (ByteSet | null)[];
  private readonly trueOrFalse: ByteSet | null;
  private readonly localized: boolean;
  private readonly byPython: boolean;
  private readonly valued: readonly boolean[];
  private readonly dates: readonly (DateCounter | null)[];
  private readonly tests: readonly (CellTest | null)[];

  constructor(columns: readonly ColumnRules[], rules: CountingRules) {
    this.columns = columns;
    this.rules = rules;
    this.kinds = new KindCounts(columns.length);
    this.facts = new FactCounts(columns.length);
    const sets = new Map<readonly string[], ByteSet>();
    this.missing = columns.map(({ missing }) => {
      if (missing === null) return null;
      const set = sets.get(missing.words) ?? byteSet(missing.words);
      sets.set(missing.words, set);
      return set;
    });
    const words = [...rules.trueValues, ...rules.falseValues];
    this.trueOrFalse = words.length > 0 ? byteSet(words) : null;
    this.localized = rules.decimal !== "." || rules.thousands !== null;
    this.byPython = columns[0]?.options.byPython === true;
    this.valued = columns.map((column) => numbersAsked(column) !== null || asksTexts(column, rules));
    this.dates = columns.map(({ options }) =>
      options.dates === true || options.castDates === true || isDateDtype(options.dtype)
        ? new DateCounter({ dayfirst: options.dayfirst ?? false, format: options.dateFormat ?? null })
        : null,
    );
    this.tests = columns.map(({ options }) => declaredCellTest(options, rules));
  }

  /** Counts one line; a field that it does not have is missing. */
  countLine(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, count: number): void {
    const { columns } = this;
    for (let column = 0; column < columns.length; column++) {
      const { position } = columns[column] as ColumnRules;
      if (position < count) this.count(column, bytes, starts[position] as number, ends[position] as number);
      else this.count(column, bytes, 0, 0);
    }
    this.rowCount++;
  }

  private count(column: number, bytes: Uint8Array, start: number, end: number): void {
    const slot = this.slotOf(column, bytes, start, end);
    if (this.kinds.count(column, slot, this.rowCount))
      this.kinds.setSample(column, slot, decoder.decode(bytes.subarray(start, Math.min(end, start + SAMPLE_BYTES))));
    if (this.valued[column] === true) this.countValue(column, slot, decoder.decode(bytes.subarray(start, end)));
  }

  /** The mark of a cell, or its kind where it has none. */
  private slotOf(column: number, bytes: Uint8Array, start: number, end: number): number {
    if (this.missing[column]?.has(bytes, start, end) === true)
      return this.columns[column]?.missing?.noneByDefault === true && isNone(bytes, start, end) ? MARK.none : KIND.missing;
    const found = this.localized
      ? localizedCellKind(decoder.decode(bytes.subarray(start, end)), this.rules.decimal, this.rules.thousands)
      : cellKind(bytes, start, end);
    const kind = this.byPython ? kindByPython(found, bytes, start, end) : found;
    if (kind === KIND.int64) return isZeroLed(bytes, start, end) ? MARK.leadingZero : kind;
    if (kind >= KIND.uint64 && kind <= KIND.bigNegativeInt) return this.largeIntegerSlot(kind, bytes, start, end);
    // A number of few bytes has no exponent of three digits.
    if ((kind !== KIND.float && kind !== KIND.negativeFloat) || end - start < 4) return kind;
    if (!isPastFloat(this.plainNumber(bytes, start, end))) return kind;
    return kind === KIND.float ? MARK.pastFloat : MARK.negativePastFloat;
  }

  private largeIntegerSlot(kind: number, bytes: Uint8Array, start: number, end: number): number {
    const negative = kind === KIND.bigNegativeInt;
    if (this.byPython) return kind;
    if (endsWithSpace(bytes, start, end)) return negative ? MARK.negativeSpacedInteger : MARK.spacedInteger;
    if (kind === KIND.uint64 || !isLongInteger(bytes, start, end)) return kind;
    return negative ? MARK.negativeLongInteger : MARK.longInteger;
  }

  private plainNumber(bytes: Uint8Array, start: number, end: number): string {
    return delocalized(decoder.decode(bytes.subarray(start, end)), this.rules);
  }

  /** What only options ask for: the cell itself is looked at. */
  private countValue(column: number, slot: number, cell: string): void {
    const kind = kindOfSlot(slot);
    const rules = this.columns[column] as ColumnRules;
    const { missing } = rules;
    const asked = numbersAsked(rules);
    if (rules.numberFacts !== null) this.kinds.listRow(column, slot, this.rowCount);
    const dates = this.dates[column];
    if (kind === KIND.missing) {
      dates?.addMissing(this.rowCount);
      return;
    }
    dates?.add(cell, this.rowCount);
    if (this.tests[column]?.(cell) === false) this.addFact("notOfDtype", column);
    const { thousands, trueValues, falseValues } = this.rules;
    if (this.trueOrFalse !== null && kind !== KIND.bool && !trueValues.includes(cell) && !falseValues.includes(cell))
      this.addFact("notBool", column);
    if (thousands !== null && kind <= KIND.bigNegativeInt && hasThousands(cell, thousands)) this.addFact("notPythonInt", column);
    if (kind > KIND.negativeInfinity) return;
    if (kind >= KIND.float) {
      const value = Number(delocalized(cell, this.rules).trim());
      if (kind === KIND.infinity) this.facts.extendFloats(column, Number.POSITIVE_INFINITY);
      else if (kind === KIND.negativeInfinity) this.facts.extendFloats(column, Number.NEGATIVE_INFINITY);
      else this.facts.extendFloats(column, value);
      if (missing?.floats.includes(value) === true) this.addFact("floatMissing", column);
      if (asked?.floats !== true) return;
      if ((this.byPython || Number.isInteger(value)) && isIntegerDtype(rules.options.dtype))
        this.facts.extend(column, asInteger(value, rules.options.dtype));
      if (!Number.isInteger(value)) this.addFact("fraction", column);
      if (value !== 0 && value !== 1) this.addFact("notZeroOrOne", column);
      return;
    }
    const plain = thousands === null ? cell : cell.replaceAll(thousands, "");
    const integer = plain.trim().replace("+", "");
    if (missing?.floats.includes(Number(integer)) === true) this.addFact("floatMissing", column);
    if (asked?.integers === true) this.addInteger(column, BigInt(integer));
  }

  private addInteger(column: number, value: bigint): void {
    this.facts.extend(column, value);
    if (value !== 0n && value !== 1n) this.addFact("notZeroOrOne", column);
  }

  private addFact(fact: TextFact, column: number): void {
    this.facts.add(fact, column, this.rowCount);
  }

  /** Lists the row of a cell that a kernel counts, `row` lines after those that were counted. */
  listRow(column: number, kind: number, row: number): void {
    this.kinds.listRow(column, kind, this.rowCount + row);
  }

  /** Takes the first row of a fact that a kernel counts, `row` lines after those that were counted. */
  noteFact(fact: TextFact, column: number, row: number): void {
    this.facts.note(fact, column, this.rowCount + row);
  }

  /** Adds cells that a kernel counted and reported to {@link noteFact}. */
  addFacts(fact: TextFact, column: number, count: number): void {
    if (count > 0) this.facts.add(fact, column, this.rowCount, count);
  }

  /** Widens the extremes of a column's integers by those that a kernel saw. */
  extend(column: number, min: bigint, max = min): void {
    this.facts.extend(column, min, max);
  }

  /** {@link extend} of floats. */
  extendFloats(column: number, min: number, max: number): void {
    this.facts.extendFloats(column, min, max);
  }

  /** Adds cells of one kind or mark that were counted elsewhere, the first of them in `row`. */
  add(column: number, kind: number, count: number, row: number, sample: string | undefined): void {
    this.kinds.add(column, kind, count, row, sample);
  }

  /** Adds what was counted of the `rowCount` lines that follow. Dates are not among it. */
  append({ kinds, facts }: ColumnCounts, rowCount: number): void {
    this.kinds.append(kinds, this.rowCount);
    this.facts.append(facts, this.rowCount);
    this.rowCount += rowCount;
  }

  data(): ColumnCounts {
    return { kinds: this.kinds.toData(), facts: this.facts.toData() };
  }

  /** What was counted, column by column. */
  evidence(): TextEvidence[] {
    return this.columns.map((rules, column) => {
      const { options } = rules;
      const facts = this.facts.talliesOf(column);
      const marks = this.kinds.marksOf(column);
      const integers = this.facts.extremesOf(column);
      const floats = this.facts.floatExtremesOf(column);
      const dates = this.dates[column]?.finish();
      const lookedAt = numbersAsked(rules);
      return {
        kind: "text" as const,
        rowCount: this.rowCount,
        kinds: this.kinds.talliesOf(column),
        facts,
        ...(marks.size > 0 ? { marks } : {}),
        options,
        ...defined({ lookedAt: lookedAt ?? undefined, integers, floats, dates }),
      };
    });
  }
}
