import { must } from "../defined.ts";
import type { SparkOptions } from "../spark/options.ts";
import { InferSigner } from "./infer-signer.ts";
import { STRATEGIES } from "./registry.ts";
import { joinSigned } from "./side-signer.ts";
import { type DataSide, type SignedSide, Signer, type SignInput, type SigningResult } from "./signer.ts";
import type { SignerContext } from "./strategy.ts";
import { z } from "./zod.ts";

const CONFIGS = STRATEGIES.map(({ config }) => config);

// A union takes its members as a tuple; the registry's line order is one, which `map` forgets.
const UNION = z.discriminatedUnion("KIND", CONFIGS as unknown as [(typeof CONFIGS)[number], ...(typeof CONFIGS)[number][]]);

/** The config of one signer: a union on `KIND`. */
export type SignerConfig = z.output<typeof UNION>;

const SIDES = z.strictObject({ inputs: UNION.optional(), outputs: UNION.optional() }).meta({
  title: "Different signers for inputs and outputs",
  description: "Another signer for each side; a side that is absent, and the params, are signed by InferSigner.",
});

/** What is chosen: one signer for all, or one per side. */
export const SIGNER_CHOICE = z.union([UNION, SIDES]);
export type SignerChoice = z.output<typeof SIGNER_CHOICE>;

/** A config file: the choice under the key `signer`. */
const SIGNER_DOCUMENT = z.strictObject({ signer: SIGNER_CHOICE }).meta({ title: "Signet's signer" });

export const DEFAULT_CHOICE: SignerChoice = { KIND: "InferSigner" };

function signerFromConfig(config: SignerConfig, context: SignerContext): Signer {
  const found = STRATEGIES.find(({ KIND }) => KIND === config.KIND);
  return must(found).make(config, context);
}

/** Spark's reader options where a choice signs Spark's reading of a side; null where it signs pandas'. */
export function sparkOptionsOf(choice: SignerChoice, side: DataSide): SparkOptions | null {
  const config = "KIND" in choice ? choice : choice[side];
  const found = STRATEGIES.find(({ KIND }) => KIND === config?.KIND);
  return found?.spark?.(config) ?? null;
}

/** A signer for each side, as one: each signs its own side, and InferSigner signs what is left. */
class SidesSigner extends Signer<{ readonly KIND: "SidesSigner" }> {
  readonly KIND = "SidesSigner";
  private readonly signers: Readonly<Record<DataSide, Signer>>;

  constructor(signers: Readonly<Record<DataSide, Signer>>) {
    super({ KIND: "SidesSigner" });
    this.signers = signers;
  }

  sign({ inputs, outputs, params }: SignInput): SigningResult {
    const left = inputs && this.signers.inputs.sign({ inputs });
    const right = outputs && this.signers.outputs.sign({ outputs });
    const bottom = params === undefined ? undefined : new InferSigner().sign({ params });
    const signed = (result: SigningResult | undefined, side: DataSide): SignedSide | undefined => {
      const found = result?.sides[side];
      return found && { result: found, problems: result.problems };
    };
    return joinSigned({
      inputs: signed(left, "inputs"),
      outputs: signed(right, "outputs"),
      params: bottom?.params && { params: bottom.params, problems: bottom.problems },
    });
  }
}

/** The signer that a choice describes. Throws `InvalidOption` or `InvalidSchema` where it cannot be made, with what is missing. */
export function signerFromChoice(choice: SignerChoice, context: SignerContext = {}): Signer {
  if ("KIND" in choice) return signerFromConfig(choice, context);
  const of = (config: SignerConfig | undefined) => (config === undefined ? new InferSigner() : signerFromConfig(config, context));
  return new SidesSigner({ inputs: of(choice.inputs), outputs: of(choice.outputs) });
}

/** The JSON Schema of a config file, for editors and forms. Defaults are in it, and nothing that has one is required. */
export function signerJsonSchema(): z.core.JSONSchema.JSONSchema {
  return z.toJSONSchema(SIGNER_DOCUMENT, { io: "input" });
}
