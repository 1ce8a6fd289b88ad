import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isSignetError } from "../../src/core/errors.ts";
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

/** Good and broken files that nobody here made; skipped where they do not lie next to the repository. */
const corpusFiles = existsSync(corpus)
  ? ["parquet", "parquet-bad", "arrow", "arrow-bad", "npz", "npy"].flatMap((folder) =>
      readdirSync(join(corpus, folder)).map((name) => join(corpus, folder, name)),
    )
  : [];

interface Outcome {
  readonly schema: string;
  /** Why all pages could tell more than what is needed: a page that is broken, or a text that is not UTF-8. */
  readonly isBroken: boolean;
}

async function outcomeAt(path: string, pages: ReadDepth): Promise<Outcome> {
  try {
    const side = await readSide([fileSource(path)], { options: new Map() }, { pages });
    const { schema, failure } = signSides({ inputs: side }, new InferSigner()).sides.inputs ?? { schema: null, failure: null };
    const error = failure?.error.pythonError ?? "";
    return {
      schema: `${schema === null ? "none" : jsonDumps(schemaToValue(schema))} ${failure?.stage ?? ""} ${error}`,
      isBroken: ["UnicodeDecodeError", "ArrowException"].includes(error),
    };
  } catch (error) {
    if (!isSignetError(error)) throw error;
    return { schema: `refused: ${error.tag}`, isBroken: true };
  }
}

describe("what is needed gives the schema that all pages give", () => {
  it.each(goldenFiles)("%s", async (path) => {
    const all = await outcomeAt(path, "all");
    expect((await outcomeAt(path, "needed")).schema).toBe(all.schema);
  });

  it.runIf(corpusFiles.length > 0)("of every file of the corpus but those that are broken", async () => {
    const different: string[] = [];
    let compared = 0;
    for (const path of corpusFiles) {
      const all = await outcomeAt(path, "all");
      const needed = await outcomeAt(path, "needed");
      if (all.isBroken) continue;
      compared++;
      if (needed.schema !== all.schema) different.push(`${basename(path)}: ${all.schema}, not ${needed.schema}`);
    }
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(250);
  });
});
