import type { ByteSource } from "../bytes/byte-source.ts";
import { defined } from "../defined.ts";
import { SignetError } from "../errors.ts";
import type { ModelSignature, Schema } from "../mlflow/types.ts";
import type { PythonValue } from "../python/value.ts";
import type { ReadContext } from "../readers/reader.ts";
import type { ReadSettings } from "../readers/settings.ts";
import { unlessRefused } from "../readers/unless-refused.ts";
import { type ReadSide, readSide } from "../sign.ts";
import { adviseParams } from "../validation/advice/advise-params.ts";
import { enforceParams } from "../validation/enforce-params.ts";
import type { Advice } from "../validation/remedy.ts";
import type { CheckedData } from "../validation/reports/check-report.ts";
import type { Verdict, Way } from "../validation/verdict.ts";
import { adviseVerdict } from "./advise.ts";
import type { AdvisedRequest } from "./advised-request.ts";
import { checkSettings, checkWays, scoredFormat } from "./check-files.ts";

/** A data set that is checked against one side of a signature. */
export interface SideRequest {
  readonly side: "inputs" | "outputs";
  /** Parts of one data set. */
  readonly sources: readonly ByteSource[];
  readonly settings: ReadSettings;
  readonly signature: ModelSignature;
  /** The ways in that are asked for; absent: those that make sense for the format. Outputs have one: MLflow does not enforce them. */
  readonly ways?: readonly Way[];
  /** The extension under which a request is sent; absent: by content. */
  readonly format?: string;
  /** What was read before with these settings; absent: the files are read. */
  readonly opened?: ReadSide;
  /** Whether ways out of a refused verdict are looked for, and the rows at fault are listed; true unless it is set. */
  readonly advises?: boolean;
}

function schemaOf(signature: ModelSignature, side: "inputs" | "outputs"): Schema {
  const schema = signature[side];
  if (schema !== null) return schema;
  throw new SignetError("InvalidSchema", `The signature has no ${side} to check data against.`, {
    remedy: `Choose another side, or a signature that declares ${side}.`,
  });
}

const nameOf = ([first, ...more]: readonly ByteSource[]) => `${first?.name ?? ""}${more.length === 0 ? "" : ` and ${more.length} more`}`;

/**
 * Checks a data set against a side of a signature, with every failing column at once and the first hundred rows at fault.
 * Resolves to one verdict per way in; rejects with a SignetError where a file cannot be read or the signature lacks the side.
 */
export async function checkSide(request: SideRequest, context: ReadContext = {}): Promise<CheckedData> {
  const { side, sources, settings, signature, ways, format, opened } = request;
  const schema = schemaOf(signature, side);
  const hinted = side === "inputs" && signature.fromTypeHint === true ? { fromTypeHint: true } : {};
  const more = {
    params: signature.params,
    ...hinted,
    ...defined({ format, opened, environment: signature.environment }),
  };
  const asked = side === "outputs" ? (["predict"] as const) : ways;
  const verdicts = await checkWays(
    { sources, settings, schema, isEnforced: side === "inputs", listRows: request.advises !== false, ...more },
    asked,
    context,
  );
  const data: CheckedData = { name: nameOf(sources), side, schema, params: null, verdicts };
  if (request.advises === false || !verdicts.some(({ kind }) => kind === "refused")) return data;
  const check = { sources, settings, schema, isEnforced: side === "inputs", ...more };
  return { ...data, ...(await adviseSide(check, verdicts, context)) };
}

/** The ways out of every verdict of a side, the change of the signature that solves all, and the corrected request. */
async function adviseSide(
  check: AdvisedRequest,
  verdicts: readonly Verdict[],
  context: ReadContext,
): Promise<Pick<CheckedData, "advice" | "change" | "corrected">> {
  const opened = check.opened ?? (await openedOrNone(check, context));
  const request = opened === undefined ? check : { ...check, opened };
  const sent = check.format ?? (opened === undefined ? null : await scoredFormat(check.sources, opened));
  const advice: Advice[] = [];
  for (const verdict of verdicts)
    advice.push(await adviseVerdict({ ...request, ...defined({ format: sent ?? undefined }) }, verdict, context));
  const ways = verdicts.map(({ via }) => via);
  const changes = advice.flatMap(({ whole }) => whole.filter(({ by, python }) => by === "model" && python === undefined));
  const corrected = advice.flatMap(({ whole }) => whole.flatMap((remedy) => remedy.request ?? []))[0];
  for (const change of changes) {
    if (change.schema === undefined) continue;
    const changed = await checkWays({ ...request, schema: change.schema }, ways, context);
    if (changed.every(({ kind }) => kind === "accepted" || kind === "proves nothing")) return { advice, change, ...defined({ corrected }) };
  }
  return { advice, ...defined({ corrected }) };
}

/** The files as they are read for `predict`; undefined where they cannot be, as a request that is not JSON. */
async function openedOrNone(
  { sources, settings, schema, environment }: AdvisedRequest,
  context: ReadContext,
): Promise<ReadSide | undefined> {
  return (await unlessRefused(readSide(sources, checkSettings(settings, schema, environment), context))) ?? undefined;
}

/** Checks parameters against a signature's; every one that is refused is reported. */
export function checkParams(name: string, params: PythonValue, signature: ModelSignature, via: Way = "predict"): CheckedData {
  const verdict = enforceParams(params, signature.params, via, signature.environment);
  const data: CheckedData = { name, side: "params", schema: null, params: signature.params, verdicts: [verdict] };
  if (verdict.kind !== "refused") return data;
  const advice = adviseParams(params, signature.params, verdict);
  const change = advice.whole.find(({ by }) => by === "model");
  return { ...data, advice: [advice], ...defined({ change }) };
}
