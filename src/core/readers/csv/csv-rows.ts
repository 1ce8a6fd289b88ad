import { datum, SignetError } from "../../errors.ts";
import type { CellReading, RowCell, RowsQuery } from "../file-rows.ts";
import { type BodyPlan, shortenedIn } from "./body-plan.ts";
import type { BodyTally } from "./body-tally.ts";
import { type ByteSet, byteSet } from "./byte-set.ts";
import { decoder } from "./cell-decoder.ts";
import { cellKind, KIND } from "./cell-kind.ts";
import type { ColumnRules } from "./column-counter.ts";
import type { Shortened } from "./line-buffer.ts";
import type { ScanResult } from "./line-kernel.ts";
import { localizedCellKind } from "./localized-number.ts";

/** Bytes of a cell that are decoded to be shown. */
const SHOWN_BYTES = 400;

function readingOf(kind: number): CellReading {
  if (kind === KIND.missing) return "missing";
  if (kind <= KIND.negativeInfinity) return "number";
  return kind === KIND.bool ? "boolean" : "text";
}

/** Keeps the cells of some lines as they are, with what each reads as; other lines are counted and passed over. */
export class RowsTally implements BodyTally {
  readonly kernel = null;
  readonly shortened: Shortened;
  rowCount = 0;
  readonly rows: RowCell[][] = [];
  private readonly query: RowsQuery;
  private readonly plan: BodyPlan;
  private readonly columns: readonly { readonly rules: ColumnRules; readonly missing: ByteSet | null }[];
  private readonly isLocalized: boolean;

  constructor(plan: BodyPlan, query: RowsQuery) {
    this.query = query;
    this.shortened = query.isWhole === true ? "none" : shortenedIn(plan);
    this.plan = plan;
    this.columns = plan.columns
      .slice(query.firstColumn, query.firstColumn + query.columnCount)
      .map((rules) => ({ rules, missing: rules.missing === null ? null : byteSet(rules.missing.words) }));
    this.isLocalized = plan.counting.decimal !== "." || plan.counting.thousands !== null;
  }

  countLine(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, count: number): void {
    const { firstRow, rowCount } = this.query;
    if (this.rowCount >= firstRow && this.rowCount < firstRow + rowCount) {
      this.rows.push(
        this.columns.map(({ rules: { position }, missing }) =>
          position < count
            ? this.cell(missing, bytes, starts[position] as number, ends[position] as number)
            : this.cell(missing, bytes, 0, 0),
        ),
      );
    }
    this.rowCount++;
  }

  scan(): ScanResult {
    throw new SignetError("Internal", "Rows are shown without a kernel.");
  }

  finish(): void {
    // Nothing is kept back.
  }

  data(): never {
    throw new SignetError("Internal", "Rows are not counted.");
  }

  append(): void {
    throw new SignetError("Internal", "Rows are not read in parts.");
  }

  private cell(missing: ByteSet | null, bytes: Uint8Array, start: number, end: number): RowCell {
    const isWhole = this.query.isWhole === true;
    const text = decoder.decode(bytes.subarray(start, isWhole ? end : Math.min(end, start + SHOWN_BYTES)));
    const { decimal, thousands } = this.plan.counting;
    const kind =
      missing?.has(bytes, start, end) === true
        ? KIND.missing
        : this.isLocalized
          ? localizedCellKind(text, decimal, thousands)
          : cellKind(bytes, start, end);
    return { text: isWhole ? { data: text } : datum(text, 120), as: readingOf(kind) };
  }
}
