import { expect, it } from "vitest";
import { PROFILES } from "../../../src/core/environment/profiles.ts";
import { readSide, signSides } from "../../../src/core/sign.ts";
import { InferSigner } from "../../../src/core/signers/infer-signer.ts";
import { fileSource, textSource } from "../../helpers/sources.ts";

it("offers casts of a column beside one that is cast already", async () => {
  // `predict` refuses the missing cell of Int64 until the column is float64 or str; price is another column's matter.
  const csv = "price,code\n1.50,5812\n2.25,\n3.00,7011\n";
  const settings = { options: new Map([["dtype", new Map([["code", "Int64"]])]]), preprocessing: { astype: new Map([["price", "str"]]) } };
  const inputs = await readSide([textSource(csv, "data.csv")], settings);
  const { problems } = signSides({ inputs }, new InferSigner());
  const found = problems.find(({ kind }) => kind === "own-data-refused");
  expect(found?.columns).toEqual(["code"]);
  expect(found?.fixes?.map(({ label }) => label)).toEqual(["Cast to float64", "Cast to text", "Drop the column"]);
});

it.each(PROFILES.map(({ id, environment }) => [id, environment] as const))(
  "judges times with a time zone as %s does",
  async (id, environment) => {
    const inputs = await readSide([fileSource("tests/fixtures/problems/time-zones-parquet/raises/inputs.parquet")], { options: new Map() });
    const { problems } = signSides({ inputs, environment }, new InferSigner());
    // pandas 1.5 takes the zone off in `astype("datetime64[ns]")`; later releases raise.
    expect(problems.some(({ kind }) => kind === "time-zones")).toBe(id !== "pandas-1.5");
  },
);
