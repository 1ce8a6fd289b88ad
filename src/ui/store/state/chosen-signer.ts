import { defined } from "../../../core/defined.ts";
import { loadModelText } from "../../../core/mlflow/load-model.ts";
import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import { signatureToDict } from "../../../core/mlflow/signature-json.ts";
import type { SignerChoice, SignerConfig } from "../../../core/signers/choice.ts";

/** The signer in use: what was chosen, as it is written, and the texts of the files that it names, as if they lay next to it. */
export interface ChosenSigner {
  readonly choice: SignerChoice;
  readonly files: ReadonlyMap<string, string>;
}

export const INFER: ChosenSigner = { choice: { KIND: "InferSigner" }, files: new Map() };

/** The name by which a config names the MLmodel that was dropped. */
export const MLMODEL = "MLmodel";

export const isDefault = ({ choice }: ChosenSigner): boolean => "KIND" in choice && choice.KIND === "InferSigner";

/** The configs of a choice, with the side that each is for; one config is for all. */
export function configsOf(choice: SignerChoice): readonly { readonly side: "inputs" | "outputs" | null; readonly config: SignerConfig }[] {
  if ("KIND" in choice) return [{ side: null, config: choice }];
  return DATA_SIDES.flatMap((side) => {
    const config = choice[side];
    return config === undefined ? [] : [{ side, config }];
  });
}

/** A choice in words: `TolerantSigner`, `TolerantSigner for inputs, InferSigner for outputs`, `signer.mjs`. */
export function choiceName(choice: SignerChoice): string {
  const name = (config: SignerConfig | undefined) => (config?.KIND === "CustomSigner" ? config.file : (config?.KIND ?? "InferSigner"));
  return "KIND" in choice ? name(choice) : `${name(choice.inputs)} for inputs, ${name(choice.outputs)} for outputs`;
}

/** The file that a config needs and does not hold. */
function fileOf(config: SignerConfig): string | undefined {
  if (config.KIND === "CustomSigner") return config.source === undefined ? config.file : undefined;
  return config.KIND === "StaticSigner" && config.signature === undefined ? config.file : undefined;
}

function withText(config: SignerConfig, text: string | undefined): SignerConfig {
  if (text === undefined) return config;
  switch (config.KIND) {
    case "CustomSigner":
      return { ...config, source: text };
    case "StaticSigner": {
      const { signature } = loadModelText(text);
      return signature === null ? config : { KIND: "StaticSigner", signature: { ...signatureToDict(signature) } };
    }
    case "InferSigner":
    case "TensorSigner":
    case "TolerantSigner":
    case "SparkSigner":
      return config;
  }
}

function mapConfigs(choice: SignerChoice, change: (config: SignerConfig) => SignerConfig): SignerChoice {
  if ("KIND" in choice) return change(choice);
  const { inputs, outputs } = choice;
  return defined({ inputs: inputs && change(inputs), outputs: outputs && change(outputs) });
}

/** The choice with the files that it names read in, as the command line reads them from next to the config. Throws as `loadModelText` does. */
export function completeChoice({ choice, files }: ChosenSigner): SignerChoice {
  return mapConfigs(choice, (config) => withText(config, files.get(fileOf(config) ?? "")));
}

/** The signer of a choice with those of the files available that it names, and no other. */
export function chosenFrom(choice: SignerChoice, available: ReadonlyMap<string, string>): ChosenSigner {
  const named = new Set(configsOf(choice).map(({ config }) => fileOf(config)));
  return { choice, files: new Map([...available].filter(([name]) => named.has(name))) };
}
