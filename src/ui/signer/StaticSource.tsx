import { loadModelText } from "../../core/mlflow/load-model.ts";
import { signatureToDict } from "../../core/mlflow/signature-json.ts";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import type { SigningResult } from "../../core/signers/signer.ts";
import { MLMODEL } from "../store/state/chosen-signer.ts";
import { isDict, type JsonObject, type JsonValue, withMember } from "./form/json-value.ts";

/** A dropped MLmodel's signature; null where it has none, or a broken one. */
function signatureOf(source: string | undefined): ModelSignature | null {
  try {
    return source === undefined ? null : loadModelText(source).signature;
  } catch {
    return null;
  }
}

/** The config with this signature in each of its StaticSigners. */
function withSignature(value: JsonValue | undefined, signature: ModelSignature): JsonValue {
  if (!isDict(value)) return { KIND: "StaticSigner", signature: { ...signatureToDict(signature) } };
  // Checked to be an object; its members are JSON.
  const config = value as JsonObject;
  if (config.KIND === "StaticSigner")
    return withMember(withMember(config, "file", undefined), "signature", { ...signatureToDict(signature) });
  if (config.KIND !== undefined) return config;
  return Object.fromEntries(
    Object.entries(config).map(([side, one]) => [side, isDict(one) && one.KIND === "StaticSigner" ? withSignature(one, signature) : one]),
  );
}

/** Fills in the signature of a StaticSigner from a model or from the page. */
export function StaticSource({
  result,
  files,
  value,
  onChange,
}: {
  readonly result: SigningResult | null;
  readonly files: ReadonlyMap<string, string>;
  readonly value: JsonValue | undefined;
  readonly onChange: (value: JsonValue) => void;
}) {
  const model = signatureOf(files.get(MLMODEL));
  const onPage = result?.signature ?? null;
  if (model === null && onPage === null) return <p className="help">Drop an MLmodel, or data, to use its signature.</p>;
  return (
    <div className="item-buttons">
      {onPage !== null && (
        <button type="button" className="small" onClick={() => onChange(withSignature(value, onPage))}>
          Fill in the signature on the page
        </button>
      )}
      {model !== null && (
        <button type="button" className="small" onClick={() => onChange(withSignature(value, model))}>
          Fill in the MLmodel's signature
        </button>
      )}
    </div>
  );
}
