import { type ByteSource, sourceFromBytes } from "../bytes/byte-source.ts";
import { compressionByMagic, uncompressedName } from "../bytes/compression.ts";
import { decompressedSource } from "../bytes/decompress.ts";
import type { ReadSide } from "../sign.ts";

/** Files up to this size are tried whole. */
const WHOLE_BYTES = 4 << 20;
/** So much of a larger file is tried: some ten thousand rows. */
const PART_BYTES = 1 << 20;
const MAGIC_BYTES = 6;
const NEWLINE = 10;
const QUOTE = 34;

/** What fixes are tried on. */
export interface TrialSource {
  readonly sources: readonly ByteSource[];
  /** Whether that is all there is. */
  readonly isWhole: boolean;
  /** Whether the part was unpacked, so that the option `compression` is not for it. */
  readonly isUnpacked: boolean;
  /** Set for large files without a first part: what was counted has to do, and nothing is read again. */
  readonly isEvidence: boolean;
}

/** The bytes up to the last end of a line that is in no quotes. */
function wholeLines(bytes: Uint8Array): Uint8Array {
  let end = 0;
  let isQuoted = false;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === QUOTE) isQuoted = !isQuoted;
    else if (bytes[at] === NEWLINE && !isQuoted) end = at + 1;
  }
  return bytes.slice(0, end);
}

/** What fixes of a side are tried on: its files, or the first lines of a large text file. */
export async function trialSource(sources: readonly ByteSource[], { format }: ReadSide): Promise<TrialSource> {
  const bytes = sources.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const whole = { sources, isWhole: true, isUnpacked: false, isEvidence: bytes > WHOLE_BYTES };
  const [first] = sources;
  if (bytes <= WHOLE_BYTES || first === undefined || format !== "csv") return whole;
  const compression = compressionByMagic(await first.slice(0, MAGIC_BYTES));
  const plain = compression === null ? first : decompressedSource(first, compression);
  const part = wholeLines(await plain.slice(0, PART_BYTES));
  if (part.byteLength === 0) return whole;
  const name = compression === null ? first.name : uncompressedName(first.name);
  return { sources: [sourceFromBytes(part, name)], isWhole: false, isUnpacked: compression !== null, isEvidence: false };
}
