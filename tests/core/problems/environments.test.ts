import { expect, it } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import { PROFILES } from "../../../src/core/environment/profiles.ts";
import { readSide, signSides } from "../../../src/core/sign.ts";
import { InferSigner } from "../../../src/core/signers/infer-signer.ts";

/** Text columns of each way: thousands separators, dates of two formats, a word among numbers; and leading zeros, which are numbers. */
const TABLE = [
  "price,day,count,zip",
  ...Array.from(
    { length: 40 },
    (_, row) => `"${row + 1},490",${row % 2 === 0 ? "29/09/2021" : "2021-09-01"},${row === 30 ? "n.a." : row},0${row + 100}`,
  ),
].join("\n");

it.each(PROFILES.map(({ id, environment }) => [id, environment] as const))(
  "what is wrong with a column of text is found with %s",
  async (_, environment) => {
    const inputs = await readSide([sourceFromBytes(new TextEncoder().encode(`${TABLE}\n`), "homes.csv")], { options: new Map() });
    const { problems } = signSides({ inputs, environment }, new InferSigner());
    const found = problems
      .filter(({ side, columns }) => side === "inputs" && columns.length === 1)
      .map(({ kind, columns }) => [...columns, kind]);
    expect(found).toEqual(
      expect.arrayContaining([
        ["price", "numbers-written-differently"],
        ["day", "mixed-date-formats"],
        ["count", "numbers-but-for-few"],
        ["zip", "leading-zeros"],
      ]),
    );
  },
);
