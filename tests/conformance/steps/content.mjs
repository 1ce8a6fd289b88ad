import { existsSync } from "node:fs";
import { join } from "node:path";
import { folder, readLines, shared } from "../../../scripts/conformance/kit.mjs";

/** Files in which the content decides otherwise than the name, as it should: what the reference makes of them by their name is nonsense. */
const OTHERWISE = new Map([
  ["csv/data__science_federal_giving.csv", "a Git LFS pointer, which is refused instead of signed"],
  ["csv/frictionless-py__implicit-zip.csv", "a zip called .csv, which is unpacked instead of refused"],
]);

const BY_CONTENT = { title: "by content", more: ["--by", "content"] };

const WAYS = [
  { title: "by name", more: [] },
  BY_CONTENT,
  { title: "by content, pages above 4 MiB as needed", more: ["--by", "content", "--pages", "needed"] },
  { title: "by name, all pages as needed", more: ["--pages", "needed", "--above", "0"] },
  { title: "by content, all pages as needed", more: ["--by", "content", "--pages", "needed", "--above", "0"] },
];

const stage = ({ problem }) => problem?.stage ?? null;

/** The names of the cases that differ, as compare.py finds them. */
function differing({ differences }, expected, actual) {
  const { same, total, lines } = differences(expected, actual);
  const names = lines.flatMap((line) => (line.includes(" | expected ") ? [line.split(" | expected ")[0]] : []));
  if (names.length !== total - same) throw new Error(`${total - same} cases of ${expected} differ, and ${names.length} are named`);
  return names;
}

/** The reader chosen by name and by content, and pages read as needed: each gives what the reference gives for the same files. */
export function run(kit) {
  const corpus = join(shared, "corpus", "answers.jsonl");
  const golden = (name) => join(folder, "golden", `${name}.jsonl`);
  if (existsSync(corpus)) compareWays(kit, "corpus", corpus, WAYS);
  compareWays(kit, "files", golden("files"), WAYS);
  // Text has no pages.
  for (const name of ["edges", "random"]) compareWays(kit, name, golden(name), [BY_CONTENT]);
}

function compareWays(kit, name, expected, ways) {
  const { answer, file, tally } = kit;
  const cases = new Map(readLines(expected).map((one) => [one.name, one]));
  let known = new Set();
  for (const [index, { title, more }] of ways.entries()) {
    const path = file(`content.${name}.${index}.jsonl`);
    answer(expected, path, more);
    const answers = new Map(readLines(path).map((one) => [one.name, one]));
    const different = differing(kit, expected, path);
    // The corpus step checks what differs when files are read by name.
    if (more.length === 0) known = new Set(different);
    // A broken page, or text that is not UTF-8, is found by who reads it; the answer says that pages are unread.
    const isUnread = (one) =>
      answers.get(one)?.unread === true && (stage(cases.get(one)) === "read" || cases.get(one).problem?.error === "UnicodeDecodeError");
    const unexplained = different.filter((one) => !known.has(one) && !isUnread(one) && !(more.includes("content") && OTHERWISE.has(one)));
    const explained = different.length - unexplained.length;
    console.log(
      `${name}, ${title}: ${cases.size - different.length} of ${cases.size} the same, ${explained} explained, ${unexplained.length} not`,
    );
    for (const one of unexplained.slice(0, 20)) console.log(`  ${one}`);
    tally(cases.size - unexplained.length, unexplained.length);
  }
}
