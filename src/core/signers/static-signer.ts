import { defined } from "../defined.ts";
import { SignetError, text } from "../errors.ts";
import type { SpecReport } from "../ladders/infer-report.ts";
import { withTypedDefaults } from "../ladders/params.ts";
import { signatureFromDict, signatureToDict } from "../mlflow/signature-json.ts";
import type { ModelSignature, Schema } from "../mlflow/types.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import type { ColumnName } from "../python/value.ts";
import { inferSide, rowCountOf } from "./infer-signer.ts";
import { joinSigned } from "./side-signer.ts";
import { type DataSide, type SideInput, type SideResult, type SignedSide, Signer, type SignInput, type SigningResult } from "./signer.ts";
import { strategy } from "./strategy.ts";
import { z } from "./zod.ts";

const PART = z
  .union([z.string(), z.array(z.record(z.string(), z.json())), z.null()])
  .optional()
  .describe("A part as MLflow writes it: its JSON as a string, or the list itself. Absent or null: the signature has no such part.");

export const STATIC_CONFIG = z
  .strictObject({
    KIND: z.literal("StaticSigner"),
    signature: z
      .strictObject({ inputs: PART, outputs: PART, params: PART })
      .optional()
      .describe("The signature as in an MLmodel or from ModelSignature.to_dict()."),
    file: z
      .string()
      .min(1)
      .optional()
      .describe("Instead of signature: an MLmodel or the JSON of a signature. The command reads it from the config's folder."),
  })
  .meta({
    title: "StaticSigner",
    description: "A signature that you give: by hand, from an MLmodel or from an earlier run. Signet checks the files against it.",
  });

export type StaticConfig = z.infer<typeof STATIC_CONFIG>;

/** The config that gives a signature again, without loss: its parts as the JSON strings that MLflow writes. */
export function staticConfigFrom(signature: ModelSignature): StaticConfig {
  return { KIND: "StaticSigner", signature: { ...signatureToDict(signature) } };
}

/** The config's signature. Throws `InvalidSchema` where it breaks MLflow's rules, `InvalidOption` if there is none. */
function signatureOf({ signature, file }: StaticConfig): ModelSignature {
  if (signature === undefined) {
    const found = file === undefined ? "it has neither" : `the file ${file} was not read`;
    throw new SignetError("InvalidOption", text`A StaticSigner needs a signature or a file: ${found}.`, {
      remedy: "Give signature: with inputs, outputs or params, or the MLmodel's file.",
    });
  }
  // A list is written out and read again as MLflow reads it, since a config's numbers have lost which are floats.
  const part = (given: (typeof signature)["inputs"]) =>
    given === undefined || given === null || typeof given === "string" ? (given ?? null) : JSON.stringify(given);
  const parts = { inputs: part(signature.inputs), outputs: part(signature.outputs), params: part(signature.params) };
  if (Object.values(parts).every((given) => given === null))
    throw new SignetError("InvalidOption", "The signature has no part.", { remedy: "Give inputs, outputs or params." });
  const read = signatureFromDict(new Map(Object.entries(parts)));
  return { ...read, params: read.params && withTypedDefaults(read.params) };
}

/** The rows of a given schema, each with what was counted of the column of its name, or in its place where it has none. */
function reportsOf({ specs }: Schema, found: SideResult): readonly SpecReport[] {
  const keyOf = (name: ColumnName | undefined, index: number) => (name === undefined ? index : jsonDumps([name]));
  const read = new Map(found.specs.map((report, index) => [keyOf(report.name, index), report]));
  return specs.map((spec, index): SpecReport => {
    const counted = spec.name === undefined ? found.specs[index] : read.get(keyOf(spec.name, index));
    const {
      spec: _spec,
      steps: _steps,
      offence: _offence,
      name: _name,
      ...kept
    } = counted ?? { dtype: "", missing: null, isUncounted: true };
    const step = {
      from: kept.dtype,
      to: spec.kind === "tensor" ? spec.dtype : spec.type.kind === "scalar" ? spec.type.name : spec.type.kind,
      because: text`The signature was given by hand.`,
      isDeclared: true as const,
    };
    return { ...kept, ...defined({ name: spec.name }), spec, steps: [step] };
  });
}

/**
 * A signature given by hand, from an MLmodel or from an earlier run. What it signs is always that signature. Whether the files fit it is for
 * MLflow's enforcement to say, which `core/problems` applies to whatever signature was given.
 *
 * @throws SignetError `InvalidSchema` where the signature breaks MLflow's rules, `InvalidOption` where the config has none.
 * @example new StaticSigner(staticConfigFrom(signatureOfAnEarlierRun))
 */
export class StaticSigner extends Signer<StaticConfig> {
  readonly KIND = "StaticSigner";
  readonly signature: ModelSignature;

  constructor(config: StaticConfig) {
    super(config);
    this.signature = signatureOf(config);
  }

  sign({ inputs, outputs, params: given }: SignInput): SigningResult {
    const { params } = this.signature;
    const signed = joinSigned({
      inputs: inputs && this.sideOf("inputs", inputs),
      outputs: outputs && this.sideOf("outputs", outputs),
      params: undefined,
    });
    return {
      ...signed,
      signature: this.signature,
      ...(params === null && given === undefined
        ? {}
        : { params: { schema: params, failure: null, specs: params?.params ?? [], refusals: [], surprises: [], isGiven: true as const } }),
    };
  }

  private sideOf(side: DataSide, input: SideInput): SignedSide {
    const schema = this.signature[side];
    const rowCount = rowCountOf(input);
    if (schema === null) {
      const message = text`The signature given has no ${side}: the file is not part of it.`;
      return {
        result: { schema: null, failure: null, integerHint: false, specs: [], rowCount },
        problems: [{ kind: "side-not-signed", severity: "warns", side, columns: [], message, fixes: [] }],
      };
    }
    const specs = reportsOf(schema, inferSide(input));
    return { result: { schema, failure: null, integerHint: false, specs, rowCount, isGiven: true }, problems: [] };
  }
}

export const STATIC_STRATEGY = strategy("StaticSigner", STATIC_CONFIG, (config) => new StaticSigner(config));
