import { isMap, isScalar } from "yaml";
import { CURRENT, type Environment, has } from "../environment/environment.ts";
import { environmentOfModel } from "../environment/parse.ts";
import { SignetError, text } from "../errors.ts";
import { readYaml, YamlFault, yamlValue } from "../python/yaml-text.ts";
import { signatureFromDict, signatureToDict } from "./signature-json.ts";
import type { ModelSignature } from "./types.ts";

/** What Signet reads of an MLmodel file. */
export interface Mlmodel {
  /** The file as it is, to be patched. */
  readonly source: string;
  readonly signature: ModelSignature | null;
  readonly flavors: readonly string[];
  readonly mlflowVersion: string | null;
  readonly runId: string | null;
  readonly modelId: string | null;
  /** Where in its run's artifacts the model lies; from MLflow 3 on its own address. */
  readonly artifactPath: string | null;
  /** The versions that the model names: MLflow's, with the pandas that the files next to it name or that was used with it; null where it names none. */
  readonly environment: Environment | null;
  /** MLflow ignores a given signature where `predict` has type hints. */
  readonly fromTypeHint: boolean;
}

/** Beyond this column PyYAML folds at the next single space. Source: `best_width` in `yaml/emitter.py`. */
const BEST_WIDTH = 80;

/** A JSON string as PyYAML writes it: single-quoted, folded at spaces. Source: `write_single_quoted` in `yaml/emitter.py`. */
function singleQuoted(value: string, columnStart: number, indent: string, newline: string): string {
  let out = "'";
  let column = columnStart + 1;
  let start = 0;
  let spaces = false;
  for (let end = 0; end <= value.length; end++) {
    const character = value[end];
    if (spaces) {
      if (character !== " ") {
        if (start + 1 === end && column > BEST_WIDTH && start !== 0 && end !== value.length) {
          out += newline + indent;
          column = indent.length;
        } else {
          out += value.slice(start, end);
          column += end - start;
        }
        start = end;
      }
    } else if (character === undefined || character === " " || character === "'") {
      out += value.slice(start, end);
      column += end - start;
      start = end;
    }
    if (character === "'") {
      out += "''";
      column += 2;
      start = end + 1;
    }
    spaces = character === " ";
  }
  return `${out}'`;
}

/** The `signature:` block byte for byte as MLflow writes it into an MLmodel, without a last newline. */
export function signatureBlock(signature: ModelSignature, newline = "\n"): string {
  const { inputs, outputs, params } = signatureToDict(signature);
  const line = (key: string, value: string | null) =>
    `  ${key}: ${value === null ? "null" : singleQuoted(value, key.length + 4, "    ", newline)}`;
  const parts = [line("inputs", inputs), line("outputs", outputs), line("params", params)];
  // Before MLflow 2.6 there are no params.
  return ["signature:", ...parts.slice(0, has(signature.environment ?? CURRENT, "params") ? 3 : 2)].join(newline);
}

/** The same MLmodel with another signature; every byte outside its `signature:` stays. Throws `InvalidModel` where it is not an MLmodel. */
export function patchMlmodel(source: string, signature: ModelSignature): string {
  const newline = source.includes("\r\n") ? "\r\n" : "\n";
  const block = signatureBlock(signature, newline);
  const document = documentOf(source);
  if (!isMap(document.contents)) throw notMlmodel("it is not a mapping.");
  const pair = document.contents.items.find(({ key }) => isScalar(key) && key.value === "signature");
  const keyRange = isScalar(pair?.key) ? pair.key.range : undefined;
  if (pair === undefined || keyRange === undefined || keyRange === null) {
    const gap = source === "" || source.endsWith("\n") ? "" : newline;
    return `${source}${gap}${block}${newline}`;
  }
  // A node of the document has a range once it was parsed from text.
  const value = pair.value as { readonly range?: readonly [number, number, number] | null } | null;
  const end = value?.range?.[1] ?? keyRange[1] + 1;
  const kept = source.slice(0, end).trimEnd().length;
  return source.slice(0, keyRange[0]) + block + source.slice(Math.max(kept, keyRange[1] + 1));
}

/** How a file begins that Git LFS leaves in the place of one that it has not fetched. */
const GIT_LFS_POINTER = "version https://git-lfs.github.com/spec/";

const notMlmodel = (message: string) =>
  new SignetError("InvalidModel", text`This is not an MLmodel: ${message}`, {
    remedy: "Drop the file called MLmodel from the model's folder.",
  });

/** What is read of YAML, or why it is no MLmodel. */
function ofYaml<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    throw error instanceof YamlFault ? notMlmodel(`it cannot be read as YAML (${error.message}).`) : error;
  }
}

const documentOf = (source: string) => ofYaml(() => readYaml(source, { version: "1.1" }));

/** The numbers of a version: `3.1.0` of `3.1.0.dev0`. */
const releaseOf = (version: string | null): string | undefined => /^\d+(?:\.\d+){0,2}/.exec(version ?? "")?.[0];

/** Reads an MLmodel of any version. Throws `InvalidModel` with the reason if it is not one, `InvalidSchema` where its signature is broken. */
export function readMlmodel(source: string): Mlmodel {
  if (source.startsWith(GIT_LFS_POINTER)) throw notMlmodel("it is a Git LFS pointer; fetch the file with git lfs pull.");
  const document = documentOf(source);
  const parsed = ofYaml(() => yamlValue(document, { mapAsMap: true }));
  if (!(parsed instanceof Map)) throw notMlmodel("it is not a mapping.");
  if (!parsed.has("flavors") && !parsed.has("signature") && !parsed.has("mlflow_version"))
    throw notMlmodel("it has neither flavors nor a signature.");
  const given: unknown = parsed.get("signature");
  const flavors: unknown = parsed.get("flavors");
  const stringOf = (key: string) => {
    const value: unknown = parsed.get(key);
    return typeof value === "string" ? value : null;
  };
  const fromTypeHint = parsed.get("is_signature_from_type_hint") === true;
  const release = releaseOf(stringOf("mlflow_version"));
  // A mapping of JSON strings and nulls, checked part by part.
  const signature = given instanceof Map ? signatureFromDict(given, environmentOfModel(release)) : null;
  return {
    source,
    signature: signature !== null && fromTypeHint ? { ...signature, fromTypeHint } : signature,
    flavors: flavors instanceof Map ? [...flavors.keys()].map(String) : [],
    mlflowVersion: stringOf("mlflow_version"),
    runId: stringOf("run_id"),
    modelId: stringOf("model_id"),
    artifactPath: stringOf("artifact_path"),
    environment: release === undefined ? null : environmentOfModel(release),
    fromTypeHint,
  };
}
