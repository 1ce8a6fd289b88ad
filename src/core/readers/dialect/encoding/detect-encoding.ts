import { CANDIDATES, type Candidate, LANGUAGE_RARITY } from "./candidates.ts";
import { decodeText } from "./decode-text.ts";
import { LETTERS } from "./letters.ts";
import type { Sample } from "./sample.ts";
import { textBits, wordGain } from "./text-bits.ts";

/** An encoding in which the sample can be read, and how likely that is. */
export interface Reading {
  readonly encoding: string;
  /** -log2 of its probability, up to a constant of the sample. */
  readonly bits: number;
  readonly language: string;
  /** What the fields read as, names first. */
  readonly texts: readonly string[];
  readonly nameCount: number;
}

/** A word of another language costs this much more than one of the file's own. */
const OTHER_LANGUAGE = 6;

/** ASCII words count half, and no more than this: a file's own words may be abbreviations, or of another language than its cells. */
const WORD_WEIGHT = 0.5;
const MOST_BY_WORDS = 12;

/** Languages whose commonest letters are Latin. */
const LATIN = Object.entries(LETTERS).flatMap(([language, statistics]) => (/^[a-z\u00c0-\u024f]{20}/.test(statistics) ? [language] : []));

/** What the ASCII words add to each language: nothing to the one that explains them best. */
function wordBitsOf(words: readonly string[]): (language: string) => number {
  const gains = new Map(LATIN.map((language) => [language, words.reduce((sum, word) => sum + wordGain(word, language), 0)] as const));
  const most = Math.max(0, ...gains.values());
  return (language) => Math.min(MOST_BY_WORDS, (most - (gains.get(language) ?? 0)) * WORD_WEIGHT);
}

/** The bits of all texts in the language that suits them best; single texts may be of another. */
function bitsOf(
  texts: readonly string[],
  languages: readonly string[],
  byWords: (language: string) => number,
): { readonly bits: number; readonly language: string } {
  const table = languages.map((language) => texts.map((text) => textBits(text, language)));
  const least = texts.map((_, index) => Math.min(...table.map((bits) => bits[index] as number)) + OTHER_LANGUAGE);
  const totals = table.map((bits, index) => {
    const sum = bits.reduce((total, amount, at) => total + Math.min(amount, least[at] as number), 0);
    return {
      bits: sum + (LANGUAGE_RARITY[languages[index] as string] ?? 0) + byWords(languages[index] as string),
      language: languages[index] as string,
    };
  });
  return totals.reduce((best, one) => (one.bits < best.bits ? one : best));
}

function readingIn(
  { encoding, rarity, languages }: Candidate,
  { names, cells }: Sample,
  byWords: (language: string) => number,
): Reading | null {
  const texts: string[] = [];
  for (const field of [...names, ...cells]) {
    const text = decodeText(field, encoding);
    if (text === null) return null;
    texts.push(text);
  }
  const { bits, language } = bitsOf(texts, languages, byWords);
  return { encoding, bits: bits + rarity, language, texts, nameCount: names.length };
}

/** Every encoding that the sample can be read in, the likeliest first; of those that give the same text only the likeliest. */
export function readingsOf(sample: Sample): readonly Reading[] {
  const byWords = wordBitsOf(sample.words);
  const readings = CANDIDATES.flatMap((candidate) => readingIn(candidate, sample, byWords) ?? []).sort(
    (left, right) => left.bits - right.bits,
  );
  const seen = new Set<string>();
  return readings.filter(({ texts }) => {
    const all = texts.join("\n");
    return !seen.has(all) && seen.add(all);
  });
}
