import { environmentOf } from "../evidence/in-environment.ts";
import { tableOfRecords } from "../evidence/records-table.ts";
import { modelDataFrom } from "../ladders/frame.ts";
import { inferSchema } from "../ladders/infer-schema.ts";
import { SideSigner } from "./side-signer.ts";
import type { DataSide, SideInput, SideResult, SignedSide } from "./signer.ts";
import { strategy } from "./strategy.ts";
import { z } from "./zod.ts";

export const INFER_CONFIG = z
  .strictObject({ KIND: z.literal("InferSigner") })
  .meta({ title: "InferSigner", description: "The signature of mlflow.models.infer_signature for the files as pandas reads them." });

export type InferConfig = z.infer<typeof INFER_CONFIG>;

/** How many rows were read; null for tensors and for JSON that is not a list. */
export const rowCountOf = ({ dataset }: SideInput): number | null => tableOfRecords(dataset)?.rowCount ?? null;

/** One side as `infer_signature` signs it. */
export function inferSide({ dataset, preprocessing = {} }: SideInput): SideResult {
  return { ...inferSchema(modelDataFrom(dataset, preprocessing), environmentOf(dataset)), rowCount: rowCountOf({ dataset }) };
}

/**
 * The default strategy: exactly what `mlflow.models.infer_signature` gives for the pandas reading of the files, with MLflow's fallback to
 * `any` where that gives up. It has nothing to configure.
 *
 * It reports no problems of its own: those of the evidence are found by `core/problems`.
 * Source: `mlflow/models/signature.py infer_signature`.
 *
 * @example
 * const side = await readSide([sourceFromBytes(new TextEncoder().encode("age,name\n41,Ada\n"), "people.csv")], DEFAULT_SETTINGS);
 * const { signature } = new InferSigner().sign({ inputs: { dataset: side.dataset } });
 * signatureToDict(signature).inputs;
 * // → [{"type": "long", "name": "age", "required": true}, {"type": "string", "name": "name", "required": true}]
 */
export class InferSigner extends SideSigner<InferConfig> {
  readonly KIND = "InferSigner";

  constructor(config: InferConfig = { KIND: "InferSigner" }) {
    super(config);
  }

  protected signSide(_side: DataSide, input: SideInput): SignedSide {
    return { result: inferSide(input), problems: [] };
  }
}

export const INFER_STRATEGY = strategy("InferSigner", INFER_CONFIG, (config) => new InferSigner(config));
