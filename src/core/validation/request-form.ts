import type { Environment } from "../environment/environment.ts";
import { text } from "../errors.ts";
import type { ParamSchema } from "../mlflow/types.ts";
import { pythonLiteral } from "../python/repr.ts";
import type { Dict, PythonValue } from "../python/value.ts";
import { invalidInput } from "./convert-json.ts";
import { mlflowException } from "./raised.ts";

/** The keys of which a request has exactly one. */
export const ENVELOPES = ["dataframe_split", "dataframe_records", "instances", "inputs"] as const;

export type Envelope = (typeof ENVELOPES)[number];

/** A request with one of these keys at its top is taken as it is. Source: `SUPPORTED_LLM_FORMATS` in `serving_data_parser.py`. */
export const UNWRAPPED_KEYS = ["messages", "prompt", "input"] as const;

/** Whether the scoring server takes a body as it is, without an envelope. Source: `is_unified_llm_input`. */
export const isUnwrapped = (document: PythonValue): boolean => document instanceof Map && UNWRAPPED_KEYS.some((key) => document.has(key));

/** What the scoring server makes of a body, before it looks at the schema. */
export interface RequestParts {
  /** The whole body but its params, or the value of the envelope. */
  readonly data: PythonValue;
  /** Null for a body that is taken as it is. */
  readonly envelope: Envelope | null;
  /** What is given to `predict` as params; undefined where the body has none. */
  readonly params: PythonValue | undefined;
}

/** What of a model decides how its requests are read. */
export interface ServedModel {
  /** A request without an envelope may hold params next to its data. */
  readonly params?: ParamSchema | null;
  /** The schema was made from a type hint, by which MLflow checks the data instead. */
  readonly fromTypeHint?: boolean;
  /** Whose MLflow and pandas take the data; the current ones where nothing is said. */
  readonly environment?: Environment;
}

/** A body that is taken as it is: what the params schema names goes to the params. Source: `_split_data_and_params_for_llm_input`. */
function unwrappedParts(document: Dict, params: ParamSchema | null): RequestParts {
  const names = new Set(params?.params.map(({ name }) => name));
  const entries = [...document];
  return {
    data: new Map(entries.filter(([key]) => !names.has(key))),
    envelope: null,
    params: new Map(entries.filter(([key]) => names.has(key))),
  };
}

const REQUIRED_FORM = `The input must be a JSON dictionary with exactly one of the input fields {${ENVELOPES.map((name) => `'${name}'`).join(", ")}}`;

/** The server parses no data of a model with a type hint: it passes on the value of `inputs`, whatever else is there. */
function hintedData(document: Dict, found: readonly Envelope[]): PythonValue {
  const data = document.get("inputs");
  if (data !== undefined) return data;
  const keys = pythonLiteral(found);
  throw mlflowException(
    text`Request payload must be a dictionary with 'inputs' key when the model contains a valid type hint. Found keys in payload: dict_keys(${keys}).`,
  );
}

const typeOf = (value: PythonValue) =>
  value === null
    ? "NoneType"
    : typeof value === "string"
      ? "str"
      : typeof value === "boolean"
        ? "bool"
        : typeof value === "bigint"
          ? "int"
          : "float";

/**
 * A request's data and params apart; throws `Raised` where the scoring server refuses the form of the body.
 * Keys next to the envelope, such as `client_request_id`, are passed over. Source: `_parse_json_data` in `mlflow/pyfunc/scoring_server`.
 *
 * @example requestParts({"messages": [], "temperature": 0.5}, { params }) // temperature is among the params if their schema names it
 */
export function requestParts(document: PythonValue, { params = null, fromTypeHint = false }: ServedModel): RequestParts {
  if (Array.isArray(document)) throw invalidInput(`${REQUIRED_FORM}. Received a list.`);
  if (!(document instanceof Map)) throw invalidInput(`${REQUIRED_FORM}. Received unexpected input type '<class '${typeOf(document)}'>.`);
  if (isUnwrapped(document)) return unwrappedParts(document, params);
  const found = ENVELOPES.filter((name) => document.has(name));
  if (fromTypeHint) return { data: hintedData(document, found), envelope: "inputs", params: document.get("params") };
  const [envelope, second] = found;
  if (envelope === undefined || second !== undefined)
    throw mlflowException(text`${REQUIRED_FORM}. Received dictionary with input fields: ${pythonLiteral(found)}.`);
  return { data: document.get(envelope) ?? null, envelope, params: document.get("params") };
}
