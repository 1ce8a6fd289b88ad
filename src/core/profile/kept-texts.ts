import { must } from "../defined.ts";
import type { Datum } from "../errors.ts";

/** Bytes shown of a text. One byte more is kept, which says that the text goes on. */
const SHOWN_BYTES = 63;
const KEPT_BYTES = SHOWN_BYTES + 1;

/** The first bytes of texts, one after the other; text `index` ends at `ends[index]`. */
export interface KeptTexts {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

export const NO_TEXTS: KeptTexts = { bytes: new Uint8Array(), ends: new Uint32Array() };

/** A text as it is shown; what is left out shows as an ellipsis. */
export function shownText({ bytes, ends }: KeptTexts, index: number): Datum {
  const start = ends[index - 1] ?? 0;
  const byteLength = must(ends[index]) - start;
  const isCut = byteLength > SHOWN_BYTES;
  // Streaming leaves out a character that the cut went through.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const text = decoder.decode(bytes.subarray(start, start + Math.min(byteLength, SHOWN_BYTES)), { stream: isCut });
  return { data: isCut ? `${text}…` : text };
}

/** The texts at some places of a memory, in the order of the places; each starts with a byte that says how many bytes follow. */
export function textsAt(memory: Uint8Array, places: Uint32Array): KeptTexts {
  const ends = new Uint32Array(places.length);
  let end = 0;
  for (let at = 0; at < places.length; at++) {
    end += memory[places[at] as number] as number;
    ends[at] = end;
  }
  const bytes = new Uint8Array(end);
  let to = 0;
  for (let at = 0; at < places.length; at++) {
    let from = (places[at] as number) + 1;
    for (const stop = ends[at] as number; to < stop; to++) bytes[to] = memory[from++] as number;
  }
  return { bytes, ends };
}

/** Keeps the first bytes of texts in one memory, from which {@link textsAt} takes them. */
export class TextMemory {
  bytes = new Uint8Array(KEPT_BYTES * 4);
  private end = 0;

  /** Keeps a text, given by its bytes from `start` to `end`. Returns its place. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const place = this.end;
    const length = Math.min(end - start, KEPT_BYTES);
    if (place + 1 + length > this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    const into = this.bytes;
    into[place] = length;
    for (let at = 0; at < length; at++) into[place + 1 + at] = bytes[start + at] as number;
    this.end = place + 1 + length;
    return place;
  }
}
