import { describe, expect, it } from "vitest";
import { readSide, signPlainly, signSides } from "../../../src/core/sign.ts";
import { InferSigner } from "../../../src/core/signers/infer-signer.ts";
import type { Problem } from "../../../src/core/signers/signer.ts";
import { tryFixes } from "../../../src/core/trial/try-fixes.ts";
import { textSource } from "../../helpers/sources.ts";

/** The problems of a CSV, their fixes tried. */
async function triedProblems(csv: string): Promise<readonly Problem[]> {
  const source = textSource(csv, "data.csv");
  const sides = { inputs: await readSide([source], { options: new Map() }) };
  const signer = new InferSigner();
  const { problems } = signSides(sides, signer);
  return tryFixes(problems, { sides, sources: { inputs: [source] }, sign: (changed) => signPlainly(changed, signer) });
}

/** What each fix of a CSV came to once it was tried. */
async function effectsOf(csv: string): Promise<ReadonlyMap<string, string>> {
  return new Map(
    (await triedProblems(csv)).flatMap(({ fixes }) => fixes.map(({ label, tried: trial }) => [label, trial?.effects ?? ""] as const)),
  );
}

const THOUSANDS = "Read commas as thousands separators";

describe("what a fix does to a request of the file itself", () => {
  it("is a refusal where there was none", async () => {
    const effects = await effectsOf('income,b\n"52,000",1\n"61,500",2\n');
    expect(effects.get(THOUSANDS)).toBe("The scoring server then refuses the file as it is: send the changed data.");
  });

  it("is a further column refused where one already was", async () => {
    const effects = await effectsOf('income,active\n"52,000",true\n"61,500",\n"48,300",false\n');
    expect(effects.get(THOUSANDS)).toBe("Of the file as it is, the scoring server then refuses `income` too: send the changed data.");
  });

  it("is silent where the same column stays refused", async () => {
    const effects = await effectsOf("zip,active\n01234,true\n90210,\n10001,false\n");
    expect(effects.get("Read as text")).toBe("");
  });

  it("hands over the text of the file where a cast would write its own", async () => {
    const effects = await effectsOf("active,b\ntrue,1\n,2\nfalse,3\n");
    expect(effects.get("Cast to float64")).toBe("The scoring server then accepts this file.");
    expect(effects.get("Cast to text")).toBe(
      "The scoring server then accepts this file. From this CSV, the scoring server gives the model each cell as it is written: `true` stays `true`, which the cast makes `True`.",
    );
  });
});

describe("what takes a fix's place", () => {
  it("is for the columns of its own problem, where another problem has the same reader options", async () => {
    // thousands="," would also read `height`, and decimal="," would make text of `lat`.
    const rows = Array.from({ length: 12 }, (_, row) => `"${57 + row},934.42","16${row % 9},8","${4 + row},453",1.5`);
    const problems = await triedProblems(`income,height,total,lat\n${rows.join("\n")}\n`);
    const pythonFor = (name: string) =>
      problems
        .filter(({ columns }) => columns.length === 1 && columns[0] === name)
        .flatMap(({ fixes }) => fixes.flatMap((fix) => (fix.kind === "python" ? [fix.python] : [])));
    for (const name of ["income", "height", "total"]) {
      expect(pythonFor(name).length).toBeGreaterThan(0);
      for (const python of pythonFor(name)) expect(python).toContain(`for name in ['${name}']`);
    }
  });
});
