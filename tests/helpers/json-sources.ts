import { sourceFromBytes } from "../../src/core/bytes/byte-source.ts";
import type { Dataset } from "../../src/core/evidence/dataset.ts";
import type { ValueEvidence } from "../../src/core/evidence/value-evidence.ts";
import { modelDataFrom } from "../../src/core/ladders/frame.ts";
import { inferSchema } from "../../src/core/ladders/infer-schema.ts";
import { schemaToValue } from "../../src/core/mlflow/signature-json.ts";
import { jsonDumps } from "../../src/core/python/json-dumps.ts";
import { jsonLinesReader, jsonReader } from "../../src/core/readers/json/json-reader.ts";
import { DEFAULT_SETTINGS } from "../../src/core/readers/settings.ts";

/** What a JSON text is read to, in chunks of the size given. */
export function readJson(source: string | Uint8Array, chunkSize = 1 << 16): Promise<Dataset> {
  return jsonReader.read(sourceFromBytes(bytesOf(source), "data.json", chunkSize), DEFAULT_SETTINGS, {});
}

export function readJsonLines(source: string | Uint8Array, chunkSize = 1 << 16): Promise<Dataset> {
  return jsonLinesReader.read(sourceFromBytes(bytesOf(source), "data.jsonl", chunkSize), DEFAULT_SETTINGS, {});
}

/** The evidence of a JSON text that is not an envelope. */
export async function valuesOf(source: string): Promise<ValueEvidence> {
  const dataset = await readJson(source);
  if (dataset.kind !== "value") throw new Error(`read as ${dataset.kind}`);
  return dataset.value;
}

/** MLflow's schema for what was read, as JSON; or where and how the attempt failed. */
export function schemaText(dataset: Dataset): string {
  const { schema, failure } = inferSchema(modelDataFrom(dataset, {}));
  return failure ? failure.stage : jsonDumps(schema ? schemaToValue(schema) : null);
}

function bytesOf(source: string | Uint8Array): Uint8Array {
  return typeof source === "string" ? new TextEncoder().encode(source) : source;
}
