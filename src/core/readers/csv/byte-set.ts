/** A set of short byte strings, asked for cells that are never made into strings. */
export interface ByteSet {
  readonly size: number;
  has(bytes: Uint8Array, start: number, end: number): boolean;
}

/** The last set that was made, by its words: every part of a file asks for the same. */
let last: { readonly key: string; readonly set: ByteSet } | null = null;

/** A set of the UTF-8 forms of `words`; `""` may be one of them. */
export function byteSet(words: readonly string[]): ByteSet {
  const key = JSON.stringify(words);
  if (last?.key !== key) last = { key, set: newByteSet(words) };
  return last.set;
}

function newByteSet(words: readonly string[]): ByteSet {
  const encoder = new TextEncoder();
  const unique = [...new Set(words)].map((word) => encoder.encode(word));
  const longest = Math.max(-1, ...unique.map((word) => word.length));
  // Most cells differ from every word by their length and first byte, so the search seldom starts.
  const firstBytes = new Uint8Array(256);
  const byLength: Uint8Array[][] = Array.from({ length: longest + 1 }, () => []);
  let hasEmpty = false;
  for (const word of unique) {
    byLength[word.length]?.push(word);
    const first = word[0];
    if (first === undefined) hasEmpty = true;
    else firstBytes[first] = 1;
  }
  return {
    size: unique.length,
    has(bytes, start, end) {
      const length = end - start;
      if (length === 0) return hasEmpty;
      if (length > longest || firstBytes[bytes[start] as number] === 0) return false;
      const candidates = byLength[length] as Uint8Array[];
      next: for (const word of candidates) {
        for (let index = 0; index < length; index++) if (word[index] !== bytes[start + index]) continue next;
        return true;
      }
      return false;
    },
  };
}
