import { readFileSync } from "node:fs";
import { CATALOGUE } from "../../src/core/messages/catalogue.ts";
import { recogniseError } from "../../src/core/messages/recognise.ts";

interface Provoked {
  readonly message: string;
  readonly plain: string;
  readonly expected: {
    readonly words: readonly string[] | null;
    readonly columns: readonly string[] | null;
    readonly types: readonly [string, string] | null;
  };
}

interface SourceWords {
  readonly words: string;
  readonly places: readonly (readonly [string, number, string])[];
}

interface Scope {
  readonly reason: string;
  readonly patterns: readonly string[];
}

const linesOf = <Line>(path: string): readonly Line[] =>
  readFileSync(path, "utf-8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

/** Words without the values between them, and without marks at their ends. */
const bare = (words: string) =>
  words
    .replace(/\{\w*\}/g, "{}")
    .replace(/\s+/g, " ")
    .replace(/^[\s{}.]+|[\s{}.'"`]+$/g, "");

/** The entries with a wording that the source's words are in. */
const idsOf = (words: readonly string[]) => {
  const known = words.map(bare);
  return CATALOGUE.filter(({ wordings }) =>
    wordings.some((wording) => known.some((one) => bare(wording.words).includes(one) || one.includes(bare(wording.words)))),
  ).map(({ id }) => id);
};

const sorted = (names: readonly string[]) => JSON.stringify([...names].sort());

/** What is wrong with the answer to a provoked message; null where it has the right entry, columns and types. */
function fault({ message, expected: { words, columns, types } }: Provoked): string | null {
  const found = recogniseError(message);
  if (found === null) return "is not recognised";
  if (words !== null && !idsOf(words).includes(found.id)) return `is ${found.id}, and the source says ${words.join(" / ").slice(0, 120)}`;
  if (columns !== null && sorted(columns) !== sorted(found.columns)) return `names ${sorted(found.columns)}, not ${sorted(columns)}`;
  if (types !== null && (types[0] !== found.found || types[1] !== found.expected))
    return `has ${found.found} → ${found.expected}, not ${types.join(" → ")}`;
  return null;
}

/** Checks that each provoked message finds its entry, columns and types. */
export function matchMessages(path: string): { readonly same: number; readonly wrong: readonly string[]; readonly ids: number } {
  const cases = linesOf<Provoked>(path);
  const wrong = cases.flatMap((one) => {
    const what = fault(one);
    return what === null ? [] : [`${one.plain.slice(0, 120).replaceAll("\n", " ")}: ${what}`];
  });
  return { same: cases.length - wrong.length, wrong, ids: new Set(cases.map(({ message }) => recogniseError(message)?.id)).size };
}

/** Checks that every string of MLflow's sources is in the catalogue, or out of its scope for a reason. */
export function coverSources(
  path: string,
  scopePath: string,
): { readonly known: number; readonly beyond: number; readonly wrong: readonly string[] } {
  const scope: readonly Scope[] = JSON.parse(readFileSync(scopePath, "utf-8"));
  const patterns = scope.flatMap((one) => one.patterns.map((pattern) => new RegExp(pattern)));
  let known = 0;
  let beyond = 0;
  const wrong: string[] = [];
  for (const { words, places } of linesOf<SourceWords>(path)) {
    let count = 0;
    const filled = words.replace(/\{\}/g, () => `abc${++count}`);
    if (recogniseError(filled) !== null) known += 1;
    else if (patterns.some((pattern) => pattern.test(words))) beyond += 1;
    else wrong.push(`${places[0]?.[0]}:${places[0]?.[1]} ${words.slice(0, 160)}`);
  }
  return { known, beyond, wrong };
}
