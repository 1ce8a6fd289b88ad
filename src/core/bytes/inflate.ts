import { KERNEL } from "./kernel/inflate.as.ts?kernel";
import { KernelPool } from "./kernel-pool.ts";
import type { PulledBytes } from "./pulled-bytes.ts";

/** What kernel/inflate.as.ts exports. Addresses and sizes are in bytes. */
interface InflateExports {
  readonly memory: WebAssembly.Memory;
  inputAt(): number;
  inputBytes(): number;
  outputAt(): number;
  outputBytes(): number;
  bytesTaken(): number;
  crc(): number;
  start(): void;
  run(length: number, isFinal: boolean): number;
}

/** Why the kernel stopped, by its numbers. */
const INFLATE_STATUS = ["needs-input", "output-full", "done", "broken", "cut-off"] as const;

const pool = new KernelPool<InflateExports>(KERNEL);

/** What deflate data unpacked to. */
export interface Inflated {
  readonly byteLength: number;
  readonly crc32: number;
}

/** Deflate data that zlib would refuse, or that end too early. */
export class BrokenDeflate extends Error {
  /** Whether the data are whole as far as they go. */
  readonly isCut: boolean;

  constructor(isCut: boolean) {
    super(isCut ? "the data end too early" : "the data are not deflate's");
    this.isCut = isCut;
  }
}

/**
 * Unpacks one stream of raw deflate data in pieces of at most 256 KB; a piece is valid until the next is asked for. The input is left behind the
 * data's last byte. Returns the length and CRC-32 of all pieces. Throws {@link BrokenDeflate}. Source: RFC 1951.
 */
export async function* inflate(input: PulledBytes, breathe: () => Promise<void>): AsyncGenerator<Uint8Array, Inflated> {
  const instance = pool.take();
  const { exports } = instance;
  let byteLength = 0;
  try {
    exports.start();
    for (let wanted = 1; ; ) {
      await breathe();
      await input.want(wanted);
      const piece = input.held.subarray(0, exports.inputBytes());
      new Uint8Array(exports.memory.buffer, exports.inputAt()).set(piece);
      const isFinal = input.isEnd && piece.length === input.held.length;
      const status = INFLATE_STATUS[exports.run(piece.length, isFinal)];
      if (status === "broken" || status === "cut-off") throw new BrokenDeflate(status === "cut-off");
      input.take(exports.bytesTaken());
      // What is left is too little for the kernel, unless the piece was only a part of what is held.
      wanted = status === "needs-input" ? Math.min(input.held.length + 1, exports.inputBytes()) : 1;
      const written = exports.outputBytes();
      byteLength += written;
      if (written > 0) yield new Uint8Array(exports.memory.buffer, exports.outputAt(), written);
      if (status === "done") return { byteLength, crc32: exports.crc() >>> 0 };
    }
  } finally {
    pool.give(instance);
  }
}

/** Deflate packs no better than 258 bytes in two bits, and a block has a header. */
const MOST_PER_BYTE = 1032;

/**
 * Unpacks raw deflate data that begin at `start` to at most `byteLength` bytes at once; `end` is behind the data's last byte.
 * Throws {@link BrokenDeflate}, also where the data unpack to more.
 */
export function inflateTo(
  bytes: Uint8Array,
  start: number,
  byteLength: number,
): { readonly unpacked: Uint8Array; readonly end: number; readonly checksum: number } {
  if (byteLength > (bytes.length + 1) * MOST_PER_BYTE) throw new BrokenDeflate(true);
  const instance = pool.take();
  const { exports } = instance;
  const target = new Uint8Array(byteLength);
  let filled = 0;
  try {
    exports.start();
    for (let at = start; ; ) {
      const piece = bytes.subarray(at, at + exports.inputBytes());
      new Uint8Array(exports.memory.buffer, exports.inputAt()).set(piece);
      const status = INFLATE_STATUS[exports.run(piece.length, at + piece.length >= bytes.length)];
      if (status === "broken" || status === "cut-off") throw new BrokenDeflate(status === "cut-off");
      at += exports.bytesTaken();
      const written = exports.outputBytes();
      if (filled + written > byteLength) throw new BrokenDeflate(false);
      target.set(new Uint8Array(exports.memory.buffer, exports.outputAt(), written), filled);
      filled += written;
      if (status === "done") return { unpacked: target.subarray(0, filled), end: at, checksum: exports.crc() >>> 0 };
    }
  } finally {
    pool.give(instance);
  }
}
