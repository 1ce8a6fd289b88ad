import { expect, it } from "vitest";
import type { PythonValue } from "../../../src/core/python/value.ts";
import { readSide, signPlainly, signSides } from "../../../src/core/sign.ts";
import { InferSigner } from "../../../src/core/signers/infer-signer.ts";
import { tryFixes } from "../../../src/core/trial/try-fixes.ts";
import { textSource } from "../../helpers/sources.ts";

/** The fixes of a column's numbers, as they are offered once they were tried on the file. */
async function fixesOf(text: string, column: string, options: Readonly<Record<string, PythonValue>> = {}) {
  const source = textSource(text);
  const inputs = await readSide([source], { options: new Map(Object.entries(options)) });
  const { problems } = signSides({ inputs }, new InferSigner());
  const tried = await tryFixes(problems, {
    sides: { inputs },
    sources: { inputs: [source] },
    sign: (sides) => signPlainly(sides, new InferSigner()),
  });
  const found = tried.find(({ kind, columns }) => kind === "numbers-written-differently" && columns.includes(column));
  return (found?.fixes ?? []).map(({ label, tried, consequence }) =>
    `${label} → ${tried?.result ?? ""}: ${consequence} ${tried?.effects ?? ""}`.trim(),
  );
}

it("reads decimal commas and thousands in one go, next to columns of decimal commas", async () => {
  const [first] = await fixesOf("Kunde;Umsatz;Rabatt\n1;1.234,56;0,05\n2;987,00;0,10\n3;12.500,10;0,2\n", "Umsatz", { sep: ";" });
  expect(first).toBe(
    "Read the comma as decimal mark, the point as thousands separator → double: The file is read again. `1.234,56` becomes 1234.56. Also changes `Rabatt` from string to double.",
  );
});

it("says which column the reader options would harm", async () => {
  const [first] = await fixesOf("Umsatz;Datum\n1.234,56;31.12.2023\n987,00;01.02.2024\n12.500,10;15.03.2024\n", "Umsatz", { sep: ";" });
  expect(first).toContain("`decimal=',', thousands='.'` would also change `Datum` from string to long, so it is your own code.");
});

it("says which decimal points the reader options would remove", async () => {
  const [first] = await fixesOf("a;b\n1.234,56;1.5\n987,00;2.5\n12.500,10;3.5\n", "a", { sep: ";" });
  expect(first).toContain("`decimal=',', thousands='.'` would also remove the decimal points of `b`, so it is your own code.");
});

it("does not say that no option reads an ambiguous comma", async () => {
  const fixes = await fixesOf('id,income,v\n1,"52,000",1.5\n2,"1,000",2.5\n3,,3.5\n', "income");
  expect(fixes.map((fix) => fix.split(":")[0])).toEqual([
    "Read commas as thousands separators → double, optional",
    "Convert decimal commas → double, optional",
    "Keep as text → string, optional",
  ]);
  expect(fixes[1]).toContain("`decimal=','` would also change `v` from double to string, so it is your own code.");
});

it("reads spaces between thousands, which pandas does where they are plain", async () => {
  const [first] = await fixesOf("a;b\n1 234,5;x\n12,5;y\n1 234 567;z\n", "a", { sep: ";" });
  expect(first).toContain("Read the comma as decimal mark, the space as thousands separator → double");
});

it("leaves marks that are not ASCII to pandas, and says why", async () => {
  const [first] = await fixesOf("a;b\n1\u00a0234;x\n12;y\n1\u00a0234\u00a0567;z\n", "a", { sep: ";" });
  expect(first).toContain("pandas' default parser does not read this mark between thousands, so it is your own code.");
});

it("says which options do not suffice where words are among the numbers", async () => {
  const [, last] = await fixesOf('a,b\n"1,234.5",x\n-,y\n"2,500.5",z\n', "a");
  expect(last).toContain("`thousands=','` alone does not read every cell, so it is your own code.");
});

it("takes a unit and its plural for one", async () => {
  const fixes = await fixesOf("dur,b\n1 day,x\n2 days,y\n3 days,z\n", "dur");
  expect(fixes[0]).toContain("Convert to numbers → double: No reader option does this, so it is your own code. `1 day` becomes 1.");
});
