import type { ByteSource } from "../bytes/byte-source.ts";
import { checkWays, scoredFormat } from "../check/check-files.ts";
import { defined } from "../defined.ts";
import { CURRENT, type Environment } from "../environment/environment.ts";
import { datasetIn } from "../evidence/in-environment.ts";
import { renamed } from "../evidence/renamed.ts";
import type { Schema } from "../mlflow/types.ts";
import type { ReadContext } from "../readers/reader.ts";
import { unlessRefused } from "../readers/unless-refused.ts";
import type { ReadSide, ReadSides } from "../sign.ts";
import type { DataSide, SideResult, SigningResult, TrialVerdict } from "../signers/signer.ts";
import { checkData } from "../validation/check-input.ts";
import type { Verdict } from "../validation/verdict.ts";

/** Data as it would be signed, with what MLflow would say of it. */
export interface DataState {
  readonly opened: ReadSide;
  readonly result: SideResult;
  /** Null where the way makes no sense for the file, or nothing was signed. */
  readonly predict: Verdict | null;
  readonly scoring: Verdict | null;
}

export interface StateRequest {
  readonly side: DataSide;
  readonly sides: ReadSides;
  readonly sources: readonly ByteSource[];
  readonly sign: (sides: ReadSides) => SigningResult;
  /** Whether the sources are what may be sent to the scoring server. */
  readonly isSendable: boolean;
  /** Whether nothing is to be read again: the counts decide, or it is not known. */
  readonly isEvidence: boolean;
}

/** A verdict where the files can be checked at all; a refusal to read them is reported elsewhere. */
const verdictOf = async (checked: Promise<readonly Verdict[]>): Promise<Verdict | null> => (await unlessRefused(checked))?.[0] ?? null;

/** What the evidence of a table says of it at `predict`; JSON is checked by its document, which is not read again here. */
function evidenceVerdict(
  { dataset, settings }: ReadSide,
  schema: Schema,
  isEnforced: boolean,
  environment: Environment = CURRENT,
): Verdict | null {
  if (dataset.kind !== "table") return null;
  const { preprocessing = {} } = settings;
  return checkData({ dataset: renamed(datasetIn(environment, dataset), preprocessing.rename), preprocessing }, schema, {
    via: "predict",
    isEnforced,
    environment,
  }).verdict;
}

/**
 * Signs one side as it was opened, and checks it both ways in: passed to `predict` as it was opened, and sent as the file is.
 * Null where the side cannot be signed at all.
 */
export async function dataState(request: StateRequest, opened: ReadSide, context: ReadContext): Promise<DataState | null> {
  const { side, sides, sources, sign, isSendable, isEvidence } = request;
  const result = sign({ ...sides, [side]: opened }).sides[side];
  if (result === undefined) return null;
  const { schema } = result;
  if (schema === null || result.failure !== null) return { opened, result, predict: null, scoring: null };
  if (isEvidence) return { opened, result, predict: evidenceVerdict(opened, schema, side === "inputs", sides.environment), scoring: null };
  const check = {
    sources,
    settings: opened.settings,
    schema,
    isEnforced: side === "inputs",
    ...defined({ environment: sides.environment }),
  };
  const predict = await verdictOf(checkWays({ ...check, opened }, ["predict"], context));
  const format = side === "inputs" && isSendable ? await scoredFormat(sources, opened) : null;
  // What was opened may have been cleaned by the user's own Python, which no request has.
  const scoring = format === null ? null : await verdictOf(checkWays({ ...check, format }, ["scoring"], context));
  return { opened, result, predict, scoring };
}

export const kindOf = (verdict: Verdict | null): TrialVerdict | null => verdict?.kind ?? null;
