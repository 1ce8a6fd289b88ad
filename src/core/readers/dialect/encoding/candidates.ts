/** An encoding that a file may be in, by Python's name, with the languages that are written in it. */
export interface Candidate {
  readonly encoding: string;
  /** How much rarer files in it are than in the usual encoding of these languages, in bits. */
  readonly rarity: number;
  readonly languages: readonly string[];
  /** Encodings of which this is the widest, by Python's names. */
  readonly narrower?: readonly string[];
}

const WESTERN = ["en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "is", "ca", "eu"];
const CENTRAL = ["pl", "cs", "sk", "hu", "hr", "sl", "ro", "sq", "de", "en"];
const CYRILLIC = ["ru", "uk", "bg", "be", "mk", "sr"];
const BALTIC = ["lt", "lv", "et"];

/**
 * The encodings that are looked for. Of those that give the same text, the likeliest is taken. Where Python has several names for nearly the same
 * table, the widest is here: cp1252 for latin-1, gb18030 for gb2312 and gbk, cp932 for shift_jis, cp949 for euc_kr, cp874 for tis-620.
 */
export const CANDIDATES: readonly Candidate[] = [
  { encoding: "cp1252", rarity: 0, languages: WESTERN, narrower: ["latin-1", "iso8859_15"] },
  { encoding: "cp1250", rarity: 0, languages: CENTRAL, narrower: ["iso8859_2"] },
  { encoding: "cp1251", rarity: 0, languages: CYRILLIC },
  { encoding: "cp1253", rarity: 0, languages: ["el"], narrower: ["iso8859_7"] },
  { encoding: "cp1254", rarity: 0, languages: ["tr", "az"], narrower: ["iso8859_9"] },
  { encoding: "cp1255", rarity: 0, languages: ["he"], narrower: ["iso8859_8"] },
  { encoding: "cp1256", rarity: 0, languages: ["ar", "fa"] },
  { encoding: "cp1257", rarity: 0, languages: BALTIC, narrower: ["iso8859_13"] },
  { encoding: "cp1258", rarity: 0, languages: ["vi"] },
  { encoding: "cp874", rarity: 0, languages: ["th"], narrower: ["tis_620"] },
  { encoding: "gb18030", rarity: 0, languages: ["zh", "zhHant"], narrower: ["gbk", "gb2312"] },
  { encoding: "cp950", rarity: 0, languages: ["zhHant"], narrower: ["big5"] },
  { encoding: "cp932", rarity: 0, languages: ["ja"], narrower: ["shift_jis"] },
  { encoding: "euc_jp", rarity: 3, languages: ["ja"] },
  { encoding: "cp949", rarity: 0, languages: ["ko"], narrower: ["euc_kr"] },
  { encoding: "iso8859_15", rarity: 3, languages: WESTERN },
  { encoding: "iso8859_2", rarity: 2, languages: CENTRAL },
  { encoding: "iso8859_7", rarity: 2, languages: ["el"] },
  { encoding: "iso8859_6", rarity: 3, languages: ["ar"] },
  { encoding: "iso8859_5", rarity: 5, languages: CYRILLIC },
  { encoding: "iso8859_13", rarity: 4, languages: BALTIC },
  { encoding: "koi8_r", rarity: 3, languages: ["ru", "bg"] },
  { encoding: "koi8_u", rarity: 4, languages: ["uk", "ru"] },
  { encoding: "mac_roman", rarity: 4, languages: WESTERN },
  { encoding: "cp850", rarity: 4, languages: WESTERN },
  { encoding: "cp437", rarity: 5, languages: WESTERN },
  { encoding: "cp852", rarity: 4, languages: CENTRAL },
  { encoding: "cp866", rarity: 3, languages: CYRILLIC },
  { encoding: "cp1125", rarity: 4, languages: ["uk"] },
  { encoding: "cp857", rarity: 5, languages: ["tr"] },
  { encoding: "cp737", rarity: 5, languages: ["el"] },
  { encoding: "cp862", rarity: 5, languages: ["he"] },
  { encoding: "cp775", rarity: 6, languages: BALTIC },
  { encoding: "mac_latin2", rarity: 6, languages: CENTRAL },
  { encoding: "mac_cyrillic", rarity: 5, languages: CYRILLIC },
  { encoding: "mac_greek", rarity: 7, languages: ["el"] },
  { encoding: "mac_turkish", rarity: 7, languages: ["tr"] },
];

/** How much rarer a language's files are than those of the commonest, in bits. */
export const LANGUAGE_RARITY: Readonly<Record<string, number>> = {
  nl: 1,
  sv: 1,
  da: 2,
  nb: 2,
  fi: 2,
  is: 4,
  ca: 3,
  eu: 4,
  pl: 1,
  cs: 1,
  sk: 2,
  hu: 2,
  hr: 2,
  sl: 3,
  ro: 2,
  sq: 5,
  tr: 1,
  az: 4,
  lt: 2,
  lv: 3,
  et: 3,
  uk: 1,
  bg: 2,
  be: 4,
  mk: 4,
  sr: 3,
  fa: 2,
  th: 1,
  vi: 1,
  el: 1,
  he: 1,
  ar: 1,
  zhHant: 1,
};
