import { describe, expect, it } from "vitest";
import { checkSignature } from "../../src/core/check/check-signature.ts";
import type { ReadSettings } from "../../src/core/readers/settings.ts";
import { readSide, signSides } from "../../src/core/sign.ts";
import { signerFromChoice } from "../../src/core/signers/choice.ts";
import { LastCheck } from "../../src/worker/last-check.ts";
import { textSource } from "../helpers/sources.ts";

const given = (type: string) =>
  signerFromChoice({ KIND: "StaticSigner", signature: { inputs: [{ type, name: "a" }], outputs: undefined, params: undefined } });

const PLAIN: ReadSettings = { options: new Map() };

describe("the verdicts of the last check", () => {
  it("are those of what was checked, and none once something has changed", async () => {
    const source = textSource("a\n7\n8\n", "data.csv");
    const inputs = await readSide([source], PLAIN);
    const result = signSides({ inputs }, given("double"));
    const last = new LastCheck();
    expect(last.verdictsOn({ inputs }, result)).toBeNull();
    last.keep({ inputs }, result.signature, await checkSignature({ inputs: { opened: inputs, sources: [source] } }, result.signature));
    expect(last.verdictsOn({ inputs }, result)?.inputs?.map(({ via, kind }) => [via, kind])).toEqual([
      ["predict", "refused"],
      ["scoring", "accepted"],
    ]);
    const cast = { ...inputs, settings: { ...inputs.settings, preprocessing: { astype: "float64" } } };
    expect(last.verdictsOn({ inputs: cast }, result)).toBeNull();
    expect(last.verdictsOn({ inputs: await readSide([source], PLAIN) }, result)).toBeNull();
    expect(last.verdictsOn({ inputs }, signSides({ inputs }, given("long")))).toBeNull();
    expect(last.verdictsOn({ inputs }, signSides({ inputs }, signerFromChoice({ KIND: "InferSigner" })))).toBeNull();
  });
});
