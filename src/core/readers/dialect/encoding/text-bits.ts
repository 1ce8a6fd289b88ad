import { languageModel } from "./language-model.ts";

const LETTER = /\p{L}|\p{M}/u;
const UPPER = /\p{Lu}/u;
const MARK = /\p{M}/u;
const IDEOGRAPH = /[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\u1100-\u11ff\u3131-\u318e]/;

/** What ASCII costs that another encoding may take into a pair of bytes, so that it gains nothing by that. */
const ASCII_LETTER = 4.5;
const ASCII_MARK = 5;

/** Symbols by how rare they are in tables, in bits. */
const SYMBOLS = new Map<string, number>(
  Object.entries({
    "\u00a0": 9,
    "€°–“”": 8,
    "²³£„’«»—…": 10,
    "µ§½ºª·´‘": 12,
    "©®™•±×¼¿¡¥‰÷¾¹‚†": 14,
    "（）、。・「」％：，；＿～－！？＋＝【】《》": 9,
    "０１２３４５６７８９": 11,
    "㎡℃№": 12,
  }).flatMap(([symbols, bits]) => [...symbols].map((symbol) => [symbol, bits] as const)),
);
const OTHER_SYMBOL = 20;
const CONTROL = 40;
const SEPARATE = /[\u2500-\u259f]/;
const UNASSIGNED = /[\p{Cn}\p{Co}\p{Cc}\p{Cs}]/u;
/** Marks that may be within a word. */
const WITHIN_WORDS = new Set(["’", "·", "‘", "´"]);
/** A symbol between two letters cuts a word. */
const CUTS_WORD = 8;
const BEFORE_WORD = 3;
/** An opening mark after a letter, a closing one before it. */
const WRONG_SIDE = 8;
/** Currencies follow a letter only after a space or an underscore. */
const CURRENCY = /\p{Sc}/u;
const AFTER_LETTER = 4;
const CLOSES = new Set(["”", "»", "…", "）", "」", "】", "》"]);
const GREEK = /\p{Script=Greek}/u;
const OPENS_ONLY = new Set(["“", "„", "«", "¿", "¡", "‚", "（", "「", "【", "《"]);
const OPENS = new Set([...OPENS_ONLY, "\u00a0", "–", "—", "€", "£", "№"]);

/** camelCase is rarer than words in one case. */
const CASE_CHANGE = 6;
const UPPER_WORD = 1.5;
const COMBINING_MARK = 5;
/** No word has a letter three times in a row. */
const THRICE = 12;
/** A word in another language than English costs this much more, since names are English in files of every language. */
const NOT_ENGLISH = 1;

/** Symbols do not come twice in a row, except those that fill a line. */
const REPEATED = /^([^\u00a0…–—・～＊])\1$/u;

function symbolBits(symbol: string, before: string, after: string): number {
  if (UNASSIGNED.test(symbol) || SEPARATE.test(symbol)) return CONTROL;
  const bits = SYMBOLS.get(symbol) ?? OTHER_SYMBOL;
  if (IDEOGRAPH.test(before) || IDEOGRAPH.test(after)) return bits;
  const [isAfterLetter, isBeforeLetter] = [LETTER.test(before), LETTER.test(after)];
  if (isAfterLetter && isBeforeLetter) return bits + (WITHIN_WORDS.has(symbol) && !GREEK.test(after) ? 0 : CUTS_WORD);
  const isWrongSide = (isAfterLetter && OPENS_ONLY.has(symbol)) || (!isAfterLetter && isBeforeLetter && CLOSES.has(symbol));
  if (isAfterLetter && CURRENCY.test(symbol)) return bits + AFTER_LETTER;
  return bits + (isWrongSide ? WRONG_SIDE : isBeforeLetter && !OPENS.has(symbol) ? BEFORE_WORD : 0);
}

/** What a letter's case adds, by the case of those before it in its word. */
function caseBits(isUpper: boolean, before: "none" | "lower" | "upper" | "uppers"): number {
  if (before === "none" || before === "upper") return isUpper ? UPPER_WORD : 0;
  if (before === "lower") return isUpper ? CASE_CHANGE : 0;
  return isUpper ? 0 : CASE_CHANGE;
}

/** Whether letters of the text need to be looked at as a word: it has some that are not ASCII. */
const isForeignWord = (word: string) => /[^\0-\x7f]/.test(word);

function wordBits(word: string, language: string): number {
  const model = languageModel(language);
  let bits = 0;
  let before: string | null = null;
  let beforeThat: string | null = null;
  let seen: "none" | "lower" | "upper" | "uppers" = "none";
  for (const character of word) {
    const isUpper = UPPER.test(character);
    const letter = isUpper ? character.toLowerCase() : character;
    if (MARK.test(letter) && before !== null) bits += COMBINING_MARK;
    else {
      const isRepeated = letter === before && letter === beforeThat;
      bits += model.letterBits(letter, before, beforeThat) + caseBits(isUpper, seen) + (isRepeated ? THRICE : 0);
      beforeThat = before;
      before = letter;
    }
    seen = !isUpper ? "lower" : seen === "none" ? "upper" : "uppers";
  }
  return bits;
}

/** Runs of letters, and single characters that are none. */
const PIECES = /[\p{L}\p{M}]+|[^\p{L}\p{M}]/gu;

/** How rare a text is in a language: bits of -log2 p, comparable between encodings of the same bytes. */
export function textBits(text: string, language: string): number {
  const pieces = text.normalize("NFC").match(PIECES) ?? [];
  let bits = 0;
  for (const [index, piece] of pieces.entries()) {
    if (LETTER.test(piece)) bits += isForeignWord(piece) ? wordBits(piece, language) : piece.length * ASCII_LETTER;
    else if (piece < "\x80") bits += ASCII_MARK;
    else
      bits +=
        symbolBits(piece, pieces[index - 1] ?? "", pieces[index + 1] ?? "") + (REPEATED.test(`${pieces[index - 1]}${piece}`) ? THRICE : 0);
  }
  return bits;
}

/** By how many bits a language explains an ASCII word better than English; 0 where it does not. */
export function wordGain(word: string, language: string): number {
  const bitsIn = (one: string) => wordBits(word, one);
  return Math.max(0, bitsIn("en") + NOT_ENGLISH - bitsIn(language));
}
