import { SignetError, text } from "../errors.ts";
import type { SpecReport } from "../ladders/infer-report.ts";
import { withTypedDefaults } from "../ladders/params.ts";
import { signatureFromDict, signatureToDict } from "../mlflow/signature-json.ts";
import type { ModelSignature, Schema } from "../mlflow/types.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import { inferSide, rowCountOf } from "./infer-signer.ts";
import { signInferredParams } from "./side-signer.ts";
import { type DataSide, type Problem, type SideInput, type SideResult, Signer, type SignInput, type SigningResult } from "./signer.ts";
import { heldAgainst } from "./static-check.ts";
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
      .describe("The signature, as ModelSignature.to_dict() gives it and MLmodel holds it."),
    file: z
      .string()
      .min(1)
      .optional()
      .describe("In the signature's place: an MLmodel, or the JSON of a signature; for the command line beside the config."),
  })
  .meta({
    title: "StaticSigner",
    description: "A signature given by hand, from an MLmodel or from an earlier run; the files are held against it.",
  });

export type StaticConfig = z.infer<typeof STATIC_CONFIG>;

/** The config that gives a signature again, without loss: its parts as the JSON strings that MLflow writes. */
export function staticConfigFrom(signature: ModelSignature): StaticConfig {
  return { KIND: "StaticSigner", signature: { ...signatureToDict(signature) } };
}

/** The config's signature. Throws `InvalidSchema` where it breaks MLflow's rules, `InvalidOption` where there is none. */
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

function reportsOf({ specs }: Schema, found: SideResult | undefined): readonly SpecReport[] {
  return specs.map((spec, index): SpecReport => {
    const { dtype = "", missing = null } =
      found?.specs.find(({ name }, at) =>
        spec.name === undefined ? at === index : jsonDumps([name ?? null]) === jsonDumps([spec.name]),
      ) ?? {};
    const step = {
      from: dtype,
      to: spec.kind === "tensor" ? spec.dtype : spec.type.kind === "scalar" ? spec.type.name : spec.type.kind,
      because: text`The signature is given by hand.`,
    };
    return { ...(spec.name === undefined ? {} : { name: spec.name }), spec, dtype, missing, steps: [step] };
  });
}

/**
 * A signature given by hand, from an MLmodel or from an earlier run. What it signs is always that signature; the files are held against it
 * by name, type and requiredness, and each cause of difference is one problem.
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

  sign({ inputs, outputs, params }: SignInput): SigningResult {
    const held = { inputs: inputs && this.hold("inputs", inputs), outputs: outputs && this.hold("outputs", outputs) };
    return {
      signature: this.signature,
      sides: {
        ...(held.inputs === undefined ? {} : { inputs: held.inputs.result }),
        ...(held.outputs === undefined ? {} : { outputs: held.outputs.result }),
      },
      ...(this.signature.params === null
        ? {}
        : { params: { schema: this.signature.params, failure: null, specs: this.signature.params.params, refusals: [], surprises: [] } }),
      problems: [...(held.inputs?.problems ?? []), ...(held.outputs?.problems ?? []), ...this.holdParams(params)],
    };
  }

  private hold(side: DataSide, input: SideInput): { readonly result: SideResult; readonly problems: readonly Problem[] } {
    const found = inferSide(input);
    const schema = this.signature[side];
    const rowCount = rowCountOf(input);
    if (schema === null) {
      const message = text`The signature given has no ${side}: the file is not part of it.`;
      return {
        result: { schema: null, failure: null, integerHint: false, specs: [], rowCount },
        problems: [{ kind: "side-not-signed", severity: "warns", side, columns: [], message, fixes: [] }],
      };
    }
    const result: SideResult = { schema, failure: null, integerHint: false, specs: reportsOf(schema, found), rowCount };
    if (found.failure !== null && found.schema === null) {
      const message = [...text`The file cannot be held against the signature: `, ...found.failure.error.message];
      return { result, problems: [{ kind: found.failure.stage, severity: "stops", side, columns: [], message, fixes: [] }] };
    }
    return { result, problems: heldAgainst(side, schema, found) };
  }

  private holdParams(params: SignInput["params"]): readonly Problem[] {
    if (params === undefined) return [];
    const declared = new Set((this.signature.params?.params ?? []).map(({ name }) => name));
    const found = signInferredParams(params);
    const unknown = (found.params.schema?.params ?? []).map(({ name }) => name).filter((name) => !declared.has(name));
    if (unknown.length === 0) return found.problems;
    const message = text`${unknown.length} params are not in the signature: MLflow ignores them.`;
    return [...found.problems, { kind: "param-extra", severity: "warns", side: "params", columns: unknown, message, fixes: [] }];
  }
}

export const STATIC_STRATEGY = strategy("StaticSigner", STATIC_CONFIG, (config) => new StaticSigner(config));
