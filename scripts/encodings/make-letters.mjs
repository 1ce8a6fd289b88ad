/**
 * Writes src/core/readers/dialect/encoding/letters.ts: how often letters follow each other in each language, and how common each Chinese,
 * Japanese and Korean character is.
 *
 * Sources: the letter statistics of lingua 1.4.2 (Apache-2.0, https://github.com/pemistahl/lingua-py), counted on news, and OpenCC's table of
 * simplified and traditional characters (Apache-2.0). Neither is a dependency: unpack the wheels of `lingua-language-detector` 1.4.2 and
 * `opencc-python-reimplemented` into folders and name these.
 *
 * Run: node scripts/encodings/make-letters.mjs LINGUA_FOLDER OPENCC_FOLDER
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { root } from "../setup.mjs";

const [, , lingua, opencc] = process.argv;
const LANGUAGES =
  "en de fr es pt it nl sv da nb fi is ca eu pl cs sk hu hr sl ro sq tr az lt lv et ru uk bg be mk sr el he ar fa th vi".split(" ");
/** Letters rarer than this in a language are foreign to it. */
const RAREST_LETTER = 2e-6;
const LATIN = new Set("de fr es pt it nl sv da nb fi is ca eu pl cs sk hu hr sl ro sq tr az lt lv et".split(" "));
/** Contexts rarer than this are left to the step between two letters. */
const RAREST_CONTEXT = 2 ** -13;
const RAREST_TRIPLE = 16;
const RAREST_IN_TRIPLES = 1e-4;
/** Levels are half bits of -log2 p; the highest means never. */
const MOST = 40;
const FIRST_LEVEL = 48;
const CHARACTER_BITS = 22;

const coarse = (p) => Math.min(MOST, Math.max(0, 2 * Math.round(-Math.log2(p))));
const level = (p) => Math.min(MOST, Math.max(0, Math.round(-2 * Math.log2(p))));
const written = (levels) => String.fromCharCode(...levels.map((one) => FIRST_LEVEL + one));

function grams(language, kind) {
  const { ngrams } = JSON.parse(brotliDecompressSync(readFileSync(join(lingua, "lingua", "language-models", language, `${kind}.json.br`))));
  return new Map(
    Object.entries(ngrams).flatMap(([fraction, list]) => {
      const [count, of] = fraction.split("/").map(Number);
      return list.split(" ").map((gram) => [gram.normalize("NFC"), count / of]);
    }),
  );
}

function alphabetOf(language) {
  const unigrams = grams(language, "unigrams");
  return [...unigrams].filter(([letter, p]) => p >= RAREST_LETTER && [...letter].length === 1).sort(([, left], [, right]) => right - left);
}

function lettersOf(language) {
  const alphabet = alphabetOf(language);
  const bigrams = grams(language, "bigrams");
  const letters = alphabet.map(([letter]) => letter);
  const pairs = letters.flatMap((first) => letters.map((second) => level(bigrams.get(first + second) ?? 0)));
  return [letters.join(""), written(alphabet.map(([, p]) => level(p))), written(pairs), triplesOf(language, alphabet, bigrams)];
}

/**
 * How rarely a letter follows two others, where one of the three is not ASCII: what separates ñ from ń. Only languages in Latin letters have
 * more than one such table to be mistaken for. A context, then letters with their levels; contexts are separated by spaces.
 */
function triplesOf(language, alphabet, bigrams) {
  if (!LATIN.has(language)) return "";
  const single = new Map(alphabet);
  const contexts = new Map();
  for (const [[first, second, third], p] of grams(language, "trigrams")) {
    if (![first, second, third].every((letter) => (single.get(letter) ?? 0) > RAREST_IN_TRIPLES) || /^[a-z]*$/.test(first + second + third))
      continue;
    if (single.get(first) * (bigrams.get(first + second) ?? 0) < RAREST_CONTEXT || level(p) > RAREST_TRIPLE) continue;
    const context = first + second;
    contexts.set(context, (contexts.get(context) ?? "") + third + written([coarse(p)]));
  }
  return [...contexts].map(([context, letters]) => context + letters).join(" ");
}

/** Characters in groups of one bit of -log2 p, the commonest first. */
function groupsOf(unigrams) {
  const groups = [];
  for (const [character, p] of [...unigrams].sort()) {
    const bits = Math.round(-Math.log2(p));
    if (bits <= CHARACTER_BITS && [...character].length === 1 && character > "\u00ff") groups[bits] = (groups[bits] ?? "") + character;
  }
  return Array.from(groups, (group) => group ?? "");
}

/** Simplified characters, as common as the traditional ones that are written so; lingua counted Taiwan's news. */
function simplified(unigrams) {
  const table = readFileSync(join(opencc, "opencc", "dictionary", "TSCharacters.txt"), "utf8");
  const forms = new Map(table.split(/\r?\n/).map((line) => line.split("\t")));
  const found = new Map();
  for (const [character, p] of unigrams) {
    const [form] = (forms.get(character) ?? character).trim().split(" ");
    found.set(form, (found.get(form) ?? 0) + p);
  }
  return found;
}

const quoted = (value) => JSON.stringify(value);
const zhHant = grams("zh", "unigrams");
const characters = { zh: simplified(zhHant), zhHant, ja: grams("ja", "unigrams"), ko: grams("ko", "unigrams") };
writeFileSync(
  join(root, "src", "core", "readers", "dialect", "encoding", "letters.ts"),
  [
    "// Written by scripts/encodings/make-letters.mjs from lingua's letter statistics and OpenCC's characters (both Apache-2.0). Do not edit.",
    "",
    "/** Half bits of -log2 p are written as characters from this one on. */",
    `export const FIRST_LEVEL = ${FIRST_LEVEL};`,
    "",
    "/** Of each language, between tabs: its letters, how rare each is, how rarely one follows another, row by row, and one follows two. */",
    "export const LETTERS: Readonly<Record<string, string>> = {",
    ...LANGUAGES.map((language) => `  ${language}: ${quoted(lettersOf(language).join("\t"))},`),
    "};",
    "",
    "/** Characters in groups between tabs: those of the first have 0 bits of -log2 p, of the second 1, and so on. */",
    "export const CHARACTERS: Readonly<Record<string, string>> = {",
    ...Object.entries(characters).map(([language, unigrams]) => `  ${language}: ${quoted(groupsOf(unigrams).join("\t"))},`),
    "};",
    "",
  ].join("\n"),
);
