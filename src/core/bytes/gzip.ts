import { BrokenDeflate, type Inflated, inflate } from "./inflate.ts";
import { PulledBytes } from "./pulled-bytes.ts";

/** Why Python would not unpack the data, and behind which byte. */
export class BrokenGzip extends Error {
  readonly byte: number;
  /** The class of Python's error. */
  readonly pythonError: string;

  constructor(message: string, byte: number, pythonError = "BadGzipFile") {
    super(message);
    this.byte = byte;
    this.pythonError = pythonError;
  }
}

const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
const Flag = { headerCrc: 2, extra: 4, name: 8, comment: 16 } as const;

async function need(input: PulledBytes, count: number): Promise<Uint8Array> {
  if (!(await input.want(count))) throw new BrokenGzip("they end too early", input.position, "EOFError");
  return input.take(count);
}

/** Passes over a text that ends with a zero. One that has no end is cut off, and so is what must follow. */
async function passText(input: PulledBytes): Promise<void> {
  for (let byte = 1; byte !== 0; ) byte = (await need(input, 1))[0] as number;
}

/** Passes over a member's header; false where the data end before one. Source: `_read_gzip_header` in Python's `gzip.py`, which checks no more. */
async function passHeader(input: PulledBytes): Promise<boolean> {
  if (!(await input.want(1))) return false;
  await input.want(2);
  const [first, second] = input.held;
  if (first !== 0x1f || second !== 0x8b) throw new BrokenGzip("they do not begin as gzip's do", input.position);
  const [, , method, flags = 0] = (await need(input, HEADER_BYTES)).slice();
  if (method !== 8) throw new BrokenGzip("they are packed by an unknown method", input.position);
  if ((flags & Flag.extra) !== 0) {
    const [low = 0, high = 0] = await need(input, 2);
    await need(input, low | (high << 8));
  }
  if ((flags & Flag.name) !== 0) await passText(input);
  if ((flags & Flag.comment) !== 0) await passText(input);
  if ((flags & Flag.headerCrc) !== 0) await need(input, 2);
  return true;
}

/** Compares what was unpacked with what the member says of itself. */
async function checkTrailer(input: PulledBytes, { byteLength, crc32 }: Inflated): Promise<void> {
  const at = input.position;
  const trailer = (await need(input, TRAILER_BYTES)).slice();
  const view = new DataView(trailer.buffer);
  if (view.getUint32(0, true) !== crc32) throw new BrokenGzip("their checksum is not that of what they unpack to", at);
  const declared = view.getUint32(4, true);
  if (declared !== byteLength % 2 ** 32)
    throw new BrokenGzip(`they say that they unpack to ${declared} bytes, and unpack to ${byteLength}`, at + 4);
}

/** Members may be padded with zeros. */
async function passZeros(input: PulledBytes): Promise<void> {
  while (await input.want(1)) {
    const zeros = input.held.findIndex((byte) => byte !== 0);
    input.take(zeros < 0 ? input.held.length : zeros);
    if (zeros >= 0) return;
  }
}

/**
 * What the members of a gzip file unpack to, one after the other, in pieces that are valid until the next is asked for.
 * Throws {@link BrokenGzip} where Python's `gzip` raises. Source: `_GzipReader` in Python's `gzip.py`.
 */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>, breathe: () => Promise<void>): AsyncIterable<Uint8Array> {
  const input = new PulledBytes(chunks);
  try {
    while (await passHeader(input)) {
      await checkTrailer(input, yield* inflate(input, breathe));
      await passZeros(input);
    }
  } catch (error) {
    if (!(error instanceof BrokenDeflate)) throw error;
    throw new BrokenGzip(error.isCut ? "they end too early" : error.message, input.position, error.isCut ? "EOFError" : "error");
  } finally {
    await input.close();
  }
}
