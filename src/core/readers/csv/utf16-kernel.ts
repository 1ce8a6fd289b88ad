import { KernelPool } from "../../bytes/kernel-pool.ts";
import { KERNEL } from "./kernel/utf16.as.ts?kernel";
import { decodeError } from "./utf8-check.ts";
import { markedOrder } from "./utf16-order.ts";

/** What kernel/utf16.as.ts exports. Addresses and sizes are in bytes. */
interface Utf16Exports {
  readonly memory: WebAssembly.Memory;
  configure(capacity: number): void;
  inputAt(): number;
  outputAt(): number;
  convert(length: number, bigEndian: boolean): number;
  bytesConsumed(): number;
  stoppedAtFault(): number;
}

/** Both buffers fit the processor's second cache. */
const CAPACITY = 1 << 18;
const pool = new KernelPool<Utf16Exports>(KERNEL);

/** Whether the machine runs the kernel at all. */
export const hasUtf16Kernel = (): boolean => pool.isAvailable;

/** The Encoding Standard's names with a fixed order, and Python's for the order that a mark gives. */
export type Utf16 = "utf-16le" | "utf-16be" | "utf-16";

export const isUtf16 = (label: string): label is Utf16 => /^utf-16(le|be)?$/.test(label);

const MARK_BYTES = 2;

/**
 * UTF-16 as UTF-8, without the mark of `utf-16`; in a fixed order a mark is a character as any. A chunk of the result is valid until the next is asked for.
 * Throws `UnreadableFile` (`UnicodeDecodeError`) at the first surrogate without its other, and where a unit is cut off.
 */
export async function* utf16ToUtf8(chunks: AsyncIterable<Uint8Array>, encoding: string, label: Utf16): AsyncIterable<Uint8Array> {
  const instance = pool.take();
  const { exports } = instance;
  try {
    exports.configure(CAPACITY);
    const input = new Uint8Array(exports.memory.buffer, exports.inputAt(), CAPACITY);
    let isBig = label === "utf-16be";
    let awaitsMark = label === "utf-16";
    let seen = 0;
    // Bytes of a character that a chunk's end cuts: three at most.
    let held = 0;
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; ) {
        const piece = chunk.subarray(at, at + CAPACITY - held);
        input.set(piece, held);
        at += piece.length;
        let length = held + piece.length;
        if (awaitsMark) {
          held = length;
          if (length < MARK_BYTES) continue;
          isBig = markedOrder(input) === "utf-16be";
          awaitsMark = false;
          input.copyWithin(0, MARK_BYTES, length);
          length -= MARK_BYTES;
          seen = MARK_BYTES;
        }
        const written = exports.convert(length, isBig);
        const consumed = exports.bytesConsumed();
        if (exports.stoppedAtFault() !== 0) throw decodeError(encoding, seen + consumed);
        seen += consumed;
        held = length - consumed;
        const rest = input.slice(consumed, length);
        yield new Uint8Array(exports.memory.buffer, exports.outputAt(), written);
        input.set(rest);
      }
    }
    if (held > 0) throw decodeError(encoding, seen);
  } finally {
    pool.give(instance);
  }
}
