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
const INFLATE_STATUS = ["needs-input", "output-full", "done", "broken"] as const;

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
      if (status === "broken") throw new BrokenDeflate(isFinal);
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
