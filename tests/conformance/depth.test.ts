import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { schemaToValue } from "../../src/core/mlflow/signature-json.ts";
import { jsonDumps } from "../../src/core/python/json-dumps.ts";
import type { ReadDepth } from "../../src/core/readers/reader.ts";
import { readSide, signSides } from "../../src/core/sign.ts";
import { InferSigner } from "../../src/core/signers/infer-signer.ts";
import { fileSource } from "../helpers/sources.ts";

const here = dirname(fileURLToPath(import.meta.url));
const corpus = join(here, "..", "..", "..", "shared", "corpus");

const TYPED = /\.(parquet|feather|arrow|arrows|npz|npy)$/;

const goldenFiles = readdirSync(join(here, "golden", "files"))
  .filter((name) => TYPED.test(name))
  .map((name) => join(here, "golden", "files", name));

/** What the reference answers for the corpus: broken files are those that it cannot read, or that hold text it cannot decode. */
const answers: readonly { readonly file: string; readonly problem: { readonly stage: string; readonly error: string } | null }[] = existsSync(
  join(corpus, "answers.jsonl"),
)
  ? readFileSync(join(corpus, "answers.jsonl"), "utf-8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line))
  : [];

const typedFolders = /^(parquet|parquet-bad|arrow|arrow-bad|npz|npy)\//;
const corpusFiles = answers.filter(({ file }) => typedFolders.test(file));
const isWhole = ({ problem }: (typeof answers)[number]) =>
  problem === null || (problem.stage !== "read" && problem.error !== "UnicodeDecodeError");

async function schemaAt(path: string, pages: ReadDepth): Promise<string> {
  const side = await readSide([fileSource(path)], { options: new Map() }, { pages });
  const { schema, failure } = signSides({ inputs: side }, new InferSigner()).sides.inputs ?? { schema: null, failure: null };
  return `${schema === null ? "none" : jsonDumps(schemaToValue(schema))} ${failure?.stage ?? ""} ${failure?.error.pythonError ?? ""}`;
}

const tried = (path: string, pages: ReadDepth) => schemaAt(path, pages).catch((error: Error) => `refused: ${error.message}`);

describe("what is needed gives the schema that all pages give", () => {
  it.each(goldenFiles)("%s", async (path) => {
    expect(await tried(path, "needed")).toBe(await tried(path, "all"));
  });

  it.runIf(corpusFiles.length > 0)("of every file of the corpus that is whole", async () => {
    const different: string[] = [];
    for (const answer of corpusFiles.filter(isWhole)) {
      const path = join(corpus, answer.file);
      if ((await tried(path, "needed")) !== (await tried(path, "all"))) different.push(answer.file);
    }
    expect(different).toEqual([]);
  });
});
