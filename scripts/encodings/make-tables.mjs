/**
 * Writes src/core/readers/csv/codecs/tables.ts: what Python decodes each byte to, and where its two-byte codecs differ from `TextDecoder`.
 * Engines differ too (Node's ICU and Chromium), so every pair on which Python, Node or Chromium disagree is written out.
 * Run: node scripts/encodings/make-tables.mjs
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { referencePython, root } from "../setup.mjs";

const { stdout, stderr } = spawnSync(referencePython, [join(root, "scripts", "encodings", "python_codecs.py")], {
  encoding: "utf8",
  maxBuffer: 1 << 28,
});
if (stdout === "") throw new Error(stderr);
const python = JSON.parse(stdout);

/** The `TextDecoder` label whose pairs are taken as the base of a Python codec. */
const BASES = {
  gb2312: "gb18030",
  gbk: "gb18030",
  gb18030: "gb18030",
  big5: "big5",
  cp950: "big5",
  cp932: "shift_jis",
  shift_jis: "shift_jis",
  euc_jp: "euc-jp",
  cp949: "euc-kr",
  euc_kr: "euc-kr",
};

/** What an engine decodes every pair of bytes from 0x8000 to; null where it is not exactly one code point. */
function pairsOf(label) {
  const decoder = new TextDecoder(label, { fatal: true });
  return Array.from({ length: 128 * 256 }, (_, index) => {
    try {
      const text = decoder.decode(Uint8Array.of(128 + (index >> 8), index & 0xff));
      return [...text].length === 1 ? text : null;
    } catch {
      return null;
    }
  });
}
function triplesOf() {
  const decoder = new TextDecoder("euc-jp", { fatal: true });
  return Array.from({ length: 94 * 94 }, (_, index) => {
    try {
      return decoder.decode(Uint8Array.of(0x8f, 0xa1 + Math.floor(index / 94), 0xa1 + (index % 94)));
    } catch {
      return null;
    }
  });
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage();
const labels = [...new Set(Object.values(BASES))];
const engines = new Map();
for (const label of labels) engines.set(label, [pairsOf(label), await page.evaluate(`(${pairsOf})(${JSON.stringify(label)})`)]);
const triples = [triplesOf(), await page.evaluate(`(${triplesOf})()`)];
await browser.close();

/** Numbers as runs in base 36: "start+length" after the end of the run before. */
function runs(numbers) {
  const out = [];
  let last = 0;
  for (let at = 0; at < numbers.length; ) {
    let end = at + 1;
    while (end < numbers.length && numbers[end] === numbers[end - 1] + 1) end++;
    out.push(`${(numbers[at] - last).toString(36)}+${(end - at).toString(36)}`);
    last = numbers[end - 1];
    at = end;
  }
  return out.join(" ");
}

const isKs = (pair) => pair >> 8 >= 0xa1 && (pair & 0xff) >= 0xa1;

/** The pairs that are defined, and those whose character no engine can be trusted with. */
function difference(wanted, both, indexOf, skip = () => false) {
  const defined = Object.keys(wanted)
    .map(Number)
    .filter((pair) => !skip(pair))
    .sort((left, right) => left - right);
  const own = defined.filter((pair) => both.some((engine) => engine[indexOf(pair)] !== wanted[pair]));
  return { defined: runs(defined), own: runs(own), characters: own.map((pair) => wanted[pair]).join("") };
}

const escaped = (text) =>
  text.replace(/[^ -~]/gu, (character) => [...character].map((one) => `\\u{${one.codePointAt(0).toString(16)}}`).join(""));
const literal = (text) => `"${escaped(text.replace(/["\\]/g, "\\$&"))}"`;
const visible = (text) =>
  `"${text.replace(/["\\]/g, "\\$&").replace(/[\p{C}\p{Z}\p{M}]/gu, (one) => (one === " " ? one : `\\u{${one.codePointAt(0).toString(16)}}`))}"`;

const isAscii = (table) => table.slice(0, 128).every((one, byte) => one === String.fromCharCode(byte));
const single = Object.entries(python.single).map(([name, table]) => {
  const half = isAscii(table) ? table.slice(128) : table;
  // Unassigned bytes as U+FFFF, which no codec decodes to.
  return [name, half.map((one) => one ?? "\uffff").join("")];
});

const HANGUL = { first: 0xac00, last: 0xd7a3 };
const cp949 = python.pairs.cp949.two;
const inKs = new Set(
  Object.entries(python.pairs.euc_kr.two)
    .filter(([pair]) => isKs(Number(pair)))
    .map(([, one]) => one),
);
const rest = Array.from({ length: HANGUL.last - HANGUL.first + 1 }, (_, index) => String.fromCharCode(HANGUL.first + index)).filter(
  (one) => !inKs.has(one),
);
const extension = Object.keys(cp949)
  .map(Number)
  .filter((pair) => cp949[pair] >= "\uac00" && cp949[pair] <= "\ud7a3" && !inKs.has(cp949[pair]))
  .sort((left, right) => left - right);
if (extension.some((pair, index) => cp949[pair] !== rest[index]) || extension.length !== rest.length)
  throw new Error("cp949 does not continue KS X 1001 in order");

const lines = [
  "// Written by scripts/encodings/make-tables.mjs from Python's own codecs. Do not edit.",
  "",
  "/** Python's names for its text encodings, by their aliases (`encodings.aliases`). */",
  `export const ALIASES = ${literal(
    Object.entries(python.aliases)
      .map(([alias, name]) => `${alias}:${name}`)
      .join(" "),
  )};`,
  "",
  "/** Modules of Python's `encodings` that decode to text, and those that do not. */",
  `export const TEXT_ENCODINGS = ${literal(python.text.join(" "))};`,
  `export const OTHER_CODECS = ${literal(python.others.join(" "))};`,
  "",
  "/** Characters of the bytes from 0x80 on, or of all 256 where the first half is not ASCII; U+FFFF where a byte has none. */",
  "export const SINGLE_BYTES: Readonly<Record<string, string>> = {",
  ...single.map(([name, table]) => `  ${name}: ${visible(table)},`),
  "};",
  "",
  "/** A codec of two bytes: the pairs it defines, and those whose characters `TextDecoder` gets wrong somewhere. Runs are `gap+length` in base 36. */",
  "export interface PairTable {",
  "  readonly label: string;",
  "  readonly defined: string;",
  "  readonly own: string;",
  "  readonly characters: string;",
  "}",
  "",
  "export const PAIRS: Readonly<Record<string, PairTable>> = {",
  ...Object.entries(BASES).map(([name, label]) => {
    const skipped = new Set(name === "cp949" ? extension : []);
    const { defined, own, characters } = difference(
      python.pairs[name].two,
      engines.get(label),
      (pair) => pair - 0x8000,
      (pair) => skipped.has(pair),
    );
    console.log(name, "own", [...characters].length);
    return `  ${name}: { label: ${literal(label)}, defined: ${literal(defined)}, own: ${literal(own)}, characters: ${visible(characters)} },`;
  }),
  "};",
  "",
  "/** The pairs at which cp949 continues KS X 1001 with the remaining syllables of Hangul, in their order. */",
  `export const HANGUL_PAIRS = ${literal(runs(extension))};`,
  "",
  "/** euc_jp's characters of three bytes after 0x8f: JIS X 0212. */",
  (() => {
    const { defined, own, characters } = difference(python.three, triples, (pair) => ((pair >> 8) - 0xa1) * 94 + (pair & 0xff) - 0xa1);
    return `export const TRIPLES: PairTable = { label: "euc-jp", defined: ${literal(defined)}, own: ${literal(own)}, characters: ${visible(characters)} };`;
  })(),
  "",
];
writeFileSync(join(root, "src", "core", "readers", "csv", "codecs", "tables.ts"), lines.join("\n"));
