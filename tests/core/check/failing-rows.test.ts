import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import { checkPredict, checkScoring, checkWays } from "../../../src/core/check/check-files.ts";
import { errorToData } from "../../../src/core/errors.ts";
import { schemaFromValue } from "../../../src/core/mlflow/signature-json.ts";
import type { Schema } from "../../../src/core/mlflow/types.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import type { ReadContext } from "../../../src/core/readers/reader.ts";
import type { Verdict } from "../../../src/core/validation/verdict.ts";
import { csvFile } from "../../helpers/csv-files.ts";
import { randomCases } from "../../helpers/random-cases.ts";
import { textSource } from "../../helpers/sources.ts";

const schemaOf = (specs: readonly object[]): Schema => schemaFromValue(jsonLoads(JSON.stringify(specs)));
const settings = { options: new Map() };
const first100 = (step: number, from: number, most: number) =>
  Array.from({ length: most }, (_, index) => from + index * step).filter((row) => row <= 250);

async function rowsOf(verdicts: readonly Verdict[]) {
  return verdicts.map(({ refusals }) => refusals.map(({ column, rows }) => [column, rows?.count, rows?.first]));
}

describe("typed files", () => {
  const SCHEMA = schemaOf([
    { name: "id", type: "long", required: true },
    { name: "tags", type: "array", items: { type: "long" }, required: true },
    { name: "ok", type: "long", required: true },
  ]);
  // Row 2 is the first without an id, row 1 the first without tags.
  const FAULTS = [
    ["id", 125, first100(2, 2, 100)],
    ["tags", 84, first100(3, 1, 84)],
  ];

  it.each(["parquet", "feather", "arrow"])("say how many rows of %s are refused, and the first hundred of them", async (format) => {
    const bytes = readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "rows", `rows.${format}`));
    for (const pages of ["all", "needed"] as const) {
      const context: ReadContext = { pages };
      const request = { sources: [sourceFromBytes(bytes, `rows.${format}`)], settings, schema: SCHEMA, listRows: true };
      const verdicts = await checkWays(request, undefined, context);
      expect(await rowsOf(verdicts)).toEqual(verdicts.map(() => FAULTS));
    }
  });
});

describe("CSV", () => {
  it("lists the first hundred rows by either way in, from one reading", async () => {
    const text = `a,b\n${Array.from({ length: 250 }, (_, row) => `${row % 2 === 0 ? "x" : "1"},${row % 5 === 0 ? "" : "7"}`).join("\n")}\n`;
    const signature = {
      inputs: schemaOf([
        { name: "a", type: "double", required: true },
        { name: "b", type: "long", required: true },
      ]),
      outputs: null,
      params: null,
    };
    let opened = 0;
    // What lies in a file's head or tail is available without opening it again.
    const source = textSource(text + "1,7\n".repeat(50_000));
    const counting: typeof source = {
      ...source,
      stream(...given) {
        opened++;
        return source.stream(...given);
      },
    };
    const verdicts = await checkWays({ sources: [counting], settings, schema: signature.inputs, listRows: true });
    const faults = [
      ["a", 125, first100(2, 1, 100)],
      ["b", 50, first100(5, 1, 50)],
    ];
    expect(await rowsOf(verdicts)).toEqual([faults, faults]);
    expect(opened).toBe(1);
  });
});

describe("one reading for both ways in", () => {
  it("sees that an integer beside a float is past int64", async () => {
    const specs = ["boolean", "long"].map((type, index) => ({ name: `c${index}`, type, required: true }));
    const request = {
      sources: [textSource("c0,c1\nTrue,1e5\nFalse,9223372036854775807\n")],
      settings,
      schema: schemaOf(specs),
      listRows: true,
    };
    const verdicts = await checkWays({ ...request, format: "csv" }, ["predict", "scoring"]);
    expect(verdicts.map(({ kind }) => kind)).toEqual(["refused", "refused"]);
    expect(verdicts[1]?.refusals.map(({ column }) => column)).toEqual(["c1"]);
  });

  const types = fc.constantFrom("boolean", "integer", "long", "float", "double", "string", "datetime");

  it("comes to what a reading for each comes to, whatever the file and the types", async () => {
    await fc.assert(
      fc.asyncProperty(csvFile(false), fc.array(types, { minLength: 1, maxLength: 3 }), async ({ bytes }, chosen) => {
        // pandas' own names of the columns of a file without a header line are those of its first row.
        const names =
          new TextDecoder()
            .decode(bytes)
            .replace("\ufeff", "")
            .split(/\r?\n/)[0]
            ?.split(/[,;\t|]/) ?? [];
        const specs = chosen.map((type, index) => ({ name: names[index]?.replaceAll('"', "") || `c${index}`, type, required: true }));
        const sources = [sourceFromBytes(bytes, "data.csv")];
        const request = { sources, settings, schema: schemaOf(specs), listRows: true };
        const outcome = (verdict: Promise<unknown>) => verdict.catch((error: unknown) => errorToData(error));
        const apart = await Promise.all([outcome(checkPredict(request)), outcome(checkScoring({ ...request, format: "csv" }))]);
        const together = await outcome(checkWays({ ...request, format: "csv" }, ["predict", "scoring"]));
        const brief = (verdict: unknown) => {
          if (typeof verdict !== "object" || verdict === null || !("refusals" in verdict)) return verdict;
          const { kind, refusals, extra } = verdict as Verdict;
          return { kind, extra, refusals: refusals.map(({ column, stage, error, message }) => ({ column, stage, error, message })) };
        };
        if (Array.isArray(together)) expect(together.map(brief)).toEqual(apart.map(brief));
        else expect(apart).toContainEqual(together);
      }),
      { numRuns: randomCases(200) },
    );
  });
});
