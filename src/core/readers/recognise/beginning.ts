import { must } from "../../defined.ts";
/** What is looked at to recognise a file: some bytes of its start and end, unpacked where it is packed, and its name. */
export interface Beginning {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  /** The start of the file as UTF-8, without a byte order mark; nonsense where it is binary. */
  readonly text: string;
  /** The file's name, without its compression's extension. */
  readonly name: string;
}

/** Characters that are enough to recognise a kind of text. */
const TEXT_BYTES = 1 << 12;

export function beginningOf(head: Uint8Array, tail: Uint8Array, name: string): Beginning {
  return { head, tail, name, text: new TextDecoder().decode(head.subarray(0, TEXT_BYTES), { stream: true }) };
}

/** Whether the bytes at `offset` are these: numbers, or the characters of a text, one byte each. */
export function hasBytes(bytes: Uint8Array, wanted: string | readonly number[], offset = 0): boolean {
  const numbers = typeof wanted === "string" ? [...wanted].map((character) => character.charCodeAt(0)) : wanted;
  return numbers.every((byte, index) => bytes[offset + index] === byte);
}

/** Bytes that distinguish text from binary data. */
const SAMPLE_BYTES = 1 << 12;

/** A control character that no text has: neither tab, line end, form feed nor escape. */
const isControl = (byte: number) => byte < 0x09 || byte === 0x0b || (byte > 0x0d && byte < 0x20 && byte !== 0x1a && byte !== 0x1b);

/** Whether zeros are at every second byte or more, as in Western text of two or four bytes a character. */
function isWideText(sample: Uint8Array): boolean {
  if (hasBytes(sample, [0xff, 0xfe]) || hasBytes(sample, [0xfe, 0xff])) return true;
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = must(zeros[index % 2]) + 1;
  const half = sample.length / 2;
  return must(zeros[0]) > 0.6 * half !== must(zeros[1]) > 0.6 * half || (must(zeros[0]) > 0.9 * half && sample.length % 4 === 0);
}

/** Whether a sample is UTF-8, zero bytes included, which pandas reads as well. */
export function isUtf8(sample: Uint8Array): boolean {
  try {
    // The last character may be cut off; streaming lets that be.
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether the start of a file is data rather than text: one byte in twenty is a control character, or some are and the rest is not UTF-8
 * either. Text in UTF-16 and UTF-32 is text.
 */
export function isBinary(head: Uint8Array): boolean {
  const sample = head.subarray(0, SAMPLE_BYTES);
  let controls = 0;
  let zeros = 0;
  for (const byte of sample) {
    if (isControl(byte)) controls++;
    if (byte === 0) zeros++;
  }
  if (controls === 0) return false;
  const isWide = isWideText(sample) && controls - zeros <= sample.length / 20;
  if (isWide) return false;
  return controls > sample.length / 20 || !isUtf8(sample);
}
