import { expect, it } from "vitest";
import { readSide, signSides } from "../../../src/core/sign.ts";
import { InferSigner } from "../../../src/core/signers/infer-signer.ts";
import { textSource } from "../../helpers/sources.ts";

/** The Python of each fix that makes dates of a column's cells. */
async function pythonFor(...cells: readonly string[]): Promise<readonly string[]> {
  const inputs = await readSide([textSource(`seen\n${cells.join("\n")}\n`)], { options: new Map() });
  const { problems } = signSides({ inputs }, new InferSigner());
  const found = problems.find(({ kind }) => kind === "mixed-date-formats") ?? expect.fail();
  return found.fixes.flatMap((fix) => (fix.kind === "python" ? [fix.python] : []));
}

it("reads a date that begins with its year by the month, next to others that begin with the day", async () => {
  expect(await pythonFor("01/02/2024", "2024-02-03", "29/02/2024", "2024-02-04")).toEqual([
    [
      "for name in ['seen']:",
      "    dates = pd.to_datetime(df[name], format='%d/%m/%Y', errors=\"coerce\")",
      "    dates = dates.fillna(pd.to_datetime(df[name], format='%Y-%m-%d', errors=\"coerce\"))",
      "    df[name] = dates",
    ].join("\n"),
  ]);
});
