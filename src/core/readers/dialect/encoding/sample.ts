const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Bytes between fields, which are second bytes of no encoding. */
const BETWEEN = new Set([0x09, NEWLINE, CARRIAGE_RETURN, 0x22, 0x2c, 0x3b]);
/** Fields that are enough to tell an encoding. */
const MOST_FIELDS = 300;

const MOST_WORDS = 60;
const WORD_BYTES = 1 << 14;

/** What of a file shows its encoding: the fields that are not ASCII, each once, those of the first lines before the others. */
export interface Sample {
  readonly names: readonly Uint8Array[];
  readonly cells: readonly Uint8Array[];
  /** Words in ASCII, in lower case, which speak for a language. */
  readonly words: readonly string[];
}

/** The fields with bytes past ASCII; the first `headLines` lines hold the names. The last line may be cut off and is left out where `isWhole` is not set. */
export function sampleOf(bytes: Uint8Array, headLines: number, isWhole: boolean): Sample {
  const end = isWhole ? bytes.length : Math.max(bytes.lastIndexOf(NEWLINE), bytes.lastIndexOf(CARRIAGE_RETURN)) + 1 || bytes.length;
  const names = new Map<string, Uint8Array>();
  const cells = new Map<string, Uint8Array>();
  let lines = 0;
  let start = 0;
  let isForeign = false;
  for (let at = 0; at <= end && cells.size < MOST_FIELDS; at++) {
    const byte = at === end ? NEWLINE : (bytes[at] as number);
    if (!BETWEEN.has(byte)) {
      if (byte >= 0x80) isForeign = true;
      continue;
    }
    if (isForeign) (lines < headLines ? names : cells).set(String.fromCharCode(...bytes.subarray(start, at)), bytes.subarray(start, at));
    if (byte === NEWLINE || (byte === CARRIAGE_RETURN && bytes[at + 1] !== NEWLINE)) lines++;
    start = at + 1;
    isForeign = false;
  }
  return { names: [...names.values()], cells: [...cells.values()], words: wordsOf(bytes.subarray(0, end)) };
}

/** Words of ASCII that no other bytes touch. */
function wordsOf(bytes: Uint8Array): readonly string[] {
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, WORD_BYTES));
  const words = new Set<string>();
  for (const [word] of text.matchAll(/(?<![A-Za-z\x80-\uffff])[A-Za-z]{4,}(?![A-Za-z\x80-\uffff])/g)) {
    words.add(word.toLowerCase());
    if (words.size === MOST_WORDS) break;
  }
  return [...words];
}
