import { type KernelInstance, KernelPool } from "../../bytes/kernel-pool.ts";
import { must } from "../../defined.ts";
import { LISTED_ROWS, type Tally } from "../../evidence/sighting.ts";
import { TEXT_MARKS, type TextFact, type TextKind } from "../../evidence/text-evidence.ts";
import type { BodyPlan } from "./body-plan.ts";
import { decoder } from "./cell-decoder.ts";
import { KIND } from "./cell-kind.ts";
import { type ColumnCounter, type ColumnRules, numbersAsked, SAMPLE_BYTES } from "./column-counter.ts";
import { isIntegerDtype } from "./declared-cells.ts";
import { KERNEL } from "./kernel/csv.as.ts?kernel";
import { MARK, MARK_NAMES } from "./kind-counts.ts";
import { INITIAL_CAPACITY, type LineExports, LineKernel, type ScanResult } from "./line-kernel.ts";
import { readNumber } from "./read-number.ts";

/** What kernel/csv.as.ts exports. */
interface KernelExports extends LineExports {
  countersAt(): number;
  sightingsAt(): number;
  sightingsFound(): number;
  forgetSightings(): void;
  askNothing(): void;
  ask(counters: number, facts: number, column: number, listed: number, lookedAt: number): void;
  shortRowsFound(): number;
  firstShortRow(): number;
}

/** A cell whose kind, or mark, was not seen in its column before. `row` counts from the start of the scan. */
export interface KindSighting {
  readonly column: number;
  readonly kind: number;
  readonly row: number;
  readonly sample: string;
}

const SLOTS = 32;
const COUNTER_BYTES = 8;
const SIGHTING_WORDS = 4;
const QUOTE = 34;
/** The bit next to those of the kinds that asks for whole floats. */
const WHOLE_FLOATS = 1 << 31;

/** A bit for each kind of cell that is looked at itself, as kernel/facts.as.ts wants it. */
function lookedAt(rules: ColumnRules): number {
  const { integers = false, floats = false } = numbersAsked(rules) ?? {};
  const bits = (first: number, last: number) => (1 << (last + 1)) - (1 << first);
  const marked = (...kinds: readonly TextKind[]) =>
    MARK_NAMES.reduce((found, mark) => found | (kinds.includes(TEXT_MARKS[mark]) ? 1 << MARK[mark] : 0), 0);
  const whole = isIntegerDtype(rules.options.dtype) ? WHOLE_FLOATS : 0;
  return (
    whole |
    (integers ? bits(KIND.int64, KIND.bigNegativeInt) | marked("int64", "bigInt", "bigNegativeInt") : 0) |
    (floats ? bits(KIND.float, KIND.negativeInfinity) | marked("float", "negativeFloat") : 0)
  );
}

const pool = new KernelPool<KernelExports>(KERNEL, ["listRow", "noteFact", "addInteger", "addWhole", "readNumber"]);

/** Facts that the kernel counts, by the numbers of kernel/facts.as.ts: words of a column's facts. Others hold the extremes of its integers and floats. */
const FACTS: readonly TextFact[] = ["fraction", "notZeroOrOne"];
const MIN_WORD = 2;
const MAX_WORD = 3;
const LEAST_FLOAT_WORD = 7;
const GREATEST_FLOAT_WORD = 8;

/** Compiles the kernel and makes room, so that the first file finds both ready. Without WebAssembly another engine reads. */
export function warmUpKernel(): void {
  if (!hasKernel()) return;
  const instance = pool.take();
  instance.exports.configure(44, QUOTE, 1, 1, true, INITIAL_CAPACITY);
  pool.give(instance);
}

/** Whether the machine runs the kernel at all. */
export const hasKernel = (): boolean => pool.isAvailable;

/**
 * Counts the cells of plain CSV in WebAssembly, for one stretch of lines after another. Its counts are added up over all scans;
 * `release` gives the memory to the next kernel.
 */
export class CsvKernel {
  readonly lines: LineKernel;
  private readonly instance: KernelInstance<KernelExports>;
  private readonly exports: KernelExports;
  private readonly columnCount: number;
  private readonly quote: number;
  private readonly counter: ColumnCounter;
  /** Columns of which more than kinds is asked. */
  private readonly asked: readonly number[];

  /** What is asked of cells next to their kinds goes to `counter`, whose rows are those before each scan. */
  constructor(plan: BodyPlan, counter: ColumnCounter) {
    this.instance = pool.take();
    const { exports } = this.instance;
    this.exports = exports;
    this.counter = counter;
    this.columnCount = plan.columns.length;
    this.quote = plan.dialect.quote;
    this.asked = plan.columns.flatMap((column, index) => (numbersAsked(column) !== null ? [index] : []));
    const addressOf = (column: number) => exports.countersAt() + column * SLOTS * COUNTER_BYTES;
    this.lines = new LineKernel(exports, plan, this.columnCount + this.asked.length, addressOf);
    exports.askNothing();
    for (const [index, column] of this.asked.entries()) {
      const rules = plan.columns[column];
      if (rules === undefined) continue;
      const listed = rules.numberFacts === null ? 0 : LISTED_ROWS;
      exports.ask(addressOf(column), addressOf(this.columnCount + index), column, listed, lookedAt(rules));
    }
    this.listen();
  }

  private listen(): void {
    const { counter, lines } = this;
    const { host } = this.instance;
    const hear = (name: string, call: (...given: number[]) => void) =>
      host.set(name, (...given) => {
        call(...given);
        return undefined;
      });
    hear("listRow", (column = 0, kind = 0, row = 0) => counter.listRow(column, kind, row));
    hear("noteFact", (column = 0, fact = 0, row = 0) => counter.noteFact(must(FACTS[fact]), column, row));
    hear("addInteger", (column = 0, start = 0, length = 0) =>
      counter.extend(
        column,
        BigInt(
          decoder
            .decode(lines.held(start, start + length))
            .trim()
            .replace("+", ""),
        ),
      ),
    );
    hear("addWhole", (column = 0, value = 0) => counter.extend(column, BigInt(value)));
    host.set("readNumber", (start = 0, length = 0) => readNumber(lines.held(start, start + length)));
  }

  /** Hands over the facts that were counted. Comes before `release`. */
  tellFacts(): void {
    const { counter } = this;
    for (const [index, column] of this.asked.entries()) {
      const at = this.exports.countersAt() + (this.columnCount + index) * SLOTS * COUNTER_BYTES;
      const words = new BigInt64Array(this.exports.memory.buffer, at, SLOTS);
      for (const [word, fact] of FACTS.entries()) counter.addFacts(fact, column, Number(words[word]));
      const [min = 0n, max = 0n] = [words[MIN_WORD], words[MAX_WORD]];
      if (min <= max) counter.extend(column, min, max);
      const floats = new Float64Array(words.buffer, at, SLOTS);
      counter.extendFloats(column, must(floats[LEAST_FLOAT_WORD]), must(floats[GREATEST_FLOAT_WORD]));
    }
  }

  /** As `LineKernel.scan`, with the kinds that were new in their column, and the rows that lack fields, counted from the scan's start. */
  scan(limit?: number): ScanResult & { readonly sightings: readonly KindSighting[]; readonly shortRows: Tally | undefined } {
    let sightings: readonly KindSighting[] = [];
    const result = this.lines.scan(limit, () => {
      sightings = this.sightings();
    });
    const count = this.exports.shortRowsFound();
    return { ...result, sightings, shortRows: count === 0 ? undefined : { count, first: { row: this.exports.firstShortRow() } } };
  }

  /** How many cells of each kind a column has; all scans since the kernel was made. */
  counts(): (column: number, kind: number) => number {
    const counters = new BigUint64Array(this.exports.memory.buffer, this.exports.countersAt(), this.columnCount * SLOTS);
    return (column, kind) => Number(counters[column * SLOTS + kind] as bigint);
  }

  release(): void {
    pool.give(this.instance);
  }

  private sightings(): readonly KindSighting[] {
    const found = this.exports.sightingsFound();
    if (found === 0) return [];
    const words = new Uint32Array(this.exports.memory.buffer, this.exports.sightingsAt(), found * SIGHTING_WORDS);
    const sightings = Array.from({ length: found }, (_, index): KindSighting => {
      const [slot = 0, row = 0, start = 0, end = 0] = words.subarray(index * SIGHTING_WORDS);
      return { column: Math.floor(slot / SLOTS), kind: slot % SLOTS, row, sample: this.sample(start, end) };
    });
    this.exports.forgetSightings();
    return sightings;
  }

  /** The first bytes of a cell, with doubled quotes made one as the tokenizer does. */
  private sample(start: number, end: number): string {
    const isQuoted = start > 0 && this.lines.held(start - 1, start)[0] === this.quote;
    const bytes = this.lines.held(start, end);
    const kept: number[] = [];
    for (let at = 0; at < bytes.length && kept.length < SAMPLE_BYTES; at++) {
      const byte = bytes[at] as number;
      kept.push(byte);
      if (isQuoted && byte === this.quote) at++;
    }
    return decoder.decode(new Uint8Array(kept));
  }
}
