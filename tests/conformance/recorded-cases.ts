import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonLoads } from "../../src/core/python/json-loads.ts";
import type { PythonValue } from "../../src/core/python/value.ts";
import { DEFAULT_CHOICE, type SignerChoice } from "../../src/core/signers/choice.ts";
import { parseSignerConfig } from "../../src/core/signers/config-text.ts";
import type { Case } from "./same-answer.ts";

/** A file of cases with the reference's answers. */
export interface CaseFile {
  readonly name: string;
  /** `golden`: the reference's own; `fixtures`: what other checks found once. */
  readonly in: "golden" | "fixtures";
  /** Signs what names no signer. */
  readonly choice: SignerChoice;
}

const file = (name: string, place: CaseFile["in"], choice = DEFAULT_CHOICE): CaseFile => ({ name, in: place, choice });

/** Files whose answers are schemas. */
export const SCHEMA_FILES: readonly CaseFile[] = [
  file("edges", "golden"),
  file("files", "golden"),
  file("random", "golden"),
  file("peers", "golden"),
  file("spark", "golden", parseSignerConfig("KIND: SparkSigner", "golden")),
  file("typed", "fixtures"),
  file("options", "fixtures"),
  file("damaged", "fixtures"),
  file("declared-ranges", "fixtures"),
  file("spark", "fixtures"),
];

/** Files whose answers are verdicts. */
export const VERDICT_FILES: readonly CaseFile[] = [
  file("against", "golden"),
  file("against-files", "golden"),
  file("against-params", "golden"),
  file("verdicts", "fixtures"),
];

/** Random cases chosen for the branches that no other case reaches (`npm run coverage -- --record`). */
export const CHOSEN_FILE = file("recorded", "fixtures");

/** All files of cases with the reference's answers. */
export const CASE_FILES: readonly CaseFile[] = [...SCHEMA_FILES, ...VERDICT_FILES, CHOSEN_FILE];

/** The folder of golden cases, from which cases name their files. */
export const goldenFolder = (root: string): string => join(root, "tests", "conformance", "golden");

/** The cases of a JSON Lines file. */
export const readCases = (path: string): readonly Map<string, PythonValue>[] =>
  readFileSync(path, "utf-8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => jsonLoads(line))
    .filter((value): value is Map<string, PythonValue> => value instanceof Map);

/** The cases of a file, each with the reference's answer. `root`: of the repository. */
export function casesOf({ name, in: place }: CaseFile, root: string): readonly Case[] {
  const folder = place === "golden" ? goldenFolder(root) : join(root, "tests", "fixtures");
  return readCases(join(folder, `${name}.jsonl`));
}
