import { SignetError } from "../../errors.ts";
import { type ColumnProfile, mergeProfiles } from "../../profile/column-profile.ts";
import { ColumnProfiler } from "../../profile/column-profiler.ts";
import { type BodyPlan, isPlainText } from "./body-plan.ts";
import type { Engine } from "./body-scanner.ts";
import type { BodyTally, TallyData } from "./body-tally.ts";
import { type ByteSet, byteSet } from "./byte-set.ts";
import { decoder } from "./cell-decoder.ts";
import type { ColumnRules } from "./column-counter.ts";
import { CsvProfileKernel, hasProfileKernel } from "./csv-profile-kernel.ts";
import type { LineKernel, ScanResult } from "./line-kernel.ts";
import type { ProfileQuery } from "./profile-query.ts";
import { numberFromText } from "./read-number.ts";

/** The first pass saw only integers. Throws what refuses a part: its lines were cut at the wrong place, or the file has changed since. */
function integerFrom(cell: string): bigint {
  const digits = cell.trim().replace("+", "");
  if (/^-?\d+$/.test(digits)) return BigInt(digits);
  throw new SignetError("UnreadableFile", "A column of integers has other values than when it was read.", {
    pythonError: "ParserError",
    remedy: "Read the file again.",
  });
}

/** Profiles the columns: the second pass, for the review. */
export class ProfileTally implements BodyTally {
  readonly kernel: LineKernel | null;
  /** Texts stay whole: distinct ones and their lengths are counted. */
  readonly shortened = "none";
  rowCount = 0;
  private readonly plan: BodyPlan;
  private readonly query: ProfileQuery;
  private readonly profileKernel: CsvProfileKernel | null;
  private readonly profilers: readonly ColumnProfiler[];
  private readonly missing: readonly (ByteSet | null)[];
  /** What came from other parts. */
  private merged: readonly ColumnProfile[] | null = null;

  constructor(plan: BodyPlan, query: ProfileQuery, engine: Engine) {
    this.plan = plan;
    this.query = query;
    this.profilers = query.modes.map((mode) => new ColumnProfiler(mode, query.sizes));
    this.missing = plan.columns.map(({ missing }) => (missing === null ? null : byteSet(missing.words)));
    this.profileKernel =
      engine === "kernel" && isPlainText(plan) && hasProfileKernel() ? new CsvProfileKernel(plan, query, this.profilers) : null;
    this.kernel = this.profileKernel?.lines ?? null;
  }

  countLine(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, count: number): void {
    for (const [column, { position }] of this.plan.columns.entries()) {
      const isThere = position < count;
      this.add(column, bytes, isThere ? (starts[position] as number) : 0, isThere ? (ends[position] as number) : 0);
    }
    this.rowCount++;
  }

  scan(kernel: LineKernel, limit: number | undefined): ScanResult {
    const result = kernel.scan(limit);
    this.rowCount += result.rows;
    return result;
  }

  finish(): void {
    this.profileKernel?.finish();
  }

  data(): TallyData & { readonly kind: "profile" } {
    return { kind: "profile", profiles: this.withMerged(this.profilers.map((profiler) => profiler.profile())) };
  }

  append(data: TallyData, rowCount: number): void {
    if (data.kind !== "profile") throw new SignetError("Internal", "A part was profiled for something else.");
    this.merged = this.withMerged(data.profiles);
    this.rowCount += rowCount;
  }

  private withMerged(profiles: readonly ColumnProfile[]): readonly ColumnProfile[] {
    const { merged } = this;
    if (merged === null) return profiles;
    return profiles.map((profile, column) => mergeProfiles(merged[column] as ColumnProfile, profile));
  }

  private add(column: number, bytes: Uint8Array, start: number, end: number): void {
    const profiler = this.profilers[column] as ColumnProfiler;
    const mode = this.query.modes[column];
    if (this.missing[column]?.has(bytes, start, end) === true) profiler.addMissing();
    else if (mode === "texts") profiler.addText(bytes, start, end);
    else {
      const cell = this.plainNumber(decoder.decode(bytes.subarray(start, end)));
      const value = numberFromText(cell);
      const { missing } = this.plan.columns[column] as ColumnRules;
      if (missing?.floats.includes(value) === true) profiler.addMissing();
      else if (mode === "integers") profiler.addInteger(integerFrom(cell));
      else profiler.addFloat(value);
    }
  }

  /** The number as JavaScript spells it. */
  private plainNumber(cell: string): string {
    const { decimal, thousands } = this.plan.counting;
    const whole = thousands === null ? cell : cell.replaceAll(thousands, "");
    return decimal === "." ? whole : whole.replace(decimal, ".");
  }
}
