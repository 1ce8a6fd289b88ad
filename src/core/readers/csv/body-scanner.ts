import { SignetError, text } from "../../errors.ts";
import type { BodyPlan } from "./body-plan.ts";
import type { BodyTally } from "./body-tally.ts";
import { Tokenizer } from "./tokenizer.ts";
import { Utf8Check } from "./utf8-check.ts";

/** Which lines are counted. Bytes count from the file's start, lines from its first. */
export interface BodyRange {
  readonly startByte: number;
  readonly startLine: number;
  /** Lines that start here or later are left to whoever counts the next range. */
  readonly limitByte?: number;
  /** `nrows`: rows that are wanted in all, those of the head included. */
  readonly rowLimit?: number | null;
}

/** Which engine counts; `exact` is only the TypeScript tokenizer. The default is the fastest that is exact for the plan. */
export type Engine = "kernel" | "exact";

/** The kernels know no `nrows`. */
export const engineFor = ({ rowLimit }: Pick<BodyRange, "rowLimit">, wanted: Engine = "kernel"): Engine =>
  (rowLimit ?? null) === null ? wanted : "exact";

export interface ScannerOptions {
  /** The kernel waits for so many bytes, so that lines are not looked at again and again. */
  readonly stretchBytes?: number;
  /** What names the encoding where bytes are none of it; null where they were decoded before. */
  readonly encoding?: string | null;
}

const STRETCH_BYTES = 1 << 18;
/** A stretch that the kernel counts without a fault sets the exact engine's share back to one line. */
const GOOD_STRETCH_BYTES = 1 << 20;
const MOST_EXACT_LINES = 1 << 16;
const EXACT_PIECE_BYTES = 1 << 14;
/** A line of which the kernel has so many bytes and no end is left to the exact engine. */
const LONG_LINE_BYTES = 4 << 20;

/**
 * Counts the lines after the head, fed in chunks of any size. The tally's kernel counts plain lines; a line that it cannot judge goes to the
 * tokenizer, which knows all that pandas does, and the kernel goes on after it. Files full of such lines are left to the tokenizer in
 * ever longer stretches.
 */
export class BodyScanner<Tally extends BodyTally = BodyTally> {
  readonly tally: Tally;
  /** Fields of the longest line that the exact engine cut. */
  widest = 0;
  private readonly plan: BodyPlan;
  private readonly range: BodyRange;
  private readonly stretchBytes: number;
  private readonly encoding: string | null;
  private readonly kernel: Tally["kernel"];
  /** While the exact engine counts. */
  private tokenizer: Tokenizer | null = null;
  private check: Utf8Check | null = null;
  private exactLines = 1;
  private linesLeft = 0;
  private goodBytes = 0;
  private isPastLimit = false;
  /** Where the line starts that neither engine has counted. */
  private byte: number;
  private fileLines: number;

  constructor(plan: BodyPlan, range: BodyRange, tally: Tally, { stretchBytes = STRETCH_BYTES, encoding = "utf-8" }: ScannerOptions = {}) {
    this.plan = plan;
    this.range = range;
    this.stretchBytes = stretchBytes;
    this.encoding = encoding;
    this.byte = range.startByte;
    this.fileLines = range.startLine;
    this.tally = tally;
    this.kernel = tally.kernel;
  }

  /** Whether the kernel counts, and so lines can be counted in any order. */
  get isFast(): boolean {
    return this.kernel !== null;
  }

  /** Whether nothing more is wanted: `rowLimit` or `limitByte` is reached. */
  get isDone(): boolean {
    const { rowLimit } = this.range;
    return this.isPastLimit || (rowLimit !== null && rowLimit !== undefined && this.tally.rowCount >= rowLimit);
  }

  /** Where the first line starts that is not counted, and how many lines of the file lie before it. */
  get position(): { readonly byte: number; readonly line: number } {
    return { byte: this.byte, line: this.fileLines };
  }

  /** Takes the next bytes. Throws `UnreadableFile` where pandas refuses a line or the bytes are not of the encoding. */
  push(chunk: Uint8Array): void {
    if (this.isDone) return;
    if (this.tokenizer !== null || this.kernel === null) this.countExactly(chunk);
    else {
      this.kernel.push(chunk);
      if (this.kernel.byteLength >= this.stretchBytes) this.countPlain();
    }
  }

  /** Ends the file: what is left is counted, and an open quote refused as pandas refuses it. */
  end(): void {
    if (!this.isDone && this.kernel !== null && this.tokenizer === null) this.countPlain();
    if (!this.isDone) {
      this.exactLines = Number.POSITIVE_INFINITY;
      this.linesLeft = Number.POSITIVE_INFINITY;
      if (this.tokenizer === null && this.kernel !== null) this.countExactly(this.kernel.takeRest());
      this.check?.end();
      this.tokenizer?.end();
      this.leaveExact();
    }
    this.finish();
  }

  /** Ends a range whose end was reached: the kernel's counts are taken over. */
  finish(): void {
    this.tally.finish();
  }

  private countPlain(): void {
    const { kernel } = this;
    if (kernel === null) return;
    const limit = this.range.limitByte === undefined ? undefined : Math.max(0, this.range.limitByte - this.byte);
    const { status, lines, bytes } = this.tally.scan(kernel, limit);
    this.fileLines += lines;
    this.byte += bytes;
    this.goodBytes += bytes;
    if (this.goodBytes >= GOOD_STRETCH_BYTES) this.exactLines = 1;
    switch (status) {
      case "needs-more":
        // The kernel would look at a long line again and again, and needs five times its size.
        if (kernel.byteLength < LONG_LINE_BYTES) return;
        this.linesLeft = 1;
        this.countExactly(kernel.takeRest());
        return;
      case "at-limit":
        this.isPastLimit = true;
        return;
      case "not-plain":
      case "not-utf8":
      case "too-many-fields":
        this.goodBytes = 0;
        this.linesLeft = this.exactLines;
        this.exactLines = Math.min(this.exactLines * 2, MOST_EXACT_LINES);
        this.countExactly(kernel.takeRest());
    }
  }

  /** Feeds the tokenizer piece by piece, so that a single odd line costs little; what it leaves goes back to the kernel. */
  private countExactly(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += EXACT_PIECE_BYTES) {
      const piece = bytes.subarray(at, at + EXACT_PIECE_BYTES);
      if (this.tokenizer === null) this.enterExact();
      this.check?.check(piece);
      this.tokenizer?.push(piece);
      if (this.tokenizer?.stopped !== true) continue;
      const { rest } = this.tokenizer;
      this.leaveExact();
      if (this.kernel === null || this.isDone) return;
      this.kernel.push(rest);
      this.kernel.push(bytes.subarray(at + piece.length));
      if (this.kernel.byteLength >= this.stretchBytes) this.countPlain();
      return;
    }
  }

  private enterExact(): void {
    const { dialect } = this.plan;
    const { limitByte } = this.range;
    const startByte = this.byte;
    this.check = this.encoding === null ? null : new Utf8Check(this.encoding, startByte);
    const tokenizer = new Tokenizer(
      dialect,
      {
        line: (bytes, starts, ends, count, fileLine) => {
          this.takeLine(bytes, starts, ends, count, fileLine);
          this.isPastLimit = limitByte !== undefined && startByte + tokenizer.consumed >= limitByte;
          return this.isDone || (this.kernel !== null && --this.linesLeft <= 0);
        },
      },
      this.fileLines,
      this.tally.shortened,
    );
    this.tokenizer = tokenizer;
    if (this.kernel === null) this.linesLeft = Number.POSITIVE_INFINITY;
  }

  private leaveExact(): void {
    if (this.tokenizer === null) return;
    this.byte += this.tokenizer.consumed;
    this.fileLines = this.tokenizer.fileLines;
    this.tokenizer = null;
    this.check = null;
  }

  private takeLine(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, count: number, fileLine: number): void {
    const { width, isWidthLimit, skipsLongLines } = this.plan;
    if (count > this.widest && (count <= width || !isWidthLimit)) this.widest = count;
    if (count <= width || !isWidthLimit) this.tally.countLine(bytes, starts, ends, count);
    else if (!skipsLongLines)
      throw new SignetError("UnreadableFile", text`Expected ${width} fields in line ${fileLine}, saw ${count}.`, {
        place: { line: fileLine },
        pythonError: "ParserError",
        remedy: 'Check the separator and the quotes of that line, or pass on_bad_lines="skip".',
      });
  }
}
