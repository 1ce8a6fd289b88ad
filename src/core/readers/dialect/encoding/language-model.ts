import { must } from "../../../defined.ts";
import { CHARACTERS, FIRST_LEVEL, LETTERS } from "./letters.ts";

/** How rare text is in one language. All amounts are bits: -log2 of a probability. */
export interface LanguageModel {
  /** A letter, in lower case, after two others of its word; null if there is none. */
  letterBits(letter: string, before: string | null, beforeThat: string | null): number;
}

/** A letter that the language does not have. */
const FOREIGN = 17;
/** The step after such a letter, or to one that never follows. */
const AFTER_FOREIGN = 1.5;
/** The rarest step between two letters of a language. */
const NEVER = 16;
/** A Chinese, Japanese or Korean character that is not among those counted. */
const UNCOUNTED = 24;
const HALF_WIDTH_KANA = /[\uff61-\uff9f]/;
/** Only old systems write half-width kana. */
const HALF_WIDTH = 15;

/** Between three letters that were not seen together often enough to be listed. */
const UNLISTED = 3;
/** Contexts of two letters that are commoner than this, in bits, list everything that follows them. */
const LISTED_CONTEXT = 12;
/** What is not listed is rarer than this. */
const UNLISTED_LEAST = 9;

function triplesOf(written: string): ReadonlyMap<string, number> {
  const triples = new Map<string, number>();
  for (const entry of written === "" ? [] : written.split(" ")) {
    const [first = "", second = "", ...rest] = entry;
    for (let at = 0; at < rest.length; at += 2)
      triples.set(`${first}${second}${rest[at]}`, ((rest[at + 1] as string).charCodeAt(0) - FIRST_LEVEL) / 2);
  }
  return triples;
}

const isAscii = (letters: string) => /^[\0-\x7f]*$/.test(letters);

function alphabetic(statistics: string): LanguageModel {
  const [letters = "", single = "", pairs = "", written = ""] = statistics.split("\t");
  const places = new Map([...letters].map((letter, place) => [letter, place]));
  const size = places.size;
  const triples = triplesOf(written);
  const bits = (levels: string, at: number) => Math.min(NEVER, (levels.charCodeAt(at) - FIRST_LEVEL) / 2);
  return {
    letterBits(letter, before, beforeThat) {
      const place = places.get(letter);
      if (place === undefined) return FOREIGN;
      const previous = before === null ? undefined : places.get(before);
      if (previous === undefined) return bits(single, place) + (before === null ? 0 : AFTER_FOREIGN);
      const pair = bits(pairs, previous * size + place);
      const first = beforeThat === null ? undefined : places.get(beforeThat);
      if (first === undefined || triples.size === 0 || isAscii(`${beforeThat}${before}${letter}`)) return pair;
      const listed = triples.get(`${beforeThat}${before}${letter}`);
      if (listed !== undefined) return listed;
      const isListed = bits(single, first) + bits(pairs, first * size + previous) <= LISTED_CONTEXT;
      return isListed ? Math.max(pair + UNLISTED, UNLISTED_LEAST) : pair;
    },
  };
}

function ofCharacters(groups: readonly string[]): LanguageModel {
  const amounts = new Map(groups.flatMap((group, bits) => [...group].map((character) => [character, bits] as const)));
  return {
    letterBits: (letter) => amounts.get(letter) ?? (HALF_WIDTH_KANA.test(letter) ? HALF_WIDTH : UNCOUNTED),
  };
}

const models = new Map<string, LanguageModel>();

/** The model of a language that {@link LETTERS} or {@link CHARACTERS} has, made once. */
export function languageModel(language: string): LanguageModel {
  const made = models.get(language);
  if (made !== undefined) return made;
  const letters = LETTERS[language];
  const model = letters === undefined ? ofCharacters(must(CHARACTERS[language]).split("\t")) : alphabetic(letters);
  models.set(language, model);
  return model;
}
