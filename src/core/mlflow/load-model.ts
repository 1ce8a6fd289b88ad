import { SignetError, text } from "../errors.ts";
import { jsonLoads } from "../python/json-loads.ts";
import type { PythonValue } from "../python/value.ts";
import { type Mlmodel, readMlmodel } from "./mlmodel.ts";
import { paramSchemaFromValue, schemaFromValue, signatureFromDict } from "./signature-json.ts";
import { isSignatureRepr, signatureFromRepr } from "./signature-repr.ts";
import type { ModelSignature } from "./types.ts";

/** A model or a signature that data can be checked against. Its signature is null for a model without one, where one begins: no error. */
export interface LoadedModel extends Omit<Mlmodel, "source"> {
  readonly origin: "MLmodel" | "signature JSON" | "printed signature";
  /** The MLmodel file as it is, to be patched; null for a bare signature. */
  readonly source: string | null;
}

const bare = (origin: LoadedModel["origin"], signature: ModelSignature): LoadedModel => ({
  origin,
  signature,
  flavors: [],
  mlflowVersion: null,
  runId: null,
  modelId: null,
  artifactPath: null,
  environment: null,
  fromTypeHint: false,
  source: null,
});

/** `ModelSignature.to_dict()` has strings of JSON; what is written by hand may have the lists themselves. */
export function signatureFromJson(value: PythonValue): ModelSignature | null {
  if (Array.isArray(value)) return { inputs: schemaFromValue(value), outputs: null, params: null };
  if (!(value instanceof Map)) return null;
  const nested = value.get("signature");
  if (nested instanceof Map) return signatureFromJson(nested);
  const sides = ["inputs", "outputs", "params"].filter((side) => value.has(side));
  if (sides.length === 0) return null;
  if (sides.every((side) => value.get(side) === null || typeof value.get(side) === "string")) return signatureFromDict(value);
  const part = <Part>(side: string, from: (given: PythonValue) => Part): Part | null => {
    const given = value.get(side) ?? null;
    return given === null ? null : from(typeof given === "string" ? jsonLoads(given) : given);
  };
  return {
    inputs: part("inputs", schemaFromValue),
    outputs: part("outputs", schemaFromValue),
    params: part("params", paramSchemaFromValue),
  };
}

function parsedJson(source: string): PythonValue | undefined {
  if (!/^\s*[{[]/.test(source)) return undefined;
  try {
    return jsonLoads(source);
  } catch {
    return undefined;
  }
}

/**
 * A model or signature from its text: an MLmodel file, a signature's JSON, or what `print(signature)` writes.
 * Throws `InvalidModel` with the reason if it is not one of them, `InvalidSchema` where its signature is broken.
 */
export function loadModelText(source: string): LoadedModel {
  if (isSignatureRepr(source)) return bare("printed signature", signatureFromRepr(source));
  const json = parsedJson(source);
  const signature = json === undefined ? null : signatureFromJson(json);
  if (signature !== null) return bare("signature JSON", signature);
  if (Array.isArray(json))
    throw new SignetError("InvalidModel", text`This JSON is not a signature.`, {
      remedy: "Drop the MLmodel, or the output of signature.to_dict().",
    });
  return { origin: "MLmodel", ...readMlmodel(source) };
}

/** A list of specs, by itself or as a part: its first has a type of MLflow's. */
const SPEC_LIST =
  /^\s*(\{\s*"(inputs|outputs|signature)"\s*:\s*)*\[\s*\{[^{}]*"type"\s*:\s*"(boolean|integer|long|float|double|string|binary|datetime|array|object|map|any|tensor|sparkml_vector)"/;

/** Whether a text is likely a model or a signature rather than data. */
export function isModelText(head: string, name: string): boolean {
  if (/(^|\/)MLmodel$/.test(name)) return true;
  if (isSignatureRepr(head)) return true;
  if (/^\s*\{\s*"(inputs|outputs|params|signature)"\s*:\s*("\[|null)/.test(head) || SPEC_LIST.test(head)) return true;
  return /^(artifact_path|flavors|mlflow_version|signature):/m.test(head) && /\.(ya?ml|txt)$|^[^.]*$/i.test(name);
}
