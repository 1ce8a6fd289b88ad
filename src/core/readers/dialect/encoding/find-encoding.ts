import { must } from "../../../defined.ts";
import { datum, type EncodingChoice, SignetError, type Text, text } from "../../../errors.ts";
import { isUtf8 } from "../../recognise/beginning.ts";
import { previewText } from "../preview.ts";
import { CANDIDATES } from "./candidates.ts";
import { decodeText } from "./decode-text.ts";
import { type Reading, readingsOf } from "./detect-encoding.ts";
import { type Sample, sampleOf } from "./sample.ts";
import { isDamagedUtf8, isIso2022Jp, markedEncoding, unmarkedWide } from "./wide-text.ts";

/** The only plausible encoding, or one in which the names are the same as in every other plausible one. */
export interface FoundEncoding {
  readonly encoding: string;
  /** Why, as the end of a sentence. */
  readonly why: Text;
  /** Others in which cells, but no names, read differently. */
  readonly others: readonly string[];
}

/** A reading that is less likely than the best by more bits than this, a thousand times, is not plausible. */
const PLAUSIBLE_BITS = 10;
/** Text of no language that is known here: bits per character on average. */
const NO_LANGUAGE = 13;
const MOST_CHOICES = 4;
const ROWS_SHOWN = 2;
const MOST_COLUMNS = 12;
const NAMES_SHOWN = 4;
const LONGEST_CHARACTER = 4;

const languageNames = new Intl.DisplayNames("en", { type: "language" });
const nameOf = (language: string) => must(languageNames.of(language === "zhHant" ? "zh-Hant" : language));
const listed = (names: readonly string[]) => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`);

const namesOf = ({ texts, nameCount }: Reading) => texts.slice(0, nameCount).join("\n");

/** Other encodings that give the same text, the narrower names of the same table among them. */
function sameText({ encoding, texts }: Reading, { names, cells }: Sample): readonly string[] {
  const narrower = CANDIDATES.find((candidate) => candidate.encoding === encoding)?.narrower ?? [];
  const fields = [...names, ...cells];
  return narrower.filter((name) => fields.every((field, index) => decodeText(field, name) === texts[index]));
}

/** The columns to choose by: those whose names differ between the encodings, then the first ones. */
function columnsToShow(headers: readonly (readonly string[])[]): readonly number[] {
  const [first = []] = headers;
  const places = first.map((_, place) => place);
  const differing = places.filter((place) => headers.some((header) => header[place] !== first[place]));
  return [...new Set([...differing, ...places])].slice(0, MOST_COLUMNS).sort((left, right) => left - right);
}

/** How the header and two rows read in each encoding. */
function choicesIn(head: Uint8Array, encodings: readonly string[]): readonly EncodingChoice[] {
  const previews = encodings.map((encoding) => previewText(must(decodeText(head, encoding, false))).rows.slice(0, 1 + ROWS_SHOWN));
  const columns = columnsToShow(previews.map(([header = []]) => header));
  return encodings.map((encoding, index) => {
    const [header = [], ...rows] = must(previews[index]).map((row) => columns.map((place) => row[place] ?? ""));
    return { encoding, header, rows: rows.map((row) => row.map((cell) => datum(cell))) };
  });
}

/** Raised where several encodings give different names, each of them plausible: nothing is signed until one is chosen. */
function question(head: Uint8Array, encodings: readonly string[]): SignetError {
  const choices = choicesIn(head, encodings.slice(0, MOST_CHOICES));
  const shown = choices.map(({ encoding, header }) => {
    const telling = header.filter((name) => /[^\0-\x7f]/.test(name));
    return `${(telling.length === 0 ? header : telling).slice(0, NAMES_SHOWN).join(", ")} (${encoding})`;
  });
  return new SignetError("Undecided", text`The file is not UTF-8, and its names depend on the encoding: ${shown.join(" or ")}.`, {
    encodings: choices,
    remedy: "Choose the encoding in which the names are right.",
  });
}

/** Text that is in none of the languages known here is nothing that could be decided. */
function isLanguage({ bits, texts }: Reading): boolean {
  const length = texts.reduce((sum, one) => sum + one.length, 0);
  return bits / Math.max(1, length) < NO_LANGUAGE;
}

/** The likeliest reading of a sample, where it decides; throws the question where the names depend on which of several it is. */
function decided(sample: Sample, head: Uint8Array): FoundEncoding {
  const readings = readingsOf(sample);
  const [best] = readings;
  if (best === undefined) throw question(head, ["latin_1"]);
  const plausible = readings.filter(({ bits }) => bits <= best.bits + PLAUSIBLE_BITS);
  const encodings = (isLanguage(best) ? plausible : readings).map(({ encoding }) => encoding);
  const isOneName = (isLanguage(best) ? plausible : readings).every((reading) => namesOf(reading) === namesOf(best));
  if (!isOneName) throw question(head, encodings);
  const same = sameText(best, sample);
  const equal = same.length === 0 ? text`` : text`; ${listed(same)} ${same.length === 1 ? "gives" : "give"} the same text`;
  const others = encodings.filter((encoding) => encoding !== best.encoding).slice(0, MOST_CHOICES - 1);
  return { encoding: best.encoding, why: text`it is not valid UTF-8 and reads as ${nameOf(best.language)}${equal}`, others };
}

/**
 * The encoding of a text by its first bytes; null for UTF-8, damaged or not. `headLines` of them hold the names, and `isWhole` says whether they are all there is.
 * Throws `Undecided`, with the encodings to choose from, where several are plausible and give different names.
 */
export function findEncoding(head: Uint8Array, headLines: number, isWhole: boolean): FoundEncoding | null {
  const marked = markedEncoding(head);
  if (marked !== null) return { encoding: marked, why: text`it begins with the byte order mark of ${marked.toUpperCase()}`, others: [] };
  const wide = unmarkedWide(head);
  if (wide !== null) return { encoding: wide, why: text`it is ${wide.toUpperCase()} without a byte order mark`, others: [] };
  if (isIso2022Jp(head)) return { encoding: "iso2022_jp", why: text`it has the escapes of ISO-2022-JP`, others: [] };
  return isUtf8(head) || isDamagedUtf8(head) ? null : decided(sampleOf(head, headLines, isWhole), head);
}

/**
 * The encoding of a text whose first bytes are ASCII, by those around the first that are not UTF-8. Null where the text before them is UTF-8
 * and not only ASCII: it is then a damaged file, whose names another encoding would garble.
 */
export function findLateEncoding(head: Uint8Array, around: Uint8Array, faultAt: number): FoundEncoding | null {
  const isAscii = (bytes: Uint8Array) => bytes.every((byte) => byte < 0x80);
  // The fault may be the byte that a character of UTF-8 lacks.
  if (!isAscii(head) || !isAscii(around.subarray(0, Math.max(0, faultAt - LONGEST_CHARACTER + 1)))) return null;
  const sample = sampleOf(around.subarray(around.indexOf(0x0a) + 1), 0, false);
  return sample.cells.length === 0 ? null : decided(sample, head);
}
