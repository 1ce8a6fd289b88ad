import { jsonLoads } from "../python/json-loads.ts";
import { parseLiteral } from "../python/literal.ts";
import type { Way } from "./verdict.ts";

/** What an error message of MLflow complains of. */
export const ERROR_CAUSES = [
  "missing inputs",
  "too few columns",
  "incompatible type",
  "integers with missing values",
  "time zone",
  "conversion failed",
  "body not parsed",
  "request form",
  "missing properties",
  "unknown properties",
  "nested value",
  "tensor shape",
  "tensor dtype",
  "not a frame",
  "missing cells",
  "params",
] as const;

export type ErrorCause = (typeof ERROR_CAUSES)[number];

/** An error message of MLflow's enforcement, taken apart. */
export interface RecognisedError {
  /** The Python class, where the text names it. */
  readonly error: string | null;
  readonly cause: ErrorCause;
  /** Columns, keys or parameters that it names. */
  readonly columns: readonly string[];
  /** The dtype that the data had. */
  readonly found: string | null;
  /** The type or dtype that the signature asks for. */
  readonly expected: string | null;
  /** Told by the wording; null where both ways say the same. */
  readonly via: Way | null;
}

interface Pattern {
  readonly cause: ErrorCause;
  readonly expression: RegExp;
}

/**
 * MLflow's own words with what they name, the more telling before the less: one message may quote another.
 * Source: `mlflow/models/utils.py`, `mlflow/utils/proto_json_utils.py`, `mlflow/pyfunc/scoring_server/__init__.py`.
 */
const PATTERNS: readonly Pattern[] = [
  { cause: "params", expression: /Invalid parameters found: \{(?<params>.*)\}/s },
  { cause: "missing inputs", expression: /Model is missing inputs (?<list>\[.*?\])\./s },
  { cause: "missing inputs", expression: /The input column '(?<column>.*?)' is required by the model signature but missing/s },
  {
    cause: "too few columns",
    expression: /The model signature declares (?<expected>\d+) inputs\s+but the provided value only has\s+(?<found>\d+) inputs/,
  },
  {
    cause: "integers with missing values",
    expression:
      /Incompatible input types for column (?<column>.*?)\. Can not safely convert (?<found>\S+) to (?<expected>\S+)\. Hint: the type mismatch is likely caused by missing/s,
  },
  {
    cause: "incompatible type",
    expression: /Incompatible input types for column (?<column>.*?)\. Can not safely convert (?<found>.+?) to (?<expected>[^\s.]+)\./s,
  },
  { cause: "time zone", expression: /input data of datetime column only contains timezone-naive/ },
  { cause: "conversion failed", expression: /Failed to convert column (?<column>.*?) to type '(?<expected>.*?)'\. Error:/s },
  { cause: "conversion failed", expression: /Failed to convert column (?<column>.*?) from type (?<found>\S+) to (?<expected>\w+)\./s },
  { cause: "body not parsed", expression: /Failed to parse input as a Pandas DataFrame\..*?(?:in column (?<column>\d+))?$/s },
  {
    cause: "request form",
    expression:
      /The input must be a JSON dictionary with exactly one of the input fields|Dataframe (?:split|records) format must|valid JSON formatted string/,
  },
  { cause: "missing properties", expression: /Missing required properties: \{(?<names>.*?)\}/s },
  { cause: "unknown properties", expression: /Invalid properties not defined in the schema found: \{(?<names>.*?)\}/s },
  {
    cause: "nested value",
    expression: /Failed to enforce schema for key `(?<column>.*?)`\. Expected type (?<expected>\w+), received type (?<found>\w+)/s,
  },
  { cause: "nested value", expression: /Expected data to be (?<expected>list or numpy array|a dict|dictionary|scalar), got (?<found>\w+)/ },
  { cause: "nested value", expression: /Failed to enforce schema of data `.*?` with dtype `(?<expected>\w+)`/s },
  { cause: "tensor shape", expression: /Shape of input (?<found>\(.*?\)) does not match expected shape (?<expected>\(.*?\))/ },
  {
    cause: "tensor shape",
    expression: /dataframe column '(?<column>.*?)' (?:contains scalar|could not be converted to the expected shape)/s,
  },
  { cause: "tensor dtype", expression: /dtype of input (?<found>\S+) does not match expected dtype (?<expected>\S+)/ },
  {
    cause: "missing cells",
    expression: /cannot convert (?:NA to integer|float NaN to bool)|boolean value of NA is ambiguous|not 'NAType'/,
  },
  {
    cause: "not a frame",
    expression:
      /There was an error casting the input data to a DataFrame|Expected input to be DataFrame|an input of type (?<found>.+?) was found/s,
  },
];

/** Words that only one of the two ways uses. */
const SCORING =
  /Failed to predict data '|MlflowInvalidInputException|MlflowFailedTypeConversion|Invalid input\. |Failed to parse input as a Pandas|scoring_server|error_code"|model scoring protocol/;
const PREDICT = /Failed to enforce schema of data '|\.predict\(|_enforce_schema/;

/** The server answers with JSON whose `message` is what was raised. */
function unwrapped(source: string): string {
  if (!source.trimStart().startsWith("{")) return source;
  try {
    const answer = jsonLoads(source);
    const message = answer instanceof Map ? answer.get("message") : undefined;
    const trace = answer instanceof Map ? answer.get("stack_trace") : undefined;
    return typeof message === "string" ? `error_code" ${message}\n${typeof trace === "string" ? trace : ""}` : source;
  } catch {
    return source;
  }
}

/** The names in a list or set of quoted strings. */
function quotedNames(list: string): readonly string[] {
  try {
    const value = parseLiteral(list);
    if (Array.isArray(value)) return value.map(String);
  } catch {
    // Names that Python writes and a literal does not hold, as of NumPy, are searched for below.
  }
  return [...list.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map(([, single, double]) => single ?? double ?? "");
}

/** The parameters of a set of pairs, name before message. */
const paramNames = (pairs: string) => [...pairs.matchAll(/\((['"])((?:\\.|(?!\1).)*)\1, ['"]/g)].map(([, , name = ""]) => name);

function columnsOf(groups: Readonly<Record<string, string | undefined>>): readonly string[] {
  if (groups.params !== undefined) return paramNames(groups.params);
  if (groups.list !== undefined) return quotedNames(groups.list);
  if (groups.names !== undefined) return quotedNames(groups.names);
  return groups.column === undefined || groups.column === "" ? [] : [groups.column];
}

/** The one column of times in the schema that a message quotes: MLflow does not name it where a time zone is at fault. */
function onlyTime(source: string): readonly string[] {
  const [, schema = ""] = /with schema '\[(.*?)\]'\. Error/s.exec(source) ?? [];
  const names = [...schema.matchAll(/(['"])((?:\\.|(?!\1).)*)\1: datetime/g)].map(([, , name = ""]) => name);
  return names.length === 1 ? names : [];
}

function wayOf(source: string): Way | null {
  if (SCORING.test(source)) return "scoring";
  return PREDICT.test(source) ? "predict" : null;
}

/** The class that a traceback's last line or a message's beginning names. */
function errorClass(source: string): string | null {
  const named = [...source.matchAll(/^(?:[\w.]*\.)?(\w*(?:Exception|Error|Conversion|OutOfBoundsDatetime))\b\s*:/gm)];
  return named.at(-1)?.[1] ?? null;
}

/**
 * A message or traceback of MLflow, recognised by its words; null for what is none of them.
 *
 * @example recogniseError("Incompatible input types for column a. Can not safely convert str to int64.")?.cause // "incompatible type"
 */
export function recogniseError(given: string): RecognisedError | null {
  const source = unwrapped(given);
  for (const { cause, expression } of PATTERNS) {
    const match = expression.exec(source);
    if (match === null) continue;
    const groups = match.groups ?? {};
    return {
      error: errorClass(source),
      cause,
      columns: cause === "time zone" ? onlyTime(source) : columnsOf(groups),
      found: groups.found ?? null,
      expected: groups.expected ?? null,
      via: wayOf(source),
    };
  }
  return null;
}
