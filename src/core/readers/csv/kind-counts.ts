import { defined, must } from "../../defined.ts";
import { datum } from "../../errors.ts";
import { joinTallies, LISTED_ROWS, type Tally } from "../../evidence/sighting.ts";
import { type MarkedCells, TEXT_KINDS, TEXT_MARKS, type TextKind, type TextMark } from "../../evidence/text-evidence.ts";

export const MARK_NAMES = Object.keys(TEXT_MARKS) as readonly TextMark[];

/** The marks as small integers after those of the kinds: the numbers of the kernel's counters. A cell with a mark is counted there, and not by its kind. */
export const MARK = Object.fromEntries(MARK_NAMES.map((name, at) => [name, TEXT_KINDS.length + at])) as Readonly<Record<TextMark, number>>;

const SLOT_KINDS: readonly number[] = [...TEXT_KINDS, ...MARK_NAMES.map((mark) => TEXT_MARKS[mark])].map((kind) =>
  TEXT_KINDS.indexOf(kind),
);

/** The kind of a slot: its own, or that of its mark. */
export const kindOfSlot = (slot: number): number => SLOT_KINDS[slot] as number;

/** The slots of each kind: its own, then those of its marks. */
const SLOTS_OF_KIND = new Map(TEXT_KINDS.map((kind, at) => [kind, SLOT_KINDS.flatMap((of, slot) => (of === at ? [slot] : []))]));

/** Slots a column: the kinds, then the marks. */
const SLOTS = TEXT_KINDS.length + MARK_NAMES.length;
const NEVER = -1;

/** {@link KindCounts} as plain data, for a worker's border. */
export interface KindCountsData {
  readonly counts: Float64Array;
  readonly firstRows: Float64Array;
  readonly samples: readonly (string | undefined)[];
  /** The first rows of each kind, where they are listed. */
  readonly rows: readonly (readonly number[] | undefined)[];
}

/** How many cells of each kind every column has, where each kind was first seen, and that cell. A column's slots lie together. */
export class KindCounts {
  private readonly counts: Float64Array;
  private readonly firstRows: Float64Array;
  private readonly samples: (string | undefined)[];
  private readonly rows: (number[] | undefined)[];

  constructor(columnCount: number) {
    this.counts = new Float64Array(columnCount * SLOTS);
    this.firstRows = new Float64Array(columnCount * SLOTS).fill(NEVER);
    this.samples = new Array(columnCount * SLOTS);
    this.rows = new Array(columnCount * SLOTS);
  }

  /** Counts one cell; true where it is the first of its kind in its column, whose sample is then wanted. */
  count(column: number, kind: number, row: number): boolean {
    const slot = column * SLOTS + kind;
    const before = this.counts[slot] as number;
    this.counts[slot] = before + 1;
    if (before > 0) return false;
    this.firstRows[slot] = row;
    return true;
  }

  /** Keeps the row of a cell of a kind or mark, as long as few of its kind are kept. Rows come in order. */
  listRow(column: number, kind: number, row: number): void {
    const slot = column * SLOTS + kind;
    this.rows[slot] ??= [];
    const rows = this.rows[slot];
    if (rows.length < LISTED_ROWS) rows.push(row);
  }

  setSample(column: number, kind: number, sample: string): void {
    this.samples[column * SLOTS + kind] = sample;
  }

  /** Adds cells that were counted elsewhere, the first of them in `row`. */
  add(column: number, kind: number, count: number, row: number, sample: string | undefined): void {
    const slot = column * SLOTS + kind;
    const known = this.firstRows[slot] as number;
    this.counts[slot] = (this.counts[slot] as number) + count;
    if (known !== NEVER && known <= row) return;
    this.firstRows[slot] = row;
    this.samples[slot] = sample;
  }

  /** Adds the counts of the lines that follow; their rows count from `leftRows`. */
  append({ counts, firstRows, samples, rows }: KindCountsData, leftRows: number): void {
    rows.forEach((listed, slot) => {
      for (const row of listed ?? []) this.listRow(Math.floor(slot / SLOTS), slot % SLOTS, leftRows + row);
    });
    for (let slot = 0; slot < counts.length; slot++) {
      const count = counts[slot] as number;
      if (count === 0) continue;
      if (this.counts[slot] === 0) {
        this.firstRows[slot] = leftRows + (firstRows[slot] as number);
        this.samples[slot] = samples[slot];
      }
      this.counts[slot] = (this.counts[slot] as number) + count;
    }
  }

  toData(): KindCountsData {
    return { counts: this.counts, firstRows: this.firstRows, samples: this.samples, rows: this.rows };
  }

  /** The kinds seen in one column, in the order of `TEXT_KINDS`; cells with a mark are among those of their kind. */
  talliesOf(column: number): ReadonlyMap<TextKind, Tally> {
    const tallies = new Map<TextKind, Tally>();
    for (const name of TEXT_KINDS) {
      const tally = this.tallyOfKind(column, name);
      if (tally !== undefined) tallies.set(name, tally);
    }
    return tallies;
  }

  /** The marks seen in one column, each with its cells and the others of their kind. */
  marksOf(column: number): ReadonlyMap<TextMark, MarkedCells> {
    const marks = new Map<TextMark, MarkedCells>();
    for (const mark of MARK_NAMES) {
      const marked = this.tallyOf(column, MARK[mark]);
      if (marked === undefined) continue;
      const others = this.tallyOfKind(column, TEXT_MARKS[mark], mark);
      marks.set(mark, { marked, ...defined({ others }) });
    }
    return marks;
  }

  /** Cells of one kind, with any mark but one. */
  private tallyOfKind(column: number, kind: TextKind, but?: TextMark): Tally | undefined {
    let joined: Tally | undefined;
    for (const slot of must(SLOTS_OF_KIND.get(kind)))
      if (but === undefined || slot !== MARK[but]) joined = joinTallies(joined, this.tallyOf(column, slot));
    return joined;
  }

  /** Cells counted in one slot; undefined where none was seen. */
  private tallyOf(column: number, kind: number): Tally | undefined {
    const slot = column * SLOTS + kind;
    const count = this.counts[slot] as number;
    if (count === 0) return undefined;
    const rows = this.rows[slot];
    const first = { row: this.firstRows[slot] as number, sample: datum(this.samples[slot] ?? "") };
    return { count, first, ...defined({ rows }) };
  }
}
