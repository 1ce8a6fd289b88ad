import { expect, it } from "vitest";
import { renderText } from "../../../src/core/errors.ts";
import { readSide, signSides } from "../../../src/core/sign.ts";
import { InferSigner } from "../../../src/core/signers/infer-signer.ts";
import { textSource } from "../../helpers/sources.ts";

/** Two columns of each cause; the second one has it in row 2. */
const TABLE = [
  "zip,parcel,price,fee,seen,sold,tax,vat",
  '02139,1,"1,490","1,200",29/09/2021,29/09/2021,n.a.,1',
  '94110,007,"2,490","2,200",2021-09-01,1/2/2021,2,n.a.',
  ...Array.from({ length: 40 }, (_, row) => `${row},${row},"3,490","3,200",29/09/2021,2021-09-01,${row},${row}`),
].join("\n");

it("says of each of several columns by itself what it quotes of the first", async () => {
  const inputs = await readSide([textSource(`${TABLE}\n`)], { options: new Map() });
  const { problems } = signSides({ inputs }, new InferSigner());
  const alone = new Map(
    problems.flatMap(({ alone = [] }) => alone.map(({ column, message }) => [String(column), renderText(message)] as const)),
  );
  expect(Object.fromEntries(alone)).toEqual({
    zip: "`zip` loses its leading zeros: row 1 has 02139 (1 cell).",
    parcel: "`parcel` loses its leading zeros: row 2 has 007 (1 cell).",
    price: "`price` is text because the numbers are written with thousands separators: row 1 has 1,490.",
    fee: "`fee` is text because the numbers are written with thousands separators: row 1 has 1,200.",
    seen: expect.stringContaining("`seen` mixes date formats: row 1 has 29/09/2021, row 2 2021-09-01."),
    sold: expect.stringContaining("`sold` mixes date formats: row 1 has 29/09/2021, row 3 2021-09-01."),
    tax: "`tax` is text because 1 cell is not a number: row 1 has n.a..",
    vat: "`vat` is text because 1 cell is not a number: row 2 has n.a..",
  });
});
