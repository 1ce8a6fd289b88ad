// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ComponentProps } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { readSide, signSides } from "../../../src/core/sign.ts";
import { type SignerChoice, signerFromChoice } from "../../../src/core/signers/choice.ts";
import { InferSigner } from "../../../src/core/signers/infer-signer.ts";
import type { SigningResult } from "../../../src/core/signers/signer.ts";
import { TakeButtons } from "../../../src/ui/signer/TakeButtons.tsx";
import { type TrySigning, useTrial } from "../../../src/ui/signer/use-trial.ts";
import { chosenFrom } from "../../../src/ui/store/state/chosen-signer.ts";
import { textSource } from "../../helpers/sources.ts";

afterEach(cleanup);

const TOLERANT: SignerChoice = { KIND: "TolerantSigner", integers: "double", optional: [], text: [], rules: [] };
const CHOSEN = chosenFrom(TOLERANT, new Map());

function Shown({
  result,
  trySigning,
  areRangesKnown,
  ...on
}: {
  readonly result: SigningResult;
  readonly trySigning: TrySigning;
  readonly areRangesKnown: boolean;
} & Pick<ComponentProps<typeof TakeButtons>, "onTake" | "onChange">) {
  const trial = useTrial(CHOSEN, result, trySigning, areRangesKnown);
  return <TakeButtons choice={TOLERANT} trial={trial} value={{ KIND: "TolerantSigner" }} onCancel={() => undefined} {...on} />;
}

/** A table signed by InferSigner, and the buttons under what a TolerantSigner would change. */
async function shown(text: string, areRangesKnown = true) {
  const inputs = await readSide([textSource(text)], { options: new Map() });
  const result = signSides({ inputs }, new InferSigner());
  const [onTake, onChange] = [vi.fn(), vi.fn()];
  const trySigning = async (choice: SignerChoice) => signSides({ inputs }, signerFromChoice(choice));
  render(<Shown result={result} trySigning={trySigning} areRangesKnown={areRangesKnown} onTake={onTake} onChange={onChange} />);
  return { onTake, onChange, user: userEvent.setup() };
}

it("uses a signer together with the casts without which predict refuses the data, except those that round", async () => {
  const { onTake, user } = await shown("id,age,n\n9007199254740993,41,1\n9007199254740994,42,2\n");
  await user.click(await screen.findByRole("button", { name: "Use TolerantSigner and cast 2 columns" }));
  expect(onTake).toHaveBeenCalledWith(TOLERANT, [
    { side: "inputs", fix: expect.objectContaining({ kind: "astype", columns: ["age", "n"], dtype: "float64" }) },
  ]);
  await user.click(screen.getByRole("button", { name: "Use TolerantSigner alone" }));
  expect(onTake).toHaveBeenLastCalledWith(TOLERANT, []);
});

it("offers no casts while nobody knows what they would round", async () => {
  await shown("age\n41\n42\n", false);
  await screen.findByRole("button", { name: "Use TolerantSigner" });
  expect(screen.queryByRole("button", { name: /and cast/ })).toBeNull();
});

it("leaves columns long that would lose values", async () => {
  const { onChange, user } = await shown("zip,id,age\n02139,9007199254740993,41\n00501,9007199254740994,42\n");
  await user.click(await screen.findByRole("button", { name: "Leave zip and id as long" }));
  expect(onChange).toHaveBeenCalledWith({ KIND: "TolerantSigner", rules: [{ when: { name: ["zip", "id"] }, as: "long" }] });
});
