import type { ByteSource } from "../bytes/byte-source.ts";
import { SignetError } from "../errors.ts";
import type { ModelSignature, Schema } from "../mlflow/types.ts";
import type { PythonValue } from "../python/value.ts";
import type { ReadContext } from "../readers/reader.ts";
import type { ReadSettings } from "../readers/settings.ts";
import type { ReadSide } from "../sign.ts";
import { enforceParams } from "../validation/enforce-params.ts";
import type { CheckedData } from "../validation/reports/check-report.ts";
import type { Way } from "../validation/verdict.ts";
import { checkWays } from "./check-files.ts";

/** A data set that is held against one side of a signature. */
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
}

function schemaOf(signature: ModelSignature, side: "inputs" | "outputs"): Schema {
  const schema = signature[side];
  if (schema !== null) return schema;
  throw new SignetError("InvalidSchema", `The signature has no ${side} to hold data against.`, {
    remedy: `Choose another side, or a signature that declares ${side}.`,
  });
}

const nameOf = ([first, ...more]: readonly ByteSource[]) => `${first?.name ?? ""}${more.length === 0 ? "" : ` and ${more.length} more`}`;

/**
 * Holds a data set against a side of a signature, with every failing column at once and the first hundred rows at fault.
 * Resolves to a verdict a way in; rejects with a SignetError where a file cannot be read or the signature lacks the side.
 */
export async function checkSide(request: SideRequest, context: ReadContext = {}): Promise<CheckedData> {
  const { side, sources, settings, signature, ways, format, opened } = request;
  const schema = schemaOf(signature, side);
  const hinted = side === "inputs" && signature.fromTypeHint === true ? { fromTypeHint: true } : {};
  const more = {
    params: signature.params,
    ...hinted,
    ...(format === undefined ? {} : { format }),
    ...(opened === undefined ? {} : { opened }),
  };
  const asked = side === "outputs" ? (["predict"] as const) : ways;
  const verdicts = await checkWays({ sources, settings, schema, isEnforced: side === "inputs", listRows: true, ...more }, asked, context);
  return { name: nameOf(sources), side, schema, params: null, verdicts };
}

/** Holds parameters against a signature's; every one that is refused is told. */
export function checkParams(name: string, params: PythonValue, signature: ModelSignature, via: Way = "predict"): CheckedData {
  return { name, side: "params", schema: null, params: signature.params, verdicts: [enforceParams(params, signature.params, via)] };
}
