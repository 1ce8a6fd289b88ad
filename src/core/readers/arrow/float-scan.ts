import type { ByteSource } from "../../bytes/byte-source.ts";
import { joinBytes } from "../../bytes/join-bytes.ts";
import { type ByteRange, readPieces } from "../../bytes/read-ahead.ts";
import { defined, must } from "../../defined.ts";
import type { PartContext } from "../progress.ts";
import { placeOfNan, swapBytes } from "./buffer-counts.ts";
import { type BufferCodec, decodeBuffer } from "./codecs.ts";
import { unchecked } from "./unchecked.ts";

/** Neighbouring buffers are read as one up to so many bytes; which gap between two is read rather than asked around. */
const RUN_BYTES = 32 << 20;
const GAP_BYTES = 64 << 10;
/** Shorter runs are asked for together, up to so many bytes of them and so many at a time: each stream takes a millisecond or two to begin. */
const SHORT_BYTES = 1 << 20;
const TOGETHER_BYTES = 8 << 20;
const TOGETHER = 64;

/** A column of floats, and where its first NaN is: -1 while none was found. */
export interface FloatColumn {
  readonly bits: number;
  firstNan: number;
}

/** One buffer of a column's floats, all of them valid, in the order of the file. */
export interface FloatBuffer extends ByteRange {
  readonly column: FloatColumn;
  /** Its first row in the file, and how many it has. */
  readonly row: number;
  readonly length: number;
  readonly codec: BufferCodec;
}

interface Run extends ByteRange {
  readonly buffers: readonly FloatBuffer[];
}

const isSettled = ({ column }: FloatBuffer): boolean => column.firstNan >= 0;
const isPacked = ({ buffers }: Run): boolean => buffers[0]?.codec !== null;
const valueBytes = ({ length, column }: FloatBuffer): number => (length * column.bits) / 8;

/** Neighbouring buffers together, those of settled columns left out as they come up; a compressed one is by itself. */
function* runs(buffers: readonly FloatBuffer[]): Iterable<Run> {
  let run: FloatBuffer[] = [];
  let start = 0;
  let end = 0;
  for (const buffer of buffers) {
    if (isSettled(buffer)) continue;
    const isNear = buffer.start >= end && buffer.start - end <= GAP_BYTES && buffer.end - start <= RUN_BYTES;
    if (run.length > 0 && !(isNear && buffer.codec === null)) {
      yield { start, end, buffers: run };
      run = [];
    }
    if (run.length === 0) start = buffer.start;
    end = buffer.end;
    run.push(buffer);
  }
  if (run.length > 0) yield { start, end, buffers: run };
}

const tooFewValues = () => unchecked("A column of floats has fewer values than rows.");

/** Runs in the order of the file: a long one by itself, short ones several at a time. */
function* groups(planned: Iterable<Run>): Iterable<readonly Run[]> {
  let short: Run[] = [];
  let bytes = 0;
  for (const run of planned) {
    const byteLength = run.end - run.start;
    const isShort = byteLength <= SHORT_BYTES || isPacked(run);
    if (short.length > 0 && (!isShort || short.length >= TOGETHER || bytes + byteLength > TOGETHER_BYTES)) {
      yield short;
      short = [];
      bytes = 0;
    }
    if (!isShort) yield [run];
    else {
      short.push(run);
      bytes += byteLength;
    }
  }
  if (short.length > 0) yield short;
}

/** Looks through `count` values, of which the first is the buffer's `skipped`th. */
function look({ column, row }: FloatBuffer, values: Uint8Array, skipped: number, count: number, bigEndian: boolean): void {
  if (column.firstNan >= 0 || count === 0) return;
  const place = placeOfNan(bigEndian ? swapBytes(values, column.bits / 8) : values, column.bits, count);
  if (place >= 0) column.firstNan = row + skipped + place;
}

/** Looks through the bytes of a run that is not compressed, in chunks of any size. */
class RunScanner {
  private readonly buffers: readonly FloatBuffer[];
  private readonly bigEndian: boolean;
  private next = 0;
  /** Where the next byte lies in the file, and the bytes before it of a value that the last chunk cut. */
  private at: number;
  private rest: Uint8Array = new Uint8Array();

  constructor({ buffers, start }: Run, bigEndian: boolean) {
    this.buffers = buffers;
    this.bigEndian = bigEndian;
    this.at = start;
  }

  /** Whether nothing that follows is wanted. */
  get isDone(): boolean {
    return this.buffers.every((buffer, index) => index < this.next || isSettled(buffer));
  }

  push(chunk: Uint8Array): void {
    const bytes = this.rest.byteLength === 0 ? chunk : joinBytes(this.rest, chunk);
    const start = this.at - this.rest.byteLength;
    this.at += chunk.byteLength;
    this.rest = new Uint8Array();
    for (let buffer = this.buffers[this.next]; buffer !== undefined && buffer.start < this.at; buffer = this.buffers[++this.next]) {
      if (valueBytes(buffer) > buffer.end - buffer.start) throw tooFewValues();
      const width = buffer.column.bits / 8;
      const from = Math.max(buffer.start, start);
      const end = buffer.start + valueBytes(buffer);
      const count = Math.floor((Math.min(end, this.at) - from) / width);
      const to = from + count * width;
      look(buffer, bytes.subarray(from - start, to - start), (from - buffer.start) / width, count, this.bigEndian);
      if (end > this.at) {
        this.rest = bytes.slice(to - start);
        return;
      }
    }
  }
}

function lookThrough(run: Run, bytes: Uint8Array, bigEndian: boolean): void {
  if (!isPacked(run)) {
    new RunScanner(run, bigEndian).push(bytes);
    return;
  }
  for (const buffer of run.buffers) {
    const values = decodeBuffer(bytes, buffer.codec);
    if (values.byteLength < valueBytes(buffer)) throw tooFewValues();
    look(buffer, values, 0, buffer.length, bigEndian);
  }
}

/** Finds the first NaN of each column; nothing more of a column is asked for once it is found. Progress counts the bytes that were searched. */
export async function scanFloats(
  source: ByteSource,
  buffers: readonly FloatBuffer[],
  bigEndian: boolean,
  { signal, onProgress }: PartContext,
): Promise<void> {
  let bytes = 0;
  const report = (byteLength: number) => {
    signal?.throwIfAborted();
    bytes += byteLength;
    onProgress?.({ bytes, rows: 0 });
  };
  for (const group of groups(runs(buffers))) {
    const first = must(group[0]);
    const { start, end } = first;
    if (end - start <= SHORT_BYTES || isPacked(first)) {
      const asked = readPieces(group.map((run) => ({ source, start: run.start, end: run.end })));
      for (const [index, run] of group.entries()) {
        const piece = await (asked[index] as Promise<Uint8Array>);
        report(piece.byteLength);
        lookThrough(run, piece, bigEndian);
      }
      continue;
    }
    const scanner = new RunScanner(first, bigEndian);
    for await (const chunk of source.stream({ start, end, ...defined({ signal }) })) {
      report(chunk.byteLength);
      scanner.push(chunk);
      if (scanner.isDone) break;
    }
  }
}
