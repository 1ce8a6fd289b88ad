import { KERNEL } from "zstddec/stream?kernel";
import { type KernelInstance, KernelPool } from "./kernel-pool.ts";

/** What the compiled libzstd exports. Addresses and sizes are in bytes; an address of 0 means that memory has run out. */
interface ZstdExports {
  readonly memory: WebAssembly.Memory;
  malloc(byteLength: number): number;
  free(address: number): void;
  ZSTD_createDCtx(): number;
  ZSTD_freeDCtx(context: number): number;
  ZSTD_decompressStream(context: number, output: number, input: number): number;
}

const pool = new KernelPool<ZstdExports>(KERNEL, ["emscripten_notify_memory_growth"]);

/** An instance that needed more for a large window is not kept: its memory never shrinks. A new one has 16 MB and a part of the 17th. */
const KEPT_BYTES = 32 << 20;
const INPUT_BYTES = 1 << 17;
const OUTPUT_BYTES = 1 << 18;
/** `ZSTD_inBuffer` and `ZSTD_outBuffer`: an address, a size and a position, of 32 bits each. */
const BUFFER_BYTES = 12;
/** Results of libzstd above this are errors, counted down from 2^32. Source: `ZSTD_error_maxCode` in `zstd_errors.h`. */
const FIRST_ERROR = 2 ** 32 - 120;

/** The messages of errors that files cause, by their numbers in `zstd_errors.h`. */
const MESSAGES: Readonly<Record<number, string>> = {
  10: "they do not begin as zstd's do",
  14: "they use what this version of zstd does not know",
  16: "their window needs more memory than zstd takes by default",
  22: "their checksum is not that of what they unpack to",
  32: "they need a dictionary",
};

/** zstd data that libzstd refuses. */
export class BrokenZstd extends Error {}

/** A stream of libzstd's, with the buffers that it reads and writes. */
class ZstdStream {
  private readonly instance: KernelInstance<ZstdExports>;
  private readonly context: number;
  private readonly buffers: number;
  private readonly input: number;
  private readonly output: number;

  constructor() {
    this.instance = pool.take();
    const { exports } = this.instance;
    this.context = exports.ZSTD_createDCtx();
    this.buffers = exports.malloc(2 * BUFFER_BYTES + INPUT_BYTES + OUTPUT_BYTES);
    this.input = this.buffers + 2 * BUFFER_BYTES;
    this.output = this.input + INPUT_BYTES;
  }

  /** Unpacks from a piece of at most {@link INPUT_BYTES} bytes: what was written, valid until the next call, how much was taken, and whether a frame ended. */
  run(piece: Uint8Array): { readonly written: Uint8Array; readonly taken: number; readonly isFrameEnd: boolean } {
    const { exports } = this.instance;
    new Uint8Array(exports.memory.buffer, this.input).set(piece);
    new Uint32Array(exports.memory.buffer, this.buffers, 6).set([this.input, piece.length, 0, this.output, OUTPUT_BYTES, 0]);
    const result = exports.ZSTD_decompressStream(this.context, this.buffers + BUFFER_BYTES, this.buffers) >>> 0;
    if (result > FIRST_ERROR) throw new BrokenZstd(MESSAGES[2 ** 32 - result] ?? "they are damaged");
    const [, , taken = 0, , , written = 0] = new Uint32Array(exports.memory.buffer, this.buffers, 6);
    return { written: new Uint8Array(exports.memory.buffer, this.output, written), taken, isFrameEnd: result === 0 };
  }

  close(): void {
    const { exports } = this.instance;
    exports.free(this.buffers);
    exports.ZSTD_freeDCtx(this.context);
    if (exports.memory.buffer.byteLength <= KEPT_BYTES) pool.give(this.instance);
  }
}

/**
 * What the frames of a zstd file unpack to, one after the other, in pieces that are valid until the next is asked for. Data that end within a frame
 * give what was whole before, as they do in pandas. Throws {@link BrokenZstd}. Source: `stream_reader` of python-zstandard.
 */
export async function* unzstd(chunks: AsyncIterable<Uint8Array>, breathe: () => Promise<void>): AsyncIterable<Uint8Array> {
  const stream = new ZstdStream();
  try {
    for await (const chunk of chunks) {
      // A full output may hide that more can be written without any further input.
      for (let at = 0, isFull = false; at < chunk.length || isFull; ) {
        await breathe();
        const { written, taken } = stream.run(chunk.subarray(at, at + INPUT_BYTES));
        at += taken;
        isFull = written.length === OUTPUT_BYTES;
        if (written.length > 0) yield written;
      }
    }
  } finally {
    stream.close();
  }
}

/** A block of three bytes and one to repeat unpacks to at most 128 KiB; nothing packs better. Source: RFC 8878, section 3.1.1.2. */
const MOST_PER_BYTE = (1 << 17) / 4;

/** Whether so many bytes of zstd data can unpack to that many. */
const canUnzstdTo = (packed: number, byteLength: number): boolean => byteLength <= (packed + 4) * MOST_PER_BYTE;

/** Unpacks whole frames that are known to hold `byteLength` bytes. Throws {@link BrokenZstd} where they are damaged or hold another number. */
export function unzstdTo(packed: Uint8Array, byteLength: number): Uint8Array {
  if (!canUnzstdTo(packed.length, byteLength)) throw new BrokenZstd(`${packed.length} bytes cannot unpack to ${byteLength}`);
  const target = new Uint8Array(byteLength);
  const stream = new ZstdStream();
  let filled = 0;
  let isWhole = true;
  try {
    for (let at = 0, isFull = false; at < packed.length || isFull; ) {
      const { written, taken, isFrameEnd } = stream.run(packed.subarray(at, at + INPUT_BYTES));
      isWhole = isFrameEnd;
      if (filled + written.length > byteLength) throw new BrokenZstd("they unpack to more than they say");
      target.set(written, filled);
      filled += written.length;
      at += taken;
      isFull = written.length === OUTPUT_BYTES;
    }
  } finally {
    stream.close();
  }
  if (!isWhole) throw new BrokenZstd("they end too early");
  if (filled !== byteLength) throw new BrokenZstd("they unpack to less than they say");
  return target;
}
