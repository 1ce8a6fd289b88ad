import { defined } from "../../defined.ts";
import { SignetError } from "../../errors.ts";
import { mergeTally, type Tally } from "../../evidence/sighting.ts";
import { type BodyPlan, isPlain, shortenedIn } from "./body-plan.ts";
import type { Engine } from "./body-scanner.ts";
import type { BodyTally, TallyData } from "./body-tally.ts";
import { ColumnCounter } from "./column-counter.ts";
import { CsvKernel, hasKernel, type KindSighting } from "./csv-kernel.ts";
import type { Shortened } from "./line-buffer.ts";
import type { LineKernel, ScanResult } from "./line-kernel.ts";

/** Counts what the cells of each column read as: the first pass, whose evidence decides types. */
export class KindTally implements BodyTally {
  readonly counter: ColumnCounter;
  readonly kernel: LineKernel | null;
  readonly shortened: Shortened;
  private readonly csvKernel: CsvKernel | null;
  private readonly sightings: KindSighting[] = [];
  private readonly width: number;
  /** Rows with fewer cells than the table has fields. */
  shortRows: Tally | undefined;

  constructor(plan: BodyPlan, engine: Engine) {
    this.counter = new ColumnCounter(plan.columns, plan.counting);
    this.csvKernel = engine === "kernel" && isPlain(plan) && hasKernel() ? new CsvKernel(plan, this.counter) : null;
    this.kernel = this.csvKernel?.lines ?? null;
    this.width = plan.width;
    this.shortened = shortenedIn(plan);
  }

  get rowCount(): number {
    return this.counter.rowCount;
  }

  countLine(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, count: number): void {
    if (count < this.width) this.addShortRows({ count: 1, first: { row: 0 } });
    this.counter.countLine(bytes, starts, ends, count);
  }

  scan(kernel: LineKernel, limit: number | undefined): ScanResult {
    if (this.csvKernel === null) return kernel.scan(limit);
    const result = this.csvKernel.scan(limit);
    for (const sighting of result.sightings) this.sightings.push({ ...sighting, row: sighting.row + this.counter.rowCount });
    this.addShortRows(result.shortRows);
    this.counter.rowCount += result.rows;
    return result;
  }

  finish(): void {
    if (this.csvKernel === null) return;
    const counted = this.csvKernel.counts();
    for (const { column, kind, row, sample } of this.sightings) this.counter.add(column, kind, counted(column, kind), row, sample);
    this.csvKernel.tellFacts();
    this.csvKernel.release();
  }

  data(): TallyData {
    return { kind: "kinds", counts: this.counter.data(), ...defined({ shortRows: this.shortRows }) };
  }

  append(data: TallyData, rowCount: number): void {
    if (data.kind !== "kinds") throw new SignetError("Internal", "A part was counted for something else.");
    this.addShortRows(data.shortRows);
    this.counter.append(data.counts, rowCount);
  }

  /** Adds short rows among those that follow what was counted. */
  private addShortRows(more: Tally | undefined): void {
    this.shortRows = mergeTally(this.shortRows, more, this.counter.rowCount);
  }
}
